import type { Transaction } from 'dexie';

/**
 * One step of the database's shape. Steps are numbered without gaps and never edited once released; each has a
 * frozen example in `tests/fixtures/migrations/<number>.json`.
 */
export interface Migration {
  version: number;
  /** Dexie stores that this step adds or changes. */
  stores: Record<string, string | null>;
  /** Rewrites rows of the version before. Only Dexie may be awaited in it. */
  upgrade?: (transaction: Transaction) => Promise<void> | void;
}
