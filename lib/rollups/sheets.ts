import type { CellValue, SheetColumn, SheetModel } from '../exchange/sheet-write';
import { currentLanguage, t, tDynamic } from '../i18n';
import { type Ledger, RollupStore } from '../ledger';
import { VERDICTS } from '../records/governance';
import { checklistInForce } from '../rulebook/whole-packs';
import { yuanOf } from '../rules/money';
import { packText } from '../rules/pack';
import { formatPeriod, type PeriodKey } from '../rules/periods';
import { ALL_FIGURES, body, FIGURES, type Figure, type Share, verdictOf } from './body';
import type { OverviewRow } from './overview';
import { figureName, shareText } from './words';

/** The figures that stand in lists and on paper; the others are a press away. */
export const LISTED_FIGURES: readonly Figure[] = [
  'design',
  'evidence',
  'effect',
  'activities',
  'attendance',
  'hours',
  'duesMonths',
  'talks',
  'rectified',
  'requests',
  'late',
];

export interface SheetAbout {
  organisation: string;
  period: PeriodKey;
  today: string;
}

const aboutLine = ({ organisation, period, today }: SheetAbout): string[] => [
  organisation,
  formatPeriod(period, currentLanguage()),
  t('exchange.asOf', { date: today }),
];

/** The states of a line in words. */
export const attentionText = ({ attention }: Pick<OverviewRow, 'attention'>): string =>
  attention.map((one) => tDynamic(`rollups.attention.${one}`)).join(t('exchange.listJoin'));

const first = (): SheetColumn[] => [
  { header: t('rollups.col.name'), width: 24, wrap: true },
  { header: t('rollups.col.superior'), width: 22, wrap: true },
  { header: t('rollups.col.region'), width: 12 },
  { header: t('rollups.col.state'), width: 14, wrap: true },
  { header: t('rollups.col.asOf'), width: 12, kind: 'date' },
];
const firstCells = (row: OverviewRow): CellValue[] => [
  row.name,
  row.superior ?? '',
  row.region ?? '',
  attentionText(row),
  row.glance?.asOf ?? t('common.unknown'),
];

/** Every line with every figure as numbers that can be worked with: so many, of so many, unknown. */
function branchSheet(rows: readonly OverviewRow[], about: SheetAbout): SheetModel {
  const columns = ALL_FIGURES.flatMap((figure): SheetColumn[] => {
    const kind = figure === 'duesFen' ? 'money' : 'integer';
    const group = figureName(figure);
    return [
      { header: t('rollups.col.have'), group, width: 9, kind },
      { header: t('rollups.col.of'), group, width: 9, kind },
      { header: t('rollups.col.unknown'), group, width: 7, kind: 'integer' },
    ];
  });
  return {
    sheetName: t('rollups.sheet.branches'),
    title: t('rollups.sheet.title'),
    subtitle: aboutLine(about),
    columns: [{ header: t('papers.field.number'), width: 6, kind: 'integer' }, ...first(), ...columns],
    rows: rows.map((row, index) => [
      index + 1,
      ...firstCells(row),
      ...ALL_FIGURES.flatMap((figure) => cellsOf(figure, row.glance?.figures[figure])),
    ]),
    footer: [t('rollups.sheet.note'), t('exchange.unknownNote')],
    landscape: true,
    pagesWide: 4,
  };
}

function cellsOf(figure: Figure, share: Share | undefined): CellValue[] {
  const value = (of: number | undefined): CellValue =>
    of === undefined ? undefined : figure === 'duesFen' ? yuanOf(of) : of;
  return [
    share?.have === undefined ? t('common.unknown') : value(share.have),
    value(share?.of),
    share?.unknown,
  ];
}

/** One item of the checklist over all branches: how many say what of each side. */
export interface ItemCount {
  code: string;
  title: string;
  /** By verdict; '' = 未填. */
  design: Record<string, number>;
  effect: Record<string, number>;
  /** Branches with evidence. */
  evidence: number;
  branches: number;
}

/** So many reports are read at once. */
const AT_ONCE = 500;

