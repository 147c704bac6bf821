import { handoversOf } from '../dues/handover';
import { handoverSheet, monthValue, paymentSheet } from '../dues/register-sheets';
import { monthWord, presentStep, remarksOf, standardText } from '../dues/words';
import { type DuesRow, type DuesYear, duesYear } from '../dues/year';
import type { CellValue } from '../exchange/sheet-write';
import { currentLanguage, t, tDynamic } from '../i18n';
import { namesOf } from '../life/register-columns';
import type { DuesRecord } from '../records';
import { monthsOf } from '../rules/dues';
import { wayRule } from '../rules/dues-pack';
import { yuanOf, yuanText } from '../rules/money';
import { packText } from '../rules/pack';
import { defineRegister, type RegisterColumn, type RegisterFigure } from './register';

interface Context {
  view: DuesYear;
  /** Month of today, `YYYY-MM`. */
  present: string;
  branch: string;
  nameOf: (idOrName: string) => string;
  groupName: (id: string) => string;
}
type Column = RegisterColumn<DuesRow, Context>;

const money = (fen: number | undefined): CellValue => (fen === undefined ? t('common.unknown') : yuanOf(fen));
const step = (row: DuesRow, { present }: Context) => presentStep(row, present);
const paidOf = (row: DuesRow): DuesRecord[] => [...row.records.values()].map(({ fields }) => fields);
const unique = (values: readonly (string | undefined)[]): string =>
  [...new Set(values.filter((value): value is string => Boolean(value)))].join(t('dues.join'));
const isKnown = (row: DuesRow): boolean => row.cells.some((cell) => cell.due !== undefined);

const months = (year: number): Column[] =>
  monthsOf(year).map((month, at) => ({
    key: `m${month.slice(5)}`,
    header: () => monthWord(month),
    width: 8,
    kind: 'money',
    usual: true,
    value: (row) => (row.cells[at] ? monthValue(row.cells[at]) : ''),
    tone: (row) =>
      row.cells[at]?.state === 'unpaid' || row.cells[at]?.state === 'short' ? 'due' : undefined,
    total: 'sum',
  }));

const monthsDue = (year: number): Column[] =>
  monthsOf(year).map((month, at) => ({
    key: `d${month.slice(5)}`,
    header: () => t('registers.monthDue', { month: monthWord(month) }),
    width: 9,
    kind: 'money',
    value: (row) => (row.cells[at]?.state === 'none' ? '—' : money(row.cells[at]?.due)),
    total: 'sum',
  }));

const columns = (year: number): Column[] => [
  { key: 'name', header: 'dues.col.name', width: 9, usual: true, value: (row) => row.member.fields.name },
  {
    key: 'category',
    header: 'dues.col.category',
    width: 10,
    groups: true,
    filter: true,
    value: (row) => tDynamic(`today.category.${row.member.fields.category}`),
  },
  {
    key: 'group',
    header: 'exchange.col.group',
    width: 12,
    groups: true,
    filter: true,
    value: (row, { groupName }) => (row.member.fields.group ? groupName(row.member.fields.group) : ''),
  },
  {
    key: 'way',
    header: 'dues.col.way',
    width: 12,
    groups: true,
    value: (row, context) => {
      const found = step(row, context);
      const rule = found && wayRule(context.view.pack, found.way);
      return rule ? packText(rule.title, currentLanguage()) : t('common.unknown');
    },
  },
  {
    key: 'base',
    header: 'dues.col.base',
    width: 12,
    kind: 'money',
    value: (row, context) => {
      const base = step(row, context)?.base;
      return base === undefined ? t('dues.baseNotKept') : yuanOf(base);
    },
  },
  {
    key: 'standard',
    header: 'dues.col.standard',
    width: 10,
    wrap: true,
    usual: true,
    groups: true,
    value: (row, context) => {
      const found = step(row, context);
      return found ? standardText(context.view.pack, found) : t('common.unknown');
    },
  },
  {
    key: 'monthly',
    header: 'dues.col.monthly',
    width: 9,
    kind: 'money',
    usual: true,
    value: (row, context) => money(step(row, context)?.fen),
  },
  ...months(year),
  ...monthsDue(year),
  {
    key: 'yearDue',
    header: 'dues.col.yearDue',
    width: 10,
    kind: 'money',
    usual: true,
    value: (row) => (isKnown(row) ? yuanOf(row.sum.due) : t('common.unknown')),
    total: 'sum',
  },
  {
    key: 'yearPaid',
    header: 'dues.col.yearPaid',
    width: 10,
    kind: 'money',
    usual: true,
    value: (row) => yuanOf(row.sum.paid),
    total: 'sum',
  },
  {
    key: 'dates',
    header: 'dues.col.dates',
    width: 26,
    wrap: true,
    value: (row) => unique(paidOf(row).map(({ on }) => on)),
  },
  {
    key: 'methods',
    header: 'dues.col.methods',
    width: 12,
    wrap: true,
    value: (row) => unique(paidOf(row).map(({ method }) => method && t(`dues.method.${method}`))),
  },
  {
    key: 'handlers',
    header: 'dues.col.handlers',
    width: 12,
    wrap: true,
    value: (row, { nameOf }) => unique(paidOf(row).map(({ handler }) => handler && nameOf(handler))),
  },
  {
    key: 'vouchers',
    header: 'dues.col.vouchers',
    width: 8,
    kind: 'integer',
    value: (row) =>
      paidOf(row).reduce((count, { attachments }) => count + Object.keys(attachments ?? {}).length, 0),
  },
  {
    key: 'remark',
    header: 'dues.col.remark',
    width: 18,
    wrap: true,
    usual: true,
    value: (row) => remarksOf(row.base).join('\n'),
  },
];

