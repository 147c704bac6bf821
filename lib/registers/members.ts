import { currentLanguage, t, tDynamic } from '../i18n';
import type { Rec } from '../ledger';
import type { CellValue } from '../exchange/sheet-write';
import { namesOf } from '../life/register-columns';
import { type Case, listCases } from '../members/cases';
import { DEVELOPMENT_COLUMNS, developmentCells } from '../members/development-sheet';
import { contactState, type Floating, listFloating } from '../members/floating';
import { FLOATING_COLUMNS, floatingName, type FloatingContext } from '../members/floating-sheet';
import { TERM_COLUMNS } from '../members/terms-sheet';
import { listTerms, type TermLine } from '../members/terms';
import { PARTY_POSTS } from '../records/member';
import { checkCase, type CaseFinding } from '../rules/development';
import { developmentInForce } from '../rulebook/whole-packs';
import type { DevelopmentPack } from '../rules/development-pack';
import { packText } from '../rules/pack';
import { loadWorkCalendar } from '../rules/workdays';
import { defineRegister, type RegisterColumn } from './register';

/** Heading of a column of the registers of members. */
const header = (key: string) => (): string => tDynamic(`members.col.${key}`);

interface CaseLine {
  record: Case;
  cells: Record<string, CellValue>;
  /** What the rules ask to look at. */
  warnings: readonly CaseFinding[];
}
interface CaseContext {
  pack: DevelopmentPack;
}

const CASE_USUAL = new Set([
  'name',
  'category',
  'stage',
  'application',
  'activist',
  'mentors',
  'candidate',
  'admissionMeeting',
  'conversionMeeting',
  'missing',
]);

const caseColumns: readonly RegisterColumn<CaseLine, CaseContext>[] = DEVELOPMENT_COLUMNS.map(
  ({ key, width, kind, wrap }): RegisterColumn<CaseLine, CaseContext> => ({
    key,
    header: header(key),
    width,
    value: ({ cells }) => cells[key],
    ...(kind ? { kind } : {}),
    ...(wrap ? { wrap } : {}),
    ...(CASE_USUAL.has(key) ? { usual: true as const } : {}),
    ...(key === 'category' || key === 'stage' ? { groups: true as const } : {}),
    ...(key === 'stage'
      ? {
          sort: ({ record }: CaseLine, { pack }: CaseContext) =>
            pack.stages.findIndex(({ id }) => id === record.fields.stage),
        }
      : {}),
  }),
);

/** 发展党员台账: every case with the days of its steps. */
export const developmentRegister = defineRegister<CaseLine, CaseContext>({
  key: 'development',
  title: 'members.dev.register',
  time: 'none',
  read: async ({ ledger, today }) => {
    const [cases, pack, members, calendar] = await Promise.all([
      listCases(ledger),
      developmentInForce(ledger),
      ledger.list('member'),
      loadWorkCalendar(),
    ]);
    const byId = new Map(members.map((member) => [member.id, member]));
    return {
      rows: cases.map((record) => ({
        record,
        cells: developmentCells(record, byId, pack),
        warnings: checkCase(record.fields, pack, {
          birth: byId.get(record.fields.member)?.fields.birth,
          today,
          calendar,
        }).filter(({ level }) => level === 'warn'),
      })),
      context: { pack },
    };
  },
  columns: caseColumns,
  id: ({ record }) => record.id,
  version: ({ record }) => record.h,
  to: ({ record }) => `/branch/development/${record.id}`,
  names: ({ cells }) => [String(cells.name ?? '')],
  card: ({ cells, warnings }) => ({
    meta: [cells.stage, cells.application, cells.ended].filter(Boolean).join(' · '),
    figures: warnings.length
      ? [{ key: 'warnings', label: t('members.dev.warnings', { count: warnings.length }), tone: 'due' }]
      : [],
  }),
  filters: [
    {
      key: 'ended',
      label: 'members.dev.show',
      initial: 'open',
      options: (rows) =>
        (['open', 'ended'] as const).map((value) => ({
          value,
          label: t(`members.dev.${value}`, {
            count: rows.filter(({ record }) => Boolean(record.fields.ended) === (value === 'ended')).length,
          }),
        })),
      of: ({ record }) => [record.fields.ended ? 'ended' : 'open'],
    },
    {
      key: 'stage',
      label: 'registers.stage',
      options: (rows, { pack }) =>
        pack.stages
          .filter(({ id }) => rows.some(({ record }) => record.fields.stage === id))
          .map(({ id, title }) => ({ value: id, label: packText(title, currentLanguage()) })),
      of: ({ record }) => [record.fields.stage],
    },
  ],
  figures: (rows, { pack }) => {
    const warned = rows.filter(({ warnings }) => warnings.length);
    return [
      ...pack.stages.flatMap(({ id, title }) => {
        const of = rows.filter(({ record }) => record.fields.stage === id);
        return of.length
          ? [{ key: id, label: packText(title, currentLanguage()), value: String(of.length), rows: of }]
          : [];
      }),
      ...(warned.length
        ? [
            {
              key: 'warned',
              label: t('registers.toCheck'),
              value: String(warned.length),
              rows: warned,
              tone: 'due' as const,
            },
          ]
        : []),
    ];
  },
  numbered: true,
  notes: () => [t('members.dev.sheetNote')],
  empty: {
    title: 'members.dev.empty',
    hint: 'members.dev.emptyHint',
    action: { label: 'members.dev.title', to: '/branch/development' },
  },
  entry: { label: 'registers.entry.development', to: '/branch/development' },
});

