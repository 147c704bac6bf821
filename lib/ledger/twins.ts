import type { Json } from '../records/kind';
import type { Stamp } from './clock';
import { sameValue } from './codec';
import type { HistoryRow } from './rows';

/**
 * Twins: several values of one field under one stamp. Two copies of one profile count up from the same stamp under the
 * same device id until they learn of each other, so both may give one stamp to two values. The one with the greatest
 * text has the stamp; each other is kept in the history under a stamp made of its text, beside the first. Which is
 * which depends only on the values, so every device keeps them alike.
 */

/** The values known under each stamp of a field: the one that has the stamp, and those beside it. */
export class ValuesByStamp {
  readonly known: Map<Stamp, Json>;
  readonly #beside = new Map<Stamp, Json[]>();

  constructor(known: Map<Stamp, Json>) {
    this.known = known;
  }

  /** Adds a value; true when it was not known under that stamp. */
  add(h: Stamp, v: Json): boolean {
    const old = this.known.get(h);
    if (old === undefined) {
      this.known.set(h, v);
      return true;
    }
    if (sameValue(old, v)) return false;
    const all: Json[] = [];
    for (const one of [old, ...this.beside(h), v]) addFullest(all, one);
    all.sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
    this.known.set(h, all.pop() as Json);
    if (all.length) this.#beside.set(h, all);
    else this.#beside.delete(h);
    return all.length > 0;
  }

  /** The stamps that several values have. */
  shared(): Iterable<Stamp> {
    return this.#beside.keys();
  }

  /** True when under these two stamps stand values that differ. */
  differ(one: Stamp, other: Stamp): boolean {
    if (this.#beside.has(one) || this.#beside.has(other)) return true;
    return !sameValue(this.known.get(one), this.known.get(other));
  }

  /** The values beside the one that has the stamp. */
  beside(h: Stamp): readonly Json[] {
    return this.#beside.get(h) ?? [];
  }
}

/** Adds a value to values none of which says all that another says. */
function addFullest(all: Json[], value: Json): void {
  const isTold = (by: Json, one: Json): boolean =>
    sameValue(by, one) || (fullerOf(by, one) !== undefined && sameValue(fullerOf(by, one) as Json, by));
  if (all.some((other) => isTold(other, value))) return;
  const rest = all.filter((other) => !isTold(value, other));
  all.splice(0, all.length, ...rest, value);
}

/** The stamp that a value of the history was written under. */
export const writtenUnder = ({ h, under }: Pick<HistoryRow, 'h' | 'under'>): Stamp => under ?? h;

/**
 * Of two values under one stamp the one that says all that the other says and more: whoever may not know a part of a
 * value (a reason for an absence) is given it without that part. Undefined when neither is.
 */
export function fullerOf(a: Json, b: Json): Json | undefined {
  if (!isPlain(a) || !isPlain(b)) return undefined;
  const [more, less] = Object.keys(a).length >= Object.keys(b).length ? [a, b] : [b, a];
  const within = Object.keys(less).every(
    (key) => Object.hasOwn(more, key) && sameValue(more[key], less[key]),
  );
  return within ? more : undefined;
}

const isPlain = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON text that is the same for equal values, whatever the order of their keys. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value && typeof value === 'object') {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] as Json)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
