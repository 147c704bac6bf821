import type { TemplateFormat } from './package';

/** A value for a place of a template. A day is written as a date where the cell is formatted as one. */
export type TemplateValue = string | number | { day: string; text: string };

/** A cell of a template, for showing it and for saying which one is meant. */
export interface TemplateCell {
  /** Stable name of the cell within the file: `s0!B3` (sheet) or `t0!B3` (table of a document). */
  place: string;
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  text: string;
  /** Calculated by the template itself: not to be filled. */
  formula?: boolean;
}

/** A sheet, or a table of a document. Rows and columns count from 0. */
export interface TemplateGrid {
  id: string;
  name: string;
  rows: number;
  columns: number;
  cells: TemplateCell[];
  /** Larger than what is shown here. */
  cut?: boolean;
}

/** A line of a document outside of its tables that ends open: `时间：____`. */
export interface TemplateLine {
  place: string;
  text: string;
}

/** What a person sees of a template. */
export interface TemplateView {
  format: TemplateFormat;
  grids: TemplateGrid[];
  lines: TemplateLine[];
  /** `{name}` wherever it stands, each once, in the order of the document. */
  placeholders: string[];
}

/** A row that is repeated for a list: `grid!row` with the row from 1, and one set of values per item by cell place. */
export interface TemplateList {
  row: string;
  items: readonly Readonly<Record<string, TemplateValue>>[];
}

/** What goes where. Places that the file does not have are left out silently: the view tells them apart. */
export interface TemplateFilling {
  /** By place of a cell or line. */
  values: Readonly<Record<string, TemplateValue>>;
  /** By name of the placeholder, without its braces. */
  placeholders: Readonly<Record<string, TemplateValue>>;
  lists: readonly TemplateList[];
}

/** Items that one list may have. */
export const LIST_LIMIT = 5000;

/** `{name}`, `{{name}}`, `${name}`: the name is 1 to 40 characters without braces. */
export const PLACEHOLDER = /\$?\{\{?\s*([^{}\n]{1,40}?)\s*\}?\}/g;

/** The value as it reads in a text. */
export const valueText = (value: TemplateValue): string =>
  typeof value === 'object' ? value.text : String(value);

/** The column of a number from 0: A, B, … AA. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1)
    name = String.fromCharCode(65 + (rest % 26)) + name;
  return name;
}

/** The parts of a reference such as `$B$3`, both from 0; undefined for anything else. */
export function parseRef(ref: string): { row: number; column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref);
  if (!match) return undefined;
  let column = 0;
  for (const letter of match[1] as string) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(match[2]) - 1, column: column - 1 };
}

export const refOf = (row: number, column: number): string => `${columnName(column)}${row + 1}`;
