import { localDay, type RosterMember, wholeRoster } from '../branch/terms';
import type { CellKind, CellValue, SheetColumn, SheetModel } from '../exchange/sheet-write';
import { lineMarks } from '../exchange/sheet-write/marks';
import { editableText } from '../exchange/sheet-write/text';
import { t, type MessageKey } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import type { KindName } from '../records';
import type { Json } from '../records/kind';
import type { CivilDate } from '../rules/calendar';

/** Names and ids of people and groups, for reading a table and for showing one. */
export interface GridContext {
  ledger: Ledger;
  /** The real day, whatever period is looked at: decides what is still to come. */
  today: CivilDate;
  members: readonly RosterMember[];
  groups: readonly Rec<'partyGroup'>[];
  nameOf: (idOrName: string) => string;
  groupName: (id: string) => string;
}

/** What a cell of an edited table says: a value, nothing (null), or something that cannot be read (longer than `limit`). */
export type ReadCell = { value: Json | null } | { unread: true; limit?: number };

/** How a column that may be edited in a spreadsheet comes back. */
export interface GridEdit {
  /** Field of the record. */
  field: string;
  /** A value of the field as the table shows it. */
  show: (value: Json | undefined, context: GridContext) => string;
  /** The value that a text means. */
  read: (text: string, context: GridContext) => ReadCell;
}

/** A column of a register, for a screen, for a file, and for reading the file back. */
export interface GridColumn {
  key: string;
  header: MessageKey;
  /** In characters. */
  width: number;
  kind?: CellKind;
  wrap?: boolean;
  /** Shown at first on a screen. */
  usual?: true;
  /** Offered for grouping. */
  groups?: true;
  edit?: GridEdit;
}

/** A line of a register: a view of one record. */
export interface GridRow {
  id: string;
  kind: KindName;
  /** Greatest stamp of the record as it was read: tells what changed since. */
  version: string;
  title: string;
  cells: Record<string, CellValue>;
}

/** One of the registers that are views of records. */
export interface GridRegister {
  key: 'roster' | 'study' | 'meetings';
  title: MessageKey;
  kind: KindName;
  columns: readonly GridColumn[];
  /** Lines of a period; a register without dates takes no notice of it. */
  rows: (context: GridContext, range: { from: CivilDate; to: CivilDate }) => Promise<GridRow[]>;
}

/** Names by id from the ledger. */
export async function gridContext(ledger: Ledger): Promise<GridContext> {
  const [members, groups] = await Promise.all([wholeRoster(ledger), ledger.list('partyGroup')]);
  const names = new Map(members.map((member) => [member.id, member.fields.name]));
  const groupNames = new Map(groups.map((group) => [group.id, group.fields.name]));
  return {
    ledger,
    today: localDay(ledger.clock.wall()),
    members,
    groups,
    nameOf: (value) => names.get(value) ?? value,
    groupName: (id) => groupNames.get(id) ?? '',
  };
}

/**
 * Columns that a program needs and a reader does not, at the end and hidden: what every cell said when it left, the
 * version of the record, and its id.
 */
export const technicalColumns = (): SheetColumn[] => [
  { header: t('papers.grid.marks'), width: 24, hidden: true },
  { header: t('papers.grid.version'), width: 24, hidden: true },
  { header: t('exchange.col.id'), width: 38, hidden: true },
];

/** A register as a sheet, with every column and, hidden at the end, marks, version and id of every line. */
export function gridSheet(
  register: Pick<GridRegister, 'title' | 'columns'>,
  rows: readonly GridRow[],
  head: { branch: string; period: string; asOf: string },
): SheetModel {
  const { columns } = register;
  // Columns in which nobody has anything are left out, the first one excepted.
  const shown = columns.filter(
    ({ key }, index) =>
      index === 0 || rows.some((row) => row.cells[key] !== undefined && row.cells[key] !== ''),
  );
  const keys = shown.map(({ key }) => key);
  return {
    sheetName: t(register.title),
    title: t(register.title),
    subtitle: [
      head.branch,
      head.period,
      t('papers.grid.rows', { count: rows.length }),
      t('exchange.asOf', { date: head.asOf }),
    ].filter(Boolean),
    columns: [
      ...shown.map(({ header, width, kind, wrap }) => ({ header: t(header), width, kind, wrap })),
      ...technicalColumns(),
    ],
    rows: rows.map((row) => {
      const values = shown.map(({ key, edit }) => {
        const value = row.cells[key];
        return edit && typeof value === 'string' ? editableText(value) : value;
      });
      return [...values, lineMarks(keys, values), row.version, row.id];
    }),
    footer: [t('papers.grid.editNote')],
    landscape: true,
  };
}
