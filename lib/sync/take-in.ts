import type { Accepted, BlobRow, CommitPart, SegmentRow } from '../ledger';
import { isCompanySpace, prepareParts, SETTLED, stampDevice, stampTime } from '../ledger';
import { takeWays } from './blobs';
import { asBytes, sha256 } from './bytes';
import type { Json } from '../records/kind';
import { isCommittee, LEADS, mayWriteValues } from './compartments';
import type { Context } from './context';
import type { Checked, Failsafe } from './failsafe';
import { holds, ringName } from './key-files';
import { isMemberKey } from './member-keys';
import { type Certificate, roleAt, vouches, writesFor } from './roster';
import { epochNumber } from './roster-state';
import { isCompanyKind } from './routes';
import { openSegment, type Refused } from './segment';
import type { Header, WireLine } from './shapes';
import { isStrict } from './strict';

/** A stamp further ahead than this could never be outdone by anybody. */
const TOO_FAR_AHEAD = 400 * 24 * 3_600_000;

/** A segment at the place, as its name tells it. */
export interface Found {
  /** Full name. */
  name: string;
  /** `<yyyymm>` of its folder. */
  month: string;
  n: number;
  /** First 24 digits of its hash. */
  hash: string;
}

export type Held =
  | Refused
  /** The file is not where its own header says. */
  | 'place'
  /** Its writer may not write this. */
  | 'role'
  /** Values under the stamp of somebody else's device, or in somebody else's name. */
  | 'stamp'
  /** A time more than 400 days ahead. */
  | 'future'
  /** It would delete or overwrite very much: it waits for a person, or a person refused it. See `failsafe.ts`. */
  | 'many'
  | 'refused'
  /** Of a removed device, beyond what its removal accepts. */
  | 'removed'
  /** Of an epoch from before this device was let in, whose key it was not given. */
  | 'before'
  /** Sealed under a key that nobody gave to its writer. */
  | 'notGiven';

/** A stamp further ahead than this is taken in, and shown. */
const AHEAD = 24 * 3_600_000;

/** A segment that was checked and may be taken in. */
export interface Opened extends Checked, Accepted {
  row: SegmentRow;
  /** Ways to the files that its lines refer to. */
  blobs: readonly BlobRow[];
}

/** A segment that was checked, made ready to be taken in while the storage is still busy with those before. */
export function makeReady(
  { ledger }: Context,
  row: SegmentRow,
  lines: readonly WireLine[],
  blobs: readonly BlobRow[],
): Opened {
  const parts = partsOf(lines);
  return { name: row.name, row, lines, blobs, parts, prepared: prepareParts(ledger, parts) };
}

/**
 * Checks one segment whole. Without lines it cannot be taken in, and is held with the reason.
 *
 * @param options `isBeyond`: it is not accepted, however right it is.
 */
export async function check(
  context: Context,
  chain: { d: string; q: string; device: Certificate },
  found: Found,
  bytes: Uint8Array,
  { isBeyond = false }: { isBeyond?: boolean } = {},
): Promise<{ row: SegmentRow; lines?: readonly WireLine[]; blobs?: readonly BlobRow[] }> {
  const { store, ledger } = context;
  const own = asBytes(bytes);
  const hash = await sha256(own);
  const at = ledger.clock.wall();
  const row = { name: found.name, d: chain.d, q: chain.q, s: found.n, hash, at };
  const refuse = async (reason: Held, p = '', k?: string): Promise<{ row: SegmentRow }> => {
    const held: SegmentRow = { ...row, p, state: 'held', reason, ...(k ? { k } : {}) };
    await store.hold(held);
    return { row: held };
  };
  if (!hash.startsWith(found.hash)) return refuse('torn');
  const opened = await openSegment(own, {
    device: (header) => (header.d === chain.device.d ? chain.device.sign : undefined),
    epoch: (header) => keyOf(context, chain.device, header),
    own: ({ k }) => ({
      keys: context.ring.filter((key) => isMemberKey(key) && key.w === k),
      by: chain.device.member,
    }),
  });
  if (!opened.ok) {
    const { header } = opened;
    if (opened.reason === 'unknownKey' && header && isBefore(context, header)) {
      return refuse(isBeyond ? 'removed' : 'before', header.p, header.k);
    }
    // Whoever was removed may have begun a key that nobody else was given.
    const isOut = isBeyond && opened.reason === 'unknownKey';
    return refuse(isOut ? 'removed' : opened.reason, header?.p, header?.k);
  }
  const { header, lines, closed } = opened;
  if (header.b !== context.share.space || header.q !== chain.q || header.s !== found.n) {
    return refuse('place', header.p);
  }
  if (header.q !== 'p' && !holds(context.roster, context.given, chain.device.owner, header)) {
    return refuse('notGiven', header.p);
  }
  const writer = { ...chain.device, role: roleAt(context.roster, chain.device, header.q, header.s) };
  if (header.q === 'w' && !isCommittee(writer.role)) return refuse('role', header.p);
  const wrong = lines.map((line) => objection(context, writer, line)).find(Boolean);
  if (wrong ?? isBeyond) return refuse(wrong ?? 'removed', header.p);
  const accepted: SegmentRow = {
    ...row,
    p: header.p,
    state: 'merged',
    lines: lines.map(({ h, r }) => `${h} ${r}`),
  };
  if (closed?.length) accepted.closed = closed;
  if (lines.some(({ h }) => stampTime(h) > ledger.clock.now() + AHEAD)) accepted.reason = 'ahead';
  return { row: accepted, ...takeWays(header.q, lines) };
}

