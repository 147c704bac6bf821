import { Fault } from '../records/fault';
import { isKindName } from '../records';
import type { Json } from '../records/kind';
import { hashText } from './hash';
import type { Clock, Stamp } from './clock';
import { indexRow, sameValue } from './codec';
import { putRows } from './bulk';
import { type LedgerDb, storageFault } from './db';
import { linesOf } from './history';
import { type Known, lookUp } from './known-rows';
import {
  addAuthor,
  addReplaced,
  combine,
  type FieldValue,
  type Incoming,
  mergeRecord,
  newRow,
  valueKey,
  valuesOfLine,
} from './merge';
import type { ChangeLine, ChangeRow, HistoryRow, QuarantineRow, RecordRow } from './rows';
import { touch } from './standing-rows';
import type { CommitPart } from './sync-rows';
import { canonical, writtenUnder } from './twins';
import { addParts } from './unite';

export interface MergeBatch {
  /** Commits from outside, oldest first; they bring the values of their lines. */
  commits?: readonly ChangeRow[];
  /** Commits from outside that may be parts of one; see {@link addParts}. */
  parts?: readonly CommitPart[];
  /** Values known without their commits. */
  values?: readonly Incoming[];
  /** Rows of some of the lines, made before; see {@link prepareRow}. */
  prepared?: Prepared;
  /** What is here of all of it, where that was read in this transaction already. */
  known?: Known;
  /** Number of a commit where it came from to its number here; read and extended. For `undoes`. */
  numbers?: Map<number, number>;
}

/** Rows by the line that each is made of alone, with the reason why it does not fit its kind. */
export type Prepared = Map<ChangeLine, ReadyRow>;
interface ReadyRow {
  row: RecordRow;
  unfit: string | undefined;
}

/**
 * The row that a line makes when it is all that is known of its record, which is so for nearly all that a newcomer is
 * sent. It can be made while the storage is busy with what came before; whether it is so is found out by the merge.
 */
export function prepareRow(db: LedgerDb, line: ChangeLine): ReadyRow {
  const row = newRow(line);
  return { row, unfit: index(row, db) };
}

/**
 * Takes a batch of changes from outside into the ledger: commits, record states and history in one durable
 * transaction. Repeating a batch changes nothing. A record that does not fit its kind after the merge is stored
 * and put on the quarantine list. Answers how many commits the parts were new
 * of. Throws E110, E111, E112.
 */
export async function mergeInto(db: LedgerDb, clock: Clock, batch: MergeBatch): Promise<number> {
  const commits = batch.commits ?? [];
  const parts = batch.parts ?? [];
  const lines = [...commits, ...parts].flatMap((commit) => commit.lines);
  const find = lineFinder(db, parts.length > 0);
  const numbers = new Map<number, number>();
  let added = 0;
  try {
    await db.transaction('rw', [db.records, db.changes, db.history, db.quarantine, db.touched], async () => {
      const here =
        batch.known ??
        (await lookUp(
          db,
          lines,
          parts,
          (batch.values ?? []).map(({ id }) => id),
        ));
      const rows = new Map(here.records.map((row) => [row.id, row]));
      const history = await historyByRecord(db, [...rows.keys()]);
      const inQuarantine = new Set(here.listed);
      await addCommits(db, commits, new Map(batch.numbers), numbers);
      added = parts.length ? await addParts(db, parts, here.commits) : 0;
      const put: { rows: RecordRow[]; history: HistoryRow[]; quarantine: QuarantineRow[] } = {
        rows: [],
        history: [],
        quarantine: [],
      };
      const mended: string[] = [];
      const needless: [string, string, string][] = [];
      const keep = ({ row, unfit }: ReadyRow): void => {
        if (unfit) put.quarantine.push(unfitRow(row, unfit, clock.wall()));
        // Parts of a record may come before those that it cannot do without.
        else if (inQuarantine.has(`record:${row.id}`)) mended.push(`record:${row.id}`);
        // A merge can change fields without raising the record's greatest stamp; readers look at both.
        row.merged = (row.merged ?? 0) + 1;
        put.rows.push(row);
      };
      const { alone, rest } = sortLines(lines, batch.values ?? [], rows);
      for (const line of alone) keep(batch.prepared?.get(line) ?? prepareRow(db, line));
      const changed = new Map<string, RecordRow>();
      for (const part of combine([...rest.map(valuesOfLine), ...(batch.values ?? [])])) {
        const local = { row: rows.get(part.id), history: history.get(part.id) ?? [] };
        let merged = mergeRecord(local, part);
        if (merged.late.length && (await learnReplaced(find, part, local, merged.late))) {
          merged = mergeRecord(local, part);
        }
        if (merged.outcome === 'otherKind') put.quarantine.push(otherKind(part, clock.wall()));
        put.history.push(...merged.history);
        needless.push(...merged.needless.map(({ r, f, h }): [string, string, string] => [r, f, h]));
        if (merged.row && (merged.outcome === 'added' || merged.outcome === 'changed')) {
          rows.set(part.id, merged.row);
          changed.set(part.id, merged.row);
        }
      }
      for (const row of changed.values()) keep({ row, unfit: index(row, db) });
      if (put.rows.length) await putRows(db, 'records', put.rows);
      await touch(db, put.rows);
      if (needless.length) await db.history.bulkDelete(needless);
      if (put.history.length) await db.history.bulkPut(put.history);
      if (mended.length) await db.quarantine.bulkDelete(mended);
      if (put.quarantine.length) await db.quarantine.bulkPut(put.quarantine);
    });
  } catch (thrown) {
    throw storageFault(thrown);
  }
  for (const [from, to] of numbers) batch.numbers?.set(from, to);
  for (const { h } of lines) clock.see(h);
  for (const { values } of batch.values ?? []) for (const { h } of values) clock.see(h);
  return added;
}

