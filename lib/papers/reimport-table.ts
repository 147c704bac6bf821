import type { SheetTable } from '../exchange/sheet-read';
import { t } from '../i18n';
import type { Rec } from '../ledger';
import { nameOfRow } from '../life/register-columns';
import type { GridColumn, GridContext, GridRegister, GridRow } from './grid';
import { GRIDS } from './grid-registers';

/** A text without blanks: programs break lines and pad cells as they like. */
export const tidy = (text: string): string => text.replace(/\s+/g, '');

/** What a line is called for a reader. */
export function titleOf(record: Rec, context: GridContext): string {
  if (record.kind === 'meeting') {
    const meeting = record as Rec<'meeting'>;
    return `${meeting.fields.startsAt.slice(0, 10)} ${nameOfRow({ meeting }, context)}`;
  }
  if (record.kind === 'member') return (record as Rec<'member'>).fields.name;
  const { fields } = record as Rec<'studyLog'>;
  return `${fields.on} ${context.nameOf(fields.member)}`;
}

/** The lines of the register as they are now, for the records of the table. */
export async function rowsNow(
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

/** A register of ours found in a sheet. */
export interface Located {
  register: GridRegister;
  table: SheetTable;
  head: number;
  columns: { at: number; column: GridColumn }[];
  idAt: number;
  versionAt: number;
  marksAt: number;
}

/** Finds the header of a register of ours in a sheet: the line that names the id, and most of its columns. */
export function locate(table: SheetTable): Located | undefined {
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
    best = {
      register,
      table,
      head,
      columns,
      idAt: at(id),
      versionAt: at(t('papers.grid.version')),
      marksAt: at(t('papers.grid.marks')),
    };
  }
  return best;
}
