import { looksLikeFormula, cellText as plainText } from '../sheet-write/text';
import { textWidth } from '../sheet-write/row-height';
import { type Book, type BookSheet, cellText, mergesOf, rowAt, rowsOf } from './sheet-book';
import { PLACEHOLDER, type TemplateValue, valueText } from './types';
import { attr, encode, kid, kids, make, setAttr, type XmlElement } from './xml';

const DAY = 86_400_000;

/** A value as it reads inside of a text that the form has already: in place of its placeholder, or after its label. */
export function joined(text: string, value: TemplateValue): string {
  if (!text.trim()) return valueText(value);
  if (text.search(PLACEHOLDER) >= 0) return text.replace(PLACEHOLDER, () => valueText(value));
  return `${text.replace(/[\s_＿]+$/, '')}${valueText(value)}`;
}

/** Puts a value into a cell whose look, merging and width stay. `label` is the text that the form has there. */
export function writeCell(
  book: Book,
  cell: XmlElement,
  value: TemplateValue,
  label: string,
  width: number,
): void {
  const style = Number(attr(cell, 's') ?? 0);
  const free = !label.trim();
  if (free && typeof value === 'number' && Number.isFinite(value)) return writeNumber(cell, value);
  if (free && typeof value === 'object' && book.styles.isDate(style) && value.day > '1900-03-01') {
    return writeNumber(
      cell,
      Math.round((Date.parse(`${value.day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY),
    );
  }
  writeText(book, cell, joined(label, value), style, width);
}

/** Replaces the text of a cell whose placeholders were filled. */
export function writeText(book: Book, cell: XmlElement, text: string, style: number, width: number): void {
  const clean = plainText(text);
  const wrap = clean.includes('\n') || textWidth(clean) > width;
  const look = book.styles.asText(style, { quote: looksLikeFormula(clean), wrap });
  if (look !== style || attr(cell, 's') !== undefined) setAttr(cell, 's', look);
  if (!clean) {
    setAttr(cell, 't', null);
    cell.children = [];
    cell.empty = true;
    return;
  }
  setAttr(cell, 't', 'inlineStr');
  // `_x0041_` means the character A: a text that really reads so has its first `_` escaped.
  const escaped = encode(clean.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
  cell.children = [make(cell, 'is', '', [make(cell, 't', ' xml:space="preserve"', [escaped])])];
  cell.empty = false;
}

function writeNumber(cell: XmlElement, value: number): void {
  setAttr(cell, 't', null);
  cell.children = [make(cell, 'v', '', [String(value)])];
  cell.empty = false;
}

/** Widths of columns in characters. */
export function columnWidths(sheet: BookSheet): (column: number) => number {
  const format = kid(sheet.root, 'sheetFormatPr');
  const usual = Number(attr(format, 'defaultColWidth') ?? attr(format, 'baseColWidth') ?? 8.43) || 8.43;
  const list = kid(sheet.root, 'cols');
  const columns = (list ? kids(list, 'col') : []).map((column) => ({
    from: Number(attr(column, 'min')) - 1,
    to: Number(attr(column, 'max')) - 1,
    width: Number(attr(column, 'width') ?? usual),
  }));
  return (column) => columns.find(({ from, to }) => from <= column && column <= to)?.width ?? usual;
}

/** Height of one line of text, in points. */
const LINE = 15;
const TALLEST = 409;

/** Makes rows taller where what was written would be cut off; no row gets lower. */
export function growRows(book: Book, sheet: BookSheet, touched: ReadonlySet<XmlElement>): void {
  const width = columnWidths(sheet);
  const usual = Number(attr(kid(sheet.root, 'sheetFormatPr'), 'defaultRowHeight') ?? LINE) || LINE;
  const merges = new Map(mergesOf(sheet).map((merge) => [`${merge.top},${merge.left}`, merge]));
  const lines = new Map([...rowsOf(sheet)].map(({ row, element }) => [row, element]));
  const height = (row: number): number => Number(attr(lines.get(row), 'ht') ?? usual) || usual;
  for (const [row, line] of lines) {
    let column = -1;
    for (const cell of kids(line, 'c')) {
      column += 1;
      const letters = /^[A-Z]+/.exec(attr(cell, 'r') ?? '')?.[0];
      if (letters) column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      if (!touched.has(cell)) continue;
      const merge = merges.get(`${row},${column}`) ?? { top: row, bottom: row, left: column, right: column };
      let room = 0;
      for (let at = merge.left; at <= merge.right; at += 1) room += width(at);
      const text = cellText(book, cell);
      const needed = text
        .split('\n')
        .reduce((sum, part) => sum + Math.max(1, Math.ceil(textWidth(part) / Math.max(1, room - 1))), 0);
      if (needed < 2) continue;
      let has = 0;
      for (let at = merge.top; at <= merge.bottom; at += 1) has += height(at);
      const missing = needed * LINE + 4 - has;
      if (missing <= 0) continue;
      const last = lines.get(merge.bottom) ?? rowAt(sheet, merge.bottom);
      lines.set(merge.bottom, last);
      setAttr(last, 'ht', Math.min(TALLEST, Math.ceil(height(merge.bottom) + missing)));
      setAttr(last, 'customHeight', 1);
    }
  }
}
