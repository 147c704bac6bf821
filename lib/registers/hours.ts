import { currentLanguage, t, tDynamic } from '../i18n';
import type { Ledger } from '../ledger';
import { formatDate } from '../rules/calendar';
import type { HoursStanding } from '../rules/hours';
import { packText } from '../rules/pack';
import { lifePack } from '../rules/packs';
import { confirmedText, countedText, gapText, hoursLines, remarkText } from '../study/hours/hours-words';
import { branchYear, type HoursGap, type MemberYear, type YearRecords } from '../study/hours/hours-year';
import { type Behind, defineRegister, type RegisterColumn } from './register';

interface Context {
  ledger: Ledger;
  year: number;
  records: YearRecords;
  groupName: (id: string) => string;
}
type Column = RegisterColumn<MemberYear, Context>;

/** Lines are in the order of names whatever column is chosen: hours of people are no order of merit. */
const byName = ({ member }: MemberYear): string => member.fields.name;

/** The records behind one number of a line. */
const behind = (header: 'counted' | 'declared' | 'beside' | 'unknown', standings: readonly HoursStanding[]) =>
  function ofLine(row: MemberYear | undefined, { ledger, year, records }: Context): Behind | undefined {
    if (!row) return undefined;
    const entries = row.hours.entries.filter(({ standing }) => standings.includes(standing));
    return {
      title: `${row.member.fields.name} · ${t(`hours.col.${header}`)}`,
      note: t(`hours.note.${header}`),
      lines: async () =>
        (await hoursLines(ledger, entries, records)).map(
          ({ entry, title, form, standing, why, to, confirmed }) => ({
            key: entry.id,
            title,
            meta: [
              formatDate(entry.on, currentLanguage()),
              form,
              entry.hours === undefined ? '' : t('registers.hours', { hours: entry.hours }),
              standing,
              why,
              confirmedText({ confirmed }),
            ]
              .filter(Boolean)
              .join(' · '),
            to,
            ...(entry.hours === undefined ? { mark: t('common.unknown') } : {}),
          }),
        ),
      empty: t('hours.noRecords'),
      action: { label: t('hours.page'), to: `/study/hours/${row.member.id}?year=${year}` },
    };
  };

const columns: readonly Column[] = [
  { key: 'name', header: 'types.name', width: 10, usual: true, value: ({ member }) => member.fields.name },
  {
    key: 'group',
    header: 'exchange.col.group',
    width: 12,
    usual: true,
    groups: true,
    filter: true,
    value: ({ member }, { groupName }) => (member.fields.group ? groupName(member.fields.group) : ''),
  },
  {
    key: 'category',
    header: 'exchange.roster.category',
    width: 10,
    groups: true,
    value: ({ member }) => tDynamic(`exchange.member.category.${member.fields.category}`),
  },
  {
    key: 'counted',
    header: 'hours.col.counted',
    width: 11,
    kind: 'number',
    usual: true,
    value: ({ hours }) => countedText(hours),
    sort: byName,
    behind: behind('counted', ['counted', 'twice']),
  },
  {
    key: 'declared',
    header: 'hours.col.declared',
    width: 9,
    kind: 'number',
    usual: true,
    value: ({ hours }) => hours.declared || '',
    sort: byName,
    behind: behind('declared', ['declared']),
  },
  {
    key: 'beside',
    header: 'hours.col.beside',
    width: 10,
    kind: 'number',
    usual: true,
    value: ({ hours }) => hours.beside || '',
    sort: byName,
    behind: behind('beside', ['beside']),
  },
  {
    key: 'unknown',
    header: 'hours.col.unknown',
    width: 11,
    usual: true,
    value: ({ hours }) => (hours.unknown ? t('hours.unknownTimes', { count: hours.unknown }) : ''),
    sort: byName,
    behind: behind('unknown', ['unknown']),
  },
  {
    key: 'norm',
    header: 'hours.col.norm',
    width: 10,
    kind: 'number',
    usual: true,
    value: ({ hours }) => (hours.exempt ? t('hours.gap.exempt') : hours.norm.value),
    sort: byName,
    behind: (row) => {
      if (!row) return undefined;
      const { basis, confidence, title } = row.hours.norm;
      return {
        title: `${row.member.fields.name} · ${t('hours.col.norm')}`,
        note: row.remarks.map(remarkText).join(' '),
        basis: {
          basis,
          sources: lifePack().sources,
          confidence,
          wording: `${packText(title, currentLanguage())}：${row.hours.norm.value}`,
        },
        lines: async () => [],
      };
    },
  },
  {
    key: 'gap',
    header: 'hours.col.gap',
    width: 22,
    wrap: true,
    usual: true,
    value: ({ gap }) => gapText(gap),
    sort: byName,
  },
  {
    key: 'remark',
    header: 'exchange.col.remark',
    width: 34,
    wrap: true,
    usual: true,
    value: ({ remarks }) => remarks.map(remarkText).join(' '),
    sort: byName,
  },
];

