/**
 * A lean stand-in for the database that the ledger opens: the part of Dexie that `lib/ledger` uses, over maps in
 * memory. Transactions are done whole or not at all and come one after the other; rows are copied in and out; what is
 * awaited in a transaction other than the database ends it. It has no threads, timers or zones, so that a schedule of
 * five profiles takes milliseconds, and one seed always gives the same run. The tests of ledger and sharing run on it
 * too (vitest project `quick`).
 */
import { QuickCollection, QuickWhere, type Source } from './collection';
import { failure, type Row, running, step, type Stored, stores, transact, type Tx, write } from './engine';
import { QuickTransaction } from './connection';
import { copyOf, type IndexSpec, type Key, keyAt, mapKey, specOf } from './keys';

export { watchStorage } from './engine';
export type Table<T = unknown, K = unknown> = QuickTable & { row?: T; key?: K };

interface Schema {
  primKey: IndexSpec;
  indexes: IndexSpec[];
}

export class QuickTable {
  readonly name: string;
  readonly schema: Schema;
  readonly #db: Dexie;
  readonly #creating = new Set<(key: Key, row: object) => void>();

  constructor(db: Dexie, name: string, schema: Schema) {
    this.name = name;
    this.schema = schema;
    this.#db = db;
  }

  async get(key: Key): Promise<object | undefined> {
    return copyOf(this.#rows('get').get(mapKey(key))?.value);
  }

  async bulkGet(keys: readonly Key[]): Promise<(object | undefined)[]> {
    const rows = this.#rows('bulkGet');
    return keys.map((key) => copyOf(rows.get(mapKey(key))?.value));
  }

  put(value: object): Promise<Key> {
    return this.#writes('put', () => this.#put(value));
  }

  add(value: object): Promise<Key> {
    return this.#writes('add', () => this.#put(value, true));
  }

  bulkPut(values: readonly object[]): Promise<Key | undefined> {
    return this.#writes('bulkPut', () => values.map((value) => this.#put(value)).at(-1));
  }

  bulkAdd(values: readonly object[]): Promise<Key | undefined> {
    return this.#writes('bulkAdd', () => values.map((value) => this.#put(value, true)).at(-1));
  }

  delete(key: Key): Promise<void> {
    return this.#writes('delete', () => this.#source.put(key, undefined));
  }

  bulkDelete(keys: readonly Key[]): Promise<void> {
    return this.#writes('bulkDelete', () => keys.forEach((key) => this.#source.put(key, undefined)));
  }

  clear(): Promise<void> {
    return this.#writes('clear', () => {
      for (const { key } of this.#rows('clear').values()) this.#source.put(key, undefined);
    });
  }

  update(key: Key, change: object | ((row: never) => unknown)): Promise<number> {
    return this.where(':id').equals(key).modify(change);
  }

  where(index: string): QuickWhere {
    return new QuickWhere(this.#source, this.#spec(index));
  }

  orderBy(index: string): QuickCollection {
    return new QuickCollection(this.#source, this.#spec(index));
  }

  toCollection(): QuickCollection {
    return new QuickCollection(this.#source, this.schema.primKey);
  }

  filter(test: (row: never) => boolean): QuickCollection {
    return this.toCollection().filter(test);
  }

  toArray(): Promise<object[]> {
    return this.toCollection().toArray();
  }

  count(): Promise<number> {
    return this.toCollection().count();
  }

  each(work: (row: never) => void): Promise<void> {
    return this.toCollection().each(work);
  }

  /** Has `call` asked before a new row is kept; without it, what takes one off again. */
  hook(_when: 'creating', call?: (key: Key, row: object) => void): { unsubscribe(call: unknown): void } {
    if (call) this.#creating.add(call);
    return { unsubscribe: (one) => void this.#creating.delete(one as () => void) };
  }

  /** The door for the ledger's own transactions, which run on the connection itself. */
  putNow(value: object, isNew = false): Key {
    return this.#put(value, isNew);
  }

  rowNow(key: Key): object | undefined {
    return copyOf(this.#rows('get').get(mapKey(key))?.value);
  }

  removeNow(key: Key): void {
    this.#source.put(key, undefined);
  }

  get #source(): Source {
    const store = this.#db.store;
    return {
      rows: (what) => this.#rows(what).values(),
      primary: this.schema.primKey,
      put: (key, value) => write(running(store), store, this.name, key, value),
    };
  }

  #spec(name: string): IndexSpec {
    const { primKey, indexes } = this.schema;
    if (name === primKey.name || name === ':id') return primKey;
    const found = indexes.find((index) => index.name === name);
    if (!found) throw failure('SchemaError', `${this.name} has no index ${name}`);
    return found;
  }

  #rows(what: string): Map<string | number, Row> {
    this.#db.ask(`${what} ${this.name}`);
    return this.#db.store.tables.get(this.name) as Map<string | number, Row>;
  }

  /** A write outside every transaction is one of its own. */
  #writes<T>(what: string, work: () => T): Promise<T> {
    const { store } = this.#db;
    const doIt = (): T => {
      this.#db.ask(`${what} ${this.name}`);
      return work();
    };
    if (running(store)) return (async () => doIt())();
    return transact(store, doIt);
  }

  #put(value: object, isNew = false): Key {
    const { primKey } = this.schema;
    const row = copyOf(value) as Record<string, unknown>;
    const { store } = this.#db;
    let key = keyAt(row, primKey);
    if (key === undefined && primKey.auto) {
      key = (store.next.get(this.name) ?? 0) + 1;
      row[primKey.name] = key;
    }
    if (key === undefined) throw failure('DataError', `${this.name}: no key`);
    if (primKey.auto && typeof key === 'number') {
      store.next.set(this.name, Math.max(store.next.get(this.name) ?? 0, key));
    }
    if (this.#creating.size && !store.tables.get(this.name)?.has(mapKey(key))) {
      for (const call of this.#creating) call(key, row);
    }
    if (isNew && store.tables.get(this.name)?.has(mapKey(key))) {
      throw failure('ConstraintError', `${this.name}: ${String(key)} is there`);
    }
    this.#source.put(key, row);
    return key;
  }
}

export default class Dexie {
  static readonly minKey = -Infinity;
  static readonly maxKey: Key = [[]];
  static readonly on = { storagemutated: { fire: (): void => undefined } };
  static readonly DatabaseClosedError = class extends Error {
    override name = 'DatabaseClosedError';
  };
  static readonly AbortError = class extends Error {
    override name = 'AbortError';
  };

