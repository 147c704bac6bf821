import { companyMatters, type FoundMatter, lastDay, shownCompany } from '../company/heard/matters';
import { heardFigures, type HeardList, listOf } from '../company/heard/figures';
import { type Heard, heardOf, orderProblems } from '../company/heard/order';
import { adoptedWord, heardWord, problemWord, shareWord } from '../company/heard/words';
import type { Unit } from '../company/matrix';
import { bodyWord, unitWord } from '../company/words';
import { t, tDynamic } from '../i18n';
import { inRange } from '../rules/periods';
import { defineRegister, type RegisterColumn, type RegisterFigure, type RegisterTone } from './register';

interface Context {
  units: readonly Unit[];
  company: string;
}
type Column = RegisterColumn<FoundMatter, Context>;

const unknown = (): string => t('common.unknown');
const stateOf = ({ fields, around }: FoundMatter): Heard => heardOf(fields, around.meetingOn);
const TONES: Record<Heard, RegisterTone> = {
  before: 'ok',
  late: 'due',
  none: 'due',
  unknown: 'unknown',
  open: 'info',
};

type Texts = 'opinion' | 'decision' | 'document' | 'answer' | 'followUp';
type Days = 'raisedOn' | 'opinionOn' | 'decidedOn' | 'answeredOn' | 'followedOn' | 'dueOn';
const text = (key: Texts, width: number, usual?: true): Column => ({
  key,
  header: `record.matter.${key}`,
  width,
  wrap: true,
  ...(usual ? { usual } : {}),
  value: ({ fields }) => fields[key] ?? unknown(),
});
const day = (key: Days, usual?: true): Column => ({
  key,
  header: `record.matter.${key}`,
  width: 12,
  kind: 'date',
  ...(usual ? { usual } : {}),
  value: ({ fields }) => fields[key] ?? unknown(),
});

const columns: readonly Column[] = [
  {
    key: 'title',
    header: 'record.matter.title',
    width: 24,
    wrap: true,
    usual: true,
    value: ({ fields }) => fields.title,
  },
  {
    key: 'category',
    header: 'record.listedMatter.category',
    width: 10,
    groups: true,
    filter: true,
    value: ({ fields, category }) =>
      category ?? (fields.listed ? t('heard.uncategorised') : t('heard.notListed')),
  },
  {
    key: 'unit',
    header: 'record.matter.unit',
    width: 16,
    wrap: true,
    groups: true,
    value: ({ fields }, { units, company }) => unitWord(fields.unit, units) || company,
  },
  day('raisedOn'),
  text('opinion', 26, true),
  day('opinionOn', true),
  {
    key: 'meeting',
    header: 'record.matter.meeting',
    width: 18,
    wrap: true,
    usual: true,
    value: ({ fields, meetingName }) =>
      meetingName ?? (fields.meeting ? t('heard.meetingElsewhere') : unknown()),
  },
  {
    key: 'body',
    header: 'record.matter.body',
    width: 10,
    groups: true,
    filter: true,
    value: ({ fields }) => (fields.body ? bodyWord(fields.body) : unknown()),
  },
  text('decision', 22, true),
  day('decidedOn', true),
  text('document', 16),
  {
    key: 'order',
    header: 'heard.orderColumn',
    width: 12,
    groups: true,
    usual: true,
    value: (matter) => heardWord(stateOf(matter)),
    tone: (matter) => TONES[stateOf(matter)],
  },
  {
    key: 'adopted',
    header: 'record.matter.adopted',
    width: 10,
    groups: true,
    filter: true,
    usual: true,
    value: ({ fields }) => adoptedWord(fields),
  },
  text('answer', 22),
  day('answeredOn'),
  day('dueOn'),
  text('followUp', 22),
  day('followedOn'),
  {
    key: 'problems',
    header: 'heard.problems',
    width: 24,
    wrap: true,
    value: ({ fields, around }) => orderProblems(fields, around).map(problemWord).join('\n'),
  },
];