const isOwing = (row: DuesRow): boolean => row.arrears.unpaid.length + row.arrears.short.length > 0;
const isUnfixed = (row: DuesRow): boolean => !row.base && row.cells.some((cell) => cell.state === 'unknown');
const isExempt = (row: DuesRow): boolean => row.cells.some((cell) => cell.state === 'exempt');
const STATES = { owing: isOwing, unfixed: isUnfixed, exempt: isExempt };

/** 党费台账 of a year: who owed and paid what in which month. Sums leave out what is unknown and say so. */
export const duesRegister = defineRegister<DuesRow, Context>({
  key: 'dues',
  title: 'dues.register',
  time: 'year',
  firstDay: async (ledger) => {
    const [first] = await ledger.list('duesRecord', { limit: 1 });
    return first && `${first.fields.month}-01`;
  },
  read: async ({ ledger, year, today }) => {
    const [view, members, groups, branches] = await Promise.all([
      duesYear(ledger, year, today),
      ledger.list('member'),
      ledger.list('partyGroup'),
      ledger.list('branch', { limit: 1 }),
    ]);
    const groupNames = new Map(groups.map((group) => [group.id, group.fields.name]));
    return {
      rows: view.rows,
      context: {
        view,
        present: today.slice(0, 7),
        branch: branches[0]?.fields.name ?? '',
        nameOf: namesOf(members),
        groupName: (id) => groupNames.get(id) ?? '',
      },
    };
  },
  columns: ({ view }) => columns(view.year),
  id: (row) => row.base?.id ?? row.member.id,
  to: (row) => `/dues/member/${row.member.id}`,
  names: (row) => [row.member.fields.name, ...(row.member.fields.aliases ?? [])],
  text: (row) => row.member.fields.name,
  card: (row, context) => {
    const found = step(row, context);
    return {
      meta: [
        found ? t('registers.dues.perMonth', { amount: yuanText(found.fen) }) : t('common.unknown'),
        t('registers.dues.ofYear', {
          paid: yuanText(row.sum.paid),
          due: isKnown(row) ? yuanText(row.sum.due) : t('common.unknown'),
        }),
      ].join(' · '),
      figures: isOwing(row) ? [{ key: 'owing', label: t('registers.dues.owing'), tone: 'due' }] : [],
    };
  },
  filters: [
    {
      key: 'state',
      label: 'exchange.doc.state',
      options: (rows) =>
        (['owing', 'unfixed', 'exempt'] as const)
          .filter((state) => rows.some(STATES[state]))
          .map((value) => ({ value, label: t(`registers.dues.${value}`) })),
      of: (row) => Object.entries(STATES).flatMap(([state, holds]) => (holds(row) ? [state] : [])),
    },
  ],
  figures: (rows) => {
    const unknown = rows.filter((row) => row.sum.unknown > 0);
    const sum = (key: 'due' | 'paid') => yuanText(rows.reduce((all, row) => all + row.sum[key], 0));
    const figures: RegisterFigure<DuesRow>[] = [
      { key: 'due', label: t('dues.yearDue'), value: sum('due'), rows: rows.filter(isKnown) },
      {
        key: 'paid',
        label: t('dues.yearPaid'),
        value: sum('paid'),
        rows: rows.filter((row) => row.sum.paid > 0),
      },
    ];
    const owing = rows.filter(isOwing);
    if (owing.length) {
      figures.push({
        key: 'owing',
        label: t('registers.dues.owing'),
        value: String(owing.length),
        rows: owing,
        tone: 'due',
      });
    }
    if (unknown.length) {
      figures.push({
        key: 'unknown',
        label: t('common.unknown'),
        value: String(unknown.length),
        rows: unknown,
        tone: 'unknown',
      });
    }
    return figures;
  },
  numbered: true,
  notes: ({ view }) => {
    const unknown = view.rows.reduce((sum, row) => sum + row.sum.unknown, 0);
    return [
      t('dues.sheet.unit'),
      ...(unknown ? [t('dues.sheet.unknown', { count: unknown })] : []),
      t('dues.sheet.stateNote'),
    ];
  },
  more: async (rows, { view, branch, nameOf }, { ledger, year, today }, whole) => {
    const head = { branch, today, nameOf };
    const shown = { ...view, rows: [...rows] };
    return [
      paymentSheet(shown, head),
      // What was handed up is of the whole branch: beside a part of it the table would mislead.
      ...(whole ? [handoverSheet(view, await handoversOf(ledger, year), head)] : []),
    ];
  },
  empty: {
    title: 'dues.empty',
    hint: 'dues.emptyHint',
    action: { label: 'dues.toRoster', to: '/branch/roster' },
  },
  entry: { label: 'dues.toDues', to: '/dues' },
});
