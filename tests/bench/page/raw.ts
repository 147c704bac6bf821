import type { ChangeRow, HistoryRow } from '../../../lib/ledger';
import type { RecordRow } from '../../../lib/ledger/rows';

/** A connection without any library to a database that has the ledger's tables and indexes. */
export function openRaw(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

/** What one commit of one changed field reads and writes, with the same durability. */
export function rawCommit(
  db: IDBDatabase,
  row: RecordRow,
  history: HistoryRow,
  change: ChangeRow,
): Promise<void> {
  const transaction = db.transaction(['records', 'changes', 'history'], 'readwrite', {
    durability: 'strict',
  });
  const records = transaction.objectStore('records');
  records.get(row.id).onsuccess = () => {
    records.put(row);
    transaction.objectStore('history').put(history);
    transaction.objectStore('changes').add(change);
  };
  return done(transaction);
}

/** The records alone, in one transaction. */
export function rawBulk(db: IDBDatabase, rows: readonly RecordRow[]): Promise<void> {
  const transaction = db.transaction('records', 'readwrite', { durability: 'strict' });
  const records = transaction.objectStore('records');
  for (const row of rows) records.put(row);
  return done(transaction);
}

/** Every row of a table. */
export function rawAll<T>(db: IDBDatabase, table: string): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const request = db.transaction(table).objectStore(table).getAll();
    request.onsuccess = () => resolve(request.result as T[]);
    request.onerror = () => reject(request.error);
  });
}

/** Removes a database. */
export function drop(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
