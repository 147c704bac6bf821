import type { BlobRef } from '../records/kind';
import type { Ledger } from './ledger';
import type { SyncStore } from './sync-store';

/** Bytes that are in this profile; nothing is asked for elsewhere. */
export const heldBlob = async ({ db }: Ledger, { sha256 }: BlobRef): Promise<Blob | undefined> =>
  (await db.attachments.get(sha256))?.data;

/** Which of these bytes are in this profile, by hash. */
export async function held({ db }: Ledger, refs: readonly BlobRef[]): Promise<Set<string>> {
  const hashes = refs.map(({ sha256 }) => sha256);
  return new Set((await db.attachments.where('sha256').anyOf(hashes).primaryKeys()) as string[]);
}

/** Texts that were fetched after a moment, with the records that they are of, oldest first. */
export async function textsGot(
  { db }: Ledger,
  after: number,
): Promise<{ got: number; r: readonly string[] }[]> {
  const rows = await db.blobs.where('got').above(after).sortBy('got');
  return rows.flatMap(({ got = 0, type, r }) => (type.startsWith('text/') ? [{ got, r }] : []));
}

/** Own commits after `n`, and records of those up to it whose files are not whole at the place yet. */
export const unconfirmed = async (store: SyncStore, n: number): Promise<number> =>
  (await store.ownAfter(n)) + (await store.blobs.recordsUpTo(n));
