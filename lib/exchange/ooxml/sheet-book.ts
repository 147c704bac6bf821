import { type OfficePackage, relationsOf } from './package';
import { type SheetStyles, sheetStyles } from './sheet-styles';
import { parseRef, refOf } from './types';
import { attr, descendants, kid, kids, local, make, ownText, setAttr, type XmlElement } from './xml';

/** One sheet of an opened workbook. */
export interface BookSheet {
  /** `s0`, by its position in the workbook. */
  id: string;
  name: string;
  part: string;
  root: XmlElement;
  data: XmlElement;
  hidden: boolean;
}

/** A merged range, rows and columns from 0, both ends inside. */
export interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
  element: XmlElement;
}

/** An opened workbook. */
export interface Book {
  pack: OfficePackage;
  sheets: BookSheet[];
  shared: string[];
  styles: SheetStyles;
}

/** Reads what stands in a workbook. */
export function openBook(pack: OfficePackage): Book {
  const workbook = pack.xml(pack.main)?.root;
  const relations = relationsOf(pack, pack.main);
  const strings = [...relations.values()].find(({ type }) => type === 'sharedStrings');
  const list = workbook && kid(workbook, 'sheets');
  const sheets: BookSheet[] = [];
  for (const [index, entry] of (list ? kids(list, 'sheet') : []).entries()) {
    // `r:id`, not `sheetId`.
    const id = /\s[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(entry.attrs)?.[1] ?? '';
    const relation = relations.get(id);
    const root = relation?.type === 'worksheet' ? pack.xml(relation.target)?.root : undefined;
    const data = root && kid(root, 'sheetData');
    if (!relation || !root || !data) continue;
    const state = attr(entry, 'state');
    sheets.push({
      id: `s${index}`,
      name: attr(entry, 'name') ?? '',
      part: relation.target,
      root,
      data,
      hidden: state === 'hidden' || state === 'veryHidden',
    });
  }
  return { pack, sheets, shared: sharedTexts(pack, strings?.target), styles: sheetStyles(pack) };
}

function sharedTexts(pack: OfficePackage, part: string | undefined): string[] {
  const root = part ? pack.xml(part)?.root : undefined;
  return root ? kids(root, 'si').map(richText) : [];
}

/** Text of a string item: its runs joined, readings (拼音) left out. */
function richText(item: XmlElement): string {
  const parts: string[] = [];
  for (const child of item.children) {
    if (typeof child === 'string') continue;
    if (local(child) === 't') parts.push(ownText(child));
    if (local(child) === 'r') parts.push(...kids(child, 't').map(ownText));
  }
  return parts.join('');
}

/** The text that a cell shows, as far as that is known without its format. */
export function cellText(book: Pick<Book, 'shared'>, cell: XmlElement | undefined): string {
  if (!cell) return '';
  const value = kid(cell, 'v');
  switch (attr(cell, 't')) {
    case 's':
      return book.shared[Number(value && ownText(value))] ?? '';
    case 'inlineStr': {
      const inline = kid(cell, 'is');
      return inline ? richText(inline) : '';
    }
    default:
      return value ? ownText(value) : '';
  }
}

/** Row number from 0; rows and cells without a reference stand after the one before. */
export function* rowsOf(sheet: BookSheet): Generator<{ row: number; element: XmlElement }> {
  let next = 0;
  for (const element of kids(sheet.data, 'row')) {
    const row = Number(attr(element, 'r') ?? next + 1) - 1;
    next = row + 1;
    yield { row, element };
  }
}

export function* cellsOf(line: XmlElement): Generator<{ column: number; element: XmlElement }> {
  let next = 0;
  for (const element of kids(line, 'c')) {
    const column = parseRef(attr(element, 'r') ?? '')?.column ?? next;
    next = column + 1;
    yield { column, element };
  }
}

/** A row, made where there is none. */
export function rowAt(sheet: BookSheet, row: number): XmlElement {
  let before = -1;
  for (const line of rowsOf(sheet)) {
    if (line.row === row) return line.element;
    if (line.row > row) break;
    before = sheet.data.children.indexOf(line.element);
  }
  const element = make(sheet.data, 'row', ` r="${row + 1}"`);
  sheet.data.children.splice(before + 1, 0, element);
  return element;
}

/** A cell, made where there is none. */
export function cellAt(sheet: BookSheet, row: number, column: number): XmlElement {
  const line = rowAt(sheet, row);
  let before = -1;
  for (const cell of cellsOf(line)) {
    if (cell.column === column) return cell.element;
    if (cell.column > column) break;
    before = line.children.indexOf(cell.element);
  }
  const element = make(sheet.data, 'c', ` r="${refOf(row, column)}"`);
  line.children.splice(before + 1, 0, element);
  return element;
}

/** Merged ranges of a sheet. */
export function mergesOf(sheet: BookSheet): Merge[] {
  const list = kid(sheet.root, 'mergeCells');
  return (list ? kids(list, 'mergeCell') : []).flatMap((element) => {
    const [from = '', to = from] = (attr(element, 'ref') ?? '').split(':');
    const [start, end] = [parseRef(from), parseRef(to)];
    return start && end
      ? [{ top: start.row, left: start.column, bottom: end.row, right: end.column, element }]
      : [];
  });
}

/** Makes formulas that share one text stand for themselves, so that rows can be moved. */
export function unshareFormulas(
  sheet: BookSheet,
  translate: (formula: string, down: number, right: number) => string,
): void {
  const masters = new Map<string, { text: string; row: number; column: number }>();
  for (const { row, element } of rowsOf(sheet)) {
    for (const { column, element: cell } of cellsOf(element)) {
      const formula = kid(cell, 'f');
      if (!formula || attr(formula, 't') !== 'shared') continue;
      const id = attr(formula, 'si') ?? '';
      const text = ownText(formula);
      const master = masters.get(id);
      if (text) masters.set(id, { text, row, column });
      else if (master) {
        formula.children = [
          translate(master.text, row - master.row, column - master.column).replace(/[&<>]/g, (sign) =>
            sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;',
          ),
        ];
        formula.empty = false;
      }
      for (const name of ['t', 'si', 'ref']) setAttr(formula, name, null);
    }
  }
}

/** Every formula of a sheet: in cells, and in rules of format and entry. */
export function* formulasOf(root: XmlElement): Generator<XmlElement> {
  for (const element of descendants(root)) {
    if (['f', 'formula', 'formula1', 'formula2'].includes(local(element)) && ownText(element)) yield element;
  }
}
