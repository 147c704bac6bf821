import type { Json } from '../records/kind';
import type { Stamp } from './clock';
import { isImmutable, sameValue } from './codec';
import { type ChangeLine, DELETED, type HistoryRow, type RecordRow, SETTLED, settledStamps } from './rows';
import { twinStamp } from './twin-stamp';
import { canonical, ValuesByStamp, writtenUnder } from './twins';

/**
 * Brings together what two ledgers know of one record. Per field the value with the greater stamp stands, every
 * other value is kept in the history, also one that has the same stamp ({@link twinStamp}). The result depends only on the set of values known, never on the order or
 * number of their arrivals: merging twice, or in another order, gives the same record.
 *
 * Pure: reads nothing and writes nothing. Backups use it, and so does whatever else brings changes from outside.
 */

/** One value of one field at one stamp. `v` is null when the value was removed. */
export interface FieldValue {
  f: string;
  h: Stamp;
  v: Json;
}

/** What is known of one record from outside. */
export interface Incoming {
  id: string;
  kind: string;
  values: FieldValue[];
  /** Person who set the values of a stamp; absent where it is not known. */
  authors: Map<Stamp, string>;
  /**
   * For values whose change is known: the stamp that the change replaced (`''` = none), by {@link valueKey}. Where two
   * changes have one stamp, the least: it does not matter which of them came first.
   */
  replaced: Map<string, Stamp>;
  /** Marks of concurrent changes, by {@link valueKey}: 1 waits for a person, 0 has been looked at. */
  marks: Map<string, 0 | 1>;
}

export interface Merged {
  /** `otherKind`: the id belongs to a record of another kind here; nothing was merged. */
  outcome: 'added' | 'changed' | 'kept' | 'same' | 'otherKind';
  /** The record after the merge; a new object whenever something in it differs. */
  row: RecordRow | undefined;
  /** History rows that are new or differ. */
  history: HistoryRow[];
  /** Fields that took the value from outside. */
  won: { f: string; before: Json; after: Json }[];
  /** Values that were new here and did not win, or share their stamp: they stand in `history`. */
  late: FieldValue[];
  /** History rows that are no more: what they say is said by a fuller value, or stands under the stamp itself. */
  needless: HistoryRow[];
}

/** Fields that the ledger writes by itself; two people never disagree about them. */
const OWN_FIELDS = new Set(['enteredAt', 'enteredBy']);

/** Key of one value of a record in {@link Incoming}. */
export const valueKey = (f: string, h: Stamp): string => `${f}\n${h}`;

const empty = (id: string, kind: string): Incoming => ({
  id,
  kind,
  values: [],
  authors: new Map(),
  replaced: new Map(),
  marks: new Map(),
});

/** The present values of a stored record, removed ones included. */
export function valuesOfRow(row: Pick<RecordRow, 'id' | 'kind' | 'fields' | 'stamps'>): Incoming {
  const incoming = empty(row.id, row.kind);
  for (const [f, h] of Object.entries(row.stamps)) {
    incoming.values.push({ f, h, v: row.fields[f] ?? null });
  }
  return incoming;
}

/** The values that one change line set. */
export function valuesOfLine(line: ChangeLine): Incoming {
  const incoming = empty(line.r, line.t);
  for (const [f, v] of Object.entries(line.f)) {
    incoming.values.push({ f, h: line.h, v });
    incoming.replaced.set(valueKey(f, line.h), line.b[f] ?? '');
  }
  incoming.authors.set(line.h, line.by);
  return incoming;
}

/** The record that {@link mergeRecord} makes of a line that is all that is known of it. */
export function newRow({ r, t, h, f }: ChangeLine): RecordRow {
  const row: RecordRow = { id: r, kind: t, h: '', fields: {}, stamps: {} };
  const isOnce = isImmutable(t);
  for (const [name, value] of Object.entries(f)) {
    if (isOnce && (value === null || name === DELETED)) continue;
    row.h = h;
    row.stamps[name] = h;
    if (value !== null) row.fields[name] = value;
  }
  return row;
}

/** The overwritten values of one record of kind `kind`. */
export function valuesOfHistory(id: string, kind: string, rows: readonly HistoryRow[]): Incoming {
  const incoming = empty(id, kind);
  for (const row of rows) {
    // A value is always replaced by a later one; a row that says otherwise names no value of its own.
    if (row.h >= row.to && row.under === undefined) continue;
    incoming.values.push({ f: row.f, h: writtenUnder(row), v: row.v });
    addAuthor(incoming.authors, row.to, row.by);
    if (row.conflict !== undefined) incoming.marks.set(valueKey(row.f, row.h), row.conflict);
  }
  return incoming;
}

/** Puts what is known of the same records from several sources together. */
export function combine(parts: readonly Incoming[]): Incoming[] {
  const byId = new Map<string, Incoming>();
  for (const part of parts) {
    const key = `${part.id}\n${part.kind}`;
    const known = byId.get(key);
    if (!known) {
      byId.set(key, part);
      continue;
    }
    known.values.push(...part.values);
    for (const [h, by] of part.authors) addAuthor(known.authors, h, by);
    for (const [name, h] of part.replaced) addReplaced(known, name, h);
    for (const [name, mark] of part.marks) known.marks.set(name, strongerMark(known.marks.get(name), mark));
  }
  return [...byId.values()];
}