const FLOW_HIDDEN = new Set(['reason', 'certificate', 'note']);
const floatingColumns: readonly RegisterColumn<Floating, FloatingContext>[] = [
  ...FLOATING_COLUMNS.filter(({ key }) => key === 'name'),
  ...FLOATING_COLUMNS.filter(({ key }) => key !== 'name'),
].map((column) => ({
  ...column,
  header: header(column.key),
  ...(FLOW_HIDDEN.has(column.key) ? {} : { usual: true as const }),
  ...(['direction', 'region', 'liaison', 'organization'].includes(column.key)
    ? { groups: true as const }
    : {}),
  ...(column.key === 'days'
    ? {
        sort: (record: Floating, { today }: FloatingContext) =>
          record.fields.returnedOn ? undefined : contactState(record, today).days,
        tone: (record: Floating, { today }: FloatingContext) =>
          contactState(record, today).overdue ? ('due' as const) : undefined,
      }
    : {}),
}));

/** 流动党员登记表: those away and those here. */
export const floatingRegister = defineRegister<Floating, FloatingContext>({
  key: 'floating',
  title: 'members.flow.register',
  time: 'none',
  read: async ({ ledger, today }) => {
    const [rows, members] = await Promise.all([listFloating(ledger), ledger.list('member')]);
    const nameOf = namesOf(members);
    return { rows, context: { today, nameOf: (value) => (value ? nameOf(value) : '') } };
  },
  columns: floatingColumns,
  id: ({ id }) => id,
  version: ({ h }) => h,
  to: ({ id, fields }) => `/branch/floating?direction=${fields.direction}&record=${id}`,
  names: (record, context) => [floatingName(record, context), context.nameOf(record.fields.liaison)],
  filters: [
    {
      key: 'direction',
      label: 'members.col.direction',
      options: () =>
        (['out', 'in'] as const).map((value) => ({ value, label: tDynamic(`members.direction.${value}`) })),
      of: ({ fields }) => [fields.direction],
    },
    {
      key: 'state',
      label: 'exchange.doc.state',
      options: (rows, { today }) =>
        (['going', 'overdue', 'returned'] as const)
          .filter((value) => rows.some((record) => flowStates(record, today).includes(value)))
          .map((value) => ({ value, label: t(`registers.flow.${value}`) })),
      of: (record, { today }) => flowStates(record, today),
    },
  ],
  figures: (rows, { today }) => {
    const of = (direction: 'out' | 'in') =>
      rows.filter(({ fields }) => fields.direction === direction && !fields.returnedOn);
    const overdue = rows.filter((record) => flowStates(record, today).includes('overdue'));
    return [
      ...(['out', 'in'] as const).map((direction) => ({
        key: direction,
        label: tDynamic(`members.direction.${direction}`),
        value: String(of(direction).length),
        rows: of(direction),
      })),
      ...(overdue.length
        ? [
            {
              key: 'overdue',
              label: t('registers.flow.overdue'),
              value: String(overdue.length),
              rows: overdue,
              tone: 'due' as const,
            },
          ]
        : []),
    ];
  },
  numbered: true,
  notes: () => [t('members.flow.sheetNote')],
  empty: {
    title: 'members.flow.emptyOut',
    hint: 'members.flow.emptyOutHint',
    action: { label: 'members.flow.addOut', to: '/branch/floating' },
  },
  entry: { label: 'registers.entry.floating', to: '/branch/floating' },
});

