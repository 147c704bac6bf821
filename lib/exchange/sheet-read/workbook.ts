import {
  CFB,
  read,
  set_cptable,
  SSF,
  type CellObject,
  type Range,
  type WorkBook,
  type WorkSheet,
} from '@e965/xlsx';
import { Fault } from '../../records/fault';
import { tidyCell, trimRows } from './delimited';
import { SHEET_LIMITS, type SheetProgress, type SheetTable, type SheetWarning } from './types';

/** The encodings of old workbooks, decoded by the platform instead of half a megabyte of tables. */
const ENCODINGS: Record<number, string> = {
  936: 'gb18030',
  950: 'big5',
  932: 'shift_jis',
  949: 'euc-kr',
  1200: 'utf-16le',
  1201: 'utf-16be',
  65001: 'utf-8',
};

set_cptable({
  utils: {
    decode: (codepage: number, data: ArrayLike<number>): string => {
      const name =
        ENCODINGS[codepage] ?? (codepage >= 1250 && codepage <= 1258 ? `windows-${codepage}` : 'latin1');
      return new TextDecoder(name).decode(Uint8Array.from(data));
    },
    hascp: (codepage: number): boolean => codepage in ENCODINGS || (codepage >= 1250 && codepage <= 1258),
  },
});

interface OleEntry {
  name: string;
  /** Size that the directory states. */
  size: number;
  content?: ArrayLike<number>;
}

/**
 * Looks into an OLE container: throws E213 for a Word or PowerPoint file under another name, E215 for a
 * password-protected workbook, E212 for a cut one, E211 for anything else without a workbook in it.
 */
export function checkOle(bytes: Uint8Array, name: string): void {
  if (bytes[0] !== 0xd0) return;
  let entries: OleEntry[];
  try {
    entries = (CFB as { read(data: Uint8Array, options: { type: string }): { FileIndex: OleEntry[] } }).read(
      bytes,
      {
        type: 'array',
      },
    ).FileIndex;
  } catch (thrown) {
    throw new Fault('E212', { name }, { cause: thrown });
  }
  const find = (wanted: RegExp): OleEntry | undefined => entries.find((entry) => wanted.test(entry.name));
  if (find(/^WordDocument$/i)) throw new Fault('E213', { name, what: 'Word' });
  if (find(/^PowerPoint Document$/i)) throw new Fault('E213', { name, what: 'PowerPoint' });
  if (find(/^(EncryptedPackage|EncryptionInfo)$/i)) throw new Fault('E215', { name });
  const book = find(/^(Workbook|Book)$/i);
  if (!book) throw new Fault('E211', { name });
  if ((book.content?.length ?? 0) < book.size) throw new Fault('E212', { name });
}

