/** Keys of IndexedDB: what is one, and their order. */
export type Key = number | string | Date | readonly Key[];

const rank = (key: Key): number => {
  if (typeof key === 'number') return 1;
  if (key instanceof Date) return 2;
  return typeof key === 'string' ? 3 : 5;
};

/** Order of keys: numbers, days, texts, lists; lists by their parts. */
export function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'string' && typeof b === 'string') {
    if (a === b) return 0;
    return a < b ? -1 : 1;
  }
  const ranks = rank(a) - rank(b);
  if (ranks) return ranks;
  if (!Array.isArray(a) || !Array.isArray(b)) return Number(a) - Number(b);
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const order = compareKeys(a[at] as Key, b[at] as Key);
    if (order) return order;
  }
  return a.length - b.length;
}

/** True for what an index holds. */
export function isKey(value: unknown): value is Key {
  if (typeof value === 'string') return true;
  if (typeof value === 'number') return !Number.isNaN(value);
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  return Array.isArray(value) && value.every(isKey);
}

/** A key as a key of a `Map`. */
export const mapKey = (key: Key): string | number => (typeof key === 'object' ? JSON.stringify(key) : key);

/** One index or the primary key, as the text of a schema tells it: `++n`, `*links`, `[kind+at]`. */
export interface IndexSpec {
  name: string;
  keyPath: string | string[];
  auto: boolean;
  multi: boolean;
}

export function specOf(text: string): IndexSpec {
  const name = text.trim().replace(/^[&*]|^\+\+/, '');
  const keyPath = name.startsWith('[') ? name.slice(1, -1).split('+') : name;
  return { name, keyPath, auto: text.trim().startsWith('++'), multi: text.trim().startsWith('*') };
}

const at = (row: object, path: string): unknown => (row as Record<string, unknown>)[path];

/** What a row has under a key path; undefined when that is no key. */
export function keyAt(row: object, { keyPath }: Pick<IndexSpec, 'keyPath'>): Key | undefined {
  if (typeof keyPath === 'string') {
    const value = at(row, keyPath);
    return isKey(value) ? value : undefined;
  }
  const parts: Key[] = [];
  for (const path of keyPath) {
    const value = at(row, path);
    if (!isKey(value)) return undefined;
    parts.push(value);
  }
  return parts;
}

/** A copy of a row as the storage makes it: later changes of either are not seen by the other. */
export function copyOf<T>(value: T): T {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('no row holds this');
    return value;
  }
  if (Array.isArray(value)) return value.map(copyOf) as T;
  // Nobody writes into bytes that were stored.
  if (value instanceof Uint8Array) return value;
  if (value instanceof Date) return new Date(value) as T;
  const prototype = Object.getPrototypeOf(value) as unknown;
  // Keys, blobs and handles are never changed.
  if (prototype !== Object.prototype && prototype !== null) return value;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) copy[name] = copyOf((value as Record<string, unknown>)[name]);
  return copy as T;
}