function flowStates(record: Floating, today: string): string[] {
  if (record.fields.returnedOn) return ['returned'];
  return contactState(record, today).overdue ? ['going', 'overdue'] : ['going'];
}

interface TermContext {
  branch: Rec<'branch'> | undefined;
}
const WHEN = ['now', 'coming', 'ended', 'former'] as const;

const termColumns: readonly RegisterColumn<TermLine, TermContext>[] = TERM_COLUMNS.map((column) => ({
  ...column,
  header: header(column.key),
  usual: true as const,
  ...(['post', 'name', 'when'].includes(column.key) ? { groups: true as const } : {}),
  ...(column.key === 'post' ? { sort: (line: TermLine) => PARTY_POSTS.indexOf(line.post) } : {}),
  ...(column.key === 'when' ? { sort: (line: TermLine) => WHEN.indexOf(line.when) } : {}),
}));

/** 支部班子任期表, for 换届: who held which post, since when, on what basis. */
export const termsRegister = defineRegister<TermLine, TermContext>({
  key: 'terms',
  title: 'members.term.register',
  time: 'none',
  read: async ({ ledger, today }) => {
    const [branch] = await ledger.list('branch', { limit: 1 });
    return { rows: await listTerms(ledger, branch?.fields, today), context: { branch } };
  },
  columns: termColumns,
  id: (line) => line.record?.id ?? `${line.member} ${line.post}`,
  version: (line) => line.record?.h ?? '',
  to: (line) => `/branch/terms?line=${encodeURIComponent(line.record?.id ?? `${line.member} ${line.post}`)}`,
  lineTitle: ({ post, name }) => `${tDynamic(`exchange.member.post.${post}`)} ${name}`,
  names: ({ name }) => [name],
  card: (line) => ({
    meta: TERM_COLUMNS.filter(({ key }) => key !== 'post' && key !== 'name')
      .map((column) => String(column.value(line, undefined) ?? ''))
      .filter(Boolean)
      .join(' · '),
  }),
  filters: [
    {
      key: 'when',
      label: 'members.col.when',
      chips: true,
      options: (rows) =>
        WHEN.filter((value) => rows.some(({ when }) => when === value)).map((value) => ({
          value,
          label: t(`members.when.${value}`),
        })),
      of: ({ when }) => [when],
    },
    {
      key: 'post',
      label: 'members.col.post',
      options: (rows) =>
        PARTY_POSTS.filter((value) => rows.some(({ post }) => post === value)).map((value) => ({
          value,
          label: tDynamic(`exchange.member.post.${value}`),
        })),
      of: ({ post }) => [post],
    },
  ],
  figures: (rows) =>
    WHEN.flatMap((value) => {
      const of = rows.filter(({ when }) => when === value);
      return of.length
        ? [{ key: value, label: t(`members.when.${value}`), value: String(of.length), rows: of }]
        : [];
    }),
  numbered: true,
  portrait: true,
  under: ({ branch }) => {
    const { termStart, termEnd } = branch?.fields ?? {};
    return termStart || termEnd
      ? [t('members.term.present', { from: termStart ?? '', to: termEnd ?? '' })]
      : [];
  },
  notes: () => [t('members.term.sheetNote')],
  empty: {
    title: 'members.term.empty',
    hint: 'members.term.emptyHintLong',
    action: { label: 'members.term.add', to: '/branch/terms' },
  },
  entry: { label: 'registers.entry.terms', to: '/branch/terms' },
});
