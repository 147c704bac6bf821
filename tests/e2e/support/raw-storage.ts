import type { Page } from '@playwright/test';

/**
 * Which of some words stand in clear anywhere in what the profile stores: every row of every table of every database, as
 * the browser gives it without any code of ours, with files and bytes read as text; and the small storages beside.
 */
export function clearTextIn(page: Page, words: readonly string[]): Promise<string[]> {
  return page.evaluate(async (wanted) => {
    const found = new Set<string>();
    const decoders = [new TextDecoder(), new TextDecoder('utf-16le')];
    const look = (text: string): void => {
      for (const word of wanted) if (text.includes(word)) found.add(word);
    };
    const walk = async (value: unknown): Promise<void> => {
      if (typeof value === 'string') look(value);
      else if (value instanceof Blob) look(await value.text());
      else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        for (const decoder of decoders) look(decoder.decode(value as ArrayBuffer));
      } else if (value instanceof Map || value instanceof Set) await walk([...value]);
      else if (value && typeof value === 'object') {
        for (const [name, part] of Object.entries(value)) {
          look(name);
          await walk(part);
        }
      }
    };
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(String(request.error)));
      });
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await answer(indexedDB.open(name));
      for (const table of db.objectStoreNames) {
        const store = db.transaction(table).objectStore(table);
        await walk(await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]));
      }
      db.close();
    }
    await walk({ ...localStorage });
    await walk(await chrome.storage.local.get());
    await walk(await chrome.storage.sync.get());
    return wanted.filter((word) => found.has(word));
  }, words);
}
