import { currentLanguage, t, tDynamic } from '../i18n';
import type { Ledger, Rec } from '../ledger';
import type { CellValue, SheetColumn, SheetModel } from '../exchange/sheet-write';
import { type DuesCell, type Month, monthsOf, sumCells } from '../rules/dues';
import { wayRule } from '../rules/dues-pack';
import { packText } from '../rules/pack';
import { yuanOf, yuanText } from '../rules/money';
import { formatPeriod } from '../rules/periods';
import { handoversOf, isMonthIn } from './handover';
import { monthWord, presentStep, remarksOf, standardText } from './words';
import { type DuesYear, duesYear } from './year';

/** What stands around the tables. */
export interface DuesHead {
  branch: string;
  today: string;
  /** Name of a member id; a free name comes back as it is. */
  nameOf: (idOrName: string) => string;
}

const money = (fen: number | undefined): CellValue => (fen === undefined ? t('common.unknown') : yuanOf(fen));

/** A month in a cell: what was paid, else 缺项, 免缴, 未交, a dash where nothing is due, nothing while it is open. */
export function monthValue(cell: DuesCell): CellValue {
  if (cell.paid) return yuanOf(cell.paid);
  if (cell.state === 'none') return '—';
  if (cell.state === 'due' || cell.state === 'ahead') return '';
  return t(`dues.state.${cell.state}`);
}

const monthColumns = (months: readonly Month[], kind: SheetColumn['kind'] = 'money'): SheetColumn[] =>
  months.map((month) => ({ header: monthWord(month), width: 8, kind }));

/** The amount due of a year; 缺项 while not one of its months is known. */
const dueOf = (cells: readonly DuesCell[], due: number): CellValue =>
  cells.some((cell) => cell.due !== undefined) ? yuanOf(due) : t('common.unknown');

const unique = (values: readonly (string | undefined)[]): string =>
  [...new Set(values.filter((value): value is string => Boolean(value)))].join(t('dues.join'));

/**
 * 党费台账 of a year in four sheets: the table that is printed on A4, the same with every column and the ids of its
 * records, every payment, and what was handed up and published. Sums leave out what is unknown and say so.
 */
export async function duesSheets(ledger: Ledger, year: number, head: DuesHead): Promise<SheetModel[]> {
  const [view, handovers] = await Promise.all([
    duesYear(ledger, year, head.today),
    handoversOf(ledger, year),
  ]);
  const about = aboutYear(year, head);
  return [
    { ...about, ...paperTable(view, head.today) },
    { ...about, ...fullTable(view, head) },
    paymentSheet(view, head),
    handoverSheet(view, handovers, head),
  ];
}

const aboutYear = (year: number, head: DuesHead): Pick<SheetModel, 'subtitle' | 'landscape'> => ({
  subtitle: [
    head.branch,
    formatPeriod(String(year), currentLanguage()),
    t('exchange.asOf', { date: head.today }),
  ],
  landscape: true,
});

/** Every payment of the members of a view, as a sheet. */
export const paymentSheet = (view: DuesYear, head: DuesHead): SheetModel => ({
  ...aboutYear(view.year, head),
  ...paymentTable(view, head),
});

/** What of a year was handed up and published, as a sheet. */
export const handoverSheet = (
  view: DuesYear,
  handovers: readonly Rec<'duesHandover'>[],
  head: DuesHead,
): SheetModel => ({ ...aboutYear(view.year, head), ...handoverTable(view, handovers, head) });

type Table = Pick<SheetModel, 'sheetName' | 'title' | 'columns' | 'rows' | 'footer' | 'pagesWide'>;

const footer = (view: DuesYear): string[] => {
  const unknown = view.rows.reduce((sum, row) => sum + row.sum.unknown, 0);
  return [
    t('dues.sheet.unit'),
    ...(unknown ? [t('dues.sheet.unknown', { count: unknown })] : []),
    t('dues.sheet.stateNote'),
  ];
};

const totalsOf = (view: DuesYear, months: readonly Month[]): CellValue[] =>
  months.map((_, index) => yuanOf(view.rows.reduce((sum, row) => sum + (row.cells[index]?.paid ?? 0), 0)));

function paperTable(view: DuesYear, today: string): Table {
  const months = monthsOf(view.year);
  const sum = sumCells(view.rows.flatMap((row) => row.cells));
  return {
    sheetName: t('dues.register'),
    title: t('dues.register'),
    columns: [
      { header: t('dues.col.number'), width: 5, kind: 'integer' },
      { header: t('dues.col.name'), width: 9 },
      { header: t('dues.col.standard'), width: 10, wrap: true },
      { header: t('dues.col.monthly'), width: 9, kind: 'money' },
      ...monthColumns(months),
      { header: t('dues.col.yearDue'), width: 10, kind: 'money' },
      { header: t('dues.col.yearPaid'), width: 10, kind: 'money' },
      { header: t('dues.col.remark'), width: 18, wrap: true },
    ],
    rows: [
      ...view.rows.map((row, index): CellValue[] => {
        const step = presentStep(row, today.slice(0, 7));
        return [
          index + 1,
          row.member.fields.name,
          step ? standardText(view.pack, step) : t('common.unknown'),
          money(step?.fen),
          ...row.cells.map(monthValue),
          dueOf(row.cells, row.sum.due),
          yuanOf(row.sum.paid),
          remarksOf(row.base).join('\n'),
        ];
      }),
      ['', t('dues.total'), '', '', ...totalsOf(view, months), yuanOf(sum.due), yuanOf(sum.paid), ''],
    ],
    footer: footer(view),
  };
}

