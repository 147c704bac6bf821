import { type Ledger, SyncStore } from '../ledger';
import { readContext } from './context';
import { sealHead } from './head';
import { makeHead } from './push';
import { sealNext } from './seal';

/**
 * What this device would have at a place, as files for the way by hand: roster, keys, its own segments and a head that
 * names them. Seals what is not sealed yet; marks nothing as sent. Throws E881, E885 (nobody has let this device in).
 */
export async function shareFiles(ledger: Ledger): Promise<{ name: string; bytes: Uint8Array }[]> {
  const store = new SyncStore(ledger);
  const context = await readContext(ledger, store);
  while (await sealNext(context));
  const share = (await store.share()) ?? context.share;
  const head = await makeHead(context, share, ledger.clock.wall());
  return [
    ...(await store.rosterFiles()).map(({ name, bytes }) => ({ name, bytes })),
    ...(await store.allOutbox()).map(({ name, bytes }) => ({ name, bytes })),
    { name: context.at.head(context.self), bytes: await sealHead(head, context.keys.sign.privateKey) },
  ];
}
