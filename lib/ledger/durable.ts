import Dexie, { type ObservabilitySet, RangeSet, type TableSchema } from 'dexie';
import type { LedgerDb } from './db';

/** Beyond this many rows of one table the watchers of the whole table are told, which is cheaper than naming each. */
const NAMED_ROWS = 50;

/** Tables that a durable transaction may write. */
export type WrittenTable = 'records' | 'changes' | 'history' | 'attachments' | 'drafts';

/** What a step of {@link durably} may do. Every row put or removed is told to the live queries that read it. */
export interface Durable {
  /** Reads rows of `records` by id, in the order asked; `then` makes the requests that depend on them. */
  load(ids: readonly string[], then: (rows: unknown[]) => void): void;
  put(table: WrittenTable, rows: readonly object[], before?: readonly (object | undefined)[]): void;
  /** Adds one row with a number of its own, which `then` is told; it makes no further requests. */
  add(table: WrittenTable, row: object, then: (key: number) => void): void;
  remove(table: WrittenTable, key: string): void;
}

/**
 * One read-write transaction with strict durability, on the connection itself: what a durable write costs above the
 * disk is here a tenth of what it is through the library's own layers, and every save waits for it. All requests of
 * `work` are made without leaving the transaction, so nothing can end it early. An exception in any step, or a refusal
 * of the browser, undoes everything and rejects. Resolves once the data is on disk and the live queries of all windows
 * have been told.
 */
export function durably(
  db: LedgerDb,
  tables: readonly WrittenTable[],
  work: (inside: Durable) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = db.isOpen() ? db.backendDB() : undefined;
    if (!connection) throw new Dexie.DatabaseClosedError('the connection was closed');
    const transaction = connection.transaction([...tables], 'readwrite', { durability: 'strict' });
    const touched = new Touched(db);
    let failure: unknown;
    let open = 0;
    const step = (run: () => void): void => {
      try {
        run();
        // Said outright: waiting for the browser to notice that nothing more comes costs a turn of its loop.
        if (open === 0) transaction.commit();
      } catch (thrown) {
        failure ??= thrown;
        try {
          transaction.abort();
        } catch {
          // It has ended by itself already.
        }
      }
    };
    const answered = (run: () => void) => () => {
      open -= 1;
      step(run);
    };
    const store = (table: WrittenTable): IDBObjectStore => transaction.objectStore(table);
    transaction.oncomplete = () => {
      Dexie.on.storagemutated.fire(touched.parts);
      resolve();
    };
    transaction.onabort = () => reject(failure ?? transaction.error ?? new Dexie.AbortError('aborted'));
    step(() =>
      work({
        load(ids, then) {
          const rows: unknown[] = Array.from({ length: ids.length });
          let left = ids.length;
          open += ids.length;
          if (!left) then(rows);
          for (const [index, id] of ids.entries()) {
            const request = store('records').get(id);
            request.onsuccess = answered(() => {
              rows[index] = db.form.read('records', request.result);
              left -= 1;
              if (left === 0) then(rows);
            });
          }
        },
        put(table, rows, before = []) {
          const into = store(table);
          for (const row of rows) into.put(db.form.write(table, row));
          touched.rows(table, rows, before);
        },
        add(table, row, then) {
          const request = store(table).add(db.form.write(table, row));
          request.onsuccess = () => {
            const key = request.result as number;
            touched.rows(table, [{ ...row, [String(db.table(table).schema.primKey.keyPath)]: key }], []);
            then(key);
          };
        },
        remove(table, key) {
          store(table).delete(key);
          touched.key(table, key);
        },
      }),
    );
  });
}

/** Collects which keys of which indexes a transaction touched, in the library's terms: `idb://<db>/<table>/<index>`. */
class Touched {
  readonly parts: ObservabilitySet = {};
  readonly #db: LedgerDb;

  constructor(db: LedgerDb) {
    this.#db = db;
  }

  key(table: WrittenTable, key: string): void {
    this.#range(table, '').addKey(key);
    this.#range(table, ':dels').addKey(key);
    this.#whole(
      table,
      this.#schema(table).indexes.map(({ name }) => name),
    );
  }

  rows(table: WrittenTable, rows: readonly object[], before: readonly (object | undefined)[]): void {
    const { primKey, indexes } = this.#schema(table);
    if (rows.length >= NAMED_ROWS) {
      this.#whole(table, ['', ':dels', ...indexes.map(({ name }) => name)]);
      return;
    }
    for (const row of rows) {
      const key = valueAt(row, primKey.keyPath);
      this.#range(table, '').addKey(key as string);
      this.#range(table, ':dels').addKey(key as string);
    }
    for (const index of indexes) {
      const range = this.#range(table, index.name);
      for (const row of [...rows, ...before]) {
        const value = row && valueAt(row, index.keyPath);
        if (value === undefined) continue;
        if (index.multi) range.addKeys(value as string[]);
        else range.addKey(value as string);
      }
    }
  }

  #whole(table: WrittenTable, names: readonly string[]): void {
    for (const name of names) this.#range(table, name).add({ from: Dexie.minKey, to: Dexie.maxKey });
  }

  #range(table: string, index: string): InstanceType<typeof RangeSet> {
    const part = `idb://${this.#db.name}/${table}/${index}`;
    return ((this.parts[part] as InstanceType<typeof RangeSet> | undefined) ??= new RangeSet());
  }

  #schema(table: WrittenTable): TableSchema {
    return this.#db.table(table).schema;
  }
}

/** The key that a row has in an index; undefined when it is not in the index. */
function valueAt(row: object, path: string | string[] | null | undefined): unknown {
  const values = row as Record<string, unknown>;
  if (!Array.isArray(path)) return path ? values[path] : undefined;
  const parts = path.map((name) => values[name]);
  return parts.includes(undefined) ? undefined : parts;
}
