import { type Key, mapKey } from './keys';

/** What a database holds, whoever has it open. */
export interface Stored {
  name: string;
  version: number;
  tables: Map<string, Map<string | number, Row>>;
  next: Map<string, number>;
}

export interface Row {
  key: Key;
  value: object;
}

/** A transaction under way: what it changed is undone when it fails. */
export interface Tx {
  store: Stored;
  undo: (() => void)[];
  touched: boolean;
}

/** Every database of this thread. */
export const stores = new Map<string, Stored>();

/** Asked before each request and after each transaction; what it throws ends the request, and the transaction with it. */
export type StorageStep = (database: string, what: string) => void;
let onStep: StorageStep | undefined;

/** Has every request of every database asked about. Undefined: none. */
export function watchStorage(step: StorageStep | undefined): void {
  onStep = step;
}

export const step = (database: string, what: string): void => onStep?.(database, what);

/** Called after each transaction that wrote. */
export const listeners = new Set<() => void>();

let current: Tx | undefined;

/**
 * The transaction that a request belongs to. A transaction runs within one turn of the event loop, from an empty queue
 * of microtasks to its end, and nothing else can run in that turn: whatever asks meanwhile is part of it.
 */
export const running = (store: Stored): Tx | undefined => (current?.store === store ? current : undefined);

const waiting: (() => void)[] = [];
let isStarting = false;

function startNext(): void {
  if (isStarting || current || !waiting.length) return;
  isStarting = true;
  // A tick that is asked for in a microtask comes when no microtask is left.
  queueMicrotask(() =>
    process.nextTick(() => {
      isStarting = false;
      if (!current) waiting.shift()?.();
      startNext();
    }),
  );
}

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** Runs a transaction when those before it have ended. What it awaits other than the database ends it, as in a browser. */
export function transact<T>(store: Stored, work: (tx: Tx) => Promise<T> | T): Promise<T> {
  return new Promise((resolve, reject) => {
    const begin = (): void => {
      const tx: Tx = { store, undo: [], touched: false };
      current = tx;
      const end = (done: () => void): void => {
        if (current !== tx) return;
        current = undefined;
        done();
        startNext();
      };
      const fail = (thrown: unknown): void =>
        end(() => {
          for (const undo of tx.undo.toReversed()) undo();
          reject(thrown as Error);
        });
      const commit = (value: T): void =>
        end(() => {
          if (tx.touched) for (const listener of listeners) listener();
          try {
            step(store.name, 'committed');
            resolve(value);
          } catch (thrown) {
            reject(thrown as Error);
          }
        });
      try {
        const result = work(tx);
        if (result instanceof Promise || typeof (result as PromiseLike<T> | undefined)?.then === 'function') {
          (result as Promise<T>).then(commit, fail);
          setImmediate(() => fail(named('PrematureCommitError', 'awaited something else')));
        } else commit(result as T);
      } catch (thrown) {
        fail(thrown);
      }
    };
    waiting.push(begin);
    startNext();
  });
}

/** Puts or removes one row, and notes how to undo it. */
export function write(
  tx: Tx | undefined,
  store: Stored,
  table: string,
  key: Key,
  value: object | undefined,
): void {
  const rows = store.tables.get(table) as Map<string | number, Row>;
  const at = mapKey(key);
  const before = rows.get(at);
  if (value) rows.set(at, { key, value });
  else rows.delete(at);
  if (tx) {
    tx.touched = true;
    tx.undo.push(() => {
      if (before) rows.set(at, before);
      else rows.delete(at);
    });
  } else for (const listener of listeners) listener();
}

export const failure = named;
