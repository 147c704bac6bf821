import type { Carrier, Listed } from '../carrier';
import type { ChainEvent } from '../ledger';
import { asBytes } from './bytes';
import type { Context } from './context';
import { type Head, openHead } from './head';
import type { TransferOptions } from './push';

/**
 * Looks at what stands at the place under this device's own name.
 *
 * - `fine`: what this profile put there last, or nothing was put yet.
 * - `lost`: it is gone, damaged or older. It is written again with the next push, and so is every segment that the
 *   place does not list.
 * - `copied`: another profile writes under this name. This one must go on under a name of its own.
 */
export async function checkOwnHead(
  context: Context,
  carrier: Carrier,
  listed: Listed | undefined,
  options: TransferOptions,
): Promise<'fine' | 'lost' | 'copied'> {
  const { store, at, self, me } = context;
  const share = (await store.share()) ?? context.share;
  if (!me) return 'fine';
  if (listed?.mark !== undefined && listed.mark === share.headMark) return 'fine';
  // Segments that are there without a head may have been lost as well: then they are looked for.
  if (!listed && share.headN === 0 && !(await store.outbox('stored')).length) return 'fine';
  const got = listed ? await carrier.get(at.head(self), { signal: options.signal }) : undefined;
  const head =
    got && got !== 'same'
      ? await openHead(asBytes(got.bytes), {
          space: share.space,
          owner: share.owner,
          device: share.device,
          publicKey: me.sign,
        })
      : undefined;
  if (head && (await namesForeign(context, head))) return 'copied';
  if (head && head.n >= share.headN) {
    const mark = got && got !== 'same' ? (got.mark ?? listed?.mark) : undefined;
    await store.changeShare((now) => ({ ...now, headN: Math.max(now.headN, head.n), headMark: mark }));
    return 'fine';
  }
  await store.changeShare((now) => ({ ...now, headRo: undefined, headMark: undefined }));
  await resend(context, carrier, options);
  return 'lost';
}

async function namesForeign({ store, at, self }: Context, head: Head): Promise<boolean> {
  const names = Object.entries(head.q).flatMap(([q, { tail }]) =>
    tail.map((name) => `${at.chain(self, q)}/${name}`),
  );
  const own = await store.inOutbox(names);
  return names.some((name) => !own.has(name));
}

/**
 * Marks own segments, and files of the roster, that the place does not list, so that they are sent again. That
 * something was taken away is noted.
 */
export async function resend(
  { store, at, self, ledger }: Context,
  carrier: Carrier,
  { signal }: TransferOptions,
): Promise<void> {
  const rows = (await store.allOutbox()).filter(({ name }) => name.startsWith(`${at.device(self)}/`));
  const folders = new Set(rows.map(({ name }) => name.slice(0, name.lastIndexOf('/'))));
  const there = new Set<string>();
  for (const folder of folders) {
    for (const entry of await carrier.list(folder, { signal })) there.add(`${folder}/${entry.name}`);
  }
  const missing = rows.filter(({ name, state }) => state !== 'sealed' && !there.has(name));
  if (missing.length) await store.markMissing(missing.map(({ name }) => name));
  // A listing may be late: what it does not show is asked for by name before it is called taken away.
  const lost: ChainEvent[] = [];
  for (const { name, q, s, state } of missing.slice(0, ASKED)) {
    if (state !== 'confirmed' || (await carrier.get(name, { signal })) !== undefined) continue;
    lost.push({ what: 'gone', q, s, at: ledger.clock.wall() });
  }
  if (lost.length) {
    await store.changeShare((share) => ({
      ...share,
      events: [...(share.events ?? []), ...lost].slice(-EVENTS),
    }));
  }
  await resendRoster({ store, at }, carrier, { signal });
}

/** So many events of the own chains are kept, and so many segments are asked for by name. */
const EVENTS = 200;
const ASKED = 20;

/** Whoever has a file of the roster or of keys can put it there again: it is signed by whoever made it. */
async function resendRoster(
  { store, at }: Pick<Context, 'store' | 'at'>,
  carrier: Carrier,
  { signal }: TransferOptions,
): Promise<void> {
  const there = new Set<string>();
  for (const folder of [at.roster, at.keys]) {
    for (const { name } of await carrier.list(folder, { signal })) there.add(`${folder}/${name}`);
  }
  const lost = (await store.rosterFiles()).filter(
    ({ name, sent }) =>
      sent && !there.has(name) && [at.roster, at.keys].some((folder) => name.startsWith(`${folder}/`)),
  );
  if (lost.length) await store.markUnsent(lost.map(({ name }) => name));
}
