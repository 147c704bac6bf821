import type { OutboxRow, PeerRow, SegmentRow } from '../ledger';
import { NAME_HASH } from './bytes';
import { type Compartment, mayWrite, READS, valueByCompartment } from './compartments';
import type { Context } from './context';
import { isMemberKey } from './member-keys';
import { chainOwner, parseChain } from './names';
import { roleAt, type Roster } from './roster';
import { epochNumber } from './roster-state';

/** The last segment that is accepted of a chain: number, and the hash in its name. */
export type Limit = readonly [number, string];

/** How far a chain is accepted: of a removed device to a certain segment, of any other without end. */
export function limitOf({ removed }: Roster, d: string, q: string): Limit | undefined {
  const limit = removed.get(d);
  return limit && (limit[q as Compartment] ?? [0, '']);
}

/** True when an own segment, of this device or one that this profile was before, is among what a removal accepts. */
export function isAccepted(
  { roster, at, share }: Context,
  { name, q, s }: Pick<OutboxRow, 'name' | 'q' | 's'>,
): boolean {
  return [...roster.removed.keys()].some(
    (d) =>
      name.startsWith(`${at.device(chainOwner(share.owner, d))}/`) && s <= (limitOf(roster, d, q)?.[0] ?? 0),
  );
}

/** True when something that a removal accepts is not here yet. */
export function isBehind({ roster, me }: Context, d: string, { upTo }: PeerRow): boolean {
  if (!me || !roster.removed.has(d)) return false;
  return READS[me.role].some((q) => (limitOf(roster, d, q)?.[0] ?? 0) > (upTo[q]?.s ?? 0));
}

/** What decides how the chains of a device are read; when it changes they are looked at again. */
export function readingUnder({ roster, ring }: Context, d: string): string {
  const keys = ring.filter((row) => !row.q.startsWith('p/') && !isMemberKey(row)).length;
  return JSON.stringify([roster.removed.get(d) ?? 0, roster.devices.get(d)?.role ?? '', keys]);
}

/**
 * The segments of a removed device's chain that are accepted: the last is named by the removal, and each names the one
 * before it. Who keeps the keys of the device cannot put anything else among them.
 */
export class AcceptedChain {
  readonly #limit: Limit;
  /** Hash by number, from the limit down as far as it is known. */
  readonly #hashes = new Map<number, string>();
  /** Every segment that was looked at; what its content hashes to cannot be wrong. */
  readonly #rows: SegmentRow[];

  constructor(limit: Limit, rows: readonly SegmentRow[]) {
    this.#limit = limit;
    this.#rows = [...rows];
    if (limit[0] > 0) this.#follow(limit[0], limit[1]);
  }

  /** True when a segment is one of them, as far as is known. */
  has(s: number, hash: string): boolean {
    return s <= this.#limit[0] && this.#hashes.get(s) === hash.slice(0, NAME_HASH);
  }

  /** True when it is known that a segment is none of them. */
  excludes(s: number, hash: string): boolean {
    return s > this.#limit[0] || (this.#hashes.has(s) && !this.has(s, hash));
  }

  /** Learns from a segment which one stands before it. */
  add(row: SegmentRow): void {
    if (!this.has(row.s, row.hash) || row.p === '') return;
    this.#rows.push(row);
    this.#follow(row.s, row.hash.slice(0, NAME_HASH));
  }

  #follow(from: number, start: string): void {
    let hash = start;
    for (let s = from; s > 0 && hash; s -= 1) {
      this.#hashes.set(s, hash);
      hash = this.#rows.find((row) => row.s === s && row.hash.startsWith(hash))?.p.slice(0, NAME_HASH) ?? '';
    }
  }
}

/** True when a segment is held for good, as things stand: it needs no other look. */
export function isSettled(
  { ring }: Pick<Context, 'ring'>,
  row: SegmentRow | undefined,
  limit: Limit | undefined,
): boolean {
  if (row?.state !== 'held') return false;
  if (row.reason === 'removed') return limit !== undefined && row.s > limit[0];
  const own = ring.filter(({ q }) => q === row.q).map(({ k }) => epochNumber(k));
  return row.reason === 'before' && row.k !== undefined && epochNumber(row.k) < Math.min(...own);
}