/** Notes what the change of a value had replaced; true when that was not known. */
export function addReplaced({ replaced }: Incoming, key: string, h: Stamp): boolean {
  const known = replaced.get(key);
  if (known !== undefined && known <= h) return false;
  replaced.set(key, h);
  return true;
}

/** Merges what came from outside into what is known here. */
export function mergeRecord(
  local: { row: RecordRow | undefined; history: readonly HistoryRow[] },
  incoming: Incoming,
): Merged {
  const before = local.row;
  const merged: Merged = { outcome: 'same', row: before, history: [], won: [], late: [], needless: [] };
  if (before && before.kind !== incoming.kind) return { ...merged, outcome: 'otherKind' };
  if (isImmutable(incoming.kind)) return mergeFirst(before, incoming);
  const row: RecordRow = before
    ? { ...before, fields: { ...before.fields }, stamps: { ...before.stamps } }
    : { id: incoming.id, kind: incoming.kind, h: '', fields: {}, stamps: {} };
  const authors = new Map(incoming.authors);
  for (const old of local.history) addAuthor(authors, old.to, old.by);
  const settled = settledOf(local, incoming);

  for (const [f, values] of groupByField(incoming.values)) {
    const rows = new Map(local.history.filter((old) => old.f === f).map((old) => [old.h, old]));
    const known = new Map<Stamp, Json>();
    for (const [h, old] of rows) if (old.under === undefined) known.set(h, old.v);
    const current = before?.stamps[f];
    if (current !== undefined) known.set(current, before?.fields[f] ?? null);
    const byStamp = new ValuesByStamp(known);
    for (const { under, v } of rows.values()) if (under !== undefined) byStamp.add(under, v);
    const fresh = new Set<Stamp>();
    for (const { h, v } of values) if (byStamp.add(h, v)) fresh.add(h);
    const stamps = [...known.keys()].sort();
    const top = stamps[stamps.length - 1] as Stamp;
    const value = known.get(top) ?? null;
    if (top !== current || !sameValue(value, before?.fields[f] ?? null)) {
      merged.won.push({ f, before: before?.fields[f] ?? null, after: value });
      row.stamps[f] = top;
      if (value === null) delete row.fields[f];
      else row.fields[f] = value;
      if (top > row.h) row.h = top;
    }
    for (const h of fresh) {
      if (h !== top || byStamp.beside(h).length) merged.late.push({ f, h, v: known.get(h) ?? null });
    }
    merged.history.push(...historyRows(incoming, f, stamps, byStamp, rows, authors, settled.get(f)));
    const twins = twinRows(incoming, f, byStamp, rows, authors, settled.get(f));
    merged.history.push(...twins.changed);
    for (const old of rows.values())
      if (old.under !== undefined && !twins.all.has(old.h)) merged.needless.push(old);
    settled.delete(f);
  }
  // Fields of which nothing came but the word that they are settled.
  for (const old of local.history) {
    if (old.conflict === 1 && settled.get(old.f)?.has(old.h)) merged.history.push({ ...old, conflict: 0 });
  }

  if (!before) merged.outcome = 'added';
  else if (merged.won.length) merged.outcome = 'changed';
  else if (merged.history.length || merged.needless.length) merged.outcome = 'kept';
  if (merged.outcome === 'added' || merged.outcome === 'changed') merged.row = row;
  return merged;
}

/**
 * Of a record that is written once, the first value of each field stands: a later one has no place in it, be it a
 * deletion, and none is kept. Which came first does not matter, as above.
 */
function mergeFirst(before: RecordRow | undefined, incoming: Incoming): Merged {
  const row: RecordRow = before
    ? { ...before, fields: { ...before.fields }, stamps: { ...before.stamps } }
    : { id: incoming.id, kind: incoming.kind, h: '', fields: {}, stamps: {} };
  const won: Merged['won'] = [];
  for (const { f, h, v } of incoming.values) {
    const stamp = row.stamps[f];
    const here = row.fields[f] ?? null;
    if (v === null || f === DELETED || (stamp !== undefined && h > stamp)) continue;
    if (h === stamp && canonical(v) <= canonical(here)) continue;
    won.push({ f, before: here, after: v });
    row.stamps[f] = h;
    row.fields[f] = v;
    row.h = Object.values(row.stamps).reduce((top, one) => (one > top ? one : top), '');
  }
  const outcome = !before ? 'added' : won.length ? 'changed' : 'same';
  return { outcome, row: outcome === 'same' ? before : row, history: [], won, late: [], needless: [] };
}

/**
 * By field, the stamps of values that a person has looked at, as it is said here or from outside; see {@link SETTLED}.
 * Every such word counts, also one that a later one replaced: so it makes no difference which came first.
 */
