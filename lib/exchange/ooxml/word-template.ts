import { Fault } from '../../records/fault';
import { joined } from './sheet-cell';
import type { OfficePackage } from './package';
import {
  columnName,
  LIST_LIMIT,
  parseRef,
  PLACEHOLDER,
  type TemplateFilling,
  type TemplateGrid,
  type TemplateLine,
  type TemplateList,
  type TemplateValue,
  type TemplateView,
  valueText,
} from './types';
import {
  hasInnerTable,
  paragraphsOf,
  rowSpan,
  tablesOf,
  type WordCell,
  wordCellText,
  type WordTable,
} from './word-table';
import { appendText, emptyCell, lookOf, paragraphText, replaceText, withoutIds } from './word-text';
import { copyOf, descendants, local, type XmlElement } from './xml';

/** Rows shown of one table. */
const SHOWN = 150;
/** A label and the room left after it. */
const OPEN = /([^\s：:_＿、，。；]{1,16})[：:]([\s_＿]{2,}|\s*$)/g;

const roots = (pack: OfficePackage): XmlElement[] =>
  Object.keys(pack.parts)
    .filter((part) => part === pack.main || /^word\/(header|footer)\d*\.xml$/.test(part))
    .flatMap((part) => pack.xml(part)?.root ?? []);

const paragraphsIn = (root: XmlElement): XmlElement[] =>
  [...descendants(root)].filter((element) => local(element) === 'p');

/** What a person sees of a document: its tables as grids, its open lines, its placeholders. */
export function documentView(pack: OfficePackage): TemplateView {
  const root = pack.xml(pack.main)?.root;
  const grids = root ? tablesOf(root).map(gridOf) : [];
  const placeholders = new Set<string>();
  for (const part of roots(pack)) {
    for (const paragraph of paragraphsIn(part)) {
      for (const match of paragraphText(paragraph).matchAll(PLACEHOLDER))
        placeholders.add(match[1] as string);
    }
  }
  return {
    format: 'docx',
    grids,
    lines: root ? openLines(root).map(({ line }) => line) : [],
    placeholders: [...placeholders],
  };
}

function gridOf(table: WordTable): TemplateGrid {
  const cells = table.rows.slice(0, SHOWN).flatMap((row) =>
    row.cells
      .filter(({ merge }) => merge !== 'below')
      .map((cell) => ({
        place: `${table.id}!${columnName(cell.column)}${cell.row + 1}`,
        row: cell.row,
        column: cell.column,
        rowSpan: rowSpan(table, cell),
        columnSpan: cell.columnSpan,
        text: wordCellText(cell.element),
      })),
  );
  return {
    id: table.id,
    name: '',
    rows: Math.min(table.rows.length, SHOWN),
    columns: Math.max(0, ...cells.map(({ column, columnSpan }) => column + columnSpan)),
    cells,
    ...(table.rows.length > SHOWN ? { cut: true } : {}),
  };
}

/** Lines with room after a label. Inside of a table only where a paragraph has several: one is the cell's own. */
function openLines(
  root: XmlElement,
): { line: TemplateLine; paragraph: XmlElement; start: number; end: number }[] {
  const inTables = new Set(
    [...descendants(root)].filter((element) => local(element) === 'tc').flatMap((cell) => paragraphsOf(cell)),
  );
  return paragraphsIn(root).flatMap((paragraph, index) => {
    const found = [...paragraphText(paragraph).matchAll(OPEN)];
    if (found.length < (inTables.has(paragraph) ? 2 : 1)) return [];
    return found.map((match, at) => {
      const room = match[2] as string;
      const end = match.index + match[0].length;
      return {
        line: { place: `p${index}.${at}`, text: match[1] as string },
        paragraph,
        start: end - room.length,
        end,
      };
    });
  });
}

/** Fills a document in place; see {@link TemplateFilling}. Throws E668 for too many items. */
export function fillDocument(pack: OfficePackage, filling: TemplateFilling): void {
  const root = pack.xml(pack.main)?.root;
  if (!root) return;
  // Lines are counted before anything is put in or moved.
  const lines = openLines(root);
  const tables = tablesOf(root);
  const listed = new Set<XmlElement>();
  const emptied = new Set<XmlElement>();
  for (const list of filling.lists) {
    const table = tables.find(({ id }) => id === list.row.split('!')[0]);
    const line = table?.rows[Number(list.row.split('!')[1]) - 1];
    // Of a list with nothing in it no placeholder may be left standing.
    if (line) (list.items.length ? listed : emptied).add(line.element);
  }
  for (const table of tables) {
    for (const { cells } of table.rows) {
      for (const cell of cells) {
        const value = filling.values[`${table.id}!${columnName(cell.column)}${cell.row + 1}`];
        if (value !== undefined) writeWordCell(cell.element, value, lookOf(table.rows[cell.row]?.element));
      }
    }
  }
  for (const { line, paragraph, start, end } of [...lines].reverse()) {
    const value = filling.values[line.place];
    if (value === undefined) continue;
    const text = valueText(value);
    if (start === end) appendText(paragraph, text);
    else replaceText(paragraph, start, end, end === paragraphText(paragraph).length ? text : `${text}　`);
  }
  const inside = (rows: Set<XmlElement>) => new Set([...rows].flatMap((row) => paragraphsIn(row)));
  const [inList, inEmptied] = [inside(listed), inside(emptied)];
  for (const part of roots(pack)) {
    for (const paragraph of paragraphsIn(part))
      if (!inList.has(paragraph))
        fillPlaceholders(paragraph, filling.placeholders, inEmptied.has(paragraph) ? '' : undefined);
  }
  for (const list of filling.lists) {
    const table = tables.find(({ id }) => id === list.row.split('!')[0]);
    if (table) fillRows(table, list);
  }
}