/** Counts the items of the checklist over lines, reading their reports some hundreds at a time. */
export async function countItems(
  ledger: Ledger,
  period: PeriodKey,
  rows: readonly OverviewRow[],
  options: { signal?: AbortSignal } = {},
): Promise<ItemCount[]> {
  const pack = await checklistInForce(ledger);
  const titles = new Map(pack.items.map(({ code, text }) => [code, packText(text, currentLanguage())]));
  const store = new RollupStore(ledger);
  const counts = new Map<string, ItemCount>();
  const branches = rows.filter(({ glance }) => glance).map(({ key }) => key);
  for (let from = 0; from < branches.length; from += AT_ONCE) {
    options.signal?.throwIfAborted();
    for (const text of await store.texts(period, branches.slice(from, from + AT_ONCE))) {
      const report = body.safeParse(text ? (JSON.parse(text) as unknown) : undefined);
      for (const [code, design, effect, evidence] of report.data?.items ?? []) {
        const count = counts.get(code) ?? {
          code,
          title: titles.get(code) ?? code,
          design: {},
          effect: {},
          evidence: 0,
          branches: 0,
        };
        counts.set(code, count);
        for (const [side, of] of [
          ['design', verdictOf(design) ?? ''],
          ['effect', verdictOf(effect) ?? ''],
        ] as const)
          count[side][of] = (count[side][of] ?? 0) + 1;
        count.evidence += evidence > 0 ? 1 : 0;
        count.branches += 1;
      }
    }
  }
  return [...counts.values()].sort(
    (a, b) =>
      a.code.charAt(0).localeCompare(b.code.charAt(0)) || Number(a.code.slice(1)) - Number(b.code.slice(1)),
  );
}

function itemSheet(items: readonly ItemCount[], about: SheetAbout): SheetModel {
  const sides = (['design', 'effect'] as const).flatMap((side) =>
    [...VERDICTS, ''].map((verdict) => ({ side, verdict })),
  );
  return {
    sheetName: t('rollups.sheet.items'),
    title: t('rollups.sheet.itemsTitle'),
    subtitle: aboutLine(about),
    columns: [
      { header: t('rollups.col.code'), width: 7 },
      { header: t('rollups.col.item'), width: 40, wrap: true },
      { header: t('rollups.col.branches'), width: 8, kind: 'integer' },
      ...sides.map(({ side, verdict }): SheetColumn => ({
        header: verdict ? tDynamic(`governance.verdict.${verdict}`) : t('rollups.unanswered'),
        group: figureName(side),
        width: 8,
        kind: 'integer',
      })),
      { header: figureName('evidence'), width: 8, kind: 'integer' },
    ],
    rows: items.map((one) => [
      one.code,
      one.title,
      one.branches,
      ...sides.map(({ side, verdict }) => one[side][verdict] ?? 0),
      one.evidence,
    ]),
    footer: [t('rollups.sheet.note')],
    landscape: true,
  };
}

/** What is shown as an Excel workbook: the branches with every figure, and the items of the checklist. */
export async function rollupSheets(
  ledger: Ledger,
  rows: readonly OverviewRow[],
  about: SheetAbout,
  options: { signal?: AbortSignal } = {},
): Promise<SheetModel[]> {
  return [branchSheet(rows, about), itemSheet(await countItems(ledger, about.period, rows, options), about)];
}

/** What is shown as a table for paper: the listed figures in words. */
export const paperSheet = (rows: readonly OverviewRow[], about: SheetAbout): SheetModel => ({
  sheetName: t('rollups.sheet.branches'),
  title: t('rollups.sheet.title'),
  subtitle: aboutLine(about),
  columns: [
    { header: t('papers.field.number'), width: 5, kind: 'integer' },
    ...first().filter((_, at) => at !== 2),
    ...LISTED_FIGURES.map((figure): SheetColumn => ({ header: figureName(figure), width: 11, wrap: true })),
  ],
  rows: rows.map((row, index) => [
    index + 1,
    ...firstCells(row).filter((_, at) => at !== 2),
    ...LISTED_FIGURES.map((figure) => shareText(figure, row.glance?.figures[figure])),
  ]),
  footer: [t('rollups.sheet.note'), t('exchange.unknownNote')],
  landscape: true,
});

/** The figures by part, for screens that show them all. */
export const FIGURE_PARTS = Object.entries(FIGURES) as [keyof typeof FIGURES, readonly Figure[]][];
