import type { Carrier } from '../carrier';
import { type Ledger, type PeerRow, SyncStore } from '../ledger';
import { Fault } from '../records/fault';
import { READS } from './compartments';
import { type Context, readContext, tendPrivateKey } from './context';
import { alone, receive } from './exchange';
import { sealHead } from './head';
import type { PullResult } from './pull';
import { makeHead } from './push';
import { standing } from './roster';
import { sealNext } from './seal';

/** Files that somebody carries to the others, and how many of them are segments. */
export interface Handover {
  files: { name: string; bytes: Uint8Array }[];
  segments: number;
}

/**
 * What this device wrote and not everybody is known to have, with the roster, the keys and a head that names it all, to
 * be put into one file and carried by hand. What was carried counts as nothing: it is taken along again until the
 * others' own files say that it arrived. Throws E110–E112, E881 (in no space, or nobody has let this device in), E895
 * (an exchange is under way).
 */
export async function handOver(ledger: Ledger, options: { all?: boolean } = {}): Promise<Handover> {
  const done = await alone(ledger.clock.device, async () => {
    const store = new SyncStore(ledger);
    let context = await readContext(ledger, store);
    if (!context.me) throw new Fault('E881');
    if (await tendPrivateKey(context)) context = await readContext(ledger, store);
    while (await sealNext(context)) continue;
    const share = (await store.share()) ?? context.share;
    const now = ledger.clock.wall();
    const head = await sealHead(await makeHead(context, share, now), context.keys.sign.privateKey);
    // The next head at the place has to be a newer one than the head that was handed over.
    await store.changeShare((row) => ({
      ...row,
      headN: row.headN + 1,
      headRo: undefined,
      headMark: undefined,
      handedAt: now,
      handed: row.lastSealed,
    }));
    const arrived = options.all ? {} : arrivedEverywhere(context, await store.peers());
    const own = (await store.allOutbox())
      .filter(
        ({ name, q, s }) => name.startsWith(`${context.at.device(context.self)}/`) && s > (arrived[q] ?? 0),
      )
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const roster = await store.rosterFiles();
    return {
      files: [...roster, ...own, { name: context.at.head(context.self), bytes: head }].map(
        ({ name, bytes }) => ({
          name,
          bytes,
        }),
      ),
      segments: own.length,
    };
  });
  if (!done) throw new Fault('E895', {}, { transient: true });
  return done;
}

/** By compartment, the segment of ours up to which every device that may read it says to have seen them. */
function arrivedEverywhere({ self, me, roster }: Context, peers: readonly PeerRow[]): Record<string, number> {
  const heads = new Map(peers.map((peer) => [peer.d, peer.head]));
  const least: Record<string, number> = {};
  for (const device of standing(roster)) {
    if (device.d === me?.d) continue;
    const seen = heads.get(`${device.owner}-${device.d}`)?.seen?.[self];
    for (const q of [...READS[device.role], ...(device.owner === me?.owner ? ['p'] : [])]) {
      least[q] = Math.min(least[q] ?? Infinity, seen?.[q]?.[0] ?? 0);
    }
  }
  return least;
}

/**
 * Takes in what somebody handed over, in whatever order the files come. Nothing is written to the file. Throws E110–
 * E112, E881, E895 (an exchange is under way).
 */
export async function takeOver(ledger: Ledger, bundle: Carrier): Promise<PullResult> {
  const done = await receive(ledger, bundle);
  if (!done) throw new Fault('E895', {}, { transient: true });
  return done;
}
