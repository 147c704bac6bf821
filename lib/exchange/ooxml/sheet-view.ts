import { type Book, type BookSheet, cellsOf, cellText, mergesOf, rowsOf } from './sheet-book';
import { PLACEHOLDER, refOf, type TemplateCell, type TemplateGrid, type TemplateView } from './types';
import { kid } from './xml';

/** What is shown of a sheet: forms are smaller than this. */
const SHOWN = { rows: 150, columns: 40 } as const;
/** Formatted empty rows shown after the last text. */
const BLANK_ROWS = 12;
const BLANK_COLUMNS = 8;

/** What a person sees of a workbook: its visible sheets as grids. */
export function bookView(book: Book): TemplateView {
  const grids = book.sheets.filter((sheet) => !sheet.hidden).map((sheet) => gridOf(book, sheet));
  const placeholders = new Set<string>();
  for (const grid of grids) {
    for (const cell of grid.cells) {
      for (const match of cell.text.matchAll(PLACEHOLDER)) placeholders.add(match[1] as string);
    }
  }
  return { format: 'xlsx', grids, lines: [], placeholders: [...placeholders] };
}

function gridOf(book: Book, sheet: BookSheet): TemplateGrid {
  const texts = new Map<string, { text: string; formula: boolean }>();
  let [lastRow, lastColumn, formatted, boxed] = [-1, -1, -1, -1];
  for (const { row, element } of rowsOf(sheet)) {
    for (const { column, element: cell } of cellsOf(element)) {
      const text = cellText(book, cell);
      const formula = Boolean(kid(cell, 'f'));
      formatted = Math.max(formatted, row);
      boxed = Math.max(boxed, column);
      if (!text && !formula) continue;
      texts.set(`${row},${column}`, { text, formula });
      lastRow = Math.max(lastRow, row);
      lastColumn = Math.max(lastColumn, column);
    }
  }
  // The answer to the last label of a line is an empty cell that has only a look.
  lastColumn = Math.max(lastColumn, Math.min(boxed, lastColumn + BLANK_COLUMNS));
  const merges = mergesOf(sheet);
  for (const merge of merges) {
    lastColumn = Math.max(lastColumn, merge.right);
    lastRow = Math.max(lastRow, merge.bottom);
  }
  const whole = {
    rows: Math.min(lastRow + BLANK_ROWS, Math.max(formatted, lastRow)) + 1,
    columns: lastColumn + 1,
  };
  const rows = Math.min(whole.rows, SHOWN.rows);
  const columns = Math.min(whole.columns, SHOWN.columns);
  const covered = new Set<string>();
  const spans = new Map<string, { rowSpan: number; columnSpan: number }>();
  for (const { top, left, bottom, right } of merges) {
    spans.set(`${top},${left}`, {
      rowSpan: Math.min(bottom, rows - 1) - top + 1,
      columnSpan: Math.min(right, columns - 1) - left + 1,
    });
    for (let row = top; row <= Math.min(bottom, rows - 1); row += 1) {
      for (let column = left; column <= Math.min(right, columns - 1); column += 1)
        covered.add(`${row},${column}`);
    }
    covered.delete(`${top},${left}`);
  }
  const cells: TemplateCell[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const key = `${row},${column}`;
      if (covered.has(key)) continue;
      const found = texts.get(key);
      cells.push({
        place: `${sheet.id}!${refOf(row, column)}`,
        row,
        column,
        rowSpan: 1,
        columnSpan: 1,
        ...spans.get(key),
        text: found?.text ?? '',
        ...(found?.formula ? { formula: true } : {}),
      });
    }
  }
  return {
    id: sheet.id,
    name: sheet.name,
    rows,
    columns,
    cells,
    ...(rows < whole.rows || columns < whole.columns ? { cut: true } : {}),
  };
}
