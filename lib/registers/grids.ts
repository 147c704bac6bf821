import { keepsRoster } from '../branch/member-visibility';
import { t, tDynamic } from '../i18n';
import type { Rec, Role } from '../ledger';
import { type GridColumn, gridContext, type GridRow } from '../papers/grid';
import { GRIDS, studyRows } from '../papers/grid-registers';
import { MEMBER_CATEGORIES } from '../records/member';
import { defineRegister, type RegisterColumn } from './register';

/** A column of a register that also comes back from a spreadsheet. */
const gridColumn = <C>({
  key,
  header,
  width,
  kind,
  wrap,
  usual,
  groups,
}: GridColumn): RegisterColumn<GridRow, C> => ({
  key,
  header,
  width,
  value: (row) => row.cells[key],
  ...(kind ? { kind } : {}),
  ...(wrap ? { wrap: true } : {}),
  ...(usual ? { usual } : {}),
  ...(groups ? { groups } : {}),
});

interface RosterContext {
  role: Role;
  members: ReadonlyMap<string, Rec<'member'>>;
  groups: readonly Rec<'partyGroup'>[];
  today: string;
}

const ROSTER = GRIDS.roster.columns.map((column) => gridColumn<RosterContext>(column));
/** What everybody who opens the ledger sees of another person. */
const PUBLIC = new Set(['name', 'category', 'posts']);

function whereIs(member: Rec<'member'> | undefined, today: string): 'present' | 'left' | 'coming' {
  const { inBranchFrom, leftOn } = member?.fields ?? {};
  if (leftOn && leftOn < today) return 'left';
  return inBranchFrom && inBranchFrom > today ? 'coming' : 'present';
}

/** 党员名册, those who left included, as it stands today. */
export const rosterRegister = defineRegister<GridRow, RosterContext>({
  key: 'roster',
  title: 'exchange.register.roster',
  time: 'none',
  read: async ({ ledger, role, today }) => {
    const grid = await gridContext(ledger);
    const undated = grid.members.map((member) => ({
      ...member,
      fields: { ...member.fields, inBranchFrom: undefined, leftOn: undefined },
    }));
    const members = new Map(grid.members.map((member) => [member.id, member]));
    const rows = await GRIDS.roster.rows({ ...grid, members: undated }, { from: '', to: '9999-12-31' });
    return {
      rows: rows.map((row) => ({
        ...row,
        cells: { ...row.cells, inBranchFrom: members.get(row.id)?.fields.inBranchFrom },
      })),
      context: { role, members, groups: grid.groups, today },
    };
  },
  columns: ({ role }) => (keepsRoster(role) ? ROSTER : ROSTER.filter(({ key }) => PUBLIC.has(key))),
  id: ({ id }) => id,
  version: ({ version }) => version,
  to: ({ id }) => `/branch/member/${id}`,
  names: ({ id, title }, { members }) => [title, ...(members.get(id)?.fields.aliases ?? [])],
  filters: [
    {
      key: 'category',
      label: 'exchange.roster.category',
      chips: true,
      options: (rows, { members }) =>
        MEMBER_CATEGORIES.filter((category) =>
          rows.some(({ id }) => members.get(id)?.fields.category === category),
        ).map((value) => ({ value, label: tDynamic(`exchange.member.category.${value}`) })),
      of: ({ id }, { members }) => [members.get(id)?.fields.category ?? ''],
    },
    {
      key: 'group',
      label: 'exchange.col.group',
      options: (_, { groups }) => groups.map(({ id, fields }) => ({ value: id, label: fields.name })),
      of: ({ id }, { members }) => [members.get(id)?.fields.group ?? ''],
    },
    {
      key: 'where',
      label: 'registers.where',
      initial: 'present',
      options: (rows, { members, today }) =>
        (['present', 'coming', 'left'] as const)
          .filter(
            (value) =>
              value === 'present' || rows.some(({ id }) => whereIs(members.get(id), today) === value),
          )
          .map((value) => ({ value, label: t(`registers.where.${value}`) })),
      of: ({ id }, { members, today }) => [whereIs(members.get(id), today)],
    },
    {
      key: 'mobile',
      label: 'exchange.roster.mobile',
      options: (rows, { members, role }) =>
        keepsRoster(role) && rows.some(({ id }) => members.get(id)?.fields.mobile)
          ? [{ value: 'yes', label: t('common.yes') }]
          : [],
      of: ({ id }, { members }) => (members.get(id)?.fields.mobile ? ['yes'] : []),
    },
  ],
  figures: (rows, { members }) =>
    MEMBER_CATEGORIES.flatMap((category) => {
      const of = rows.filter(({ id }) => members.get(id)?.fields.category === category);
      return of.length
        ? [
            {
              key: category,
              label: tDynamic(`exchange.member.category.${category}`),
              value: String(of.length),
              rows: of,
            },
          ]
        : [];
    }),
  notes: ({ role }) => (keepsRoster(role) ? [t('papers.grid.editNote')] : []),
  empty: {
    title: 'papers.grid.empty',
    hint: 'papers.grid.emptyHint.roster',
    action: { label: 'exchange.register.roster', to: '/branch/roster' },
  },
  entry: { label: 'registers.entry.roster', to: '/branch/roster' },
});

