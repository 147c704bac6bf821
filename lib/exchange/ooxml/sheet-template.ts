import { type OfficePackage, relationsOf } from './package';
import {
  type Book,
  type BookSheet,
  cellAt,
  cellsOf,
  cellText,
  formulasOf,
  mergesOf,
  openBook,
  rowsOf,
} from './sheet-book';
import { columnWidths, growRows, writeCell, writeText } from './sheet-cell';
import { fillList } from './sheet-list';
import { type Insertion, movedRow, shiftFormula } from './sheet-refs';
import { parseRef, PLACEHOLDER, type TemplateFilling, valueText } from './types';
import { attr, descendants, encode, kid, kids, local, make, ownText, setAttr, type XmlElement } from './xml';

/** Fills a workbook in place; see {@link TemplateFilling}. */
export function fillBook(pack: OfficePackage, filling: TemplateFilling): void {
  const book = openBook(pack);
  const touched = new Map<BookSheet, Set<XmlElement>>(book.sheets.map((sheet) => [sheet, new Set()]));
  fillPlaceholders(book, filling, touched);
  for (const [place, value] of Object.entries(filling.values)) {
    const { sheet, row, column } = locate(book, place) ?? {};
    if (!sheet || row === undefined || column === undefined) continue;
    const cell = cellAt(sheet, row, column);
    if (kid(cell, 'f')) continue;
    writeCell(book, cell, value, cellText(book, cell), roomOf(sheet, row, column));
    touched.get(sheet)?.add(cell);
  }
  // From the bottom up: what is below a list moves, what is above stays where its place says.
  const lists = [...filling.lists].sort((a, b) => Number(b.row.split('!')[1]) - Number(a.row.split('!')[1]));
  for (const list of lists) {
    const sheet = book.sheets.find(({ id }) => id === list.row.split('!')[0]);
    if (!sheet) continue;
    const insertion = fillList(book, sheet, list, touched.get(sheet) ?? new Set());
    if (insertion) followElsewhere(book, sheet, insertion);
  }
  for (const [sheet, cells] of touched) growRows(book, sheet, cells);
  recalculate(pack);
  for (const { root } of book.sheets) forgetResults(root);
}

function locate(book: Book, place: string): { sheet: BookSheet; row: number; column: number } | undefined {
  const [id, ref = ''] = place.split('!');
  const sheet = book.sheets.find((candidate) => candidate.id === id);
  const at = parseRef(ref);
  return sheet && at ? { sheet, ...at } : undefined;
}

/** Width of a cell, or of the merged range that begins there. */
function roomOf(sheet: BookSheet, row: number, column: number): number {
  const width = columnWidths(sheet);
  const right = mergesOf(sheet).find((merge) => merge.top === row && merge.left === column)?.right ?? column;
  let room = 0;
  for (let at = column; at <= right; at += 1) room += width(at);
  return room;
}

function fillPlaceholders(
  book: Book,
  { placeholders, lists }: TemplateFilling,
  touched: Map<BookSheet, Set<XmlElement>>,
): void {
  const listed = new Map(lists.map(({ row, items }) => [row, items.length]));
  // Of a list with nothing in it no placeholder may be left standing.
  const emptied = [...listed.values()].includes(0);
  if (!Object.keys(placeholders).length && !emptied) return;
  for (const sheet of book.sheets) {
    for (const { row, element } of rowsOf(sheet)) {
      const items = listed.get(`${sheet.id}!${row + 1}`);
      if (items) continue;
      for (const { column, element: cell } of cellsOf(element)) {
        const text = cellText(book, cell);
        if (text.search(PLACEHOLDER) < 0) continue;
        const next = text.replace(PLACEHOLDER, (whole, name: string) => {
          const value = placeholders[name];
          return value !== undefined ? valueText(value) : items === 0 ? '' : whole;
        });
        if (next === text) continue;
        writeText(book, cell, next, Number(attr(cell, 's') ?? 0), roomOf(sheet, row, column));
        touched.get(sheet)?.add(cell);
      }
    }
  }
}

/** What refers to the moved rows from outside of the sheet: names, other sheets, drawings, remarks, tables. */
function followElsewhere(book: Book, sheet: BookSheet, insertion: Insertion): void {
  const workbook = book.pack.xml(book.pack.main)?.root;
  const names = workbook && kid(workbook, 'definedNames');
  for (const name of names ? kids(names, 'definedName') : []) {
    name.children = [encode(shiftFormula(ownText(name), insertion, ''))];
  }
  for (const other of book.sheets) {
    if (other === sheet) continue;
    for (const formula of formulasOf(other.root)) {
      formula.children = [encode(shiftFormula(ownText(formula), insertion, other.name))];
    }
  }
  for (const { target } of relationsOf(book.pack, sheet.part).values()) {
    const root = target.endsWith('.xml') ? book.pack.xml(target)?.root : undefined;
    if (!root) continue;
    for (const element of [root, ...descendants(root)]) moveAnchored(element, insertion);
  }
}

function moveAnchored(element: XmlElement, insertion: Insertion): void {
  const name = local(element);
  // The anchor of a drawing.
  if (name === 'row' && !element.children.some((child) => typeof child !== 'string')) {
    const row = Number(ownText(element));
    if (Number.isInteger(row)) element.children = [String(movedRow(row, insertion))];
  }
  if (name === 'comment' || name === 'table' || name === 'autoFilter') {
    const ref = attr(element, 'ref');
    if (ref) setAttr(element, 'ref', shiftFormula(ref, insertion, insertion.sheet));
  }
}

/** Some programs show what a formula came to when the form was still empty, unless nothing is remembered. */
function forgetResults(root: XmlElement): void {
  for (const cell of descendants(root)) {
    if (local(cell) !== 'c' || !kid(cell, 'f')) continue;
    cell.children = cell.children.filter((node) => typeof node === 'string' || local(node) === 'f');
    setAttr(cell, 't', null);
  }
}

/** Remembered results are of the empty form: whoever opens the file works them out anew. */
function recalculate(pack: OfficePackage): void {
  const chain = Object.keys(pack.parts).find((part) => /calcChain\.xml$/.test(part));
  if (chain) {
    pack.drop(chain);
    const without = (part: string, name: string, value: (element: XmlElement) => boolean): void => {
      const root = pack.xml(part)?.root;
      if (root)
        root.children = root.children.filter(
          (node) => typeof node === 'string' || local(node) !== name || !value(node),
        );
    };
    without('[Content_Types].xml', 'Override', (node) => /calcChain/.test(attr(node, 'PartName') ?? ''));
    without('xl/_rels/workbook.xml.rels', 'Relationship', (node) =>
      /calcChain/.test(attr(node, 'Target') ?? ''),
    );
  }
  const workbook = pack.xml(pack.main)?.root;
  if (!workbook) return;
  let calc = kid(workbook, 'calcPr');
  if (!calc) {
    calc = make(workbook, 'calcPr');
    // The standard has an order: after the names, or else after the sheets.
    const after =
      kid(workbook, 'definedNames') ??
      kid(workbook, 'externalReferences') ??
      kid(workbook, 'functionGroups') ??
      kid(workbook, 'sheets');
    workbook.children.splice(
      after ? workbook.children.indexOf(after) + 1 : workbook.children.length,
      0,
      calc,
    );
  }
  setAttr(calc, 'fullCalcOnLoad', 1);
}
