import type { Cell, CellStyle, MergeRange, WriteOptions as HucreOptions, WriteSheet } from 'hucre/xlsx';
import { t } from '../../i18n';
import { isCivilDate } from '../../rules/calendar';
import { contentHash, subtitleLine } from './content';
import type { CellKind, CellValue, SheetColumn, SheetModel } from './model';
import { rowHeight } from './row-height';
import { cellText, escapeXlsx, looksLikeFormula, tabName } from './text';

type RowDef = NonNullable<WriteSheet['rowDefs']> extends Map<number, infer D> ? D : never;

/** Every Windows and Office for Mac has this face; a program without it falls back to its own Song face. */
const SONG = '宋体';
const HEI = '黑体';
const LINE = { style: 'thin', color: { rgb: '808080' } } as const;
const BOX = { top: LINE, right: LINE, bottom: LINE, left: LINE };
/** GB2312: tells a program without the named face to look for a Chinese one. */
const GB2312 = 134;

const FORMATS: Record<CellKind, string | undefined> = {
  text: undefined,
  integer: '0',
  number: '#,##0.##',
  money: '#,##0.00',
  percent: '0.0%',
  date: 'yyyy-mm-dd',
};

const TITLE: CellStyle = {
  font: { name: HEI, size: 16, bold: true, charset: GB2312 },
  alignment: { horizontal: 'center', vertical: 'center' },
};
const SUBTITLE: CellStyle = {
  font: { name: SONG, size: 10, charset: GB2312 },
  alignment: { horizontal: 'left', vertical: 'center', wrapText: true },
};
const HEADER: CellStyle = {
  font: { name: HEI, size: 10, bold: true, charset: GB2312 },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F2EFE8' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border: BOX,
};
/** Text format: a cell like `=1+1` stays a text even when somebody edits it in Excel. */
const AS_TEXT = '@';

function bodyStyle(column: SheetColumn): CellStyle {
  const kind = column.kind ?? 'text';
  const numFmt = FORMATS[kind];
  return {
    font: { name: SONG, size: 10, charset: GB2312 },
    alignment: {
      horizontal: kind === 'text' ? 'left' : 'center',
      vertical: 'top',
      wrapText: column.wrap ?? kind === 'text',
    },
    border: BOX,
    ...(numFmt ? { numFmt } : {}),
  };
}

type Written = string | number | boolean | Date | null;

function written(value: CellValue, kind: CellKind | undefined): Written {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return value;
  // Spreadsheet dates begin in 1900, and before March of that year programs disagree about them.
  if (kind === 'date' && isCivilDate(value) && value > '1900-03-01')
    return new Date(`${value}T00:00:00.000Z`);
  return escapeXlsx(cellText(value));
}

/** Lays one table out: title, subtitle, one or two header rows, then the rows, then the closing lines. */
export function layoutSheet(sheet: SheetModel, taken: ReadonlySet<string>, hash: string): WriteSheet {
  const last = sheet.columns.length - 1;
  const total = sheet.columns.reduce((sum, column) => sum + (column.hidden ? 0 : column.width), 0);
  const body = sheet.columns.map(bodyStyle);
  const rows: Written[][] = [];
  const cells = new Map<string, Partial<Cell>>();
  const merges: MergeRange[] = [];
  const rowDefs = new Map<number, RowDef>();
  const merge = (startRow: number, startCol: number, endRow: number, endCol: number): void => {
    if (endRow > startRow || endCol > startCol) merges.push({ startRow, startCol, endRow, endCol });
  };
  const add = (line: Written[], style: CellStyle, height: number): number => {
    const row = rows.push(line) - 1;
    for (let column = 0; column <= last; column += 1) cells.set(`${row},${column}`, { style });
    rowDefs.set(row, { height });
    return row;
  };
  /** A text across the whole table; a merged cell does not grow by itself. */
  const across = (text: string, style: CellStyle, height?: number): void => {
    const line = [escapeXlsx(cellText(text)), ...Array<null>(last).fill(null)];
    const row = add(line, style, height ?? rowHeight([text], [{ width: total, wrap: true }]));
    merge(row, 0, row, last);
  };

  across(sheet.title, TITLE, 30);
  // Where only the first page of the width shows the start of the line, it must not be centred off that page.
  across(subtitleLine(sheet, hash), SUBTITLE, 18);
  const headerRow = rows.length;
  if (sheet.columns.some((column) => column.group)) {
    add(
      sheet.columns.map((column) => escapeXlsx(cellText(column.group ?? column.header))),
      HEADER,
      24,
    );
    mergeGroups(sheet.columns, headerRow, merge);
  }
  const lower = sheet.columns.map((column) => escapeXlsx(cellText(column.header)));
  add(
    lower,
    HEADER,
    rowHeight(
      lower,
      sheet.columns.map(({ width }) => ({ width, wrap: true })),
    ) + 6,
  );
  const headerEnd = rows.length;

  for (const row of sheet.rows) {
    const index = rows.length;
    const line = sheet.columns.map((column, at) => {
      const value = row[at];
      if (typeof value === 'string' && looksLikeFormula(value)) {
        cells.set(`${index},${at}`, { style: { ...body[at], numFmt: AS_TEXT } });
      }
      return written(value, column.kind);
    });
    rows.push(line);
    rowDefs.set(index, { height: rowHeight(line, sheet.columns) });
  }
  for (const line of sheet.footer ?? []) across(line, SUBTITLE);
  const pagesWide = sheet.pagesWide ?? 1;
  return {
    name: tabName(sheet.sheetName, taken),
    rows,
    cells,
    columns: sheet.columns.map((column, at) => ({
      width: column.width,
      style: body[at],
      ...(column.hidden ? { hidden: true } : {}),
    })),
    merges,
    rowDefs,
    freezePane: { rows: headerEnd },
    pageSetup: {
      paperSize: 'a4',
      orientation: (sheet.landscape ?? true) ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: pagesWide,
      fitToHeight: 0,
      margins: { top: 0.6, bottom: 0.6, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
      printTitlesRow: `$${headerRow + 1}:$${headerEnd}`,
      ...(pagesWide > 1 ? { printTitlesColumn: '$A:$B' } : { horizontalCentered: true }),
    },
    headerFooter: { oddFooter: `&C${t('exchange.pageOfPages', { page: '&P', pages: '&N' })}` },
  };
}

/** Neighbours of one group share their heading; a column without one takes both header rows. */
function mergeGroups(
  columns: readonly SheetColumn[],
  row: number,
  merge: (startRow: number, startCol: number, endRow: number, endCol: number) => void,
): void {
  for (let from = 0; from < columns.length; from += 1) {
    const group = columns[from]?.group;
    if (!group) {
      merge(row, from, row + 1, from);
      continue;
    }
    let to = from;
    while (columns[to + 1]?.group === group) to += 1;
    merge(row, from, row, to);
    from = to;
  }
}

/** The whole workbook, ready for the writer. */
export function layoutWorkbook(sheets: readonly SheetModel[], now: number): HucreOptions {
  const taken = new Set<string>();
  const hashes = sheets.map(contentHash);
  const laid = sheets.map((sheet, index) => {
    const result = layoutSheet(sheet, taken, hashes[index] ?? '');
    taken.add(result.name.toLowerCase());
    return result;
  });
  const date = new Date(now);
  return {
    sheets: laid,
    defaultFont: { name: SONG, size: 10, charset: GB2312 },
    properties: {
      title: cellText(sheets[0]?.title ?? ''),
      description: hashes.map((hash) => `sha256:${hash}`).join('\n'),
      created: date,
      modified: date,
    },
  };
}
