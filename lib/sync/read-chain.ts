import type { Carrier } from '../carrier';
import type { ChainEvent, PeerRow, SegmentRow } from '../ledger';
import type { Compartment } from './compartments';
import type { Context } from './context';
import type { Failsafe } from './failsafe';
import { AcceptedChain, isSettled, type Limit, limitOf } from './limits';
import type { Head } from './head';
import { isTailName, parseFile } from './names';
import type { TransferOptions } from './put';
import { sideBySide } from './side-by-side';
import type { Certificate } from './roster';
import { type Refused, SEGMENT_FILE } from './segment';
import { beginTakingIn, check, type Found, makeReady, type Opened } from './take-in';

/** So many missing numbers are named. */
const NAMED_GAPS = 50;

export interface ChainRead {
  taken: number;
  upTo: PeerRow['upTo'][string] | undefined;
  gaps: number[];
  events: ChainEvent[];
  /** True when everything that the head names is here. */
  isWhole: boolean;
}

/**
 * Fetches and takes in what is new of one chain. The names stand in the head; the folder is listed only when there is
 * no head that can be read, or it begins later than what is here ends.
 */
export async function readChain(
  context: Context,
  carrier: Carrier,
  chain: {
    d: string;
    q: Compartment;
    device: Certificate;
    head: Head['q'][Compartment];
    /** Number of the last segment that an earlier head named. */
    named?: number;
    isBroken?: boolean;
    upTo: PeerRow['upTo'][string] | undefined;
    failsafe: Failsafe;
  },
  options: TransferOptions,
): Promise<ChainRead> {
  const { store } = context;
  const { d, q, head, upTo } = chain;
  const limit = limitOf(context.roster, chain.device.d, q);
  const folder = context.at.chain(d, q);
  const names = new Set(head?.tail);
  const first = Math.min(...[...names].map((name) => foundOf(folder, name)?.n ?? Infinity));
  // A removed device's head says nothing of what is accepted: whoever keeps the device may have written it since.
  if (limit ? (upTo?.s ?? 0) < limit[0] : !head || chain.isBroken || first > (upTo?.s ?? 0) + 1) {
    for (const name of await listChain(carrier, folder, upTo?.m ?? '', options)) names.add(name);
  }
  const found = [...names].flatMap((name) => foundOf(folder, name) ?? []).sort((a, b) => a.n - b.n);
  const rows = await store.chainFrom(d, q, limit ? 1 : (found[0]?.n ?? 1));
  const here = new Map(rows.map((row) => [row.name, row]));
  const fresh = found.filter(({ name }) => here.get(name)?.state !== 'merged');
  const events = await forks(context, chain, fresh);
  const wanted = fresh.filter((one) => !isSettled(context, here.get(one.name), limit));
  const accepted = limit && new AcceptedChain(limit, rows);
  if (accepted) wanted.reverse();
  const { taken, closed } = await takeAll(context, carrier, { ...chain, limit, accepted }, wanted, options);
  const settled = found.length - wanted.length + taken + closed;
  const end = await walk(context, chain, limit?.[0] ?? head?.s ?? chain.named ?? 0);
  return {
    ...end,
    taken,
    events: [...events, ...end.events],
    isWhole: (limit ?? head) !== undefined && !end.gaps.length && settled === found.length,
  };
}

/** So many segments are merged at once; as many are fetched and opened meanwhile. The first are few: merging begins soon. */
const WINDOW = 8;
const FIRST_WINDOW = 2;

/** Fetches, checks and merges segments; answers how many were taken in, and how many are held for good. */
async function takeAll(
  context: Context,
  carrier: Carrier,
  chain: Parameters<typeof check>[1] & {
    failsafe: Failsafe;
    limit: Limit | undefined;
    accepted: AcceptedChain | undefined;
  },
  wanted: readonly Found[],
  options: TransferOptions,
): Promise<{ taken: number; closed: number }> {
  const { limit, accepted } = chain;
  // In a removed device's chain each segment is vouched for by the one after it, so they go one by one.
  let step = accepted ? 1 : FIRST_WINDOW;
  let closed = 0;
  // Two windows at most are with the storage: it finds the next one waiting when it is done with one.
  const merging: Promise<number>[] = [];
  let taken = 0;
  const finish = async (most: number): Promise<void> => {
    while (merging.length > most) taken += (await merging.shift()) ?? 0;
  };
  try {
    for (let start = 0; start < wanted.length;) {
      const opened: Opened[] = [];
      const window = wanted.slice(start, start + step);
      start += step;
      if (!accepted) step = Math.min(WINDOW, step * 2);
      await sideBySide(window, async (one) => {
        const got = await carrier.get(one.name, { signal: options.signal });
        if (!got || got === 'same' || got.bytes.length > SEGMENT_FILE) return;
        const isBeyond = accepted !== undefined && !accepted.has(one.n, one.hash);
        const { row, lines, blobs = [] } = await check(context, chain, one, got.bytes, { isBeyond });
        accepted?.add(row);
        if (lines) opened.push(makeReady(context, row, lines, blobs));
        else if (isSettled(context, row, limit)) closed += 1;
      });
      await finish(1);
      options.signal?.throwIfAborted();
      opened.sort((a, b) => a.row.s - b.row.s);
      merging.push((await beginTakingIn(context, chain.device.d, opened, chain.failsafe)).done);
    }
  } finally {
    // Also when one of them failed, nothing goes on behind whoever is told so.
    await Promise.allSettled(merging);
    await finish(0);
  }
  return { taken, closed };
}

