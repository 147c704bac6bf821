import { groupWrites } from '../branch/term-writes';
import { localDay, wholeRoster } from '../branch/terms';
import type { SheetFile } from '../exchange/sheet-read';
import { untouchedBy } from '../exchange/sheet-write/marks';
import { EDIT_TEXT_LIMIT, editableText } from '../exchange/sheet-write/text';
import { t } from '../i18n';
import { change, type CommitResult, type Ledger, type Partially, type Rec, sameValue } from '../ledger';
import { Fault } from '../records/fault';
import type { KindName } from '../records';
import type { Json, LongText } from '../records/kind';
import { type GridColumn, gridContext, type GridContext, type GridRegister } from './grid';
import { locate, type Located, rowsNow, tidy, titleOf } from './reimport-table';

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
  /**
   * Cells that nobody can read; with `length` (characters), texts that are too long to come back; `twice`, cells that
   * another sheet of the file changed to something else.
   */
  unread: { title: string; header: string; text: string; length?: number; twice?: true }[];
  /** Lines without id (new ones), with an id that is not here, and edited cells of columns that do not come back. */
  newRows: number;
  unknownRows: number;
  ignored: { header: string; count: number }[];
  /** Cells left as they are because the ledger has moved on and the table was not edited there. */
  stale: number;
  records: Map<string, Rec>;
}

/**
 * Compares a register that was exported and edited with the ledger, line by line through the hidden id. A cell that
 * says what it said when it left is never a change, whatever has happened in the ledger since. Throws E680 (no
 * register of this program), E681 (none of its lines is here).
 */
export async function planReimport(ledger: Ledger, file: SheetFile, name: string): Promise<ReimportPlan> {
  // A register may leave as several sheets: what is shown, and every column. Whichever was edited counts.
  const all = file.sheets.flatMap((table) => locate(table) ?? []);
  const found = all.filter(({ register }) => register === all[0]?.register);
  const [{ register } = { register: undefined }] = found;
  if (!register) throw new Fault('E680', { name });
  const context = await gridContext(ledger);
  const ids = new Set(found.flatMap(linesOf).map(({ id }) => id));
  ids.delete('');
  const records = new Map<string, Rec>(
    (await ledger.getMany(register.kind, [...ids])).map((record) => [record.id, record]),
  );
  if (!records.size) throw new Fault('E681', { name });
  const plan: ReimportPlan = {
    register: register.key,
    kind: register.kind,
    rows: records.size,
    changes: [],
    unread: [],
    newRows: 0,
    unknownRows: [...ids].filter((id) => !records.has(id)).length,
    ignored: [],
    stale: 0,
    records,
  };
  const current = new Map(
    (await rowsNow(register, context, [...records.values()])).map((row) => [row.id, row.cells]),
  );
  const ignored = new Map<string, number>();
  for (const sheet of found) {
    for (const { id, line } of linesOf(sheet)) {
      const record = records.get(id);
      // Closing lines under the table have neither id nor more than one cell.
      if (!id && line.filter((cell) => cell.trim()).length > 1) plan.newRows += 1;
      if (!record) continue;
      const title = titleOf(record, context);
      const version = (line[sheet.versionAt] ?? '').trim();
      const untouched = untouchedBy(line[sheet.marksAt] ?? '');
      for (const { at, column } of sheet.columns) {
        const text = unquoted(line[at] ?? '');
        const shown = await shownNow(ledger, record, column, current.get(id)?.[column.key]);
        if (same(text, shown)) continue;
        if (untouched?.(column.key, line[at] ?? '')) {
          if (column.edit && isMoved(record, column.edit.field, version)) plan.stale += 1;
          continue;
        }
        if (!column.edit) {
          ignored.set(t(column.header), (ignored.get(t(column.header)) ?? 0) + 1);
          continue;
        }
        await compare(plan, { record, title, column, text, shown, context, version });
      }
    }
  }
  plan.ignored = [...ignored].map(([header, count]) => ({ header, count }));
  return plan;
}

