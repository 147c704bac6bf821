import type { Cell, CellStyle, WriteOptions as HucreOptions, WriteSheet } from 'hucre/xlsx';
import { t } from '../../i18n';
import { hashText } from '../../ledger';
import { isCivilDate } from '../../rules/calendar';
import type { CellKind, CellValue, SheetColumn, SheetModel } from './model';
import { cellText, escapeXlsx, looksLikeFormula, tabName } from './text';

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

/**
 * SHA-256 of what a sheet says (header and rows, not its looks), so that two copies can be compared. The input is
 * the JSON of `[headers, …rows]` with `null` for an empty cell.
 */
export const contentHash = (sheet: Pick<SheetModel, 'columns' | 'rows'>): string =>
  hashText(
    JSON.stringify([
      sheet.columns.map((column) => column.header),
      ...sheet.rows.map((row) => sheet.columns.map((_, index) => row[index] ?? null)),
    ]),
  );

/** The first characters of a fingerprint, as they are printed. */
export const shortHash = (hash: string): string => hash.slice(0, 16);

/** The line under a table's title: what it is of, and its fingerprint. */
export const subtitleLine = (sheet: SheetModel, hash: string): string =>
  [...sheet.subtitle, t('exchange.fingerprint', { hash: shortHash(hash) })].join('　');

/** Lays one table out: row 1 title, row 2 subtitle, row 3 header, then the rows, then the closing lines. */
export function layoutSheet(sheet: SheetModel, taken: ReadonlySet<string>, hash: string): WriteSheet {
  const last = sheet.columns.length - 1;
  const pad = (text: string): Written[] => [escapeXlsx(cellText(text)), ...Array<null>(last).fill(null)];
  const cells = new Map<string, Partial<Cell>>();
  const styleRow = (row: number, style: CellStyle): void => {
    for (let column = 0; column <= last; column += 1) cells.set(`${row},${column}`, { style });
  };
  const body = sheet.columns.map(bodyStyle);
  const rows: Written[][] = [
    pad(sheet.title),
    pad(subtitleLine(sheet, hash)),
    sheet.columns.map((column) => escapeXlsx(cellText(column.header))),
  ];
  styleRow(0, TITLE);
  styleRow(1, SUBTITLE);
  styleRow(2, HEADER);
  for (const row of sheet.rows) {
    const index = rows.length;
    rows.push(
      sheet.columns.map((column, at) => {
        const value = row[at];
        if (typeof value === 'string' && looksLikeFormula(value)) {
          cells.set(`${index},${at}`, { style: { ...body[at], numFmt: AS_TEXT } });
        }
        return written(value, column.kind);
      }),
    );
  }
  const merges = [0, 1].map((row) => ({ startRow: row, startCol: 0, endRow: row, endCol: last }));
  const rowDefs = new Map([
    [0, { height: 28 }],
    [1, { height: 18 }],
  ]);
  for (const line of sheet.footer ?? []) {
    const row = rows.length;
    rows.push(pad(line));
    styleRow(row, SUBTITLE);
    merges.push({ startRow: row, startCol: 0, endRow: row, endCol: last });
    // A merged cell does not grow by itself.
    const total = sheet.columns.reduce((sum, column) => sum + column.width, 0);
    rowDefs.set(row, { height: 15 * Math.max(1, Math.ceil((line.length * 2) / Math.max(20, total))) });
  }
  return {
    name: tabName(sheet.sheetName, taken),
    rows,
    cells,
    columns: sheet.columns.map((column, at) => ({ width: column.width, style: body[at] })),
    merges: last > 0 ? merges : [],
    rowDefs,
    freezePane: { rows: 3 },
    pageSetup: {
      paperSize: 'a4',
      orientation: (sheet.landscape ?? true) ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { top: 0.6, bottom: 0.6, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
      printTitlesRow: '$3:$3',
      horizontalCentered: true,
    },
    headerFooter: { oddFooter: `&C${t('exchange.pageOfPages', { page: '&P', pages: '&N' })}` },
  };
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
