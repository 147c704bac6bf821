/** Every row of a database as it stands on the disk, bytes and files as text: what somebody with the disk could read. */
export async function storedText(name: string): Promise<{ table: string; text: string }[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
  try {
    const found: { table: string; text: string }[] = [];
    for (const table of database.objectStoreNames) {
      const store = database.transaction(table).objectStore(table);
      const all = <T>(request: IDBRequest<T[]>) =>
        new Promise<T[]>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error!);
        });
      const [keys, rows] = await Promise.all([all(store.getAllKeys()), all<unknown>(store.getAll())]);
      for (const [index, row] of rows.entries()) {
        found.push({ table, text: `${JSON.stringify(keys[index])} ${await asText(row)}` });
      }
    }
    return found;
  } finally {
    database.close();
  }
}

async function asText(value: unknown): Promise<string> {
  if (typeof value === 'string') return value;
  if (value instanceof Blob) return asText(new Uint8Array(await value.arrayBuffer()));
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return `${new TextDecoder('utf-8').decode(bytes)} ${new TextDecoder('utf-16le').decode(bytes)}`;
  }
  if (Array.isArray(value)) return (await Promise.all(value.map(asText))).join(' ');
  if (value && typeof value === 'object') {
    const parts = Object.entries(value).map(async ([name, part]) => `${name}: ${await asText(part)}`);
    return (await Promise.all(parts)).join('\n');
  }
  return String(value);
}
