import { hashText } from '../ledger';

/** A name and its value, side by side. */
export interface Fact {
  label: string;
  value: string;
  /** Takes the whole line. */
  wide?: boolean;
}

/** A titled part of a record. */
export type DocumentSection = { heading: string } & (
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'text'; text: string }
  | { kind: 'facts'; facts: readonly Fact[] }
  | {
      kind: 'table';
      /** `share` of the width; they need not add up to anything. */
      columns: readonly { header: string; share: number; small?: boolean }[];
      rows: readonly (readonly string[])[];
    }
);

/** One record as it stands on paper. The Word file and the print view are drawn from the same model. */
export interface RecordDocument {
  title: string;
  /** Name of the branch, under the title. */
  branch: string;
  /** 补记, beside the branch. */
  mark?: string;
  facts: readonly Fact[];
  sections: readonly DocumentSection[];
  /** Labels of the lines to sign on. */
  signatures: readonly string[];
  /** Small lines at the end: both times, id, fingerprint. */
  closing: readonly string[];
}

/**
 * SHA-256 of what a record says on paper (without the closing lines), so that a signed copy can be compared with
 * a later one. The input is the JSON of title, branch, facts and sections.
 */
export const documentHash = (document: Omit<RecordDocument, 'closing' | 'signatures'>): string =>
  hashText(JSON.stringify([document.title, document.branch, document.facts, document.sections]));
