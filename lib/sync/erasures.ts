import type { Carrier } from '../carrier';
import {
  closedSegments,
  destroyKeys,
  type ErasureStamp,
  erasureStamps,
  presentOf,
  recordsWhere,
  type RecordRow,
  type RosterRow,
  stampDevice,
} from '../ledger';
import { LEADS, isCommittee } from './compartments';
import { concernOf, isConcerning } from './concerns';
import type { Context } from './context';
import { erasedUpTo, isErased } from './own-keys';
import { gone, isGone, isMemberKey, toldBy } from './member-keys';
import { hintOf } from './own-lines';
import type { TransferOptions } from './put';
import { vouches, writesFor } from './roster';
import { type Outgoing, splitCommit, type SplitRules } from './split';
import { check, makeReady, takeIn } from './take-in';
import type { Failsafe } from './failsafe';
import { parseChain, parseRosterFile } from './names';

/**
 * Destroys the keys of members whose data were erased, up to the erasure: here, and in the files of keys, which are
 * overwritten at the place with the next push. The segments stay, and nobody can open those lines any more who has not
 * done so. True when there was one.
 */
export async function destroyErased(context: Context): Promise<boolean> {
  const { ledger, store, share, me } = context;
  const upTo = erasedUpTo(await erasureStamps(ledger));
  if (!upTo.size) return false;
  const keys = (await store.ring()).filter(isMemberKey).filter((row) => isErased(row, upTo));
  if (!keys.length) return false;
  const names = new Set(keys.map(({ k }) => k));
  const files: RosterRow[] = [];
  for (const file of await store.rosterFiles()) {
    if (file.sort !== 'own' || isGone(file.bytes)) continue;
    const told = await toldBy(share.space, file);
    if (!told || !names.has(told.k)) continue;
    const isOurs = file.name.slice(file.name.lastIndexOf('/') + 1).startsWith(`${share.owner}-`);
    const mayPut = me !== undefined && (isOurs || LEADS.includes(me.role));
    files.push({ ...file, bytes: gone(), sent: !mayPut });
  }
  await destroyKeys(ledger, keys, files);
  return true;
}

/**
 * After an erasure, what is kept of the person is sealed anew under a new key: the lines, and the erasures that are then
 * done with. Whoever leads and erased seals everything present, everybody else of the committee what they wrote
 * themselves. Undefined when nothing is to be done.
 */
export async function afterErasures(
  context: Context,
  rules: (rows: readonly RecordRow[]) => Promise<SplitRules>,
): Promise<{ out: Outgoing[]; erased: string[] } | undefined> {
  const { ledger, share, store, me } = context;
  const now = (await store.share()) ?? share;
  const done = new Set(now.erased);
  const pending = (await erasureStamps(ledger)).filter(({ id }) => !done.has(id));
  if (!pending.length || !me) return undefined;
  await destroyErased(context);
  const erased = [...done, ...pending.map(({ id }) => id)];
  // Nothing was ever sealed here: it will be for the first time, under keys of after the erasure.
  if (now.lastSealed === 0 || !isCommittee(me.role)) return { out: [], erased };
  const persons = new Set(pending.map(({ member }) => member));
  const isOf = (row: RecordRow, name: string): boolean => {
    const found = concernOf(row.kind, row.id, name, (field) => row.fields[field]);
    return found !== undefined && persons.has(found.person);
  };
  const rows = await recordsWhere(
    ledger,
    (row) => isConcerning(row.kind) && Object.keys(row.stamps).some((name) => isOf(row, name)),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const all = pending.some((erasure) => isForAll(context, erasure));
  const own = await rules(rows);
  const out: Outgoing[] = [];
  for (const { commit, line } of await presentOf(ledger, rows)) {
    if (!all && !writesFor(context.roster, me, stampDevice(line.h))) continue;
    const row = byId.get(line.r) as RecordRow;
    const f = Object.fromEntries(Object.entries(line.f).filter(([name]) => isOf(row, name)));
    if (!Object.keys(f).length) continue;
    const parts = splitCommit({ ...commit, lines: [{ ...line, f }] }, own).out;
    out.push(...parts.filter(({ to }) => to !== undefined));
  }
  return { out, erased };
}

/** True when this device is to seal what others wrote too: it erased, or whoever did may not vouch for others. */
function isForAll({ roster, me }: Context, { h }: ErasureStamp): boolean {
  if (!me || !vouches(me.role)) return false;
  const eraser = roster.devices.get(stampDevice(h));
  return (
    writesFor(roster, me, stampDevice(h)) || !eraser || roster.removed.has(eraser.d) || !vouches(eraser.role)
  );
}

/**
 * Looks once more at segments of which something was closed, when keys of members came that were not here: those that a
 * key opens are fetched and taken in again. Answers how many.
 */
export async function reopen(
  context: Context,
  carrier: Carrier,
  failsafe: Failsafe,
  options: TransferOptions,
): Promise<number> {
  const { ledger, store, roster } = context;
  const ring = context.ring.filter(isMemberKey);
  const under = ring
    .map(({ k, q }) => `${k} ${q[0]}`)
    .sort()
    .join(' ');
  const share = (await store.share()) ?? context.share;
  if ((share.openedUnder ?? '') === under) return 0;
  let taken = 0;
  let isWhole = true;
  for (const row of await closedSegments(ledger)) {
    options.signal?.throwIfAborted();
    const { device: d = '', owner = '' } = parseChain(row.d) ?? {};
    const device = roster.devices.get(d);
    if (device?.owner !== owner || !(await opensNow(row, d, ring))) continue;
    const got = await carrier.get(row.name, { signal: options.signal });
    if (!got || got === 'same') {
      isWhole = false;
      continue;
    }
    const [month = '', last = ''] = row.name.split('/').slice(-2);
    const found = { name: row.name, month, n: row.s, hash: parseRosterFile(last)?.hash ?? '-' };
    const read = await check(context, { d: row.d, q: row.q, device }, found, got.bytes);
    if (!read.lines) continue;
    const { lines, blobs = [] } = read;
    taken += await takeIn(context, d, [makeReady(context, read.row, lines, blobs)], failsafe);
  }
  if (isWhole) await store.changeShare((now) => ({ ...now, openedUnder: under }));
  return taken;
}

async function opensNow(
  { s, closed = [] }: { s: number; closed?: string[] },
  d: string,
  ring: Context['ring'],
): Promise<boolean> {
  for (const { key } of ring) if (closed.includes(await hintOf(key, { d, s }))) return true;
  return false;
}
