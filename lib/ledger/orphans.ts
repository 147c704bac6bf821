import type { Json } from '../records/kind';
import type { LedgerDb } from './db';
import type { AttachmentRow } from './rows';

/** Bytes that nothing refers to are kept this long: a form may still be about to refer to them. */
export const ORPHAN_GRACE = 14 * 86_400_000;

/** Records looked at in one transaction, so that a sweep never holds the database for long. */
const BATCH = 500;

/** Text of a record (0) is written together with the record that refers to it and is never an orphan. */
const isOld = ({ addedAt }: AttachmentRow, now: number): boolean =>
  addedAt > 0 && addedAt < now - ORPHAN_GRACE;

/**
 * Removes bytes that no record, overwritten value, draft or change refers to and that were stored longer ago than
 * the grace time. Returns how many were removed. Safe to be cut off at any point: what is left is found next time.
 */
export async function sweepOrphans(db: LedgerDb, now: number): Promise<number> {
  const old = await db.attachments.filter((row) => isOld(row, now)).primaryKeys();
  if (!old.length) return 0;
  const unused = new Set(old);
  const look = (value: Json | undefined): void => {
    if (!value || typeof value !== 'object') return;
    if (Array.isArray(value)) for (const item of value) look(item);
    else {
      for (const [key, item] of Object.entries(value)) {
        if (/sha256$/i.test(key) && typeof item === 'string') unused.delete(item);
        else look(item);
      }
    }
  };
  // In the order in which a reference travels (form, record, overwritten value): one that moves on while this runs
  // is met again further down.
  await db.drafts.each((row) => look(row.data));
  await db.quarantine.each((row) => look(row.raw as Json));
  let last: string | undefined;
  for (;;) {
    const rows = await db.records
      .where('id')
      .above(last ?? '')
      .limit(BATCH)
      .toArray();
    for (const row of rows) look(row.fields);
    last = rows.at(-1)?.id;
    if (rows.length < BATCH) break;
  }
  await db.history.each((row) => look(row.v));
  // Bytes that somebody put in again meanwhile are young once more.
  return db.attachments
    .where('sha256')
    .anyOf([...unused])
    .filter((row) => isOld(row, now))
    .delete();
}
