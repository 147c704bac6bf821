import type { LedgerDb } from './db';
import type { RecordRow } from './rows';

/** How far what is kept of a company's items goes, and what it was worked out with. */
export interface StandingHead {
  /** Number of the last commit that is in it, and of the last entry of `touched`. */
  n: number;
  t: number;
  /** Person of the profile then, and form of the lines: anything else is worked out anew. */
  made: string;
  /** By code of the checklist, a digest of what it asked. */
  asked: Record<string, string>;
}

/** The lines as one text: the storage hands out a text in a tenth of the time that it takes over many. */
export type StandingLines = string;

/** `<company>`: the head; `<company> lines`: its lines. Can be made anew from the records, so it is in no backup. */
export type StandingRow = ({ key: string } & StandingHead) | { key: string; lines: StandingLines };

/** Items whose records were written by no commit of a number of its own. Without items: all of them. */
export interface TouchedRow {
  n?: number;
  items?: string[];
}

/** Kinds of records by which an item of the checklist stands as it does. */
export const STANDING_KINDS: ReadonlySet<string> = new Set([
  'governanceItem',
  'exhibit',
  'itemStep',
  'review',
  'finding',
]);

/** Notes which items a merge touches; inside its transaction, which writes `touched` as well. */
export async function touch(db: LedgerDb, rows: readonly RecordRow[]): Promise<void> {
  const items = new Set<string>();
  for (const { id, kind, fields } of rows) {
    if (kind === 'governanceItem') items.add(id);
    else if (STANDING_KINDS.has(kind)) items.add(String(fields.item));
  }
  if (items.size) await db.touched.add({ items: [...items] });
}

/** Throws away what is kept of all items, whose texts may be gone; inside a transaction that writes both tables. */
export async function touchAll(db: LedgerDb): Promise<void> {
  await db.standings.clear();
  await db.touched.add({});
}
