import type { BlobStore } from './blob-store';
import type { Clock } from './clock';
import type { LedgerDb } from './db';
import { lookUp } from './known-rows';
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
  const all = segments.flatMap(({ parts }) => parts);
  const [here, last, spaces, looked] = await Promise.all([
    db.segments.bulkGet(segments.map(({ row }) => row.name)),
    lastNumber(db),
    db.identity.where('id').startsWith('share').toArray() as Promise<ShareRow[]>,
    lookUp(
      db,
      all.flatMap(({ lines }) => lines),
      all,
    ),
  ]);
  // One of which more is open than before is taken in once more: its lines may be new.
  const fresh = segments.filter(
    ({ row }, index) =>
      here[index]?.state !== 'merged' || (row.closed?.length ?? 0) < (here[index]?.closed?.length ?? 0),
  );
  if (!fresh.length) return;
  const prepared: Prepared = new Map();
  for (const one of fresh) for (const [line, row] of one.prepared ?? []) prepared.set(line, row);
  const parts = fresh.flatMap((one) => one.parts);
  const added = await mergeInto(db, clock, { parts, prepared, known: looked });
  // Asked for at once: each answer comes behind thousands of rows.
  await Promise.all([
    db.segments.bulkPut(fresh.map(({ row }) => scope.chain(row))),
    passOver(db, spaces, { last, added }),
  ]);
  await blobs.add(fresh.flatMap((one) => one.blobs ?? []));
}

const lastNumber = async (db: LedgerDb): Promise<number> =>
  (await db.changes.toCollection().reverse().limit(1).primaryKeys())[0] ?? 0;

/**
 * What comes from others is sent on by nobody. Where everything up to `last` had been looked at for sealing, the commits
 * that were added after it need not be read again to find that out. They stand at least up to the number that is worked
 * out here: a number is given once, also where its commit was taken out.
 */
async function passOver(
  db: LedgerDb,
  spaces: readonly ShareRow[],
  { last, added }: { last: number; added: number },
): Promise<void> {
  const done = spaces.filter(({ lastSealed, allUpTo }) => lastSealed >= last && allUpTo <= last);
  if (!added || !done.length) return;
  await db.identity.bulkPut(
    done.map((share) => ({ ...share, lastSealed: Math.max(share.lastSealed, last + added) })),
  );
}

/** Makes ready what can be before segments are taken in, so that the storage is not kept waiting. Writes nothing. */
export function prepareParts({ db }: Ledger, parts: readonly CommitPart[]): Prepared {
  const prepared: Prepared = new Map();
  for (const { lines } of parts) for (const line of lines) prepared.set(line, prepareRow(db, line));
  return prepared;
}
