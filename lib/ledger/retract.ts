import { Fault } from '../records/fault';
import type { Json } from '../records/kind';
import type { Clock, Stamp } from './clock';
import { indexRow } from './codec';
import { type LedgerDb, storageFault } from './db';
import {
  combine,
  type Incoming,
  mergeRecord,
  valueKey,
  valuesOfHistory,
  valuesOfLine,
  valuesOfRow,
} from './merge';
import type { ChangeLine, ChangeRow, HistoryRow } from './rows';
import { touchAll } from './standing-rows';
import type { SegmentRow } from './sync-rows';

/** What of a value is known still when it is known from these compartments; undefined when nothing is. */
export type CutValue = (
  line: ChangeLine,
  field: string,
  value: Json,
  from: ReadonlySet<string>,
) => Json | undefined;

/** Compartments by line of a segment (`<stamp> <record>`). */
type Sources = Map<string, Set<string>>;

/**
 * Takes segments out again: every value that they brought and nobody else did goes from commits, records and history,
 * and those records are put together anew from what is left. The ledger is then as if the segments had never come.
 * Throws E110–E112.
 *
 * @param options `ownUpTo`: commits up to this number are this profile's own, whoever made them.
 */
export async function retract(
  db: LedgerDb,
  clock: Clock,
  {
    rows,
    reason,
    cut,
    ownUpTo,
  }: { rows: readonly SegmentRow[]; reason: string; cut: CutValue; ownUpTo: number },
): Promise<void> {
  const gone = sourcesOf(rows);
  const names = new Set(rows.map(({ name }) => name));
  try {
    await db.transaction(
      'rw',
      [db.records, db.changes, db.history, db.quarantine, db.segments, db.standings, db.touched],
      async () => {
        const others: SegmentRow[] = [];
        await db.segments
          .where('state')
          .equals('merged')
          .each((row) => {
            if (!names.has(row.name)) others.push(row);
          });
        const left = sourcesOf(others, gone);
        const ids = new Set([...gone.keys()].map(recordOf));
        const lines: ChangeLine[] = [];
        const before: ChangeLine[] = [];
        const dropped = new Set<string>();
        const changed: ChangeRow[] = [];
        await db.changes.each((commit) => {
          if (!commit.lines.some(({ r }) => ids.has(r))) return;
          const isOwn = !commit.via || (commit.n ?? 0) <= ownUpTo;
          const kept = isOwn
            ? commit.lines
            : commit.lines.flatMap((line) => cutLine(line, gone, left, cut, dropped));
          before.push(...commit.lines.filter(({ r }) => ids.has(r)));
          lines.push(...kept.filter(({ r }) => ids.has(r)));
          if (kept.some((line, index) => line !== commit.lines[index]) || kept.length < commit.lines.length) {
            changed.push({ ...commit, lines: kept });
          }
        });
        for (const commit of changed) {
          if (commit.lines.length) await db.changes.put(commit);
          else await db.changes.delete(commit.n as number);
        }
        await touchAll(db);
        await rebuild(db, clock, { ids: [...ids], before, lines, dropped });
        for (const { lines: _, ...row } of rows) await db.segments.put({ ...row, state: 'held', reason });
      },
    );
  } catch (thrown) {
    throw storageFault(thrown);
  }
}

const keyOf = (line: Pick<ChangeLine, 'h' | 'r'>): string => `${line.h} ${line.r}`;
const recordOf = (key: string): string => key.slice(key.indexOf(' ') + 1);

function sourcesOf(rows: readonly SegmentRow[], among?: Sources): Sources {
  const found: Sources = new Map();
  for (const { q, lines } of rows) {
    for (const key of lines ?? []) {
      if (!among || among.has(key)) found.set(key, (found.get(key) ?? new Set()).add(q));
    }
  }
  return found;
}

/** A line without what only the segments brought that go; the line itself where nothing of it goes. */
function cutLine(
  line: ChangeLine,
  gone: Sources,
  left: Sources,
  cut: CutValue,
  dropped: Set<string>,
): ChangeLine[] {
  const key = keyOf(line);
  if (!gone.has(key)) return [line];
  const from = left.get(key) ?? new Set<string>();
  const f: [string, Json][] = [];
  for (const [name, value] of Object.entries(line.f)) {
    const rest = from.size ? cut(line, name, value, from) : undefined;
    if (rest === undefined) dropped.add(`${line.r}\n${valueKey(name, line.h)}`);
    else f.push([name, rest]);
  }
  if (!f.length) return [];
  const fields = new Set(f.map(([name]) => name));
  const b = Object.fromEntries(Object.entries(line.b).filter(([name]) => fields.has(name)));
  return [{ ...line, b, f: Object.fromEntries(f) }];
}

interface Rebuild {
  ids: readonly string[];
  /** Every line of these records, before and after. */
  before: readonly ChangeLine[];
  lines: readonly ChangeLine[];
  /** Values that go, as `<record>\n<field>\n<stamp>`. */
  dropped: ReadonlySet<string>;
}

