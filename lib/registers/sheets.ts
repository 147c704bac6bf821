import type { CellValue, SheetColumn, SheetModel } from '../exchange/sheet-write';
import { lineMarks } from '../exchange/sheet-write/marks';
import { editableText } from '../exchange/sheet-write/text';
import { t } from '../i18n';
import { headerText, totalOf } from './cell';
import { technicalColumns } from '../papers/grid';
import { columnsOf, type Register, type RegisterColumn, type RegisterQuery } from './register';
import { shownColumns, type RegisterView } from './view';

/** What is shown, and what stands around it on paper. */
export interface RegisterExtract<R, C> {
  /** Shown lines in their order. */
  rows: readonly R[];
  context: C;
  view: Pick<RegisterView, 'columns' | 'group'>;
  /** Name of the branch. */
  branch: string;
  /** 2026 年第四季度; '' without days. */
  period: string;
  /** The filter in words; '' without one. */
  filter: string;
  /** How many lines there are without the filter. */
  of: number;
  query: RegisterQuery;
}

export interface Chunked {
  signal?: AbortSignal;
  onProgress?: (done: number, total: number) => void;
}

/** Lines laid out between two breaths, so that the page stays alive and a cancel is heard. */
const CHUNK = 200;
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Above this width in characters a file is fitted onto several pages, and paper is cut into tables. */
const ONE_PAGE = { landscape: 215, portrait: 110 };

/** Columns as they go out: what is grouped by stands among them even where the screen has it as headings alone. */
export function exportColumns<R, C>(
  register: Register<R, C>,
  { view, context }: Pick<RegisterExtract<R, C>, 'view' | 'context'>,
): RegisterColumn<R, C>[] {
  const all = columnsOf(register, context);
  const shown = shownColumns(all, view);
  const group = all.find(({ key }) => key === view.group);
  return group && !shown.includes(group) ? [...shown.slice(0, 1), group, ...shown.slice(1)] : shown;
}

/** The shown lines and columns as one sheet, with marks, version and id of every line hidden at the end. */
export async function shownSheet<R, C>(
  register: Register<R, C>,
  extract: RegisterExtract<R, C>,
  chunked: Chunked = {},
): Promise<SheetModel> {
  return sheetOf(register, extract, exportColumns(register, extract), chunked);
}

/**
 * The sheets of a register's file: what is shown; the same lines with every column where some are hidden; and what
 * further sheets the register makes of the shown lines. Ends with `AbortError` when cancelled.
 */
export async function registerSheets<R, C>(
  register: Register<R, C>,
  extract: RegisterExtract<R, C>,
  chunked: Chunked = {},
): Promise<SheetModel[]> {
  const { rows, context, query, of } = extract;
  const shown = exportColumns(register, extract);
  const all = columnsOf(register, context);
  const total = rows.length * (shown.length < all.length ? 2 : 1);
  const step = (before: number): Chunked => ({
    signal: chunked.signal,
    onProgress: (done) => chunked.onProgress?.(before + done, total),
  });
  const sheets = [await sheetOf(register, extract, shown, step(0))];
  if (shown.length < all.length) {
    const full = await sheetOf(register, extract, all, step(rows.length));
    sheets.push({ ...full, sheetName: t('registers.full', { title: t(register.title) }) });
  }
  return [...sheets, ...((await register.more?.(rows, context, query, rows.length === of)) ?? [])];
}

