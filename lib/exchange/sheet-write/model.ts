import { t } from '../../i18n';

/** What a cell holds: decides format and alignment, and never turns a text into something else. */
export type CellKind = 'text' | 'integer' | 'number' | 'money' | 'percent' | 'date';

/**
 * A value of a cell. Money is in yuan. Dates are `YYYY-MM-DD` in a column of kind `date`; a date known only in part stays text.
 * A text in a column of numbers is allowed: that is how an unknown (缺项) is written.
 */
export type CellValue = string | number | boolean | null | undefined;

/** A column of a sheet. */
export interface SheetColumn {
  header: string;
  /** Heading over several columns: neighbours with the same one share it. */
  group?: string;
  /** In characters of the body font; a Chinese character counts as two. */
  width: number;
  /** Default `text`. */
  kind?: CellKind;
  /** Long text: the cell grows downwards. */
  wrap?: boolean;
  /** For programs: there in the file and not seen, and not on paper. */
  hidden?: boolean;
}

/** One table on paper and in a file: title, one line about it, header, rows, closing lines. */
export interface SheetModel {
  /** Name of the tab; cleaned and shortened to what Excel allows. */
  sheetName: string;
  title: string;
  /** Parts of the line under the title: branch, period, as-of date. Joined by spaces. */
  subtitle: readonly string[];
  columns: readonly SheetColumn[];
  rows: readonly (readonly CellValue[])[];
  /** Lines under the table, such as what 缺项 means. */
  footer?: readonly string[];
  /** A4 landscape; portrait when false. */
  landscape?: boolean;
  /** Pages side by side onto which the width is fitted; 1 when absent. With more, the first columns repeat. */
  pagesWide?: number;
}

/** Thrown away by nobody but the person: a cancelled export ends with an `AbortError` and leaves nothing. */
export interface WriteOptions {
  /** Instant of the export in milliseconds; stands in the file's properties. */
  now: number;
  signal?: AbortSignal;
  /** Rows laid out so far, of how many. */
  onProgress?: (done: number, total: number) => void;
}

/** The heading of a column in one line, for files that have one header row. */
export const fullHeader = ({ group, header }: SheetColumn): string =>
  group ? t('exchange.groupHeader', { group, header }) : header;