interface StudyContext {
  logs: ReadonlyMap<string, Rec<'studyLog'>>;
}

const hoursOf = (rows: readonly GridRow[]): number =>
  Math.round(
    rows.reduce((sum, { cells }) => sum + (typeof cells.hours === 'number' ? cells.hours : 0), 0) * 100,
  ) / 100;

const STUDY = GRIDS.study.columns.map((column) => ({
  ...gridColumn<StudyContext>(column),
  ...(column.key === 'form' || column.key === 'state' ? { filter: true as const } : {}),
}));

/** 学习记录 of a period: what was declared, and what a person confirmed. */
export const studyRegister = defineRegister<GridRow, StudyContext>({
  key: 'study',
  title: 'papers.grid.study',
  time: 'period',
  firstDay: async (ledger) => (await ledger.list('studyLog', { limit: 1 }))[0]?.fields.on,
  read: async ({ ledger, range }) => {
    const [context, logs] = await Promise.all([gridContext(ledger), ledger.list('studyLog', range)]);
    const rows = await studyRows(context, logs);
    return { rows, context: { logs: new Map(logs.map((log) => [log.id, log])) } };
  },
  columns: STUDY,
  id: ({ id }) => id,
  version: ({ version }) => version,
  to: ({ id }, { logs }) => {
    const { clip, meeting } = logs.get(id)?.fields ?? {};
    return meeting ? `/life/meeting/${meeting}` : clip ? `/study/clip/${clip}` : undefined;
  },
  lineTitle: ({ title }) => title,
  names: ({ cells }) => [String(cells.member ?? '')],
  card: ({ cells }) => ({
    meta: [cells.subject, cells.form, t('registers.hours', { hours: Number(cells.hours ?? 0) }), cells.state]
      .filter(Boolean)
      .join(' · '),
  }),
  sort: { key: 'on', descending: true },
  figures: (rows, { logs }) => {
    const confirmed = rows.filter(({ id }) => logs.get(id)?.fields.state === 'confirmed');
    const normed = confirmed.filter(({ id }) =>
      ['collective', 'training'].includes(logs.get(id)?.fields.form ?? ''),
    );
    const beside = confirmed.filter((row) => !normed.includes(row));
    const waiting = rows.filter(({ id }) => logs.get(id)?.fields.state === 'declared');
    return [
      {
        key: 'normed',
        label: t('registers.study.normed'),
        value: t('registers.hours', { hours: hoursOf(normed) }),
        rows: normed,
      },
      {
        key: 'beside',
        label: t('registers.study.beside'),
        value: t('registers.hours', { hours: hoursOf(beside) }),
        rows: beside,
      },
      ...(waiting.length
        ? [
            {
              key: 'waiting',
              label: t('papers.studyState.declared'),
              value: String(waiting.length),
              rows: waiting,
              tone: 'due' as const,
            },
          ]
        : []),
    ];
  },
  notes: () => [t('papers.grid.editNote'), t('registers.study.note')],
  empty: {
    title: 'papers.grid.empty',
    hint: 'papers.grid.emptyHint.study',
    action: { label: 'registers.entry.study', to: '/study/declare' },
  },
  entry: { label: 'registers.entry.study', to: '/study/declare' },
});