const STATES: readonly Heard[] = ['before', 'late', 'none', 'unknown', 'open'];

/** 参与决策台账 of the company that is shown: by the day of the decision, of the opinion, or of the proposal. */
export const mattersRegister = defineRegister<FoundMatter, Context>({
  key: 'matters',
  title: 'heard.register',
  time: 'period',
  firstDay: async (ledger) => {
    const companyId = await shownCompany(ledger);
    if (!companyId) return undefined;
    return (await companyMatters(ledger, companyId)).map(lastDay).filter(Boolean).sort()[0];
  },
  read: async ({ ledger, range }) => {
    const companyId = await shownCompany(ledger);
    if (!companyId) return { rows: [], context: { units: [], company: '' } };
    const [matters, units, branches] = await Promise.all([
      companyMatters(ledger, companyId),
      ledger.list('unit'),
      ledger.list('branch'),
    ]);
    const own = units.filter(({ fields }) => fields.companyId === companyId);
    return {
      // A matter without any day belongs to no period, and is lost in none.
      rows: matters.filter((matter) => !lastDay(matter) || inRange(lastDay(matter), range)),
      context: {
        units: own,
        company:
          branches.find(({ fields }) => fields.companyId === companyId)?.fields.company ??
          own.find(({ fields }) => !fields.parent)?.fields.name ??
          '',
      },
    };
  },
  columns,
  id: ({ id }) => id,
  version: ({ h }) => h,
  to: ({ id }) => `/governance/matters/entry/${id}`,
  card: (matter) => ({
    meta: [lastDay(matter), matter.fields.body && bodyWord(matter.fields.body), adoptedWord(matter.fields)]
      .filter(Boolean)
      .join(' · '),
    figures: [{ key: 'order', label: heardWord(stateOf(matter)), tone: TONES[stateOf(matter)] }],
  }),
  sort: { key: 'decidedOn', descending: true },
  filters: [
    {
      key: 'state',
      label: 'heard.orderColumn',
      chips: true,
      options: (rows) =>
        STATES.filter((state) => rows.some((row) => stateOf(row) === state)).map((value) => ({
          value,
          label: heardWord(value),
        })),
      of: (row) => [stateOf(row)],
    },
  ],
  figures: heardFiguresOf,
  numbered: true,
  under: ({ company }) => (company ? [company] : []),
  notes: () => [t('heard.advised'), t('heard.figuresNote')],
  empty: {
    title: 'heard.empty',
    hint: 'heard.emptyHint',
    action: { label: 'heard.add', to: '/governance/matters/entry/new' },
  },
  entry: { label: 'heard.title', to: '/governance/matters' },
});

/** The figures of matters, each with its whole and its records. */
export function heardFiguresOf(rows: readonly FoundMatter[]): RegisterFigure<FoundMatter>[] {
  const figures = heardFigures(rows);
  const { listed, answered, followed } = figures;
  const of = (list: HeardList): FoundMatter[] => listOf(figures, list);
  const figure = (key: HeardList, value: string, tone?: RegisterTone): RegisterFigure<FoundMatter> => ({
    key,
    label: tDynamic(`heard.figure.${key}`),
    value,
    rows: of(key),
    ...(tone ? { tone } : {}),
  });
  const some = (key: HeardList, tone: RegisterTone): RegisterFigure<FoundMatter>[] =>
    of(key).length ? [figure(key, String(of(key).length), tone)] : [];
  return [
    figure('decided', String(figures.decided.length)),
    figure('before', shareWord(listed.before, listed), 'ok'),
    ...some('late', 'due'),
    ...some('none', 'due'),
    ...some('unheard', 'unknown'),
    figure('full', shareWord(answered.full, answered), 'ok'),
    ...some('partly', 'info'),
    ...some('no', 'info'),
    ...some('unanswered', 'unknown'),
    figure('done', t('heard.share', { count: followed.done.length, of: followed.of.length })),
    ...some('undone', 'unknown'),
    ...some('open', 'info'),
    ...some('problems', 'due'),
  ];
}
