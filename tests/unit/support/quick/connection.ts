import { type Stored, transact } from './engine';
import { copyOf, type Key } from './keys';

/** What a transaction asks of its database. */
interface Database {
  store: Stored;
  ask(what: string): void;
  table(name: string): {
    rowNow(key: Key): object | undefined;
    putNow(row: object, isNew?: boolean): Key;
    removeNow(key: Key): void;
  };
}

interface Request {
  onsuccess?: () => void;
  result?: unknown;
}

/** A transaction on the connection itself, with requests that call back. */
export class QuickTransaction {
  oncomplete?: () => void;
  onabort?: () => void;
  error: unknown;
  readonly #db: Database;
  readonly #asked: { request: Request; run: () => unknown }[] = [];
  #isAborted = false;

  constructor(db: Database, aborted: Error) {
    this.#db = db;
    const done = transact(db.store, () => {
      for (let next = this.#asked.shift(); next; next = this.#asked.shift()) {
        if (this.#isAborted) break;
        next.request.result = next.run();
        next.request.onsuccess?.();
      }
      if (this.#isAborted) throw this.error ?? aborted;
    });
    void this.#end(done);
  }

  async #end(done: Promise<void>): Promise<void> {
    try {
      await done;
      this.oncomplete?.();
    } catch (thrown) {
      this.error ??= thrown;
      this.onabort?.();
    }
  }

  objectStore(name: string): Record<'get' | 'put' | 'add' | 'delete', (value: never) => Request> {
    const table = this.#db.table(name);
    const ask = (what: string, run: () => unknown): Request => {
      const request: Request = {};
      const asked = (): unknown => {
        this.#db.ask(`${what} ${name}`);
        return run();
      };
      this.#asked.push({ request, run: asked });
      return request;
    };
    return {
      get: (key) => ask('get', () => table.rowNow(key)),
      put: (value) => {
        const row = copyOf(value as object);
        return ask('put', () => table.putNow(row));
      },
      add: (value) => {
        const row = copyOf(value as object);
        return ask('add', () => table.putNow(row, true));
      },
      delete: (key) => ask('delete', () => table.removeNow(key)),
    };
  }

  commit(): void {
    // It ends when nothing more is asked.
  }

  abort(): void {
    this.#isAborted = true;
  }
}