async function sheetOf<R, C>(
  register: Register<R, C>,
  extract: RegisterExtract<R, C>,
  columns: readonly RegisterColumn<R, C>[],
  { signal, onProgress }: Chunked,
): Promise<SheetModel> {
  const { rows, context } = extract;
  const lines: CellValue[][] = [];
  const keys = columns.map(({ key }) => key);
  for (const [index, row] of rows.entries()) {
    if (index % CHUNK === 0) {
      onProgress?.(index, rows.length);
      if (index > 0) await breath();
      signal?.throwIfAborted();
    }
    const line: CellValue[] = register.numbered ? [index + 1] : [];
    for (const column of columns) {
      const value = column.whole ? await column.whole(row, context) : column.value(row, context);
      line.push(typeof value === 'string' ? editableText(value) : value);
    }
    const marks = lineMarks(keys, register.numbered ? line.slice(1) : line);
    lines.push([...line, marks, register.version?.(row) ?? '', register.id(row)]);
  }
  onProgress?.(rows.length, rows.length);
  const closing = closingLine(register, columns, rows, context);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const limit = ONE_PAGE[register.portrait ? 'portrait' : 'landscape'];
  return {
    sheetName: t(register.title),
    title: t(register.title),
    subtitle: subtitleOf(register, extract),
    columns: [
      ...(register.numbered
        ? [{ header: t('papers.field.number'), width: 6, kind: 'integer' as const }]
        : []),
      ...columns.map((column) => sheetColumn(column, context)),
      ...technicalColumns(),
    ],
    rows: closing ? [...lines, closing] : lines,
    footer: register.notes?.(context),
    landscape: !register.portrait,
    ...(width > limit ? { pagesWide: Math.ceil(width / limit) } : {}),
  };
}

const sheetColumn = <R, C>(column: RegisterColumn<R, C>, context: C): SheetColumn => ({
  header: headerText(column, context),
  width: column.width,
  ...(column.group ? { group: column.group(context) } : {}),
  ...(column.kind ? { kind: column.kind } : {}),
  ...(column.wrap ? { wrap: true } : {}),
});

/** 合计, where a column has a sum; without marks, version and id, for it is no record. */
export function closingLine<R, C>(
  register: Register<R, C>,
  columns: readonly RegisterColumn<R, C>[],
  rows: readonly R[],
  context: C,
): CellValue[] | undefined {
  if (!rows.length || !columns.some(({ total }) => total !== undefined)) return undefined;
  const cells = columns.map((column, at): CellValue => {
    const total = totalOf(column, rows, context);
    return at === 0 && (total === undefined || total === '') ? t('registers.total') : (total ?? '');
  });
  return [...(register.numbered ? [''] : []), ...cells, '', '', ''];
}

function subtitleOf<R, C>(register: Register<R, C>, extract: RegisterExtract<R, C>): string[] {
  const { rows, context, branch, period, filter, of, query } = extract;
  return [
    branch,
    period,
    ...(register.under?.(context) ?? []),
    filter ? t('exchange.filtered', { filter }) : '',
    rows.length < of
      ? t('papers.grid.rowsOf', { shown: rows.length, count: of })
      : t('papers.grid.rows', { count: rows.length }),
    t('exchange.asOf', { date: query.today }),
  ].filter(Boolean);
}

/** A sheet as it goes on paper: one that is too wide is cut into tables that all begin with who or what a line is. */
export function paperParts(sheet: SheetModel): SheetModel[] {
  const limit = ONE_PAGE[sheet.landscape === false ? 'portrait' : 'landscape'];
  const seen = sheet.columns.flatMap(({ hidden }, at) => (hidden ? [] : [at]));
  const isNumber = sheet.columns[0]?.header === t('papers.field.number');
  const head = seen.slice(0, isNumber ? 2 : 1);
  const widthOf = (columns: readonly number[]): number =>
    columns.reduce((sum, at) => sum + (sheet.columns[at]?.width ?? 0), 0);
  const parts: number[][] = [];
  // As even as their number allows, so that the last table is not a lone column.
  const count = Math.ceil(widthOf(seen.slice(head.length)) / (limit - widthOf(head))) || 1;
  const share = widthOf(seen.slice(head.length)) / count;
  let part: number[] = [];
  for (const at of seen.slice(head.length)) {
    if (
      part.length &&
      widthOf(part) + (sheet.columns[at]?.width ?? 0) / 2 > share &&
      parts.length < count - 1
    ) {
      parts.push(part);
      part = [];
    }
    part.push(at);
  }
  parts.push(part);
  return parts.map((columns, index) => {
    const kept = [...head, ...columns];
    return {
      ...sheet,
      title: parts.length > 1 ? `${sheet.title} ${index + 1}/${parts.length}` : sheet.title,
      columns: kept.flatMap((at) => sheet.columns[at] ?? []),
      rows: sheet.rows.map((row) => kept.map((at) => row[at])),
    };
  });
}
