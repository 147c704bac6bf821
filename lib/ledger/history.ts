import type { Json } from '../records/kind';
import type { Stamp } from './clock';
import { isComputed, sameValue } from './codec';
import type { LedgerDb } from './db';
import {
  type ChangeLine,
  type ChangeRow,
  type HistoryRow,
  type RecordRow,
  SETTLED,
  settledStamps,
} from './rows';
import { writtenUnder } from './twins';

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

/** Commits that were read, by number: a large one holds thousands of lines, and is the same for many records. */
export type ReadCommits = Map<number, PromiseLike<ChangeRow | undefined>>;

/** The commits that gave a record values of a stamp: two copies of one profile may have used it both. */
async function commitsOf(
  db: LedgerDb,
  r: string,
  h: Stamp,
  read: ReadCommits = new Map(),
): Promise<ChangeRow[]> {
  // Commits of two open windows can interleave by a few stamps, so a few neighbours are looked at.
  const numbers = await db.changes.where('from').belowOrEqual(h).reverse().limit(4).primaryKeys();
  const near = await Promise.all(
    numbers.map((n) => {
      const reading = read.get(n) ?? db.changes.get(n);
      read.set(n, reading);
      return reading;
    }),
  );
  return near.flatMap((row) => (row?.lines.some((line) => line.h === h && line.r === r) ? [row] : []));
}

/** The change lines that gave a record values of a stamp; none when their commit is not here. */
export async function linesOf(db: LedgerDb, r: string, h: Stamp): Promise<ChangeLine[]> {
  const commits = await commitsOf(db, r, h);
  return commits.flatMap(({ lines }) => lines.filter((line) => line.h === h && line.r === r));
}

/**
 * The history of a record, newest first: every value of every field that was ever overwritten and the present
 * ones. Empty when the record does not exist. Whoever asks for many records hands over the same `read` each time.
 */
export async function historyOf(
  db: LedgerDb,
  id: string,
  field?: string,
  read: ReadCommits = new Map(),
): Promise<HistoryStep[]> {
  const row = await db.records.get(id);
  if (!row) return [];
  const old = await db.history.where('r').equals(id).toArray();
  const values = new Map<string, { field: string; h: Stamp; v: Json; under?: Stamp }>();
  for (const { f, h, v, under } of old) {
    values.set(`${f}\n${h}`, { field: f, h, v, ...(under !== undefined && { under }) });
  }
  for (const [name, h] of Object.entries(row.stamps)) {
    values.set(`${name}\n${h}`, { field: name, h, v: row.fields[name] ?? null });
  }
  const before = new Map(
    old.filter(({ under }) => under === undefined).map((entry) => [`${entry.f}\n${entry.to}`, entry.v]),
  );
  const commits = new Map<Stamp, ChangeRow[]>();
  const steps: HistoryStep[] = [];
  for (const value of values.values()) {
    if (field !== undefined && value.field !== field) continue;
    const h = writtenUnder(value);
    if (!commits.has(h)) commits.set(h, await commitsOf(db, id, h, read));
    const source = sourceOf(commits.get(h) ?? [], id, h, value);
    steps.push({
      field: value.field,
      value: value.v,
      before: before.get(`${value.field}\n${h}`),
      h: value.h,
      by: source?.by ?? '',
      label: source?.label ?? '',
      n: source?.n ?? 0,
    });
  }
  return steps.sort((a, b) => (a.h < b.h ? 1 : a.h > b.h ? -1 : a.field < b.field ? -1 : 1));
}

/** Of several commits that used one stamp, the one that wrote this value. */
function sourceOf(
  commits: readonly ChangeRow[],
  r: string,
  h: Stamp,
  { field, v }: { field: string; v: Json },
): ChangeRow | undefined {
  if (commits.length < 2) return commits[0];
  const wrote = (line: ChangeLine): boolean =>
    line.r === r && line.h === h && Object.hasOwn(line.f, field) && sameValue(line.f[field] ?? null, v);
  return commits.find(({ lines }) => lines.some(wrote)) ?? commits[0];
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
