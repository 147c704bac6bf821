import { type CellValue, fullHeader, type SheetModel } from './model';
import { looksLikeFormula } from './text';

/**
 * A sheet as CSV in UTF-8 with the byte-order mark that Excel needs to read Chinese: header and rows alone, so
 * that other programs can read it. A text that might be taken for a formula has `'` before it.
 */
export function writeCsv(sheet: Pick<SheetModel, 'columns' | 'rows'>): Blob {
  const lines = [sheet.columns.map(fullHeader), ...sheet.rows].map((row) => row.map(csvCell).join(','));
  return new Blob(['\ufeff', lines.join('\r\n'), '\r\n'], { type: 'text/csv;charset=utf-8' });
}

function csvCell(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = looksLikeFormula(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