const GAPS: readonly HoursGap['kind'][] = ['reached', 'short', 'unknown', 'partYear', 'exempt'];

/** 学时登记表 of a year: every member with what counts, what waits, what stands beside, and what is not known. */
export const hoursRegister = defineRegister<MemberYear, Context>({
  key: 'hours',
  title: 'hours.register',
  time: 'year',
  roles: ['secretary', 'compliance'],
  firstDay: async (ledger) => {
    const [meeting, log] = await Promise.all([
      ledger.list('meeting', { limit: 1 }),
      ledger.list('studyLog', { limit: 1 }),
    ]);
    return [meeting[0]?.fields.startsAt.slice(0, 10), log[0]?.fields.on]
      .filter((day) => day !== undefined)
      .sort()[0];
  },
  read: async ({ ledger, year, today }) => {
    const [{ lines, ...records }, groups] = await Promise.all([
      branchYear(ledger, { year, today }),
      ledger.list('partyGroup'),
    ]);
    const names = new Map(groups.map((group) => [group.id, group.fields.name]));
    return { rows: lines, context: { ledger, year, records, groupName: (id) => names.get(id) ?? '' } };
  },
  columns,
  id: ({ member }) => member.id,
  version: ({ member }) => member.h,
  to: ({ member }, { year }) => `/study/hours/${member.id}?year=${year}`,
  names: ({ member }) => [member.fields.name, ...(member.fields.aliases ?? [])],
  text: ({ member }) => member.fields.name,
  card: (row, context) => {
    const { hours, gap } = row;
    const figure = (key: 'counted' | 'declared' | 'beside' | 'unknown', label: string, shown: boolean) =>
      shown
        ? [{ key, label, behind: columns.find((column) => column.key === key)?.behind?.(row, context) }]
        : [];
    return {
      meta: gapText(gap),
      figures: [
        ...figure('counted', t('hours.card', { hours: countedText(hours), norm: hours.norm.value }), true),
        ...figure('declared', t('today.me.declared', { hours: hours.declared }), hours.declared > 0),
        ...figure('beside', t('hours.cardBeside', { hours: hours.beside }), hours.beside > 0),
        ...figure('unknown', t('today.me.unknown', { count: hours.unknown }), hours.unknown > 0),
      ],
    };
  },
  sort: { key: 'name', descending: false },
  filters: [
    {
      key: 'gap',
      label: 'hours.col.gap',
      options: (rows) =>
        GAPS.filter((kind) => rows.some(({ gap }) => gap.kind === kind)).map((value) => ({
          value,
          label: t(`hours.gapKind.${value}` as 'hours.gapKind.short'),
        })),
      of: ({ gap }) => [gap.kind],
    },
  ],
  figures: (rows) => {
    const waiting = rows.filter(({ hours }) => hours.declared > 0);
    const unknown = rows.filter(({ hours }) => hours.unknown > 0 || !hours.recorded);
    return [
      ...(waiting.length
        ? [
            {
              key: 'waiting',
              label: t('hours.figure.waiting'),
              value: t('hours.people', { count: waiting.length }),
              rows: waiting,
              tone: 'info' as const,
            },
          ]
        : []),
      ...(unknown.length
        ? [
            {
              key: 'unknown',
              label: t('hours.figure.unknown'),
              value: t('hours.people', { count: unknown.length }),
              rows: unknown,
              tone: 'unknown' as const,
            },
          ]
        : []),
    ];
  },
  numbered: true,
  notes: () => [t('hours.sheetNote'), t('exchange.unknownNote')],
  empty: {
    title: 'papers.grid.empty',
    hint: 'papers.grid.emptyHint.roster',
    action: { label: 'registers.entry.roster', to: '/branch/roster' },
  },
  entry: { label: 'hours.waitingTitle', to: '/study/waiting' },
});
