import type { RecordId } from '../records/kind';

/** A file or a long text that is shared: where its sealed pieces lie at the place, and the key that opens them. */
export interface BlobRow {
  /** Compartment, SHA-256 of the whole, and a fingerprint of key and pieces. */
  id: string;
  /** The space of a company where it lies; that of the branch when absent. */
  space?: string;
  /** Compartment; its readers, and they alone, were given the key. */
  q: string;
  /** Of the whole, as in the attachments table. */
  sha256: string;
  size: number;
  type: string;
  /** Opens the pieces. Random, of this file in this compartment alone; empty once it was erased. */
  key: Uint8Array;
  /** Names of the sealed pieces in order: the first 24 digits of their hashes. */
  chunks: string[];
  /** Records whose values refer to it. */
  r: RecordId[];
  /**
   * - `known`: another device named it
   * - `sealed`: named here, and not whole at the place yet
   * - `stored`: every piece was put at the place
   * - `erased`: its content was erased on request; the names alone are kept, for whoever keeps the place
   */
  state: 'known' | 'sealed' | 'stored' | 'erased';
  /** Of an own one: number of the last commit when it was named last, and of the segment of the compartment. */
  n?: number;
  s?: number;
  /** Pieces that are at the place, from the first on. */
  done?: number;
  /** Some piece may be there without a note of it: it is looked for before it is put. */
  begun?: true;
  /** Why it could not be put, and when (milliseconds). */
  why?: string;
  whyAt?: number;
  /** Since when (milliseconds) the place does not show a piece, or shows something else under its name. */
  absent?: number;
  /** When it was looked for last (milliseconds). */
  looked?: number;
  damaged?: true;
  /** Milliseconds at which it was fetched; no two alike, so that readers can go on from one. */
  got?: number;
  /** Milliseconds at which the copy here was given up; it is fetched again when somebody opens it. */
  dropped?: number;
}
