import { compareKeys, copyOf, type IndexSpec, isKey, type Key, keyAt } from './keys';
import type { Row } from './engine';

/** What a query needs of its table. */
export interface Source {
  /** Says which rows there are; asked once for each query, which counts as its request. */
  rows(what: string): Iterable<Row>;
  primary: IndexSpec;
  put(key: Key, value: object | undefined): void;
}

interface Hit {
  index: Key;
  key: Key;
  value: object;
}

type Test = (key: Key) => boolean;

/** Rows found by an index. */
export class QuickCollection {
  readonly #source: Source;
  readonly #spec: IndexSpec;
  readonly #test: Test;
  readonly #filters: ((row: never) => boolean)[] = [];
  #isReversed = false;
  #limit = Infinity;
  #offset = 0;

  constructor(source: Source, spec: IndexSpec, test: Test = () => true) {
    this.#source = source;
    this.#spec = spec;
    this.#test = test;
  }

  filter(test: (row: never) => boolean): this {
    this.#filters.push(test);
    return this;
  }

  and(test: (row: never) => boolean): this {
    return this.filter(test);
  }

  reverse(): this {
    this.#isReversed = !this.#isReversed;
    return this;
  }

  limit(limit: number): this {
    this.#limit = limit;
    return this;
  }

  offset(offset: number): this {
    this.#offset = offset;
    return this;
  }

  async toArray(): Promise<object[]> {
    return this.#hits('toArray').map(({ value }) => copyOf(value));
  }

  async sortBy(path: string): Promise<object[]> {
    const rows = this.#hits('sortBy').map(({ value }) => copyOf(value));
    const of = (row: object): Key => keyAt(row, { keyPath: path }) ?? '';
    return rows.sort((a, b) => compareKeys(of(a), of(b)));
  }

  async count(): Promise<number> {
    return this.#hits('count').length;
  }

  async first(): Promise<object | undefined> {
    return copyOf(this.#hits('first')[0]?.value);
  }

  async last(): Promise<object | undefined> {
    return copyOf(this.#hits('last').at(-1)?.value);
  }

  async primaryKeys(): Promise<Key[]> {
    return this.#hits('primaryKeys').map(({ key }) => key);
  }

  async keys(): Promise<Key[]> {
    return this.#hits('keys').map(({ index }) => index);
  }

  async uniqueKeys(): Promise<Key[]> {
    const keys = this.#hits('uniqueKeys').map(({ index }) => index);
    return keys.filter((key, at) => at === 0 || compareKeys(key, keys[at - 1] as Key) !== 0);
  }

  async each(work: (row: never) => void): Promise<void> {
    for (const { value } of this.#hits('each')) work(copyOf(value) as never);
  }

  async eachPrimaryKey(work: (key: Key, cursor: { key: Key }) => void): Promise<void> {
    for (const { key, index } of this.#hits('eachPrimaryKey')) work(key, { key: index });
  }

  async delete(): Promise<number> {
    const hits = this.#hits('delete');
    for (const { key } of hits) this.#source.put(key, undefined);
    return hits.length;
  }

  async modify(change: object | ((row: never) => unknown)): Promise<number> {
    const hits = this.#hits('modify');
    for (const { key, value } of hits) {
      const row = copyOf(value);
      if (typeof change === 'function') (change as (row: object) => unknown)(row);
      else Object.assign(row, change);
      this.#source.put(key, copyOf(row));
    }
    return hits.length;
  }

  #hits(what: string): Hit[] {
    const { primary } = this.#source;
    const isPrimary = this.#spec === primary;
    const hits: Hit[] = [];
    for (const { key, value } of this.#source.rows(what)) {
      if (isPrimary) {
        if (this.#test(key)) hits.push({ index: key, key, value });
        continue;
      }
      for (const index of indexKeys(value, this.#spec)) {
        if (this.#test(index)) hits.push({ index, key, value });
      }
    }
    hits.sort((a, b) => compareKeys(a.index, b.index) || compareKeys(a.key, b.key));
    if (this.#isReversed) hits.reverse();
    const kept = this.#filters.length
      ? // No test changes what it looks at.
        hits.filter(({ value }) => this.#filters.every((test) => test(value as never)))
      : hits;
    return this.#offset || this.#limit < kept.length
      ? kept.slice(this.#offset, this.#offset + this.#limit)
      : kept;
  }
}

function indexKeys(row: object, spec: IndexSpec): Key[] {
  if (spec.multi) {
    const values = (row as Record<string, unknown>)[spec.name];
    return Array.isArray(values) ? [...new Set(values.filter(isKey))] : [];
  }
  const key = keyAt(row, spec);
  return key === undefined ? [] : [key];
}

/** The conditions that a query begins with. */
export class QuickWhere {
  readonly #make: (test: Test) => QuickCollection;

  constructor(source: Source, spec: IndexSpec) {
    this.#make = (test) => new QuickCollection(source, spec, test);
  }

  equals(wanted: Key): QuickCollection {
    return this.#make((key) => compareKeys(key, wanted) === 0);
  }

  notEqual(wanted: Key): QuickCollection {
    return this.#make((key) => compareKeys(key, wanted) !== 0);
  }

  above(bound: Key): QuickCollection {
    return this.#make((key) => compareKeys(key, bound) > 0);
  }

  aboveOrEqual(bound: Key): QuickCollection {
    return this.#make((key) => compareKeys(key, bound) >= 0);
  }

  below(bound: Key): QuickCollection {
    return this.#make((key) => compareKeys(key, bound) < 0);
  }

  belowOrEqual(bound: Key): QuickCollection {
    return this.#make((key) => compareKeys(key, bound) <= 0);
  }

  between(from: Key, to: Key, withFrom = true, withTo = false): QuickCollection {
    return this.#make((key) => {
      const low = compareKeys(key, from);
      const high = compareKeys(key, to);
      return (low > 0 || (withFrom && low === 0)) && (high < 0 || (withTo && high === 0));
    });
  }

  inAnyRange(ranges: readonly (readonly [Key, Key])[]): QuickCollection {
    return this.#make((key) =>
      ranges.some(([from, to]) => compareKeys(key, from) >= 0 && compareKeys(key, to) < 0),
    );
  }

  anyOf(...wanted: (Key | readonly Key[])[]): QuickCollection {
    const list = wanted.length === 1 && Array.isArray(wanted[0]) ? (wanted[0] as Key[]) : (wanted as Key[]);
    if (list.every((key) => typeof key === 'string')) {
      const set = new Set<Key>(list);
      return this.#make((key) => set.has(key));
    }
    return this.#make((key) => list.some((one) => compareKeys(key, one) === 0));
  }

  noneOf(wanted: readonly Key[]): QuickCollection {
    return this.#make((key) => !wanted.some((one) => compareKeys(key, one) === 0));
  }

  startsWith(prefix: string): QuickCollection {
    return this.#make((key) => typeof key === 'string' && key.startsWith(prefix));
  }
}