function foundOf(folder: string, name: string): Found | undefined {
  const [month = '', file = ''] = name.split('/');
  const parsed = isTailName(name) ? parseFile(file) : undefined;
  return parsed && { name: `${folder}/${name}`, month, n: parsed.n, hash: parsed.hash };
}

async function listChain(
  carrier: Carrier,
  folder: string,
  from: string,
  { signal }: TransferOptions,
): Promise<string[]> {
  const months = (await carrier.list(folder, { signal })).filter(
    (entry) => entry.folder && /^\d{6}$/.test(entry.name) && entry.name >= from,
  );
  const names: string[] = [];
  for (const { name: month } of months) {
    const files = await carrier.list(`${folder}/${month}`, { signal });
    names.push(...files.filter((file) => !file.folder).map((file) => `${month}/${file.name}`));
  }
  return names.filter(isTailName);
}

/** Segments under a number that another one has already: two profiles wrote as one device. Both are kept. */
async function forks(
  { store, ledger }: Context,
  { d, q }: { d: string; q: string },
  fresh: readonly Found[],
): Promise<ChainEvent[]> {
  if (!fresh.length) return [];
  const numbers = new Map<number, number>();
  const least = fresh[0]?.n ?? 0;
  const rows = (await store.chainFrom(d, q, least)).filter(({ state }) => state === 'merged');
  for (const row of rows) numbers.set(row.s, (numbers.get(row.s) ?? 0) + 1);
  for (const { n } of fresh) numbers.set(n, (numbers.get(n) ?? 0) + 1);
  const at = ledger.clock.wall();
  return [...numbers].flatMap(([s, count]) => (count > 1 ? [{ what: 'fork' as const, q, s, at }] : []));
}

/** Reasons for which the same file may come whole another time. */
const DAMAGED: ReadonlySet<string> = new Set<Refused>(['torn', 'signature', 'decrypt', 'inflate', 'shape']);

/** True for a segment that is held for what its file is, and not for what it says. */
export const isDamaged = ({ state, reason }: SegmentRow): boolean =>
  state === 'held' && DAMAGED.has(reason ?? '');

/** Follows the chain from where it was whole to where it is now, and looks whether each hash follows the one before. */
async function walk(
  { store, ledger }: Context,
  { d, q, upTo }: { d: string; q: string; upTo: PeerRow['upTo'][string] | undefined },
  target: number,
): Promise<Pick<ChainRead, 'upTo' | 'gaps' | 'events'>> {
  const byNumber = new Map<number, SegmentRow[]>();
  /** Held for what they are, not for damage: they are there, and their writer could send nothing else. */
  const refused = new Set<number>();
  for (const row of await store.chainFrom(d, q, upTo?.s ?? 0)) {
    if (row.state === 'held' && !isDamaged(row)) refused.add(row.s);
    // What is of a time before this device was let in is as good as here: it will never be opened.
    if (row.state !== 'merged' && row.reason !== 'before') continue;
    byNumber.set(row.s, [...(byNumber.get(row.s) ?? []), row]);
  }
  const events: ChainEvent[] = [];
  let end = upTo;
  let before = new Set(upTo ? (byNumber.get(upTo.s) ?? []).map(({ hash }) => hash) : ['']);
  for (let s = (upTo?.s ?? 0) + 1; ; s += 1) {
    const rows = byNumber.get(s);
    const last = rows?.at(-1);
    if (!rows || !last) break;
    if (!rows.some(({ p }) => before.has(p))) events.push({ what: 'broken', q, s, at: ledger.clock.wall() });
    if (rows.some(({ reason }) => reason === 'ahead')) {
      events.push({ what: 'ahead', q, s, at: ledger.clock.wall() });
    }
    before = new Set(rows.map(({ hash }) => hash));
    end = { s, h: last.hash, m: last.name.split('/').at(-2) ?? '' };
  }
  const gaps: number[] = [];
  for (let s = (end?.s ?? 0) + 1; s <= target && gaps.length < NAMED_GAPS; s += 1) {
    if (!byNumber.has(s) && !refused.has(s)) gaps.push(s);
  }
  return { upTo: end, gaps, events };
}