  static async exists(name: string): Promise<boolean> {
    return stores.has(name);
  }

  static async delete(name: string): Promise<void> {
    stores.delete(name);
  }

  readonly name: string;
  readonly #schemas = new Map<string, Schema>();
  readonly #tables = new Map<string, QuickTable>();
  readonly #upgrades: { version: number; run: (tx: { table(name: string): QuickTable }) => unknown }[] = [];
  #version = 0;
  #store: Stored | undefined;
  #opening: Promise<this> | undefined;

  constructor(name: string) {
    this.name = name;
  }

  get tables(): QuickTable[] {
    return [...this.#tables.values()];
  }

  get store(): Stored {
    // Whatever asks first opens it.
    if (!this.#store && !this.#opening) void this.open();
    if (!this.#store) throw new Dexie.DatabaseClosedError('closed');
    return this.#store;
  }

  version(version: number): { stores(tables: Record<string, string | null>): { upgrade(run: never): void } } {
    this.#version = version;
    return {
      stores: (tables) => {
        for (const [name, text] of Object.entries(tables)) if (text) this.#define(name, text);
        return { upgrade: (run) => void this.#upgrades.push({ version, run }) };
      },
    };
  }

  #define(name: string, text: string): void {
    const [primKey, ...indexes] = text.split(',').map(specOf);
    const schema = { primKey: primKey as IndexSpec, indexes };
    this.#schemas.set(name, schema);
    const table = new QuickTable(this, name, schema);
    this.#tables.set(name, table);
    Object.defineProperty(this, name, { value: table, configurable: true });
  }

  open(): Promise<this> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<this> {
    let store = stores.get(this.name);
    const before = store?.version ?? this.#version * 10;
    if (!store) {
      store = { name: this.name, version: before, tables: new Map(), next: new Map() };
      stores.set(this.name, store);
    }
    for (const name of this.#schemas.keys()) if (!store.tables.has(name)) store.tables.set(name, new Map());
    this.#store = store;
    for (const { version, run } of this.#upgrades) {
      if (version * 10 > before)
        await transact(store, async () => void (await run({ table: (name) => this.table(name) })));
    }
    store.version = Math.max(before, this.#version * 10);
    return this;
  }

  /** One request: asks whether the process lives on. */
  ask(what: string): void {
    step(this.store.name, what);
  }

  /** What stands between the ledger and the disk under a passphrase; without one it changes nothing. */
  use(_between: object): this {
    return this;
  }

  isOpen(): boolean {
    return this.#store !== undefined;
  }

  close(): void {
    this.#store = undefined;
    this.#opening ??= Promise.resolve(this);
  }

  async delete(): Promise<void> {
    this.close();
    stores.delete(this.name);
  }

  table(name: string): QuickTable {
    const table = this.#tables.get(name);
    if (!table) throw failure('InvalidTableError', name);
    return table;
  }

  transaction<T>(_mode: string, ...rest: unknown[]): Promise<T> {
    const work = rest.at(-1) as (tx: Tx) => Promise<T>;
    const outer = this.#store && running(this.#store);
    if (outer) return (async () => work(outer))();
    this.ask('begin');
    return transact(this.store, work);
  }

  /** The connection itself, as far as the ledger's durable transactions use it. */
  backendDB(): { version: number; transaction(): QuickTransaction } {
    return {
      version: this.store.version,
      transaction: () => new QuickTransaction(this, new Dexie.AbortError('aborted')),
    };
  }
}

export { liveQuery, RangeSet } from './live';
