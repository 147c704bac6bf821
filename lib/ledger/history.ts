import type { Json } from '../records/kind';
import type { Stamp } from './clock';
import { isComputed } from './codec';
import type { LedgerDb } from './db';
import {
  type ChangeLine,
  type ChangeRow,
  type HistoryRow,
  type RecordRow,
  SETTLED,
  settledStamps,
} from './rows';

/** One step in the life of a record or field: who set what, when, and what stood there before. */
export interface HistoryStep {
  field: string;
  value: Json;
  /** The value before; undefined when the field had none. */
  before?: Json;
  h: Stamp;
  by: string;
  label: string;
  n: number;
}

/** The commit that gave a record the values of a stamp, found by the commits' first stamps. */
async function commitOf(db: LedgerDb, r: string, h: Stamp): Promise<ChangeRow | undefined> {
  // Commits of two open windows can interleave by a few stamps, so a few neighbours are looked at.
  const near = await db.changes.where('from').belowOrEqual(h).reverse().limit(4).toArray();
  return near.find((row) => row.lines.some((line) => line.h === h && line.r === r));
}

/** The change line that gave a record the values of a stamp; undefined when its commit is not here. */
export async function lineOf(db: LedgerDb, r: string, h: Stamp): Promise<ChangeLine | undefined> {
  return (await commitOf(db, r, h))?.lines.find((line) => line.h === h && line.r === r);
}

/**
 * The history of a record, newest first: every value of every field that was ever overwritten and the present
 * ones. Empty when the record does not exist.
 */
export async function historyOf(db: LedgerDb, id: string, field?: string): Promise<HistoryStep[]> {
  const row = await db.records.get(id);
  if (!row) return [];
  const old = await db.history.where('r').equals(id).toArray();
  const values = new Map<string, { field: string; h: Stamp; v: Json }>();
  for (const entry of old) values.set(`${entry.f}\n${entry.h}`, { field: entry.f, h: entry.h, v: entry.v });
  for (const [name, h] of Object.entries(row.stamps)) {
    values.set(`${name}\n${h}`, { field: name, h, v: row.fields[name] ?? null });
  }
  const before = new Map(old.map((entry) => [`${entry.f}\n${entry.to}`, entry.v]));
  const commits = new Map<Stamp, ChangeRow | undefined>();
  const steps: HistoryStep[] = [];
  for (const value of values.values()) {
    if (field !== undefined && value.field !== field) continue;
    if (!commits.has(value.h)) commits.set(value.h, await commitOf(db, id, value.h));
    const source = commits.get(value.h);
    steps.push({
      field: value.field,
      value: value.v,
      before: before.get(`${value.field}\n${value.h}`),
      h: value.h,
      by: source?.by ?? '',
      label: source?.label ?? '',
      n: source?.n ?? 0,
    });
  }
  return steps.sort((a, b) => (a.h < b.h ? 1 : a.h > b.h ? -1 : a.field < b.field ? -1 : 1));
}

/** Values that gave way to a concurrent change and that nobody has looked at yet. */
export async function openConflicts(db: LedgerDb, id?: string): Promise<HistoryRow[]> {
  const marked = await db.history.where('conflict').equals(1).toArray();
  const rows = id === undefined ? marked : marked.filter((row) => row.r === id);
  const records = new Map<string, RecordRow>();
  for (const row of await db.records.bulkGet([...new Set(rows.map(({ r }) => r))])) {
    if (row) records.set(row.id, row);
  }
  // The choice was made, and the window closed before the mark was taken off.
  const isSettled = ({ r, f, h }: HistoryRow): boolean =>
    settledStamps(records.get(r)?.fields[`${SETTLED}${f}`]).includes(h);
  // What the program makes of other records it makes again; there is nothing to choose.
  return rows.filter((row) => !isSettled(row) && !isComputed(records.get(row.r)?.kind));
}

/** Takes a concurrent change off the list of those to look at, after the person has chosen a value. */
export async function settleConflict(db: LedgerDb, row: HistoryRow): Promise<void> {
  await db.history.update([row.r, row.f, row.h], { conflict: 0 });
}

/** Commits from newest to oldest by their time; commits restored from a backup stand where they belong. */
export const recentCommits = (db: LedgerDb, limit: number): Promise<ChangeRow[]> =>
  db.changes.orderBy('from').reverse().limit(limit).toArray();

/** Commits after number `n`, oldest first: what changed since a reader last looked. */
export const commitsSince = (db: LedgerDb, n: number): Promise<ChangeRow[]> =>
  db.changes.where('n').above(n).toArray();