/** Fills the placeholders of a paragraph; one without a value becomes `otherwise`, or stays. */
function fillPlaceholders(
  paragraph: XmlElement,
  values: TemplateFilling['placeholders'],
  otherwise?: string,
): void {
  const found = [...paragraphText(paragraph).matchAll(PLACEHOLDER)];
  for (const match of found.reverse()) {
    const value = values[match[1] as string] ?? otherwise;
    if (value !== undefined)
      replaceText(paragraph, match.index, match.index + match[0].length, valueText(value));
  }
}

/** Puts a value into a cell: in place of its placeholder, after its label, or into its first empty paragraph. */
function writeWordCell(cell: XmlElement, value: TemplateValue, like?: XmlElement): void {
  const paragraphs = paragraphsOf(cell);
  const text = valueText(value);
  for (const paragraph of paragraphs) {
    const match = [...paragraphText(paragraph).matchAll(PLACEHOLDER)][0];
    if (!match) continue;
    replaceText(paragraph, match.index, match.index + match[0].length, text);
    return;
  }
  const labelled = paragraphs.find((paragraph) => paragraphText(paragraph).trim());
  if (!labelled) {
    const [first] = paragraphs;
    if (first) appendText(first, text, like);
    return;
  }
  const label = paragraphText(labelled);
  const kept = label.replace(/[\s_＿]+$/, '');
  if (kept.length < label.length) replaceText(labelled, kept.length, label.length, joined('', value));
  else appendText(labelled, text);
}

/** Fills a repeated row: the empty rows of the form first, then copies of the first one. */
function fillRows(table: WordTable, list: TemplateList): void {
  if (list.items.length > LIST_LIMIT) throw new Fault('E668', { rows: list.items.length, limit: LIST_LIMIT });
  const first = Number(list.row.split('!')[1]) - 1;
  const head = table.rows[first];
  if (!head || !list.items.length) return;
  const bound = [...new Set(list.items.flatMap((item) => Object.keys(item)))].flatMap((place) => {
    const column = parseRef(place.split('!')[1] ?? '')?.column;
    return column === undefined ? [] : [{ place, column }];
  });
  const model = copyOf(head.element);
  const cellOf = (cells: readonly WordCell[], column: number) => cells.find((cell) => cell.column === column);
  const slots = [head];
  for (const row of table.rows.slice(first + 1)) {
    const fits =
      row.cells.length === head.cells.length &&
      row.cells.every((cell) => !cell.merge) &&
      bound.every(({ column }) => {
        const cell = cellOf(row.cells, column);
        return cell && !wordCellText(cell.element).trim() && !hasInnerTable(cell.element);
      });
    if (!fits) break;
    slots.push(row);
  }
  const counted = head.cells.filter(
    ({ column }) =>
      !bound.some((one) => one.column === column) &&
      slots.every(({ cells }, index) => {
        const cell = cellOf(cells, column);
        return cell && wordCellText(cell.element).trim() === String(index + 1);
      }),
  );
  const last = slots[slots.length - 1] as (typeof slots)[number];
  const at = last.parent.children.indexOf(last.element) + 1;
  const more = Array.from({ length: Math.max(0, list.items.length - slots.length) }, () =>
    withoutIds(copyOf(model)),
  );
  last.parent.children.splice(at, 0, ...more);
  const made = more.map((element) => {
    const [row] =
      tablesOf({ ...table.element, children: [{ ...table.element, children: [element] }] })[0]?.rows ?? [];
    for (const cell of row?.cells ?? []) {
      const isBound = bound.some(({ column }) => column === cell.column);
      const keeps = isBound && wordCellText(cell.element).search(PLACEHOLDER) >= 0;
      if (!keeps && (isBound || counted.some(({ column }) => column === cell.column)))
        emptyCell(cell.element);
    }
    return row?.cells ?? [];
  });
  const lines = [...slots.map(({ cells }) => cells), ...made];
  for (const [index, item] of list.items.entries()) {
    const cells = lines[index] ?? [];
    const like = lookOf(model);
    for (const { place, column } of bound) {
      const cell = cellOf(cells, column);
      const value = item[place];
      if (cell && value !== undefined) writeWordCell(cell.element, value, like);
    }
    if (index < slots.length) continue;
    for (const { column } of counted) {
      const cell = cellOf(cells, column);
      if (cell) writeWordCell(cell.element, String(index + 1), like);
    }
  }
}
