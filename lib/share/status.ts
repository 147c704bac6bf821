import { PASSING } from '../carrier/refusals';
import { type Ledger, readPlaceRow, type RunRow, sharedSpaces, type ShareRow, SyncStore } from '../ledger';
import { keptPlace, type KeptPlace } from './place';

/** How the sharing of this profile stands, in one word and what belongs to it. */
export type ShareLine =
  /** Everything written here is named by a head that stands at the place; `at` is when that was looked at last. */
  | { state: 'sent'; at: number }
  /** So many commits are on no confirmed head. `quiet`: nothing is wrong, they go with the next exchange. */
  | { state: 'waiting'; count: number; code?: string }
  /** Nobody has let this device in. */
  | { state: 'outside'; removed: boolean }
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

/** {@link ShareLine} of one space. */
export interface SpaceLine {
  /** Name of the space; the branch's or a company's. */
  space: string;
  /** Of a company: its number, and what it is called. */
  company?: string;
  title?: string;
  line: ShareLine;
}

/** The spaces of this profile, the branch's first, each with its line. */
export async function shareLines(ledger: Ledger): Promise<SpaceLine[]> {
  const shares = await sharedSpaces(ledger);
  const lines = shares.map(async (share) => {
    const line = await lineOf(ledger, share, shares.length > 1);
    const { space, company, title } = share;
    return { space, line, ...(company ? { company } : {}), ...(title ? { title } : {}) };
  });
  return Promise.all(lines);
}

/** The line over all spaces of this profile; undefined when it is in none. */
export const shareLine = async (ledger: Ledger): Promise<ShareLine | undefined> =>
  sumOf((await shareLines(ledger)).map(({ line }) => line));

/** What needs somebody most stands for all; 已同步 is said only when it is true of every space, since the earliest. */
export function sumOf(lines: readonly ShareLine[]): ShareLine | undefined {
  const count = lines.reduce((sum, line) => sum + ('count' in line ? line.count : 0), 0);
  const first = <S extends ShareLine['state']>(state: S) =>
    lines.find((line): line is Extract<ShareLine, { state: S }> => line.state === state);
  const attention = first('attention');
  if (attention) return { ...attention, count };
  const outside = lines.filter((line) => line.state === 'outside');
  if (outside.length) return outside.find(({ removed }) => removed) ?? outside[0];
  const waiting = lines.filter((line) => line.state === 'waiting');
  if (waiting.length) {
    const code = waiting.find((line) => line.code)?.code;
    return { state: 'waiting', count: waiting.reduce((sum, line) => sum + line.count, 0), code };
  }
  const byHand = lines.filter((line) => line.state === 'byHand');
  if (byHand.length)
    return { state: 'byHand', count, at: byHand.find((line) => line.count)?.at ?? byHand[0]?.at };
  const sent = lines.filter((line) => line.state === 'sent');
  return sent.length ? { state: 'sent', at: Math.min(...sent.map(({ at }) => at)) } : undefined;
}

async function lineOf(ledger: Ledger, share: ShareRow, isOneOfMany: boolean): Promise<ShareLine> {
  const { space } = share;
  const store = new SyncStore(ledger, space);
  const [place, run, held, peers] = await Promise.all([
    keptPlace(ledger, space),
    readPlaceRow(ledger, 'run', space),
    store.held(),
    store.peers(),
    store.blobs.pending(),
  ]);
  const waitingAfter = (n: number): Promise<number> =>
    isOneOfMany ? ownOf(ledger, store, share, n) : store.ownAfter(n);
  const count = (await waitingAfter(share.confirmed)) + (await store.blobs.recordsUpTo(share.confirmed));
  const attention = whyAttention({ place, run, held, peers });
  if (attention) return { state: 'attention', count, ...attention };
  if (run?.outside) return { state: 'outside', removed: run.outside === 'removed' };
  if (place?.address.sort === 'file') {
    return { state: 'byHand', count: await waitingAfter(share.handed ?? 0), at: share.handedAt };
  }
  // Only a head that stands says that anything arrived.
  if (count || share.headAt === undefined || run?.fault)
    return { state: 'waiting', count, code: run?.fault?.code };
  return { state: 'sent', at: Math.max(run?.doneAt ?? 0, share.headAt) };
}

/** Change lines that are looked at; where more wait, all commits are counted. */
const LOOKED = 3000;

/** Own commits after `n` of which something goes to this space, where there are several. */
async function ownOf(ledger: Ledger, store: SyncStore, share: ShareRow, n: number): Promise<number> {
  const commits = await store.commitsAfter(n, LOOKED);
  if (!commits.length) return 0;
  if (commits.reduce((sum, { lines }) => sum + lines.length, 0) >= LOOKED) return store.ownAfter(n);
  const { routeOf } = await import('../sync/routes');
  const goes = await routeOf({ ledger, store, share }, commits);
  return commits.filter(({ via, lines }) => !via && lines.some(goes)).length;
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
  if (run?.newer || held.some(({ reason }) => reason === 'newer')) return { why: 'newer' };
  return Math.abs(run?.offset ?? 0) > CLOCK_OFF ? { why: 'clock' } : undefined;
}
