import type { DocumentSection } from '../record-document';

/** A line of the table of contents. */
export interface BookEntry {
  /** 1 = chapter, 2 = part. */
  level: 1 | 2;
  title: string;
  /** Name of the place it leads to, unique within the book. */
  anchor: string;
}

/** What a book begins with. Everything in the language of its reader. */
export interface BookHead {
  title: string;
  branch: string;
  /** Lines under the branch on the cover: year, superior organisation, as-of date. */
  under: readonly string[];
  /** Labels of the lines to sign on, on the cover. */
  signatures: readonly string[];
  contentsTitle: string;
  contents: readonly BookEntry[];
  /** What stands at the foot of every page, before, between and after page number and number of pages. */
  foot: readonly [string, string, string];
}

/** A piece of a book, in the order of the pages. */
export type BookNode =
  | { kind: 'heading'; level: 1 | 2; title: string; anchor: string; mark?: string }
  /** A remark under a heading, such as 缺项. */
  | { kind: 'note'; text: string }
  | { kind: 'section'; section: DocumentSection; titled?: boolean }
  /** Small lines, such as the id and fingerprint of a record. */
  | { kind: 'closing'; lines: readonly string[] };