/** Takes checked segments of one device in, except those that the failsafe stops. Answers how many. */
export async function takeIn(
  context: Context,
  device: string,
  batch: readonly Opened[],
  failsafe: Failsafe,
): Promise<number> {
  return (await beginTakingIn(context, device, batch, failsafe)).done;
}

/**
 * The same in two steps: it answers once the storage was asked to take them in, which is `done` later. What is asked of
 * the storage after the first step sees them.
 */
export async function beginTakingIn(
  { store }: Context,
  device: string,
  batch: readonly Opened[],
  failsafe: Failsafe,
): Promise<{ done: Promise<number> }> {
  const stopped = await failsafe.judge(device, batch);
  const open = batch.filter(({ name }) => !stopped.has(name));
  for (const { name, row } of batch) {
    const stop = stopped.get(name);
    if (stop) await store.hold({ ...row, state: 'held', ...stop });
  }
  const done = open.length ? store.accept(open).then(() => open.length) : Promise.resolve(0);
  // Looked at later; until then nobody is to call it unhandled.
  done.catch(() => undefined);
  return { done };
}

function keyOf({ ring }: Context, device: Certificate, { k, q }: Header): Uint8Array | undefined {
  const name = ringName(q, device.owner);
  return ring.find((row) => row.k === k && row.q === name)?.key;
}

/** True when a segment is of an epoch that had ended before this device was given its first key. */
function isBefore({ roster, ring }: Context, { k, q }: Header): boolean {
  if (q === 'p' || !roster.epochs.has(`${k} ${q}`)) return false;
  const own = ring.filter((row) => row.q === q).map((row) => epochNumber(row.k));
  return own.length > 0 && epochNumber(k) < Math.min(...own);
}

/** Why a line may not come from this device; undefined when it may. */
function objection(context: Context, device: Certificate, line: WireLine): Held | undefined {
  const { roster, ledger, share } = context;
  // Who leads a company's space leads no branch: nothing of a branch comes from there.
  if (isCompanySpace(share.space) && !isCompanyLine(line, share.company)) return 'role';
  if (!mayWriteValues(device, line.t, line.f as Record<string, Json>)) return 'role';
  if (stampTime(line.h) > ledger.clock.now() + TOO_FAR_AHEAD) return 'future';
  if (settlesStrict(line) && !LEADS.includes(device.role)) return 'role';
  if (vouches(device.role)) return undefined;
  if (!writesFor(roster, device, stampDevice(line.h))) return 'stamp';
  return line.by === '' || line.by === device.member ? undefined : 'stamp';
}

/** True when a line is on a matter of the company, as far as a line tells. */
const isCompanyLine = ({ t, f }: WireLine, company: string | undefined): boolean =>
  isCompanyKind(t) && (f.companyId === undefined || f.companyId === company);

/** True when a line chooses between two values of a field that is for whoever leads to rule on. */
const settlesStrict = ({ t, f }: WireLine): boolean =>
  Object.keys(f).some((name) => name.startsWith(SETTLED) && isStrict(t, name.slice(SETTLED.length)));

/** Lines of the wire as parts of commits. */
export function partsOf(lines: readonly WireLine[]): CommitPart[] {
  const parts = new Map<string, CommitPart>();
  let before: WireLine | undefined;
  let part: CommitPart | undefined;
  for (const line of lines) {
    const { c, l, u, r, t, h, by, b, f, sv } = line;
    // Lines of one commit mostly stand together.
    if (!part || before?.c !== c || before.l !== l || before.by !== by || before.u !== u) {
      const key = JSON.stringify([c, l, by, u]);
      part = parts.get(key);
      if (!part) parts.set(key, (part = { from: c, by, label: l, lines: [], ...(u ? { undone: u } : {}) }));
    }
    before = line;
    part.lines.push({ r, t, h, by, b, f, sv });
  }
  return [...parts.values()];
}
