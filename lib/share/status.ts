import { PASSING } from '../carrier/refusals';
import { type Ledger, readPlaceRow, type RunRow, SyncStore } from '../ledger';
import { keptPlace, type KeptPlace } from './place';

/** How the sharing of this profile stands, in one word and what belongs to it. */
export type ShareLine =
  /** Everything written here is named by a head that stands at the place; `at` is when that was looked at last. */
  | { state: 'sent'; at: number }
  /** So many commits are on no confirmed head. `quiet`: nothing is wrong, they go with the next exchange. */
  | { state: 'waiting'; count: number; code?: string }
  /** Nobody has let this device in. */
  | { state: 'outside' }
  /** Files go by hand: so many commits are in no file that was handed over. */
  | { state: 'byHand'; count: number; at: number | undefined }
  /** A person has to do something. */
  | { state: 'attention'; why: Attention; code?: string; count: number };

/** What a person has to do something about. */
export type Attention = 'fault' | 'chain' | 'many' | 'newer' | 'noPlace' | 'clock';

/** Milliseconds by which the server's clock may differ before a word is said. */
export const CLOCK_OFF = 5 * 60_000;

/** Faults of a run that pass by themselves. */
export const isPassing = (code: string): boolean =>
  (PASSING as readonly string[]).includes(code) || code === 'E884' || code === 'E874';

/** Reads {@link ShareLine}; undefined when this profile is in no space. */
export async function shareLine(ledger: Ledger): Promise<ShareLine | undefined> {
  const store = new SyncStore(ledger);
  // Asked all at once: a live query watches for certain what it asks for before it waits for anything.
  const [share, place, run, held, peers] = await Promise.all([
    store.share(),
    keptPlace(ledger),
    readPlaceRow(ledger, 'run'),
    store.held(),
    store.peers(),
    store.lastCommit(),
  ]);
  if (!share) return undefined;
  const count = await store.ownAfter(share.confirmed);
  const attention = whyAttention({ place, run, held, peers });
  if (attention) return { state: 'attention', count, ...attention };
  if (run?.outside) return { state: 'outside' };
  if (place?.address.sort === 'file') {
    return { state: 'byHand', count: await store.ownAfter(share.handed ?? 0), at: share.handedAt };
  }
  // Only a head that stands says that anything arrived.
  if (count || share.headAt === undefined || run?.fault)
    return { state: 'waiting', count, code: run?.fault?.code };
  return { state: 'sent', at: Math.max(run?.doneAt ?? 0, share.headAt) };
}

function whyAttention(now: {
  place: KeptPlace | undefined;
  run: RunRow | undefined;
  held: Awaited<ReturnType<SyncStore['held']>>;
  peers: Awaited<ReturnType<SyncStore['peers']>>;
}): { why: Attention; code?: string } | undefined {
  const { place, run, held, peers } = now;
  if (!place) return { why: 'noPlace' };
  if (peers.some(({ events }) => events.some((event) => event.what !== 'ahead' && !event.noted)))
    return { why: 'chain' };
  if (held.some((row) => row.reason === 'many' && !row.decided)) return { why: 'many' };
  if (run?.fault && !isPassing(run.fault.code)) return { why: 'fault', code: run.fault.code };
  if (held.some(({ reason }) => reason === 'newer')) return { why: 'newer' };
  return Math.abs(run?.offset ?? 0) > CLOCK_OFF ? { why: 'clock' } : undefined;
}
