import { groupWrites } from '../branch/term-writes';
import { localDay, wholeRoster } from '../branch/terms';
import type { SheetFile, SheetTable } from '../exchange/sheet-read';
import { t } from '../i18n';
import { change, type CommitResult, type Ledger, type Partially, type Rec, sameValue } from '../ledger';
import { nameOfRow } from '../life/register-columns';
import { Fault } from '../records/fault';
import type { KindName } from '../records';
import type { Json } from '../records/kind';
import { type GridColumn, gridContext, type GridContext, type GridRegister, type GridRow } from './grid';
import { GRIDS } from './grid-registers';

/** One cell that reads otherwise than the ledger. */
export interface CellChange {
  id: string;
  /** The line, for a reader. */
  title: string;
  column: string;
  header: string;
  field: string;
  /** What the ledger says now, and what the table says. */
  before: string;
  after: string;
  value: Json | null;
  /** The field was changed in the ledger after the table was exported: a person decides. */
  moved: boolean;
}

/** What an edited register would change. Nothing is written before a person looked at it. */
export interface ReimportPlan {
  register: GridRegister['key'];
  kind: KindName;
  /** Lines of the table that are records of the ledger. */
  rows: number;
  changes: CellChange[];
  /** Cells that nobody can read, as `header: text`. */
  unread: { title: string; header: string; text: string }[];
  /** Lines without id (new ones), with an id that is not here, and edited cells of columns that do not come back. */
  newRows: number;
  unknownRows: number;
  ignored: { header: string; count: number }[];
  /** Cells left as they are because the ledger has moved on and the table was not edited there. */
  stale: number;
  records: Map<string, Rec>;
}

/**
 * Compares a register that was exported and edited with the ledger, line by line through the hidden id. Throws E680
 * (no register of this program), E681 (none of its lines is here).
 */
export async function planReimport(ledger: Ledger, file: SheetFile, name: string): Promise<ReimportPlan> {
  const found = file.sheets.map(locate).find((one) => one !== undefined);
  if (!found) throw new Fault('E680', { name });
  const { register, table, head, columns, idAt, versionAt } = found;
  const context = await gridContext(ledger);
  const lines = table.rows.slice(head + 1).filter((line) => line.some((cell) => cell.trim()));
  const ids = lines.map((line) => (line[idAt] ?? '').trim());
  const records = new Map<string, Rec>(
    (await ledger.getMany(register.kind, ids.filter(Boolean))).map((record) => [record.id, record]),
  );
  if (!records.size) throw new Fault('E681', { name });
  const plan: ReimportPlan = {
    register: register.key,
    kind: register.kind,
    rows: 0,
    changes: [],
    unread: [],
    newRows: 0,
    unknownRows: 0,
    ignored: [],
    stale: 0,
    records,
  };
  const current = new Map(
    (await rowsNow(register, context, [...records.values()])).map((row) => [row.id, row.cells]),
  );
  const ignored = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const id = ids[index] ?? '';
    const record = records.get(id);
    if (!record) {
      // Closing lines under the table have neither id nor more than one cell.
      if (id) plan.unknownRows += 1;
      else if (line.filter((cell) => cell.trim()).length > 1) plan.newRows += 1;
      continue;
    }
    plan.rows += 1;
    const title = titleOf(record, context);
    for (const { at, column } of columns) {
      const text = unquoted(line[at] ?? '');
      const shown = shownCell(current.get(id)?.[column.key]);
      if (same(text, shown)) continue;
      if (!column.edit) {
        ignored.set(t(column.header), (ignored.get(t(column.header)) ?? 0) + 1);
        continue;
      }
      await compare(plan, {
        record,
        title,
        column,
        text,
        shown,
        context,
        version: (line[versionAt] ?? '').trim(),
      });
    }
  }
  plan.ignored = [...ignored].map(([header, count]) => ({ header, count }));
  return plan;
}

async function compare(
  plan: ReimportPlan,
  cell: {
    record: Rec;
    title: string;
    column: GridColumn;
    text: string;
    shown: string;
    context: GridContext;
    version: string;
  },
): Promise<void> {
  const { record, title, column, text, shown, context, version } = cell;
  const { edit } = column;
  if (!edit) return;
  const { field } = edit;
  const now = (record.fields as Record<string, Json>)[field];
  // Long text lies outside of the record and is cut in a cell: it never comes back.
  if (typeof now === 'object' && now !== null) return;
  const stamp = record.stamps[field];
  const moved = Boolean(version && stamp && stamp > version);
  if (moved) {
    const then = await valueAt(context.ledger, record.id, field, version);
    if (same(text, edit.show(then, context))) {
      plan.stale += 1;
      return;
    }
  }
  const read = edit.read(text, context);
  if ('unread' in read) {
    plan.unread.push({ title, header: t(column.header), text: text || t('papers.reimport.emptyCell') });
    return;
  }
  if (sameValue(read.value ?? undefined, now) || (read.value === null && now === undefined)) return;
  plan.changes.push({
    id: record.id,
    title,
    column: column.key,
    header: t(column.header),
    field,
    before: shown,
    after: text,
    value: read.value,
    moved,
  });
}

