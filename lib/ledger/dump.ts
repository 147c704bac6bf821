import { toBase64 } from '../records/bytes-text';

/**
 * Reads a database without knowing its shape, for the case that a migration failed or a newer version wrote it:
 * every row of every store as one JSON line `{store, row}`. Bytes of attachments are given as base64.
 */
export async function dumpRaw(name: string): Promise<Blob> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('open'));
  });
  try {
    const parts: string[] = [];
    for (const store of database.objectStoreNames) {
      const rows = await new Promise<unknown[]>((resolve, reject) => {
        const request = database.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('read'));
      });
      for (const row of rows) parts.push(`${JSON.stringify({ store, row: await plain(row) })}\n`);
    }
    return new Blob(parts, { type: 'application/x-ndjson' });
  } finally {
    database.close();
  }
}

async function plain(row: unknown): Promise<unknown> {
  if (!row || typeof row !== 'object' || !('data' in row) || !(row.data instanceof Blob)) return row;
  const bytes = new Uint8Array(await row.data.arrayBuffer());
  return { ...row, data: toBase64(bytes) };
}
