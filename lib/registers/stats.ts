import { currentLanguage, t } from '../i18n';
import type { Ledger } from '../ledger';
import { timeSpan } from '../life/notice';
import { nameOfRow } from '../life/register-columns';
import { dueText, heldText, rateText, statRemark } from '../life/register-sheets';
import { type LifeStatistics, lifeStatistics, type StatColumn, type StatRow } from '../life/register-stats';
import { dateOf } from '../rules/calendar';
import type { CadenceState } from '../rules/cadence';
import { packText } from '../rules/pack';
import { lifePack } from '../rules/packs';
import { formatPeriod } from '../rules/periods';
import { cellText } from './cell';
import {
  type Behind,
  type BehindLine,
  defineRegister,
  type RegisterColumn,
  type RegisterTone,
} from './register';

interface Context {
  ledger: Ledger;
  table: LifeStatistics;
}
type Column = RegisterColumn<StatRow, Context>;

const TONES: Partial<Record<CadenceState, RegisterTone>> = { missing: 'bad', due: 'due', unknown: 'unknown' };

const titleOf = ({ rule }: StatColumn): string => packText(rule.title, currentLanguage());

/** The activities behind a figure as lines to open. */
async function meetingLines(
  ledger: Ledger,
  ids: readonly string[],
  unknown: readonly string[],
): Promise<BehindLine[]> {
  const [meetings, groups] = await Promise.all([
    ledger.getMany('meeting', [...ids]),
    ledger.list('partyGroup'),
  ]);
  const outside = new Set(unknown);
  return meetings.map((meeting) => ({
    key: meeting.id,
    title: nameOfRow(
      { meeting },
      { groupName: (id) => groups.find((group) => group.id === id)?.fields.name },
    ),
    meta: `${dateOf(meeting.fields.startsAt)} ${timeSpan(meeting.fields)}`,
    to: `/life/meeting/${meeting.id}`,
    ...(outside.has(meeting.id) ? { mark: t('common.unknown') } : {}),
  }));
}

/** The activities of a rule in a row, what the rule asks for there, and on which document it rests. */
function behindRule(column: StatColumn, row: StatRow, { ledger }: Context): Behind {
  const cell = row.cells[column.rule.id];
  const { rule } = column;
  const type = rule.types[0];
  return {
    title: `${formatPeriod(row.period, currentLanguage())} · ${titleOf(column)}`,
    note: [
      t('exchange.stats.heldOfDue', { held: String(heldText(cell, row)), due: String(dueText(cell)) }),
      cell?.state ? t(`rules.state.${cell.state}`) : '',
      cell?.why ? t(`rules.why.${cell.why}`) : '',
    ]
      .filter(Boolean)
      .join(' · '),
    basis: {
      basis: rule.basis,
      sources: lifePack().sources,
      confidence: rule.confidence,
      wording: packText(rule.wording, currentLanguage()),
    },
    lines: () => meetingLines(ledger, cell?.held ?? [], []),
    empty: t('exchange.figure.none'),
    ...(!column.why && type
      ? { action: { label: t('exchange.emptyAction'), to: `/life/new?types=${type}` } }
      : {}),
  };
}

function behindAttendance(row: StatRow, { ledger }: Context): Behind {
  const { counted, unknown } = row.attendance;
  return {
    title: `${formatPeriod(row.period, currentLanguage())} · ${t('exchange.figure.attendance')}`,
    note: statRemark(row) || t('exchange.stats.allKnown'),
    lines: () => meetingLines(ledger, [...counted, ...unknown], unknown),
    empty: t('exchange.figure.none'),
  };
}

function ruleColumns(column: StatColumn): Column[] {
  const { rule } = column;
  const of = (row: StatRow) => row.cells[rule.id];
  const held = (row: StatRow) => heldText(of(row), row);
  return [
    {
      key: `${rule.id}.due`,
      header: 'exchange.col.due',
      group: () => titleOf(column),
      width: 7,
      kind: 'integer',
      usual: true,
      value: (row) => dueText(of(row)),
      total: (_, { table }) => dueText(of(table.total)),
    },
    {
      key: `${rule.id}.held`,
      header: 'exchange.col.held',
      group: () => titleOf(column),
      width: 7,
      kind: 'integer',
      usual: true,
      value: held,
      tone: (row) => TONES[of(row)?.state ?? 'done'],
      total: (_, { table }) => held(table.total),
      behind: (row, context) => behindRule(column, row ?? context.table.total, context),
    },
  ];
}

