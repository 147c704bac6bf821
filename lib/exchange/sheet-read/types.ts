/** What a table file may hold at most. Beyond it the reader stops with a clear fault, never with a full memory. */
export const SHEET_LIMITS = {
  /** Bytes of the file itself. */
  fileBytes: 40 * 1024 * 1024,
  /** Bytes of all parts of a zipped workbook once unpacked. */
  unpackedBytes: 300 * 1024 * 1024,
  /** Rows read of one sheet. */
  rows: 50_000,
  /** Columns read of one sheet. */
  columns: 200,
  /** Characters kept of one cell. */
  cellLength: 4_000,
  sheets: 60,
} as const;

/** Things a person should know about what was read; the table is usable all the same. */
export const SHEET_WARNINGS = [
  /** Formula cells without a stored result: the program that wrote the file never computed them. Left empty. */
  'formulaNoValue',
  /** Cells that show an error such as #N/A. Left empty. */
  'cellError',
  /** Long numbers whose last digits the spreadsheet had already lost (18-digit numbers kept as numbers). */
  'digitsLost',
  /** Rows beyond the limit were not read. */
  'rowsCut',
  /** Columns beyond the limit were not read. */
  'columnsCut',
  /** The characters did not say how they are encoded, and some could not be read. */
  'encodingDoubtful',
] as const;

export interface SheetWarning {
  code: (typeof SHEET_WARNINGS)[number];
  sheet: string;
  /** Number of cells or rows concerned. */
  count: number;
  /** Addresses of the first few cells (`B7`). */
  cells: string[];
}

/** One sheet: `rows[r][c]` is the text that row r + 1, column c + 1 shows. Rows may differ in length. */
export interface SheetTable {
  name: string;
  rows: string[][];
  /** Hidden by the author of the file. */
  hidden: boolean;
}

export type SheetFormat = 'xlsx' | 'xls' | 'ods' | 'xml' | 'html' | 'csv' | 'pasted';

export interface SheetFile {
  /** What the content is, whatever the file is called. */
  format: SheetFormat;
  /** Sheets with at least one filled cell. */
  sheets: SheetTable[];
  warnings: SheetWarning[];
}

/** Steps of reading, in order; `done` of `total` are bytes or rows. */
export type SheetProgress = (step: 'load' | 'parse' | 'rows', done: number, total: number) => void;

/** From the page to the worker. */
export interface SheetRequest {
  bytes: Uint8Array<ArrayBuffer>;
  name: string;
  /** Characters kept of one cell; see {@link SHEET_LIMITS}. */
  cellLength?: number;
}

/** From the worker to the page. */
export type SheetAnswer =
  | { progress: Parameters<SheetProgress> }
  | { file: SheetFile }
  | { fault: { code: string; params: Record<string, string | number> } }
  | { error: string };
