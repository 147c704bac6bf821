import { type BookSheet, cellsOf, formulasOf, rowsOf } from './sheet-book';
import { type Insertion, movedRow, shiftFormula, shiftRanges } from './sheet-refs';
import { refOf } from './types';
import { attr, descendants, encode, kid, kids, local, ownText, setAttr } from './xml';

/** Ranges of a sheet outside of its cells, by element. */
const RANGES: Record<string, string> = {
  mergeCell: 'ref',
  dimension: 'ref',
  autoFilter: 'ref',
  hyperlink: 'ref',
  conditionalFormatting: 'sqref',
  dataValidation: 'sqref',
  protectedRange: 'sqref',
  ignoredError: 'sqref',
};

/** Moves everything of a sheet at and below row `at` down; the rows in between are put in by the caller. */
export function insertRows(sheet: BookSheet, insertion: Insertion): void {
  for (const { row, element } of rowsOf(sheet)) {
    const next = movedRow(row, insertion);
    for (const { column, element: cell } of cellsOf(element)) {
      const formula = kid(cell, 'f');
      if (formula && ownText(formula)) {
        formula.children = [encode(shiftFormula(ownText(formula), insertion, sheet.name, row))];
        const range = attr(formula, 'ref');
        if (range) setAttr(formula, 'ref', shiftRanges(range, insertion));
      }
      setAttr(cell, 'r', refOf(next, column));
    }
    setAttr(element, 'r', next + 1);
    setAttr(element, 'spans', null);
  }
  for (const element of descendants(sheet.root)) {
    const name = RANGES[local(element)];
    const value = name && attr(element, name);
    if (name && value) {
      const own = local(element) === 'mergeCell' ? { ...insertion, grow: undefined } : insertion;
      setAttr(element, name, shiftRanges(value, own));
    }
    if (local(element) === 'brk' && attr(element, 'id')) {
      const parent = Number(attr(element, 'id'));
      // Column breaks are counted in columns, and left alone: they stand in `colBreaks`.
      if (kids(kid(sheet.root, 'rowBreaks') ?? sheet.root, 'brk').includes(element)) {
        setAttr(element, 'id', movedRow(parent - 1, insertion) + 1);
      }
    }
  }
  for (const element of formulasOf(sheet.root)) {
    if (local(element) === 'f') continue;
    element.children = [encode(shiftFormula(ownText(element), insertion, sheet.name))];
  }
}
