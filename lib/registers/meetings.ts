import { t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import { meetingRegister, type RegisterRow } from '../life/register';
import {
  REGISTER_COLUMNS,
  type RegisterColumn as Line,
  registerContext,
  type RegisterContext,
} from '../life/register-columns';
import { PAPER_COLUMNS } from '../life/register-paper';
import { GROUP_COLUMNS, NAME_COLUMN, searchTextOf } from '../life/register-view';
import { asFault } from '../records/fault';
import type { MeetingType } from '../records/meeting';
import { lifePack } from '../rules/packs';
import { filedIn } from '../reentry/filings';
import { reportSystems } from '../reentry/systems';
import { defineRegister, type RegisterColumn, type RegisterFilter } from './register';

interface Context extends RegisterContext {
  ledger: Ledger;
  groups: readonly Rec<'partyGroup'>[];
  /** Other systems, with the ids of what was entered there. */
  systems: readonly { id: string; name: string; filed: ReadonlySet<string> }[];
}

/** Columns of paper that stand for several of the full ones. */
const COMBINED = new Set(['away', 'decisions']);
const NUMERIC = new Set(['integer', 'number', 'percent']);
const GROUPS: readonly string[] = GROUP_COLUMNS;
/** Chips in the order in which activities are most common. */
const TYPES: readonly MeetingType[] = [
  'themeDay',
  'lecture',
  'general',
  'committee',
  'group',
  'orgLife',
  'appraisal',
  'other',
];

function column({
  key,
  header,
  width,
  kind,
  wrap,
  usual,
  value,
}: Line): RegisterColumn<RegisterRow, Context> {
  return {
    key,
    header,
    width,
    value,
    ...(kind ? { kind } : {}),
    ...(wrap ? { wrap: true } : {}),
    // A late entry is marked wherever the line is read.
    ...(usual || key === 'late' ? { usual: true as const } : {}),
    ...(GROUPS.includes(key) ? { groups: true as const } : {}),
    ...(NUMERIC.has(kind ?? '') || key === 'ordinal'
      ? {
          sort: (row: RegisterRow, context: Context) => {
            const found = value(row, context);
            const number = Number(found === '' ? NaN : found);
            return Number.isNaN(number) ? undefined : number;
          },
        }
      : {}),
    ...(key === 'late'
      ? {
          tone: (row: RegisterRow) =>
            row.planned ? ('info' as const) : row.late ? ('due' as const) : undefined,
        }
      : {}),
    ...(key === 'minutes'
      ? { whole: (row: RegisterRow, context: Context) => minutesOf(row, value, context) }
      : {}),
  };
}

/** Long minutes lie outside of the record; where their bytes are missing the cell says so. */
async function minutesOf(row: RegisterRow, value: Line['value'], context: Context) {
  const { minutes } = row.meeting.fields;
  if (typeof minutes !== 'object') return value(row, context);
  try {
    return await context.ledger.text(minutes);
  } catch (thrown) {
    return t('exchange.minutesMissing', { code: asFault(thrown).code });
  }
}

const lines: readonly Line[] = [
  ...REGISTER_COLUMNS.filter(({ key }) => key === NAME_COLUMN),
  ...REGISTER_COLUMNS.filter(({ key }) => key !== NAME_COLUMN && key !== 'id'),
  ...PAPER_COLUMNS.filter(({ key }) => COMBINED.has(key)),
];

const filters: readonly RegisterFilter<RegisterRow, Context>[] = [
  {
    key: 'types',
    label: 'common.filter',
    chips: true,
    options: () => TYPES.map((value) => ({ value, label: tDynamic(`life.typeShort.${value}`) })),
    of: ({ types }) => types,
  },
  {
    key: 'group',
    label: 'exchange.col.group',
    options: (_, { groups }) => groups.map(({ id, fields }) => ({ value: id, label: fields.name })),
    of: ({ meeting }) => (meeting.fields.group ? [meeting.fields.group] : []),
  },
  {
    key: 'mark',
    label: 'exchange.col.late',
    options: (rows) =>
      [
        { value: 'late', label: t('exchange.late') },
        { value: 'planned', label: t('exchange.planned') },
        { value: 'noAttendance', label: t('registers.noAttendance') },
      ].filter(({ value }) => rows.some((row) => marksOf(row).includes(value))),
    of: marksOf,
  },
  {
    key: 'filings',
    label: 'reentry.filter',
    empty: 'reentry.filter.all',
    options: (_, { systems }) =>
      systems.flatMap(({ id, name }) => [
        { value: `notFiled:${id}`, label: t('reentry.filter.notFiled', { name }) },
        { value: `filed:${id}`, label: t('reentry.filter.filed', { name }) },
      ]),
    of: (row, { systems }) =>
      systems.map(({ id, filed }) => `${filed.has(row.id) ? 'filed' : 'notFiled'}:${id}`),
  },
];

function marksOf(row: RegisterRow): string[] {
  if (row.planned) return ['planned'];
  return [
    ...(row.late ? ['late'] : []),
    ...(row.attendance.known.attended === undefined ? ['noAttendance'] : []),
  ];
}

/** 会议记录台账: a line for every activity. */
export const meetingsRegister = defineRegister<RegisterRow, Context>({
  key: 'meetings',
  title: 'exchange.register.meetings',
  time: 'period',
  opensOn: 'quarter',
  firstDay: async (ledger) => (await ledger.list('meeting', { limit: 1 }))[0]?.fields.startsAt,
  read: async ({ ledger, range, today }) => {
    const pack = lifePack();
    const [rows, context, groups, systems] = await Promise.all([
      meetingRegister(ledger, { ...range, today, pack }),
      registerContext(ledger, pack),
      ledger.list('partyGroup'),
      reportSystems(ledger),
    ]);
    const filed = await Promise.all(systems.map(({ id }) => filedIn(ledger, id)));
    return {
      rows,
      context: {
        ...context,
        ledger,
        groups,
        systems: systems.map(({ id, fields }, at) => ({
          id,
          name: fields.name,
          filed: filed[at] ?? new Set(),
        })),
      },
    };
  },
  columns: lines.map(column),
  id: ({ id }) => id,
  version: ({ meeting }) => meeting.h,
  to: ({ id }) => `/life/meeting/${id}`,
  names: ({ meeting: { fields }, resolutions }, { nameOf }) =>
    [fields.host, fields.recorder, fields.lecturer, ...resolutions.map((one) => one.fields.owner)].flatMap(
      (id) => (id ? [nameOf(id)] : []),
    ),
  text: searchTextOf,
  card: (row, context) => ({
    meta: ['date', 'time', 'place', 'host']
      .map((key) => String(lines.find((one) => one.key === key)?.value(row, context) ?? ''))
      .filter(Boolean)
      .join(' · '),
    figures: [
      ...(row.planned ? [{ key: 'planned', label: t('exchange.planned'), tone: 'info' as const }] : []),
      ...(row.late ? [{ key: 'late', label: t('exchange.late'), tone: 'due' as const }] : []),
      ...(row.planned || row.attendance.known.attended === undefined
        ? []
        : [
            {
              key: 'attended',
              label: t('life.attendedOf', {
                attended: row.attendance.known.attended,
                expected: row.attendance.known.expected ?? t('common.unknown'),
              }),
            },
          ]),
    ],
  }),
  sort: { key: 'date', descending: true },
  filters,
  figures: (rows) => {
    const of = (mark: string) => rows.filter((row) => marksOf(row).includes(mark));
    const [late, noAttendance] = [of('late'), of('noAttendance')];
    return [
      ...(late.length
        ? [
            {
              key: 'late',
              label: t('exchange.late'),
              value: String(late.length),
              rows: late,
              tone: 'due' as const,
            },
          ]
        : []),
      ...(noAttendance.length
        ? [
            {
              key: 'noAttendance',
              label: t('registers.noAttendance'),
              value: String(noAttendance.length),
              rows: noAttendance,
              tone: 'unknown' as const,
            },
          ]
        : []),
    ];
  },
  presets: [
    {
      label: 'registers.preset.paper',
      columns: [
        NAME_COLUMN,
        ...PAPER_COLUMNS.map(({ key }) => (key === 'entered' ? 'enteredOn' : key)).filter(
          (key) => key !== NAME_COLUMN,
        ),
        'late',
      ],
    },
  ],
  notes: ({ pack }) => [
    t('exchange.unknownNote'),
    t('exchange.lateNote', { days: pack.thresholds.lateEntryDays.value }),
  ],
  empty: {
    title: 'exchange.empty',
    hint: 'exchange.emptyHint',
    action: { label: 'exchange.emptyAction', to: '/life/new' },
  },
  entry: { label: 'exchange.emptyAction', to: '/life/new' },
  count: ['exchange.count', 'exchange.countOf'],
});
