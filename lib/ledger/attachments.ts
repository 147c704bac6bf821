import type { BlobRef } from '../records/kind';
import { Fault } from '../records/fault';
import { type LedgerDb, storageFault } from './db';
import type { AttachmentRow } from './rows';

/** What hashes: fetched when something is first kept, since the panel opens without it. */
export const loadHash = (): Promise<typeof import('./hash')> => import('./hash');

/** A row for the attachments table that holds text, whose hash is known. Synchronous, for use before a transaction. */
export function blobOfText(text: string, sha256: string, type = 'text/plain;charset=utf-8'): AttachmentRow {
  const data = new Blob([text], { type });
  return { sha256, size: data.size, type, data, addedAt: 0 };
}

/** While a lock is set up: reads bytes before the transaction that stores them, where they are sealed without waiting. */
export async function readyBlobs({ form }: LedgerDb, blobs: readonly Blob[]): Promise<void> {
  if (form.seals && blobs.length) await (await import('./lock/sealing')).readied(blobs);
}

/**
 * Keeps bytes under their hash and returns the reference for a record's field. Storing the same bytes twice
 * keeps one copy. Bytes are stored before the commit that refers to them; what no record refers to is removed
 * later. Throws E110 when the disk is full.
 */
export async function putBlob(db: LedgerDb, data: Blob, now: number): Promise<BlobRef> {
  const hash = await (await loadHash()).hashBlob(data);
  await readyBlobs(db, [data]);
  const row: AttachmentRow = { sha256: hash, size: data.size, type: data.type, data, addedAt: now };
  try {
    await db.attachments.put(row);
  } catch (thrown) {
    throw storageFault(thrown);
  }
  return { sha256: hash, size: data.size, type: data.type };
}

/** Brings bytes from where they are shared; undefined when nobody said where they lie. */
export type Bring = (ref: BlobRef) => Promise<Blob | undefined>;

/** The bytes behind a reference. Throws E113 when they are not in this profile, and what bringing them throws. */
export async function getBlob(db: LedgerDb, ref: BlobRef, bring?: Bring): Promise<Blob> {
  const data = (await db.attachments.get(ref.sha256))?.data ?? (await bring?.(ref));
  if (!data) throw new Fault('E113', { hash: ref.sha256.slice(0, 8) });
  return data;
}