/** Puts records together from their lines, and from values that are known without any line. */
async function rebuild(db: LedgerDb, clock: Clock, { ids, before, lines, dropped }: Rebuild): Promise<void> {
  const rows = await db.records.bulkGet([...ids]);
  const history = new Map<string, HistoryRow[]>();
  for (const row of await db.history
    .where('r')
    .anyOf([...ids])
    .toArray()) {
    history.set(row.r, [...(history.get(row.r) ?? []), row]);
  }
  const byRecord = grouped(lines);
  const allByRecord = grouped(before);
  for (const [index, id] of ids.entries()) {
    const row = rows[index];
    const own = byRecord.get(id) ?? [];
    const kind = row?.kind ?? own[0]?.t;
    const old = history.get(id) ?? [];
    const parts = own.filter(({ t }) => t === kind).map(valuesOfLine);
    if (row && kind !== undefined) {
      parts.push(withoutLine(valuesOfRow(row), own, dropped));
      const explained = markedBy(kind, allByRecord.get(id) ?? []);
      const kept = old.map((step) => unmarked(step, explained, dropped));
      parts.push(withoutLine(valuesOfHistory(id, kind, kept), own, dropped));
    }
    const [incoming] = combine(parts.filter(({ values, marks }) => values.length || marks.size));
    await db.history.bulkDelete(old.map(({ r, f, h }): [string, string, string] => [r, f, h]));
    await db.quarantine.delete(`record:${id}`);
    const merged = incoming && mergeRecord({ row: undefined, history: [] }, incoming);
    if (!merged?.row || !incoming?.values.length) {
      await db.records.delete(id);
      continue;
    }
    merged.row.merged = (row?.merged ?? 0) + 1;
    try {
      indexRow(merged.row, db.form.blind);
    } catch (thrown) {
      merged.row.at ??= '';
      const why = thrown instanceof Fault ? String(thrown.params.reason ?? thrown.code) : String(thrown);
      await db.quarantine.put({
        id: `record:${id}`,
        kind: merged.row.kind,
        reason: why,
        raw: { ...merged.row, fields: { ...merged.row.fields }, stamps: { ...merged.row.stamps } },
        at: clock.wall(),
      });
    }
    await db.records.put(merged.row);
    await db.history.bulkPut(merged.history);
  }
}

function grouped(lines: readonly ChangeLine[]): Map<string, ChangeLine[]> {
  const groups = new Map<string, ChangeLine[]>();
  for (const line of lines) groups.set(line.r, [...(groups.get(line.r) ?? []), line]);
  return groups;
}

/** The values that lines by themselves show to have been overwritten unseen. */
function markedBy(kind: string, lines: readonly ChangeLine[]): Set<string> {
  const [incoming] = combine(lines.filter(({ t }) => t === kind).map(valuesOfLine));
  const rows = incoming ? mergeRecord({ row: undefined, history: [] }, incoming).history : [];
  return new Set(rows.filter(({ conflict }) => conflict === 1).map(({ f, h }) => valueKey(f, h)));
}

/** A step without its mark where the lines that are left decide about it, or where what marked it goes. */
function unmarked(
  step: HistoryRow,
  explained: ReadonlySet<string>,
  dropped: ReadonlySet<string>,
): HistoryRow {
  if (step.conflict !== 1) return step;
  const isGone = dropped.has(`${step.r}\n${valueKey(step.f, step.to)}`);
  if (!isGone && !explained.has(valueKey(step.f, step.h))) return step;
  const { conflict: _, ...rest } = step;
  return rest;
}

/** Of what record or history say, the values that no line says and that do not go. */
function withoutLine(
  incoming: Incoming,
  lines: readonly ChangeLine[],
  dropped: ReadonlySet<string>,
): Incoming {
  const known = new Set(lines.flatMap((line) => Object.keys(line.f).map((f) => valueKey(f, line.h))));
  const isDropped = (key: string): boolean => dropped.has(`${incoming.id}\n${key}`);
  const stamps = new Set<Stamp>(lines.map(({ h }) => h));
  const goneStamps = new Set([...dropped].map((key) => key.split('\n')[2]));
  return {
    ...incoming,
    values: incoming.values.filter(({ f, h }) => !known.has(valueKey(f, h)) && !isDropped(valueKey(f, h))),
    authors: new Map([...incoming.authors].filter(([h]) => !stamps.has(h) && !goneStamps.has(h))),
    marks: new Map([...incoming.marks].filter(([key]) => !isDropped(key))),
  };
}

/** The kinds of the records that segments wrote to, by segment name. */
export async function kindsIn(db: LedgerDb, rows: readonly SegmentRow[]): Promise<Map<string, Set<string>>> {
  const wanted = new Map<string, string[]>();
  for (const { name, lines } of rows) {
    for (const key of lines ?? []) wanted.set(key, [...(wanted.get(key) ?? []), name]);
  }
  const found = new Map<string, Set<string>>();
  await db.changes.each(({ lines }) => {
    for (const line of lines) {
      for (const name of wanted.get(keyOf(line)) ?? []) {
        found.set(name, (found.get(name) ?? new Set()).add(line.t));
      }
    }
  });
  return found;
}