const sumText = (value: number | undefined, row: StatRow) =>
  value ?? (row.attendance.unknown.length ? t('common.unknown') : '');

const ATTENDANCE: readonly Column[] = [
  {
    key: 'expectedSum',
    header: 'exchange.col.expectedSum',
    width: 9,
    kind: 'integer',
    usual: true,
    value: (row) => sumText(row.attendance.expected, row),
    total: (_, { table }) => sumText(table.total.attendance.expected, table.total),
    behind: (row, context) => behindAttendance(row ?? context.table.total, context),
  },
  {
    key: 'attendedSum',
    header: 'exchange.col.attendedSum',
    width: 9,
    kind: 'integer',
    usual: true,
    value: (row) => sumText(row.attendance.attended, row),
    total: (_, { table }) => sumText(table.total.attendance.attended, table.total),
    behind: (row, context) => behindAttendance(row ?? context.table.total, context),
  },
  {
    key: 'rate',
    header: 'exchange.col.rate',
    width: 12,
    kind: 'percent',
    usual: true,
    value: rateText,
    sort: (row) => row.attendance.rate,
    total: (_, { table }) => rateText(table.total),
  },
  {
    key: 'remark',
    header: 'exchange.col.remark',
    width: 30,
    wrap: true,
    usual: true,
    value: statRemark,
    total: (_, { table }) => statRemark(table.total),
  },
];

/** 三会一课统计 of a year, by quarter or by month: what the rules ask, what was held, who came. */
export const statsRegister = defineRegister<StatRow, Context>({
  key: 'stats',
  title: 'exchange.register.stats',
  time: 'year',
  firstDay: async (ledger) => (await ledger.list('meeting', { limit: 1 }))[0]?.fields.startsAt,
  variants: [
    { value: 'quarter', label: 'exchange.stats.byQuarter' },
    { value: 'month', label: 'exchange.stats.byMonth' },
  ],
  read: async ({ ledger, year, variant, today }) => {
    const table = await lifeStatistics(ledger, year, variant === 'month' ? 'month' : 'quarter', { today });
    return { rows: table.rows, context: { ledger, table } };
  },
  columns: ({ table }) => [
    {
      key: 'period',
      header: 'exchange.col.period',
      width: 18,
      usual: true,
      value: (row) => formatPeriod(row.period, currentLanguage()),
      sort: (row) => row.range.from,
      total: () => formatPeriod(table.total.period, currentLanguage()),
    },
    ...table.columns.flatMap(ruleColumns),
    ...ATTENDANCE,
  ],
  id: ({ period }) => period,
  to: ({ period }) => `/register?view=meetings&period=${period}`,
  searched: false,
  card: (row, context) => ({
    meta:
      row.attendance.expected === undefined
        ? statRemark(row)
        : t('exchange.stats.line', {
            attended: row.attendance.attended ?? '',
            expected: row.attendance.expected,
            rate: cellText(rateText(row), 'percent'),
          }),
    figures: context.table.columns.flatMap((column) => {
      const cell = row.cells[column.rule.id];
      if (!cell || (cell.due === undefined && !cell.held.length)) return [];
      const held = String(heldText(cell, row) ?? '');
      return [
        {
          key: column.rule.id,
          label: t('registers.stat', {
            name: titleOf(column),
            held: held || '—',
            due: String(dueText(cell)),
          }),
          tone: TONES[cell.state ?? 'done'],
          behind: behindRule(column, row, context),
        },
      ];
    }),
  }),
  // The year as a whole, whatever lines are shown.
  figures: (_, context) =>
    context.table.columns.flatMap((column) => {
      const { total } = context.table;
      const cell = total.cells[column.rule.id];
      if (!cell || (cell.due === undefined && !cell.held.length)) return [];
      return [
        {
          key: column.rule.id,
          label: titleOf(column),
          value: t('registers.ofNeeded', {
            covered: String(heldText(cell, total)),
            needed: String(dueText(cell)),
          }),
          tone: TONES[cell.state ?? 'done'],
          behind: behindRule(column, total, context),
        },
      ];
    }),
  notes: () => [t('exchange.stats.dashNote'), t('exchange.stats.rateNote'), t('exchange.unknownNote')],
  empty: {
    title: 'exchange.empty',
    hint: 'exchange.emptyHint',
    action: { label: 'exchange.emptyAction', to: '/life/new' },
  },
});