/** The lines each of which is all that is known of its record, and the others. */
function sortLines(
  lines: readonly ChangeLine[],
  values: readonly Incoming[],
  rows: ReadonlyMap<string, RecordRow>,
): { alone: ChangeLine[]; rest: ChangeLine[] } {
  const times = new Map<string, number>();
  for (const { r } of lines) times.set(r, (times.get(r) ?? 0) + 1);
  for (const { id } of values) times.set(id, 2);
  const alone: ChangeLine[] = [];
  const rest: ChangeLine[] = [];
  for (const line of lines) (times.get(line.r) === 1 && !rows.has(line.r) ? alone : rest).push(line);
  return { alone, rest };
}

/** The commit here that equals one from outside; undefined when there is none. */
export const sameCommit = (candidates: readonly ChangeRow[], commit: ChangeRow): ChangeRow | undefined =>
  candidates.find(
    (row) =>
      row.from === commit.from && sameValue(row.lines as unknown as Json, commit.lines as unknown as Json),
  );

async function addCommits(
  db: LedgerDb,
  commits: readonly ChangeRow[],
  before: Map<number, number>,
  added: Map<number, number>,
): Promise<void> {
  if (!commits.length) return;
  const known = await db.changes
    .where('from')
    .anyOf([...new Set(commits.map((commit) => commit.from))])
    .toArray();
  for (const { n, undoes, ...rest } of commits) {
    let here = sameCommit(known, { ...rest })?.n;
    if (here === undefined) {
      const row: ChangeRow = { ...rest };
      const target = undoes === undefined ? undefined : (added.get(undoes) ?? before.get(undoes));
      if (target !== undefined) row.undoes = target;
      here = await db.changes.add(row);
      known.push({ ...row, n: here });
    }
    if (n !== undefined) added.set(n, here);
  }
}

/**
 * Finds out what the changes had replaced that stand after a value which arrived late: whoever made them may not
 * have seen it. True when something was learned.
 */
async function learnReplaced(
  find: FindLine,
  part: Incoming,
  local: { row: RecordRow | undefined; history: readonly HistoryRow[] },
  late: readonly FieldValue[],
): Promise<boolean> {
  let learned = false;
  for (const value of late) {
    const after = new Set<Stamp>();
    for (const row of local.history)
      if (row.f === value.f && writtenUnder(row) >= value.h) after.add(writtenUnder(row));
    const current = local.row?.stamps[value.f];
    if (current !== undefined && current >= value.h) after.add(current);
    for (const h of after) {
      // Also of a change that came just now: another of the same stamp may be here.
      for (const line of await find(part.id, h)) {
        if (!Object.hasOwn(line.f, value.f)) continue;
        // Who made that change is who overwrote the late value.
        if (addAuthor(part.authors, h, line.by)) learned = true;
        if (addReplaced(part, valueKey(value.f, h), line.b[value.f] ?? '')) learned = true;
      }
    }
  }
  return learned;
}

type FindLine = (r: string, h: Stamp) => Promise<readonly ChangeLine[]>;

/**
 * Finds the change lines behind a stamp: among the commits around it, and then, with `everywhere`, among all. Stamps of
 * a clock that ran ahead stand far from the beginning of their commit.
 */
function lineFinder(db: LedgerDb, everywhere: boolean): FindLine {
  let all: Promise<Map<string, ChangeLine[]>> | undefined;
  const readAll = async (): Promise<Map<string, ChangeLine[]>> => {
    const lines = new Map<string, ChangeLine[]>();
    await db.changes.each((row) => {
      for (const line of row.lines) {
        const key = `${line.h}\n${line.r}`;
        const same = lines.get(key);
        if (same) same.push(line);
        else lines.set(key, [line]);
      }
    });
    return lines;
  };
  return async (r, h) => {
    const near = await linesOf(db, r, h);
    if (near.length || !everywhere) return near;
    all ??= readAll();
    return (await all).get(`${h}\n${r}`) ?? [];
  };
}

async function historyByRecord(db: LedgerDb, ids: readonly string[]): Promise<Map<string, HistoryRow[]>> {
  const byRecord = new Map<string, HistoryRow[]>();
  if (!ids.length) return byRecord;
  for (const row of await db.history.where('r').anyOf(ids).toArray()) {
    const rows = byRecord.get(row.r);
    if (rows) rows.push(row);
    else byRecord.set(row.r, [row]);
  }
  return byRecord;
}

/** Sets the index keys of a merged row; the reason when it does not fit its kind. It stays findable all the same. */
function index(row: RecordRow, { form }: LedgerDb): string | undefined {
  try {
    indexRow(row, form.blind);
    return undefined;
  } catch (thrown) {
    row.at ??= '';
    return thrown instanceof Fault ? String(thrown.params.reason ?? thrown.code) : String(thrown);
  }
}

const unfitRow = (row: RecordRow, reason: string, at: number): QuarantineRow => ({
  id: `record:${row.id}`,
  kind: row.kind,
  reason,
  raw: { ...row, fields: { ...row.fields }, stamps: { ...row.stamps } },
  at,
});

function otherKind(part: Incoming, at: number): QuarantineRow {
  const raw = { id: part.id, kind: part.kind, values: part.values };
  const id = `merge:${hashText(canonical(raw as unknown as Json)).slice(0, 24)}`;
  return { id, kind: isKindName(part.kind) ? part.kind : '', reason: `id: ${part.id}`, raw, at };
}