function fullTable(view: DuesYear, { today, nameOf }: DuesHead): Table {
  const months = monthsOf(view.year);
  const sum = sumCells(view.rows.flatMap((row) => row.cells));
  const language = currentLanguage();
  return {
    sheetName: t('dues.register.full'),
    title: t('dues.register'),
    pagesWide: 3,
    columns: [
      { header: t('dues.col.number'), width: 5, kind: 'integer' },
      { header: t('dues.col.name'), width: 9 },
      { header: t('dues.col.category'), width: 10 },
      { header: t('dues.col.way'), width: 12 },
      { header: t('dues.col.base'), width: 12, kind: 'money' },
      { header: t('dues.col.standard'), width: 12 },
      { header: t('dues.col.monthly'), width: 9, kind: 'money' },
      ...months.flatMap((month): SheetColumn[] => [
        { group: monthWord(month), header: t('dues.col.due'), width: 9, kind: 'money' },
        { group: monthWord(month), header: t('dues.col.paid'), width: 9, kind: 'money' },
      ]),
      { header: t('dues.col.yearDue'), width: 10, kind: 'money' },
      { header: t('dues.col.yearPaid'), width: 10, kind: 'money' },
      { header: t('dues.col.dates'), width: 26, wrap: true },
      { header: t('dues.col.methods'), width: 12, wrap: true },
      { header: t('dues.col.handlers'), width: 12, wrap: true },
      { header: t('dues.col.vouchers'), width: 8, kind: 'integer' },
      { header: t('dues.col.remark'), width: 24, wrap: true },
      { header: t('exchange.col.id'), width: 38 },
    ],
    rows: [
      ...view.rows.map((row, index): CellValue[] => {
        const step = presentStep(row, today.slice(0, 7));
        const paid = [...row.records.values()].map((record) => record.fields);
        const rule = step && wayRule(view.pack, step.way);
        return [
          index + 1,
          row.member.fields.name,
          tDynamic(`today.category.${row.member.fields.category}`),
          rule ? packText(rule.title, language) : t('common.unknown'),
          step?.base === undefined ? t('dues.baseNotKept') : yuanOf(step.base),
          step ? standardText(view.pack, step) : t('common.unknown'),
          money(step?.fen),
          ...row.cells.flatMap((cell): CellValue[] => [
            cell.state === 'none' ? '—' : money(cell.due),
            monthValue(cell),
          ]),
          dueOf(row.cells, row.sum.due),
          yuanOf(row.sum.paid),
          unique(paid.map((fields) => fields.on)),
          unique(paid.map((fields) => fields.method && t(`dues.method.${fields.method}`))),
          unique(paid.map((fields) => fields.handler && nameOf(fields.handler))),
          paid.reduce((count, fields) => count + Object.keys(fields.attachments ?? {}).length, 0),
          remarksOf(row.base).join('\n'),
          row.base?.id ?? '',
        ];
      }),
      [
        '',
        t('dues.total'),
        '',
        '',
        '',
        '',
        '',
        ...months.flatMap((_, index): CellValue[] => {
          const of = sumCells(view.rows.flatMap((row) => row.cells[index] ?? []));
          return [yuanOf(of.due), yuanOf(of.paid)];
        }),
        yuanOf(sum.due),
        yuanOf(sum.paid),
        '',
        '',
        '',
        '',
        '',
        '',
      ],
    ],
    footer: [...footer(view), t('dues.sheet.baseNote')],
  };
}

function paymentTable(view: DuesYear, { nameOf }: DuesHead): Table {
  const paid = view.rows
    .flatMap((row) => row.cells.flatMap((cell) => ({ row, cell, record: row.records.get(cell.month) })))
    .filter(({ record }) => record)
    .sort((a, b) => (a.cell.month < b.cell.month ? -1 : a.cell.month > b.cell.month ? 1 : 0));
  return {
    sheetName: t('dues.payments'),
    title: t('dues.payments'),
    columns: [
      { header: t('dues.col.month'), width: 10 },
      { header: t('dues.col.name'), width: 10 },
      { header: t('dues.col.due'), width: 10, kind: 'money' },
      { header: t('dues.col.paid'), width: 10, kind: 'money' },
      { header: t('dues.col.on'), width: 12, kind: 'date' },
      { header: t('dues.col.method'), width: 10 },
      { header: t('dues.col.handler'), width: 10 },
      { header: t('dues.col.proxy'), width: 10 },
      { header: t('dues.col.voucher'), width: 24, wrap: true },
      { header: t('dues.col.remark'), width: 20, wrap: true },
      { header: t('exchange.col.id'), width: 38 },
    ],
    rows: [
      ...paid.map(({ row, cell, record }): CellValue[] => {
        const { on, method, handler, proxy, note, attachments } = record?.fields ?? {};
        return [
          cell.month,
          row.member.fields.name,
          money(cell.due),
          yuanOf(cell.paid),
          on ?? t('common.unknown'),
          method ? t(`dues.method.${method}`) : t('common.unknown'),
          handler ? nameOf(handler) : t('common.unknown'),
          proxy ? nameOf(proxy) : '',
          Object.values(attachments ?? {})
            .map((file) => file.name)
            .join('\n'),
          note ?? '',
          record?.id ?? '',
        ];
      }),
      [
        t('dues.total'),
        '',
        '',
        yuanOf(paid.reduce((sum, { cell }) => sum + cell.paid, 0)),
        '',
        '',
        '',
        '',
        '',
        '',
        '',
      ],
    ],
    footer: [t('dues.sheet.unit'), t('exchange.unknownNote')],
  };
}

