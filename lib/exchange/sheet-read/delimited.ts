import Papa from 'papaparse';
import { SHEET_LIMITS, type SheetWarning } from './types';

/**
 * Cells of comma-, semicolon- or tab-separated text. Quoted cells may hold line breaks. Text without any separator
 * but with columns set apart by two or more spaces (copied from a chat or a PDF) is read by those.
 */
export function parseDelimited(
  text: string,
  cellLength?: number,
): { rows: string[][]; warnings: SheetWarning[] } {
  const body = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  // Excel's own first line `sep=;` names the separator.
  const named = /^sep=(.)\n/i.exec(body);
  const data = named ? body.slice(named[0].length) : body;
  const delimiter = named?.[1] ?? guessDelimiter(data);
  const rows =
    delimiter === '  '
      ? data.split('\n').map((line) => line.trim().split(/[ \u3000]{2,}|\u3000/))
      : Papa.parse<string[]>(data, { delimiter, newline: '\n', quoteChar: '"' }).data;
  return limited(rows, cellLength);
}

function guessDelimiter(text: string): string {
  const head = text.split('\n').slice(0, 30).join('\n');
  const counts = [',', '\t', ';', '，', '|'].map((sign) => ({ sign, count: head.split(sign).length - 1 }));
  const tab = counts[1]?.count ?? 0;
  // Copied cells are divided by tabs and may hold any amount of commas.
  if (tab > 0 && tab >= text.slice(0, head.length).split('\n').length - 2) return '\t';
  const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
  if (best.count > 0) return best.sign;
  return /\S(?: {2,}|\u3000+)\S/.test(head) ? '  ' : ',';
}

/** Cuts rows, columns and cells to the limits and says so. */
export function limited(
  rows: readonly string[][],
  cellLength?: number,
): { rows: string[][]; warnings: SheetWarning[] } {
  const warnings: SheetWarning[] = [];
  let wide = 0;
  const kept = rows.slice(0, SHEET_LIMITS.rows).map((row) => {
    if (row.length > SHEET_LIMITS.columns) wide += 1;
    return row.slice(0, SHEET_LIMITS.columns).map((cell) => tidyCell(cell, cellLength));
  });
  const cut = rows.slice(SHEET_LIMITS.rows).filter((row) => row.some((cell) => cell.trim())).length;
  if (cut) warnings.push({ code: 'rowsCut', sheet: '', count: cut, cells: [] });
  if (wide) warnings.push({ code: 'columnsCut', sheet: '', count: wide, cells: [] });
  return { rows: trimRows(kept), warnings };
}

/** The text of a cell without the blanks around it, and without the `'` or `="…"` that keep digits as text. */
export function tidyCell(cell: string, cellLength: number = SHEET_LIMITS.cellLength): string {
  const text = cell.trim();
  const kept = /^="(.*)"$/s.exec(text)?.[1] ?? (/^'[\d=+@-]/.test(text) ? text.slice(1) : text);
  return kept.slice(0, cellLength);
}

/** Drops empty cells at the end of rows and empty rows at the end; row numbers stay those of the file. */
export function trimRows(rows: string[][]): string[][] {
  for (const row of rows) while (row.length && !row[row.length - 1]) row.pop();
  let length = rows.length;
  while (length && !rows[length - 1]?.length) length -= 1;
  return rows.slice(0, length);
}
