import { paragraphText } from './word-text';
import { attr, descendants, isElement, kid, kids, local, type XmlElement } from './xml';

/** A cell of a table; rows and columns of the grid from 0. */
export interface WordCell {
  element: XmlElement;
  row: number;
  column: number;
  columnSpan: number;
  /** First cell of a vertical merge, one below it, or neither. */
  merge: 'first' | 'below' | undefined;
}

export interface WordTable {
  id: string;
  element: XmlElement;
  rows: { element: XmlElement; parent: XmlElement; cells: WordCell[] }[];
}

/** Every table of a document, inner ones after the one they are in. */
export const tablesOf = (root: XmlElement): WordTable[] =>
  [...descendants(root)]
    .filter((element) => local(element) === 'tbl')
    .map((element, index) => tableOf(element, `t${index}`));

function tableOf(element: XmlElement, id: string): WordTable {
  const rows = within(element, 'tr').map(({ element: line, parent }, row) => {
    let column = Number(attr(kid(kid(line, 'trPr') ?? line, 'gridBefore'), 'val') ?? 0) || 0;
    const cells = within(line, 'tc').map(({ element: cell }): WordCell => {
      const settings = kid(cell, 'tcPr');
      const span = Number(attr(settings && kid(settings, 'gridSpan'), 'val') ?? 1) || 1;
      const merge = settings && kid(settings, 'vMerge');
      const made: WordCell = {
        element: cell,
        row,
        column,
        columnSpan: span,
        merge: merge ? (attr(merge, 'val') === 'restart' ? 'first' : 'below') : undefined,
      };
      column += span;
      return made;
    });
    return { element: line, parent, cells };
  });
  return { id, element, rows };
}

/** Rows of a table or cells of a row, also those inside of a content control. */
function within(element: XmlElement, name: string): { element: XmlElement; parent: XmlElement }[] {
  return element.children.filter(isElement).flatMap((child) => {
    if (local(child) === name) return [{ element: child, parent: element }];
    if (local(child) === 'sdt') {
      const content = kid(child, 'sdtContent');
      return content ? within(content, name) : [];
    }
    return /^(ins|moveTo|customXml)$/.test(local(child)) ? within(child, name) : [];
  });
}

/** Text of a cell without the tables in it; a line per paragraph. */
export const wordCellText = (cell: XmlElement): string =>
  paragraphsOf(cell).map(paragraphText).join('\n').replace(/\n+$/, '');

/** Paragraphs of a cell, also those inside of a content control. */
export function paragraphsOf(cell: XmlElement): XmlElement[] {
  return cell.children.filter(isElement).flatMap((child) => {
    if (local(child) === 'p') return [child];
    const content = local(child) === 'sdt' ? kid(child, 'sdtContent') : undefined;
    return content ? paragraphsOf(content) : [];
  });
}

/** Cells that a vertical merge covers below a first one. */
export function rowSpan(table: WordTable, cell: WordCell): number {
  if (cell.merge !== 'first') return 1;
  let span = 1;
  while (
    table.rows[cell.row + span]?.cells.some(
      (below) => below.column === cell.column && below.merge === 'below',
    )
  )
    span += 1;
  return span;
}

export const hasInnerTable = (cell: XmlElement): boolean => kids(cell, 'tbl').length > 0;