function handoverTable(
  view: DuesYear,
  handovers: readonly Rec<'duesHandover'>[],
  { nameOf }: DuesHead,
): Table {
  return {
    sheetName: t('dues.handover'),
    title: t('dues.handoverTitle'),
    columns: [
      { header: t('dues.col.period'), width: 18 },
      { header: t('dues.col.due'), width: 11, kind: 'money' },
      { header: t('dues.col.paid'), width: 11, kind: 'money' },
      { header: t('dues.col.handed'), width: 11, kind: 'money' },
      { header: t('dues.col.handedOn'), width: 12, kind: 'date' },
      { header: t('dues.col.to'), width: 20, wrap: true },
      { header: t('dues.col.receipt'), width: 14 },
      { header: t('dues.col.handler'), width: 10 },
      { header: t('dues.col.publishedOn'), width: 12, kind: 'date' },
      { header: t('dues.col.publishedAt'), width: 16, wrap: true },
      { header: t('dues.col.remark'), width: 18, wrap: true },
      { header: t('exchange.col.id'), width: 38 },
    ],
    rows: handovers.map(({ id, fields }): CellValue[] => {
      const sum = sumCells(
        view.rows.flatMap((row) => row.cells.filter((cell) => isMonthIn(cell.month, fields.period))),
      );
      return [
        formatPeriod(fields.period, currentLanguage()),
        yuanOf(sum.due),
        yuanOf(sum.paid),
        fields.handedOn ? money(fields.fen) : '',
        fields.handedOn ?? '',
        fields.to ?? '',
        fields.receipt ?? '',
        fields.handler ? nameOf(fields.handler) : '',
        fields.publishedOn ?? '',
        fields.publishedAt ?? '',
        fields.note ?? '',
        id,
      ];
    }),
    footer: [t('dues.sheet.unit')],
  };
}

/**
 * 党费交纳情况公示 of some months: who has paid, and how much only when a person wants it published. Nobody is named
 * as owing: a month without payment stays empty.
 */
export function noticeSheet(
  view: DuesYear,
  period: string,
  head: DuesHead,
  options: { amounts: boolean },
): SheetModel {
  const months = monthsOf(view.year).filter((month) => isMonthIn(month, period));
  const shown = view.rows.filter((row) =>
    row.cells.some((cell) => months.includes(cell.month) && cell.state !== 'none'),
  );
  const paid = (cell: DuesCell): CellValue => {
    if (cell.paid) return options.amounts ? yuanOf(cell.paid) : t('dues.state.paid');
    return cell.state === 'exempt' || cell.state === 'none' ? '—' : '';
  };
  const of = (index: number): number => shown.reduce((sum, row) => sum + (row.cells[index]?.paid ?? 0), 0);
  const at = months.map((month) => Number(month.slice(5)) - 1);
  const people = shown.filter((row) => at.some((index) => row.cells[index]?.paid)).length;
  const total: CellValue[] = ['', t('dues.total'), ...at.map((index) => yuanOf(of(index))), ''];
  return {
    sheetName: t('dues.notice'),
    title: t('dues.noticeTitle'),
    subtitle: [
      head.branch,
      formatPeriod(period, currentLanguage()),
      t('exchange.asOf', { date: head.today }),
    ],
    columns: [
      { header: t('dues.col.number'), width: 7, kind: 'integer' },
      { header: t('dues.col.name'), width: 14 },
      ...months.map((month): SheetColumn => ({
        header: monthWord(month),
        width: months.length > 3 ? 9 : 14,
        kind: options.amounts ? 'money' : 'text',
      })),
      { header: t('dues.col.remark'), width: 18 },
    ],
    rows: [
      ...shown.map((row, index): CellValue[] => [
        index + 1,
        row.member.fields.name,
        ...at.map((month) => paid(row.cells[month] as DuesCell)),
        '',
      ]),
      ...(options.amounts ? [total] : []),
    ],
    footer: [
      ...(options.amounts ? [t('dues.sheet.unit')] : []),
      options.amounts
        ? t('dues.noticeSum', { people, amount: yuanText(at.reduce((sum, index) => sum + of(index), 0)) })
        : t('dues.noticePeople', { people }),
    ],
    landscape: months.length > 6,
  };
}