function settledOf(
  local: { row: RecordRow | undefined; history: readonly HistoryRow[] },
  incoming: Incoming,
): Map<string, Set<Stamp>> {
  const settled = new Map<string, Set<Stamp>>();
  const add = (name: string, value: Json | undefined): void => {
    if (!name.startsWith(SETTLED)) return;
    const f = name.slice(SETTLED.length);
    settled.set(f, new Set([...(settled.get(f) ?? []), ...settledStamps(value)]));
  };
  for (const { f, v } of incoming.values) add(f, v);
  for (const [f, v] of Object.entries(local.row?.fields ?? {})) add(f, v);
  for (const { f, v } of local.history) add(f, v);
  return settled;
}

function historyRows(
  incoming: Incoming,
  f: string,
  stamps: readonly Stamp[],
  byStamp: ValuesByStamp,
  old: ReadonlyMap<Stamp, HistoryRow>,
  authors: ReadonlyMap<Stamp, string>,
  settled: ReadonlySet<Stamp> | undefined,
): HistoryRow[] {
  const result: HistoryRow[] = [];
  for (let index = 0; index < stamps.length - 1; index += 1) {
    const h = stamps[index] as Stamp;
    const to = stamps[index + 1] as Stamp;
    const v = byStamp.known.get(h) ?? null;
    const before = old.get(h);
    let mark = strongerMark(before?.conflict, incoming.marks.get(valueKey(f, h)));
    if (mark === undefined && gaveWayUnseen(incoming, f, index, stamps, byStamp)) mark = 1;
    if (mark === 1 && settled?.has(h)) mark = 0;
    const row: HistoryRow = { r: incoming.id, f, h, v, by: authors.get(to) ?? '', to };
    if (mark !== undefined) row.conflict = mark;
    if (!before || !sameRow(before, row)) result.push(row);
  }
  return result;
}

const sameRow = (a: HistoryRow, b: HistoryRow): boolean =>
  a.to === b.to && a.by === b.by && a.conflict === b.conflict && a.under === b.under && sameValue(a.v, b.v);

/**
 * The rows of values that stand beside another under their stamp: all their stamps, and the rows that differ. Whoever
 * wrote one had not seen the other, so a person should look.
 */
function twinRows(
  incoming: Incoming,
  f: string,
  byStamp: ValuesByStamp,
  old: ReadonlyMap<Stamp, HistoryRow>,
  authors: ReadonlyMap<Stamp, string>,
  settled: ReadonlySet<Stamp> | undefined,
): { all: ReadonlySet<Stamp>; changed: HistoryRow[] } {
  const all = new Set<Stamp>();
  const changed: HistoryRow[] = [];
  const isAsked = !OWN_FIELDS.has(f) && !f.startsWith(SETTLED);
  for (const under of byStamp.shared()) {
    for (const v of byStamp.beside(under)) {
      const h = twinStamp(under, v);
      all.add(h);
      const before = old.get(h);
      let mark = strongerMark(before?.conflict, incoming.marks.get(valueKey(f, h)));
      if (mark === undefined && isAsked) mark = 1;
      if (mark === 1 && settled?.has(h)) mark = 0;
      const row: HistoryRow = { r: incoming.id, f, h, v, by: authors.get(under) ?? '', to: under, under };
      if (mark !== undefined) row.conflict = mark;
      if (!before || !sameRow(before, row)) changed.push(row);
    }
  }
  return { all, changed };
}

/**
 * True when a later change is known to have replaced something older than this value: whoever made it had not
 * seen the value, so the two were concurrent and a person should look.
 */
function gaveWayUnseen(
  incoming: Incoming,
  f: string,
  index: number,
  stamps: readonly Stamp[],
  byStamp: ValuesByStamp,
): boolean {
  if (OWN_FIELDS.has(f) || f.startsWith(SETTLED)) return false;
  const h = stamps[index] as Stamp;
  for (const later of stamps.slice(index + 1)) {
    const replaced = incoming.replaced.get(valueKey(f, later));
    if (replaced !== undefined && replaced < h && byStamp.differ(later, h)) return true;
  }
  return false;
}

function groupByField(values: readonly FieldValue[]): Map<string, FieldValue[]> {
  const groups = new Map<string, FieldValue[]>();
  for (const value of values) {
    const group = groups.get(value.f);
    if (group) group.push(value);
    else groups.set(value.f, [value]);
  }
  return groups;
}

/** A person's look at a conflict outweighs its mark, and the mark outweighs none. */
const strongerMark = <M extends 0 | 1 | undefined>(a: 0 | 1 | undefined, b: M): M | 0 | 1 =>
  a === 0 || b === 0 ? 0 : a === 1 || b === 1 ? 1 : b;

/**
 * Notes who made the changes of a stamp; of two the later by name, so that it does not matter who came first. True when
 * that was not known.
 */
export function addAuthor(authors: Map<Stamp, string>, h: Stamp, by: string): boolean {
  if (by <= (authors.get(h) ?? '')) return false;
  authors.set(h, by);
  return true;
}