/** The value that a field had when the table was exported. */
async function valueAt(
  ledger: Ledger,
  id: string,
  field: string,
  version: string,
): Promise<Json | undefined> {
  const steps = await ledger.historyOf(id, field);
  const step = steps.filter(({ h }) => h <= version).sort((a, b) => (a.h < b.h ? 1 : -1))[0];
  return step?.value ?? undefined;
}

/** Applies the chosen changes in one commit that one press undoes. Throws E682 when there is nothing to apply. */
export async function applyReimport(
  ledger: Ledger,
  plan: ReimportPlan,
  chosen: readonly CellChange[],
): Promise<CommitResult> {
  if (!chosen.length) throw new Fault('E682');
  const byRecord = new Map<string, Record<string, Json | null>>();
  for (const { id, field, value } of chosen) byRecord.set(id, { ...byRecord.get(id), [field]: value });
  const moved = chosen.some(({ id, field }) => field === 'group' && plan.records.get(id)?.kind === 'member');
  const roster = new Map(moved ? (await wholeRoster(ledger)).map((member) => [member.id, member]) : []);
  const today = localDay(ledger.clock.wall());
  const writes = [...byRecord].flatMap(([id, fields]) => {
    const record = plan.records.get(id);
    if (!record) return [];
    // Another group is dated, as it is from the member's own form: past meetings keep the group of their day.
    const next = typeof fields.group === 'string' ? fields.group : undefined;
    const stays = 'group' in fields ? groupWrites(id, roster.get(id), next, { today }) : [];
    return [change(record, fields as Partially<KindName>), ...stays];
  });
  return ledger.commit(writes, { label: 'registerImport' });
}

const tidy = (text: string): string => text.replace(/\s+/g, '');
/** Two texts that differ only in blanks say the same: programs break lines and pad cells as they like. */
const same = (a: string, b: string): boolean => a === b || tidy(a) === tidy(b);
const shownCell = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
/** CSV puts `'` before what might be taken for a formula. */
const unquoted = (text: string): string => (/^'[=+\-@\t＝＋－＠]/.test(text) ? text.slice(1) : text);

function titleOf(record: Rec, context: GridContext): string {
  if (record.kind === 'meeting') {
    const meeting = record as Rec<'meeting'>;
    return `${meeting.fields.startsAt.slice(0, 10)} ${nameOfRow({ meeting }, context)}`;
  }
  if (record.kind === 'member') return (record as Rec<'member'>).fields.name;
  const { fields } = record as Rec<'studyLog'>;
  return `${fields.on} ${context.nameOf(fields.member)}`;
}

/** The lines of the register as they are now, for the records of the table. */
async function rowsNow(
  register: GridRegister,
  context: GridContext,
  records: readonly Rec[],
): Promise<GridRow[]> {
  const days = records.map((record) =>
    record.kind === 'meeting'
      ? (record as Rec<'meeting'>).fields.startsAt.slice(0, 10)
      : record.kind === 'studyLog'
        ? (record as Rec<'studyLog'>).fields.on
        : '',
  );
  const sorted = days.filter(Boolean).sort();
  if (register.key === 'roster') {
    // Everybody of the table, also those who left meanwhile.
    const ids = new Set(records.map(({ id }) => id));
    const members = context.members
      .filter(({ id }) => ids.has(id))
      .map((member) => ({
        ...member,
        fields: { ...member.fields, inBranchFrom: undefined, leftOn: undefined },
      }));
    const rows = await register.rows({ ...context, members }, { from: '', to: '9999-12-31' });
    const from = new Map(context.members.map((member) => [member.id, member.fields.inBranchFrom ?? '']));
    return rows.map((row) => ({ ...row, cells: { ...row.cells, inBranchFrom: from.get(row.id) } }));
  }
  return register.rows(context, { from: sorted[0] ?? '', to: sorted.at(-1) ?? '' });
}

interface Located {
  register: GridRegister;
  table: SheetTable;
  head: number;
  columns: { at: number; column: GridColumn }[];
  idAt: number;
  versionAt: number;
}

/** Finds the header of a register of ours in a sheet: the line that names the id, and most of its columns. */
function locate(table: SheetTable): Located | undefined {
  const id = t('exchange.col.id');
  const head = table.rows.slice(0, 12).findIndex((line) => line.some((cell) => cell.trim() === id));
  const line = table.rows[head];
  if (!line) return undefined;
  const headers = line.map((cell) => tidy(cell));
  const at = (header: string): number => headers.indexOf(tidy(header));
  let best: Located | undefined;
  for (const register of Object.values(GRIDS)) {
    const columns = register.columns
      .map((column) => ({ at: at(t(column.header)), column }))
      .filter((one) => one.at >= 0 && t(one.column.header) !== id);
    if (columns.length < 3 || columns.length <= (best?.columns.length ?? 0)) continue;
    best = { register, table, head, columns, idAt: at(id), versionAt: at(t('papers.grid.version')) };
  }
  return best;
}
