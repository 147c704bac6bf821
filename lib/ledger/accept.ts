import type { BlobStore } from './blob-store';
import type { Clock } from './clock';
import type { LedgerDb } from './db';
import type { Ledger } from './ledger';
import { mergeInto, type Prepared, prepareRow } from './merge-into';
import type { Accepted, CommitPart, ShareRow } from './sync-rows';
import type { SyncScope } from './sync-scope';

/** Merges segments and notes that they are here; to be called inside a transaction over all the tables it writes. */
export async function accept(
  tables: { db: LedgerDb; clock: Clock; scope: SyncScope; blobs: BlobStore },
  segments: readonly Accepted[],
): Promise<void> {
  const { db, clock, scope, blobs } = tables;
  const here = await db.segments.bulkGet(segments.map(({ row }) => row.name));
  // One of which more is open than before is taken in once more: its lines may be new.
  const fresh = segments.filter(
    ({ row }, index) =>
      here[index]?.state !== 'merged' || (row.closed?.length ?? 0) < (here[index]?.closed?.length ?? 0),
  );
  if (!fresh.length) return;
  const last = await lastNumber(db);
  const prepared: Prepared = new Map();
  for (const one of fresh) for (const [line, row] of one.prepared ?? []) prepared.set(line, row);
  await mergeInto(db, clock, { parts: fresh.flatMap(({ parts }) => parts), prepared });
  await db.segments.bulkPut(fresh.map(({ row }) => scope.chain(row)));
  await blobs.add(fresh.flatMap((one) => one.blobs ?? []));
  await passOver(db, last);
}

const lastNumber = async (db: LedgerDb): Promise<number> =>
  (await db.changes.toCollection().reverse().limit(1).primaryKeys())[0] ?? 0;

/**
 * What comes from others is sent on by nobody. Where everything up to `last` had been looked at for sealing, the commits
 * after it need not be read again to find that out.
 */
async function passOver(db: LedgerDb, last: number): Promise<void> {
  const spaces = (await db.identity.where('id').startsWith('share').toArray()) as ShareRow[];
  const done = spaces.filter(({ lastSealed, allUpTo }) => lastSealed >= last && allUpTo <= last);
  if (!done.length) return;
  const now = await lastNumber(db);
  await db.identity.bulkPut(done.map((share) => ({ ...share, lastSealed: Math.max(share.lastSealed, now) })));
}

/** Makes ready what can be before segments are taken in, so that the storage is not kept waiting. Writes nothing. */
export function prepareParts({ db }: Ledger, parts: readonly CommitPart[]): Prepared {
  const prepared: Prepared = new Map();
  for (const { lines } of parts) for (const line of lines) prepared.set(line, prepareRow(db, line));
  return prepared;
}
