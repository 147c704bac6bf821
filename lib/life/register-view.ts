import type { MetaValue } from '../ledger';
import type { MeetingType } from '../records/meeting';
import { periodKey, type PeriodKey } from '../rules/periods';
import { agendaOf } from './draft';
import { meetingTitle, placeText, typeNames } from './notice';
import type { RegisterRow } from './register';
import { REGISTER_COLUMNS, type RegisterContext } from './register-columns';

/** How a person left the register: columns in their order, and what it is sorted by. */
export interface RegisterView {
  columns: string[];
  sort: { key: string; descending: boolean };
  /** Column that the lines are grouped by; '' = none. */
  group: string;
}

/** Columns that lines can stand together by. */
export const GROUP_COLUMNS = ['types', 'host', 'place', 'group', 'recorder'] as const;

/** The column that names a line and opens it; always shown, and first. */
export const NAME_COLUMN = 'title';

const KNOWN = new Set(REGISTER_COLUMNS.map((column) => column.key));

/** The remembered view; the usual columns, newest first, where nothing (or nothing valid) is remembered. */
export function readView(views: MetaValue<'registerViews'> | undefined): RegisterView {
  const stored = views?.meetings;
  const columns = Array.isArray(stored?.columns)
    ? stored.columns.filter((key: unknown): key is string => typeof key === 'string' && KNOWN.has(key))
    : [];
  const sort = stored?.sort as { key?: unknown; descending?: unknown } | undefined;
  return {
    columns: columns.length
      ? columns
      : REGISTER_COLUMNS.filter((column) => column.usual).map((column) => column.key),
    sort:
      typeof sort?.key === 'string' && KNOWN.has(sort.key)
        ? { key: sort.key, descending: sort.descending === true }
        : { key: 'date', descending: true },
    group: GROUP_COLUMNS.find((key) => key === stored?.group) ?? '',
  };
}

/** Puts a view back among the remembered ones. */
export const withView = (
  views: MetaValue<'registerViews'> | undefined,
  view: RegisterView,
): MetaValue<'registerViews'> => ({ ...views, meetings: { ...view } });

/** Columns of a view in the order of the register, the name first. */
export const columnsOf = (view: RegisterView) => [
  ...REGISTER_COLUMNS.filter((column) => column.key === NAME_COLUMN),
  ...REGISTER_COLUMNS.filter((column) => column.key !== NAME_COLUMN && view.columns.includes(column.key)),
];

/** The periods of a year, for choosing: the whole, its quarters, its months. */
export const periodsOf = (year: number): PeriodKey[] => [
  String(year),
  ...[1, 4, 7, 10].map((month) => periodKey('Q', `${year}-${String(month).padStart(2, '0')}-01`)),
  ...Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`),
];

/** What can be searched in a line, in lower case; long minutes outside of the record excepted. */
export function searchTextOf(row: RegisterRow, { nameOf, groupName }: RegisterContext): string {
  const { fields } = row.meeting;
  const people = [
    fields.host,
    fields.recorder,
    fields.lecturer,
    ...row.resolutions.map((r) => r.fields.owner),
  ];
  return [
    row.date,
    meetingTitle(fields),
    ...typeNames(fields),
    placeText(fields),
    ...people.map((value) => (value ? nameOf(value) : '')),
    fields.group ? groupName(fields.group) : '',
    fields.guests,
    ...agendaOf(fields).map((item) => item.text),
    typeof fields.minutes === 'string' ? fields.minutes : '',
    ...row.resolutions.map((item) => item.fields.text),
  ]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
}

/** Lines of any of the types (empty = all) that hold every word. */
export function filterRows(
  rows: readonly RegisterRow[],
  filter: { types: readonly MeetingType[]; text: string },
  textOf: (row: RegisterRow) => string,
): RegisterRow[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      (!filter.types.length || filter.types.some((type) => row.types.includes(type))) &&
      (!words.length || words.every((word) => textOf(row).includes(word))),
  );
}
