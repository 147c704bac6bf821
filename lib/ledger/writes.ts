import type { FieldsOf, KindName } from '../records';
import type { Json } from '../records/kind';
import { v7 } from 'uuid';
import type { Stamp } from './clock';
import { flatten, kindOf, type Rec, sameValue } from './codec';
import { DELETED } from './rows';

/** One record's part of a commit: flat fields to set, `null` to remove a value. */
export interface Write {
  kind: KindName;
  id: string;
  set: Record<string, Json>;
  /**
   * Stamps that the editor saw. A field whose stamp has moved since is a concurrent change: the later value
   * wins, the other is kept in the history and reported. Absent = the writer did not look (a new record).
   */
  base?: Record<string, Stamp>;
}

/**
 * A record as an editor loaded it. Kept with the form, so that a save still knows what the person saw, whatever other
 * windows wrote meanwhile and however long the draft lay.
 */
export interface Seen {
  fields: Record<string, Json>;
  stamps: Record<string, Stamp>;
  h: Stamp;
}

/** What an editor sees of a record as it opens. */
export const seenOf = ({ fields, stamps, h }: Rec): Seen => ({
  fields: fields as Record<string, Json>,
  stamps,
  h,
});

/** The record as the editor saw it, for {@link change} and {@link replace}. */
export const asSeen = <K extends KindName>(record: Rec<K>, seen: Seen | undefined): Rec<K> =>
  seen ? { ...record, ...seen, fields: seen.fields as never } : record;

/** The record that an editor saw, where nothing but what was seen is left of it. */
export const seenRecord = <K extends KindName>(kind: K, id: string, { fields, stamps, h }: Seen): Rec<K> => ({
  id,
  kind,
  fields: fields as never,
  stamps,
  h,
  deleted: false,
});

/** Fields of a kind of which only some are given; `null` removes the value. Map fields take `{id: value|null}`. */
export type Partially<K extends KindName> = {
  [F in keyof FieldsOf<K>]?:
    | (NonNullable<FieldsOf<K>[F]> extends Record<string, infer V>
        ? Record<string, V | null>
        : FieldsOf<K>[F])
    | null;
};

/** A new record id: UUIDv7, ordered by the time of its making. */
export const newId = (): string => v7();

/** Writes a new record of a kind; the id is new unless a deterministic one is given. */
export function create<K extends KindName>(kind: K, fields: FieldsOf<K>, id: string = newId()): Write {
  return { kind, id, set: flatten(kind, fields as Record<string, unknown>) };
}

/**
 * Writes only those of `fields` that differ from the record as it was loaded. Map fields are merged element by
 * element; an element or field given as `null` is removed.
 */
export function change<K extends KindName>(record: Rec<K>, fields: Partially<K>): Write {
  const before = flatten(record.kind, record.fields as Record<string, unknown>);
  const set: Record<string, Json> = {};
  for (const [name, value] of Object.entries(flatten(record.kind, fields as Record<string, unknown>))) {
    const old = before[name];
    if (value === null ? old !== undefined : !sameValue(old, value)) set[name] = value;
  }
  return { kind: record.kind, id: record.id, set, base: record.stamps };
}

/**
 * Like {@link change}, but `fields` is the whole of the record: what it lacks is removed. For forms that edit
 * everything. Entry time and author are left alone.
 */
export function replace<K extends KindName>(record: Rec<K>, fields: FieldsOf<K>): Write {
  const before = flatten(record.kind, record.fields as Record<string, unknown>);
  const after = flatten(record.kind, fields as Record<string, unknown>);
  const known = new Set([...Object.keys(shapeOf(record.kind)), ...kindOf(record.kind).maps]);
  const set: Record<string, Json> = {};
  for (const [name, value] of Object.entries(after)) if (!sameValue(before[name], value)) set[name] = value;
  for (const name of Object.keys(before)) {
    // Fields of a newer version are not in our shape: a form that never showed them must not remove them.
    const own = known.has(name.split('/')[0] ?? name);
    if (own && !(name in after) && name !== 'enteredAt' && name !== 'enteredBy') set[name] = null;
  }
  return { kind: record.kind, id: record.id, set, base: record.stamps };
}

const shapeOf = (kind: KindName): Record<string, unknown> =>
  (kindOf(kind).schema as unknown as { _zod: { def: { shape?: Record<string, unknown> } } })._zod.def.shape ??
  {};

/**
 * The whole of a record under a computed id that may have been there before: what lies in the trash (thrown away, or
 * its making undone) comes back with the new values alone. A plain {@link create} would leave it in the trash.
 */
export function renew<K extends KindName>(
  found: Rec<K> | undefined,
  kind: K,
  fields: FieldsOf<K>,
  id: string,
): Write {
  if (!found) return create(kind, fields, id);
  const write = replace(found, fields);
  return { ...write, set: { ...write.set, [DELETED]: null } };
}

/** Puts a record in the trash. Everything in it is kept. */
export const remove = (record: Rec): Write => ({
  kind: record.kind,
  id: record.id,
  set: { [DELETED]: true },
  base: record.stamps,
});

/** Takes a record out of the trash. */
export const restore = (record: Rec): Write => ({
  kind: record.kind,
  id: record.id,
  set: { [DELETED]: null },
  base: record.stamps,
});
