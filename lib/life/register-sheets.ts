import { currentLanguage, t } from '../i18n';
import type { Ledger } from '../ledger';
import type { CellValue, SheetColumn, SheetModel } from '../exchange/sheet-write';
import { lineMarks } from '../exchange/sheet-write/marks';
import { editableText } from '../exchange/sheet-write/text';
import { asFault } from '../records/fault';
import { packText } from '../rules/pack';
import { formatPeriod } from '../rules/periods';
import { REGISTER_COLUMNS, type RegisterColumn, type RegisterContext } from './register-columns';
import { PAPER_COLUMNS } from './register-paper';
import type { RegisterRow } from './register';
import type { LifeStatistics, StatRow } from './register-stats';

/** What stands around a table on paper. */
export interface SheetHead {
  /** Name of the branch. */
  branch: string;
  /** 2026 年第四季度, or the first and last day. */
  period: string;
  /** As-of date of the table. */
  asOf: string;
}

export interface Chunked {
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

/** Lines laid out between two breaths, so that the page stays alive and a cancel is heard. */
const CHUNK = 100;
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const subtitle = ({ branch, period, asOf }: SheetHead): string[] => [
  branch,
  period,
  t('exchange.asOf', { date: asOf }),
];

/**
 * 会议记录台账 as two sheets: the one that is printed on A4, and one with every column. Long minutes are read from
 * the ledger; where their bytes are missing the cell says so. Ends with `AbortError` when cancelled.
 */
export async function registerSheets(
  ledger: Ledger,
  rows: readonly RegisterRow[],
  context: RegisterContext,
  head: SheetHead,
  { signal, onProgress }: Chunked = {},
): Promise<[paper: SheetModel, full: SheetModel]> {
  const [paper, full]: [CellValue[][], CellValue[][]] = [[], []];
  const keys = REGISTER_COLUMNS.map(({ key }) => key);
  const minutesAt = keys.indexOf('minutes');
  for (const [index, row] of rows.entries()) {
    if (index % CHUNK === 0) {
      onProgress?.(index, rows.length);
      if (index > 0) await breath();
      signal?.throwIfAborted();
    }
    paper.push(PAPER_COLUMNS.map((column) => column.value(row, context)));
    const line = REGISTER_COLUMNS.map((column) => column.value(row, context));
    const { minutes } = row.meeting.fields;
    if (minutes) line[minutesAt] = editableText(await longText(ledger, minutes));
    // Before the id, which stands last.
    line.splice(-1, 0, lineMarks(keys, line), row.meeting.h);
    full.push(line);
  }
  onProgress?.(rows.length, rows.length);
  const about = {
    title: t('exchange.register.meetings'),
    subtitle: subtitle(head),
    footer: [
      t('exchange.unknownNote'),
      t('exchange.lateNote', { days: context.pack.thresholds.lateEntryDays.value }),
    ],
    landscape: true,
  };
  return [
    { ...about, sheetName: about.title, columns: columnsOf(PAPER_COLUMNS), rows: paper },
    {
      ...about,
      sheetName: t('exchange.register.full'),
      columns: columnsOf(REGISTER_COLUMNS).toSpliced(
        -1,
        0,
        { header: t('papers.grid.marks'), width: 24, hidden: true },
        { header: t('papers.grid.version'), width: 24, hidden: true },
      ),
      rows: full,
      pagesWide: 4,
    },
  ];
}

const columnsOf = (columns: readonly RegisterColumn[]): SheetColumn[] =>
  columns.map(({ header, width, kind, wrap }) => ({ header: t(header), width, kind, wrap }));

async function longText(ledger: Ledger, minutes: Parameters<Ledger['text']>[0]): Promise<string> {
  try {
    return await ledger.text(minutes);
  } catch (thrown) {
    return t('exchange.minutesMissing', { code: asFault(thrown).code });
  }
}

/** 应 or 实 as a cell: a dash where nothing is due by this row, 缺项 where nothing is known. */
export const dueText = (cell: StatRow['cells'][string] | undefined): CellValue => cell?.due ?? '—';
export function heldText(
  cell: StatRow['cells'][string] | undefined,
  row: Pick<StatRow, 'future'>,
): CellValue {
  if (!cell || row.future) return '';
  if (cell.state === 'notApplicable' && !cell.held.length) return '—';
  return cell.known ? cell.held.length : cell.due === undefined ? '' : t('common.unknown');
}

/** 出勤率 as a number, 至少 … where somebody is unmarked, 缺项 where it is unknown. */
export function rateText(row: StatRow): CellValue {
  const { rate, unmarked } = row.attendance;
  if (rate === undefined) return row.attendance.unknown.length ? t('common.unknown') : '';
  return unmarked ? t('exchange.atLeast', { value: percent(rate) }) : rate;
}

/** 86.7% */
export const percent = (rate: number): string => `${Math.floor(rate * 1000) / 10}%`;

/** What a reader of the row has to know: who is unmarked, which activities are in no sum. */
export function statRemark({ attendance }: StatRow): string {
  const parts: string[] = [];
  if (attendance.unmarked) parts.push(t('exchange.stats.unmarked', { count: attendance.unmarked }));
  if (attendance.unknown.length)
    parts.push(t('exchange.stats.noAttendance', { count: attendance.unknown.length }));
  return parts.join(t('exchange.sentenceJoin'));
}

/** 三会一课统计 as a sheet: 应 and 实 for every type, then attendance. */
export function statisticsSheet(table: LifeStatistics, head: SheetHead): SheetModel {
  const language = currentLanguage();
  const shown = table.columns.filter((column) => column.why === undefined || column.rule.types.length > 0);
  const line = (row: StatRow): CellValue[] => [
    formatPeriod(row.period, language),
    ...shown.flatMap(({ rule }) => [dueText(row.cells[rule.id]), heldText(row.cells[rule.id], row)]),
    row.attendance.expected ?? (row.attendance.unknown.length ? t('common.unknown') : ''),
    row.attendance.attended ?? (row.attendance.unknown.length ? t('common.unknown') : ''),
    rateText(row),
    statRemark(row),
  ];
  return {
    sheetName: t(table.by === 'month' ? 'exchange.stats.byMonth' : 'exchange.stats.byQuarter'),
    title: t('exchange.register.stats'),
    subtitle: subtitle(head),
    columns: [
      { header: t('exchange.col.period'), width: 18 },
      ...shown.flatMap(({ rule }) => {
        const title = packText(rule.title, language);
        return [
          { group: title, header: t('exchange.col.due'), width: 8, kind: 'integer' as const },
          { group: title, header: t('exchange.col.held'), width: 8, kind: 'integer' as const },
        ];
      }),
      { header: t('exchange.col.expectedSum'), width: 9, kind: 'integer' },
      { header: t('exchange.col.attendedSum'), width: 9, kind: 'integer' },
      { header: t('exchange.col.rate'), width: 12, kind: 'percent' },
      { header: t('exchange.col.remark'), width: 30, wrap: true },
    ],
    rows: [...table.rows.map(line), line(table.total)],
    footer: [t('exchange.stats.dashNote'), t('exchange.stats.rateNote'), t('exchange.unknownNote')],
    landscape: true,
  };
}