/**
 * Takes out what had been taken in of removed devices beyond what their removal accepts, of people whose role changed
 * what they were no longer free to write, and of devices whose certificate turned out not to count everything. Once for
 * each state of the roster; it may end anywhere and be begun again.
 */
export async function enforce(context: Context): Promise<void> {
  const { store, roster, me, share } = context;
  const now = (await store.share()) ?? share;
  if (now.enforcedUnder === roster.ro) return;
  const own = me ?? roster.devices.get(share.device);
  for (const q of own ? [...READS[own.role], 'p' as const] : []) {
    for (const [d] of roster.removed) await enforceRemoval(context, d, q);
    for (const { d } of await store.peers()) await enforceRoster(context, d, q);
    for (const [d] of roster.terms) if (q !== 'p' && !roster.removed.has(d)) await enforceRole(context, d, q);
  }
  await store.changeShare((row) => ({ ...row, enforcedUnder: roster.ro }));
}

async function merged(context: Context, d: string, q: string): Promise<SegmentRow[]> {
  return (await context.store.chainFrom(nameOf(context, d), q, 1)).filter(({ state }) => state === 'merged');
}

async function enforceRemoval(context: Context, d: string, q: Compartment): Promise<void> {
  const limit = limitOf(context.roster, d, q);
  if (!limit) return;
  await closeHeld(context, nameOf(context, d), q, limit[0]);
  const rows = await merged(context, d, q);
  if (!rows.length) return;
  const accepted = new AcceptedChain(limit, rows);
  const out = rows.filter((row) => accepted.excludes(row.s, row.hash));
  await takeOut(context, nameOf(context, d), out, 'removed');
}

/** What could not be taken in waits for nothing any more beyond what is accepted, whatever was wrong with it. */
async function closeHeld({ store }: Context, name: string, q: Compartment, upTo: number): Promise<void> {
  for (const row of await store.chainFrom(name, q, upTo + 1)) {
    if (row.state === 'held' && row.reason !== 'removed') await store.hold({ ...row, reason: 'removed' });
  }
}

/** Whoever certified a device may have lost the right to at the same time: then it is none of the space. */
async function enforceRoster(context: Context, name: string, q: Compartment): Promise<void> {
  const { device } = parseChain(name) ?? {};
  if (device === undefined || context.roster.devices.has(device)) return;
  await closeHeld(context, name, q, 0);
  const rows = (await context.store.chainFrom(name, q, 1)).filter(({ state }) => state === 'merged');
  await takeOut(context, name, rows, 'removed');
}

async function enforceRole(context: Context, d: string, q: Compartment): Promise<void> {
  const { store, roster } = context;
  const device = roster.devices.get(d);
  const rows = await merged(context, d, q);
  if (!device || !rows.length) return;
  const kinds = await store.kindsIn(rows);
  const out = rows.filter((row) => {
    const role = roleAt(roster, device, q, row.s);
    return [...(kinds.get(row.name) ?? [])].some((kind) => !mayWrite(role, kind));
  });
  await takeOut(context, nameOf(context, d), out, 'role');
}

const nameOf = ({ roster }: Context, d: string): string => chainOwner(roster.devices.get(d)?.owner ?? '', d);

async function takeOut(
  { store }: Context,
  name: string,
  rows: readonly SegmentRow[],
  reason: string,
): Promise<void> {
  if (!rows.length) return;
  await store.retract(rows, reason, (line, field, value, from) => {
    if (from.has('p')) return value;
    const parts = valueByCompartment(line.t, field, value);
    const left = [...parts].filter(([q]) => from.has(q) || (q === 'o' && from.has('w')));
    return (left.find(([q]) => q === 'o') ?? left[0])?.[1];
  });
  // What the chain is whole up to may have gone with it.
  const peer = (await store.peers()).find((row) => row.d === name);
  if (!peer) return;
  const upTo = { ...peer.upTo };
  for (const { q } of rows) delete upTo[q];
  const { mark: _, ...rest } = peer;
  await store.putPeer({ ...rest, upTo });
}