/** Reads a workbook and gives the text its cells show. Throws E212, E214 (no filled cell), E215. */
export function readWorkbook(
  data: Uint8Array | string,
  name: string,
  onProgress: SheetProgress,
  cellLength?: number,
): { sheets: SheetTable[]; warnings: SheetWarning[] } {
  const book = parse(data, name);
  const date1904 = book.Workbook?.WBProps?.date1904 ?? false;
  const names = book.SheetNames.slice(0, SHEET_LIMITS.sheets);
  const sheets: SheetTable[] = [];
  const warnings: SheetWarning[] = [];
  names.forEach((sheetName, index) => {
    const sheet = book.Sheets[sheetName];
    if (!sheet?.['!data']) return;
    const notes = new Notes(sheetName);
    const onRows = (done: number, total: number) => onProgress('rows', done, total);
    const rows = toRows(sheet, { date1904, cellLength }, notes, onRows);
    warnings.push(...notes.all());
    if (!rows.length) return;
    sheets.push({ name: sheetName, rows, hidden: (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0 });
  });
  return { sheets, warnings };
}

function parse(data: Uint8Array | string, name: string): WorkBook {
  try {
    return read(data, {
      type: typeof data === 'string' ? 'string' : 'array',
      dense: true,
      cellNF: true,
      cellFormula: true,
      cellHTML: false,
      cellText: true,
      // Without stubs a formula that was never computed would leave no trace.
      sheetStubs: true,
      // One row more than we keep tells whether something was cut.
      sheetRows: SHEET_LIMITS.rows + 1,
      // Cells of HTML tables stay the text they are: 20210701 is no number, an 18-digit number even less.
      raw: typeof data === 'string',
    });
  } catch (thrown) {
    if (/password|encrypt/i.test(String(thrown))) throw new Fault('E215', { name }, { cause: thrown });
    throw new Fault('E212', { name }, { cause: thrown });
  }
}

/** Collects warnings of one sheet, with the first few addresses each. */
class Notes {
  readonly #sheet: string;
  readonly #found = new Map<SheetWarning['code'], SheetWarning>();

  constructor(sheet: string) {
    this.#sheet = sheet;
  }

  add(code: SheetWarning['code'], row?: number, column?: number): void {
    let warning = this.#found.get(code);
    if (!warning) {
      warning = { code, sheet: this.#sheet, count: 0, cells: [] };
      this.#found.set(code, warning);
    }
    warning.count += 1;
    if (row !== undefined && column !== undefined && warning.cells.length < 5)
      warning.cells.push(address(row, column));
  }

  all(): SheetWarning[] {
    return [...this.#found.values()];
  }
}

/** How the cells of a workbook are read. */
interface Reading {
  date1904: boolean;
  cellLength: number | undefined;
}

function toRows(
  sheet: WorkSheet,
  how: Reading,
  notes: Notes,
  onRows: (done: number, total: number) => void,
): string[][] {
  const data = (sheet['!data'] ?? []) as (CellObject[] | undefined)[];
  const rows: string[][] = [];
  const length = Math.min(data.length, SHEET_LIMITS.rows);
  for (let r = 0; r < length; r += 1) {
    const cells = data[r] ?? [];
    const row: string[] = [];
    for (let c = 0; c < Math.min(cells.length, SHEET_LIMITS.columns); c += 1) {
      const cell = cells[c];
      row.push(cell ? cellText(cell, how, (code) => notes.add(code, r, c)) : '');
    }
    if (cells.length > SHEET_LIMITS.columns && cells.slice(SHEET_LIMITS.columns).some((cell) => cell?.v)) {
      notes.add('columnsCut', r, SHEET_LIMITS.columns);
    }
    rows.push(row);
    if (r % 1000 === 999) onRows(r + 1, length);
  }
  if (data.length > SHEET_LIMITS.rows && data[SHEET_LIMITS.rows]?.some((cell) => cell?.v !== undefined)) {
    notes.add('rowsCut');
  }
  fillMerged(rows, sheet['!merges'] ?? []);
  onRows(length, length);
  return trimRows(rows);
}

/** A cell merged over several rows holds for each of them (党小组 beside its members). */
function fillMerged(rows: string[][], merges: readonly Range[]): void {
  for (const { s: start, e: end } of merges) {
    if (start.c !== end.c || end.r <= start.r) continue;
    const text = rows[start.r]?.[start.c];
    if (!text) continue;
    for (let r = start.r + 1; r <= Math.min(end.r, rows.length - 1); r += 1) {
      const row = rows[r] as string[];
      while (row.length <= start.c) row.push('');
      // A merged block at the end of the sheet must not make rows of its own.
      if (row.some((cell) => cell)) row[start.c] = text;
    }
  }
}

function cellText(cell: CellObject, how: Reading, warn: (code: SheetWarning['code']) => void): string {
  if (cell.f && (cell.v === undefined || cell.v === null || cell.t === 'z')) {
    warn('formulaNoValue');
    return '';
  }
  switch (cell.t) {
    case 'e':
      warn('cellError');
      return '';
    case 'b':
      return cell.v ? 'TRUE' : 'FALSE';
    case 'n':
      return numberText(cell, how.date1904, warn);
    case 'd':
      // Only formats that state dates as text give these; the day is the one that is written there.
      return cell.v instanceof Date ? cell.v.toISOString().slice(0, 10) : tidyCell(String(cell.v ?? ''));
    default:
      return tidyCell(String(cell.v ?? cell.w ?? ''), how.cellLength);
  }
}

function numberText(cell: CellObject, date1904: boolean, warn: (code: SheetWarning['code']) => void): string {
  const value = Number(cell.v);
  const format = typeof cell.z === 'string' ? cell.z : '';
  if (format && value >= 1 && isDateFormat(format)) {
    const day = (SSF as DateFormats).parse_date_code(value, { date1904 });
    if (day) return `${pad(day.y, 4)}-${pad(day.m, 2)}-${pad(day.d, 2)}`;
  }
  if (Math.abs(value) >= 1e15) warn('digitsLost');
  const shown = cell.w?.trim() ?? '';
  // The general format turns to powers of ten where a person sees a long number.
  if (!shown || /^-?\d(\.\d+)?E\+?\d+$/i.test(shown) || /^#+$/.test(shown)) {
    return Number.isInteger(value) ? BigInt(value).toString() : String(value);
  }
  return tidyCell(shown);
}

interface DateFormats {
  is_date(format: string): boolean;
  parse_date_code(
    value: number,
    options: { date1904: boolean },
  ): { y: number; m: number; d: number } | undefined;
}

/** Date formats name a year, a month or a day; times alone and elapsed hours do not. */
function isDateFormat(format: string): boolean {
  if (!(SSF as DateFormats).is_date(format)) return false;
  const bare = format.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
  return /[ydeb]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare));
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Spreadsheet address of a cell, from zero-based row and column: 0, 1 → `B1`. */
export function address(row: number, column: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}