/** The lines of a sheet with the ids of their records; '' where a line has none. */
function linesOf({ table, head, idAt }: Located): { id: string; line: string[] }[] {
  return table.rows
    .slice(head + 1)
    .filter((line) => line.some((cell) => cell.trim()))
    .map((line) => ({ id: (line[idAt] ?? '').trim(), line }));
}

/** A field of the record was changed in the ledger after the table had left. */
const isMoved = (record: Rec, field: string, version: string): boolean =>
  Boolean(version && (record.stamps[field] ?? '') > version);

/** A cell as it would leave now. Long minutes lie outside of the record and are read where they are. */
async function shownNow(ledger: Ledger, record: Rec, { edit }: GridColumn, cell: unknown): Promise<string> {
  const value = edit && (record.fields as Record<string, Json>)[edit.field];
  if (edit && isLong(value)) return editableText(await ledger.text(value as LongText).catch(() => ''));
  return cell === undefined || cell === null ? '' : String(cell);
}

const isLong = (value: Json | undefined): boolean =>
  (typeof value === 'object' && value !== null) ||
  (typeof value === 'string' && value.length > EDIT_TEXT_LIMIT);

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
  const header = t(column.header);
  const now = valueNow(record, field, context);
  const moved = isMoved(record, field, version);
  const then = moved ? await valueAt(context.ledger, record.id, field, version) : now;
  if (isLong(now) || isLong(then)) {
    // Such a text may have lost its end on the way; it is edited where the whole of it is.
    plan.unread.push({ title, header, text: text.slice(0, 40), length: text.length });
    return;
  }
  const read = edit.read(text, context);
  // A table without marks: what it meant when it left, with the names that people had then.
  const meant = 'unread' in read ? undefined : (read.value ?? undefined);
  const before = await contextAt(context, version);
  if (same(text, edit.show(then, before)) || (!('unread' in read) && sameValue(meant, then))) {
    if (moved) plan.stale += 1;
    return;
  }
  if ('unread' in read) {
    plan.unread.push({
      title,
      header,
      text: read.limit ? text.slice(0, 40) : text || t('papers.reimport.emptyCell'),
      ...(read.limit ? { length: text.length } : {}),
    });
    return;
  }
  if (sameValue(meant, now)) return;
  const other = plan.changes.find((one) => one.id === record.id && one.column === column.key);
  if (other) {
    if (!sameValue(other.value ?? undefined, meant)) plan.unread.push({ title, header, text, twice: true });
    return;
  }
  plan.changes.push({
    id: record.id,
    title,
    column: column.key,
    header,
    field,
    before: shown,
    after: text,
    value: read.value,
    moved,
  });
}

/** The value of a field as the register shows it: posts and groups of people are those of today. */
function valueNow(record: Rec, field: string, { members }: GridContext): Json | undefined {
  const whole = record.kind === 'member' ? members.find(({ id }) => id === record.id) : undefined;
  return ((whole ?? record).fields as Record<string, Json | undefined>)[field];
}

/** The context with the names that people had at a version; the same one when nobody was renamed since. */
async function contextAt(context: GridContext, version: string): Promise<GridContext> {
  const renamed = version ? context.members.filter(({ stamps }) => (stamps.name ?? '') > version) : [];
  if (!renamed.length) return context;
  const names = new Map<string, string>();
  for (const { id } of renamed) {
    const name = await valueAt(context.ledger, id, 'name', version);
    if (typeof name === 'string') names.set(id, name);
  }
  return { ...context, nameOf: (value) => names.get(value) ?? context.nameOf(value) };
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

/** Two texts that differ only in blanks say the same: programs break lines and pad cells as they like. */
const same = (a: string, b: string): boolean => a === b || tidy(a) === tidy(b);
/** CSV puts `'` before what might be taken for a formula. */
const unquoted = (text: string): string => (/^'[=+\-@\t＝＋－＠]/.test(text) ? text.slice(1) : text);
