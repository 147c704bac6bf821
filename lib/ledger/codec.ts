import { type FieldsOf, isKindName, KINDS, type KindName } from '../records';
import type { Json, Kind } from '../records/kind';
import { Fault } from '../records/fault';
import type { Stamp } from './clock';
import { DELETED, type RecordRow } from './rows';

/** A record as the rest of the code sees it: nested, typed fields with the stamps that an editor saw. */
export interface Rec<K extends KindName = KindName> {
  id: string;
  kind: K;
  fields: FieldsOf<K>;
  /** Stamps by flat field name: the base of a later change. */
  stamps: Record<string, Stamp>;
  /** Greatest stamp of the record; changes whenever anything in it does. */
  h: Stamp;
  /** True when the record is in the trash. */
  deleted: boolean;
}

/** The declaration of a known kind, with its shape erased. */
export const kindOf = (name: KindName): Kind => KINDS[name] as unknown as Kind;

/** True for kinds that the program makes of other records. */
export const isComputed = (kind: string | undefined): boolean =>
  kind !== undefined && isKindName(kind) && kindOf(kind).computed;

/** True for kinds whose records are written once and never changed. */
export const isImmutable = (kind: string | undefined): boolean =>
  kind !== undefined && isKindName(kind) && kindOf(kind).immutable;

/** Turns nested fields into flat ones: map fields become one field per element. Undefined values are left out. */
export function flatten(kind: KindName, fields: Record<string, unknown>): Record<string, Json> {
  const maps = kindOf(kind).maps;
  const flat: [string, Json][] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (maps.includes(name)) {
      for (const [element, entry] of Object.entries((value ?? {}) as Record<string, unknown>)) {
        if (entry !== undefined) flat.push([`${name}/${element}`, prune(entry)]);
      }
    } else flat.push([name, prune(value)]);
  }
  // Built from entries, here and below: an assignment to `__proto__` would be lost instead of stored.
  return Object.fromEntries(flat);
}

/** Turns flat fields into nested ones; the inverse of {@link flatten}. */
export function nest(kind: KindName, flat: Record<string, Json>): Record<string, unknown> {
  const maps = kindOf(kind).maps;
  const fields: [string, unknown][] = [];
  const nested = new Map<string, [string, Json][]>();
  for (const [name, value] of Object.entries(flat)) {
    if (name === DELETED) continue;
    const slash = name.indexOf('/');
    const map = slash > 0 ? name.slice(0, slash) : '';
    if (map && maps.includes(map)) {
      const elements = nested.get(map);
      if (elements) elements.push([name.slice(slash + 1), value]);
      else nested.set(map, [[name.slice(slash + 1), value]]);
    } else fields.push([name, value]);
  }
  for (const [map, elements] of nested) fields.push([map, Object.fromEntries(elements)]);
  return Object.fromEntries(fields);
}

/** Drops undefined members, so that what is compared and stored is JSON. */
function prune(value: unknown): Json {
  if (Array.isArray(value)) return value.map((item) => prune(item ?? null));
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, prune(item)]),
    );
  }
  return value as Json;
}

/** Deep equality of JSON values, independent of the order of keys. */
export function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => Object.hasOwn(b, key) && sameValue((a as never)[key] as Json, (b as never)[key] as Json),
  );
}

/** The reason why fields do not fit their kind, as `path: message` of the first issue; undefined when they do. */
export function misfit(kind: KindName, fields: unknown): string | undefined {
  const result = kindOf(kind).schema.safeParse(fields);
  if (result.success) return undefined;
  const issue = result.error.issues[0];
  return `${issue?.path.join('.') ?? ''}: ${issue?.code ?? 'invalid'}`;
}

/**
 * Sets `at`, `due` and `links` of a row from its fields. `blind` is how links are kept while a lock is set up. Throws
 * E101 when the fields do not fit the kind.
 */
export function indexRow(row: RecordRow, blind?: (link: string) => string): void {
  if (!isKindName(row.kind)) {
    row.at ??= '';
    return;
  }
  const fields = nest(row.kind, row.fields);
  const reason = misfit(row.kind, fields);
  if (reason) throw new Fault('E101', { kind: row.kind, reason });
  if (row.fields[DELETED]) {
    delete row.at;
    delete row.due;
    row.links = [];
    row.gone = row.stamps[DELETED];
    return;
  }
  const keys = kindOf(row.kind).index(fields);
  row.at = keys.at;
  row.links = blind ? keys.links.map(blind) : keys.links;
  if (keys.due) row.due = keys.due;
  else delete row.due;
  delete row.gone;
}

const parsed = new Map<string, { record: Rec; merged: number | undefined }>();
const PARSED_LIMIT = 6000;

/**
 * Reads a stored row as a record of its kind. Returns the reason when it does not parse: such a row is
 * quarantined by the caller and never replaced by defaults.
 */
export function readRow(row: RecordRow, cacheKey: string): Rec | { reason: string } {
  const key = `${cacheKey}\n${row.id}`;
  const known = parsed.get(key);
  if (known && known.record.h === row.h && known.merged === row.merged) return known.record;
  if (!isKindName(row.kind)) return { reason: `kind: ${row.kind}` };
  if (typeof row.fields !== 'object' || !row.fields || typeof row.stamps !== 'object' || !row.stamps) {
    return { reason: 'fields: missing' };
  }
  const fields = nest(row.kind, row.fields);
  const reason = misfit(row.kind, fields);
  if (reason) return { reason };
  const record: Rec = {
    id: row.id,
    kind: row.kind,
    fields: fields as never,
    stamps: row.stamps,
    h: row.h,
    deleted: Boolean(row.fields[DELETED]),
  };
  if (parsed.size >= PARSED_LIMIT) {
    const oldest = parsed.keys().next().value;
    if (oldest !== undefined) parsed.delete(oldest);
  }
  parsed.set(key, { record, merged: row.merged });
  return record;
}
