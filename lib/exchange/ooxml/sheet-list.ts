import { Fault } from '../../records/fault';
import {
  type Book,
  type BookSheet,
  cellsOf,
  cellText,
  mergesOf,
  rowsOf,
  unshareFormulas,
} from './sheet-book';
import { columnWidths, writeCell } from './sheet-cell';
import { insertRows } from './sheet-insert';
import { type Insertion, translateFormula } from './sheet-refs';
import { LIST_LIMIT, parseRef, refOf, type TemplateList } from './types';
import { attr, copyOf, encode, kid, kids, make, ownText, setAttr, type XmlElement } from './xml';

/**
 * Fills a repeated row: first the empty rows that the form has, then as many more as are needed, each with the look
 * of the first. What stands below moves down; sums and print ranges go along. Returns where rows were put in, if any
 * were. Throws E668 for too many items.
 */
export function fillList(
  book: Book,
  sheet: BookSheet,
  list: TemplateList,
  touched: Set<XmlElement>,
): Insertion | undefined {
  const first = Number(list.row.split('!')[1]) - 1;
  if (list.items.length > LIST_LIMIT) throw new Fault('E668', { rows: list.items.length, limit: LIST_LIMIT });
  const columns = [...new Set(list.items.flatMap((item) => Object.keys(item)))]
    .map((place) => ({ place, column: parseRef(place.split('!')[1] ?? '')?.column ?? -1 }))
    .filter(({ column }) => column >= 0);
  if (!columns.length) return undefined;
  const slots = slotsOf(
    book,
    sheet,
    first,
    columns.map(({ column }) => column),
  );
  const model = lineAt(sheet, first);
  const labels = new Map(
    columns.map(({ column }) => [column, model ? cellText(book, cellIn(model, first, column)) : '']),
  );
  const numbers = numberColumns(
    book,
    slots,
    columns.map(({ column }) => column),
  );
  const missing = list.items.length - slots.length;
  const stretched = missing > 0 ? stretch(sheet, slots, missing, first) : undefined;
  const lines = stretched?.lines ?? slots;
  const width = columnWidths(sheet);
  const spans = new Map(
    mergesOf(sheet)
      .filter((merge) => merge.top === first)
      .map((merge) => [merge.left, merge.right]),
  );
  for (const [index, item] of list.items.entries()) {
    const line = lines[index];
    if (!line) break;
    for (const { place, column } of columns) {
      const value = item[place];
      if (value === undefined) continue;
      const cell = cellIn(line.element, line.row, column);
      let room = 0;
      for (let at = column; at <= (spans.get(column) ?? column); at += 1) room += width(at);
      writeCell(book, cell, value, labels.get(column) ?? '', room);
      touched.add(cell);
    }
    for (const column of numbers) {
      const cell = cellIn(line.element, line.row, column);
      setAttr(cell, 't', null);
      cell.children = [make(cell, 'v', '', [String(index + 1)])];
      cell.empty = false;
    }
  }
  return stretched?.insertion;
}

interface Line {
  row: number;
  element: XmlElement;
}

function lineAt(sheet: BookSheet, row: number): XmlElement | undefined {
  for (const line of rowsOf(sheet)) if (line.row === row) return line.element;
  return undefined;
}

function cellIn(line: XmlElement, row: number, column: number): XmlElement {
  let before = -1;
  for (const cell of cellsOf(line)) {
    if (cell.column === column) return cell.element;
    if (cell.column > column) break;
    before = line.children.indexOf(cell.element);
  }
  const element = make(line, 'c', ` r="${refOf(row, column)}"`);
  line.children.splice(before + 1, 0, element);
  line.empty = false;
  return element;
}

/** The first row and the empty ones after it with the same look: where the form has room already. */
function slotsOf(book: Book, sheet: BookSheet, first: number, columns: readonly number[]): Line[] {
  const slots: Line[] = [];
  const tall = mergesOf(sheet).filter((merge) => merge.bottom > merge.top);
  const look = (line: XmlElement, column: number): string | undefined => {
    for (const cell of cellsOf(line)) if (cell.column === column) return attr(cell.element, 's');
    return undefined;
  };
  let looks: (string | undefined)[] = [];
  for (const { row, element } of rowsOf(sheet)) {
    if (row < first) continue;
    if (row === first) {
      looks = columns.map((column) => look(element, column));
      slots.push({ row, element });
      continue;
    }
    const next = (slots[slots.length - 1]?.row ?? first) + 1;
    const fits =
      row === next &&
      !tall.some((merge) => merge.top <= row && row <= merge.bottom) &&
      looks.some((style) => style !== undefined) &&
      columns.every((column, index) => look(element, column) === looks[index]) &&
      [...cellsOf(element)].every(
        ({ column, element: cell }) =>
          !columns.includes(column) || (!cellText(book, cell) && !kid(cell, 'f')),
      );
    if (!fits) break;
    slots.push({ row, element });
  }
  if (!slots.length) {
    const element = make(sheet.data, 'row', ` r="${first + 1}"`);
    const after = [...rowsOf(sheet)].findLast(({ row }) => row < first);
    sheet.data.children.splice(after ? sheet.data.children.indexOf(after.element) + 1 : 0, 0, element);
    slots.push({ row: first, element });
  }
  return slots;
}

/** Columns in which the form counts its rows itself: 1, 2, 3 … */
function numberColumns(book: Book, slots: readonly Line[], bound: readonly number[]): number[] {
  const head = slots[0];
  if (!head) return [];
  return [...cellsOf(head.element)]
    .filter(
      ({ column, element }) =>
        !bound.includes(column) && !kid(element, 'f') && cellText(book, element) === '1',
    )
    .map(({ column }) => column)
    .filter((column) =>
      slots.every(({ element }, index) => {
        const cell = [...cellsOf(element)].find((candidate) => candidate.column === column)?.element;
        return cellText(book, cell) === String(index + 1);
      }),
    );
}

/** Puts rows between the last two of the form, so that sums over them grow as they would by hand. */
function stretch(
  sheet: BookSheet,
  slots: readonly Line[],
  count: number,
  first: number,
): { lines: Line[]; insertion: Insertion } {
  unshareFormulas(sheet, translateFormula);
  const model = copyOf((slots[0] as Line).element);
  const last = slots[slots.length - 1] as Line;
  const single = slots.length === 1;
  const at = single ? first + 1 : last.row;
  const insertion = { sheet: sheet.name, at, count, grow: single ? first : undefined };
  insertRows(sheet, insertion);
  const made = Array.from({ length: count }, (_, index): Line => {
    const row = at + index;
    return { row, element: blankCopy(model, row, row - first) };
  });
  const before = single ? last : (slots[slots.length - 2] as Line);
  const place = sheet.data.children.indexOf(before.element) + 1;
  sheet.data.children.splice(place, 0, ...made.map(({ element }) => element));
  repeatMerges(sheet, first, made);
  const lines = single
    ? [last, ...made]
    : [...slots.slice(0, -1), ...made, { ...last, row: last.row + count }];
  return { lines, insertion };
}

/** A row of the same look without values; a formula counts for its own row. */
function blankCopy(model: XmlElement, row: number, down: number): XmlElement {
  const line = copyOf(model);
  setAttr(line, 'r', row + 1);
  for (const { column, element: cell } of cellsOf(line)) {
    setAttr(cell, 'r', refOf(row, column));
    const formula = kid(cell, 'f');
    setAttr(cell, 't', null);
    cell.children = [];
    if (formula) {
      formula.children = [encode(translateFormula(ownText(formula), down, 0))];
      cell.children = [formula];
    }
    cell.empty = !cell.children.length;
  }
  return line;
}

function repeatMerges(sheet: BookSheet, first: number, made: readonly Line[]): void {
  const list = kid(sheet.root, 'mergeCells');
  if (!list) return;
  for (const { top, bottom, left, right } of mergesOf(sheet)) {
    if (top !== first || bottom !== first) continue;
    for (const { row } of made) {
      list.children.push(make(list, 'mergeCell', ` ref="${refOf(row, left)}:${refOf(row, right)}"`));
    }
  }
  setAttr(list, 'count', kids(list, 'mergeCell').length);
}
