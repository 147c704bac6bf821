import { SETTLED } from '../ledger';
import { isKindName, KINDS, type KindName } from '../records';
import type { Json, Kind } from '../records/kind';
import { HOMES, type Writers } from './homes';

/**
 * Circles of readers. Each has a key of its own, so that whoever lacks it can read nothing of it.
 *
 * - `r`: all members of the branch
 * - `o`: secretary, deputy and committee (roster details, dues, talks, appraisal, admission, reasons for absence)
 * - `w`: what of `o` concerns one member; everybody has the chain, and opens only what is under keys that they hold
 * - `g`: secretary, deputy, committee and reviewers (checklist and what it proves)
 * - `s`: what is reported to the committee above, sealed to it
 * - `p`: the devices of one person alone (reflections that were not shared)
 */
export type Compartment = 'r' | 'o' | 'w' | 'g' | 's' | 'p';

export const COMPARTMENTS: readonly Compartment[] = ['r', 'o', 'w', 'g', 's', 'p'];

/** What somebody is in the space; certified by the roster. */
export const SPACE_ROLES = ['secretary', 'deputy', 'committee', 'member', 'reviewer'] as const;
export type SpaceRole = (typeof SPACE_ROLES)[number];

/** The compartments whose keys a role is given; everybody has a `p` of their own. */
export const READS: Record<SpaceRole, readonly Compartment[]> = {
  secretary: ['r', 'o', 'w', 'g', 's'],
  deputy: ['r', 'o', 'w', 'g', 's'],
  committee: ['r', 'o', 'w', 'g'],
  member: ['r', 'w'],
  reviewer: ['g'],
};

/** Who may certify devices and begin epochs, and may send on what others wrote (from an older profile or a backup). */
export const LEADS: readonly SpaceRole[] = ['secretary', 'deputy'];

const WRITERS: Record<Writers, readonly SpaceRole[]> = {
  branch: ['secretary', 'deputy', 'committee', 'member'],
  committee: ['secretary', 'deputy', 'committee'],
  review: ['secretary', 'deputy', 'committee', 'reviewer'],
};

const OWN = ['enteredAt', 'enteredBy', '_del'];
const index = new Map<KindName, Map<string, Compartment>>();

function fieldsOf(kind: KindName): Map<string, Compartment> {
  let fields = index.get(kind);
  if (!fields) {
    fields = new Map();
    for (const [q, names] of Object.entries(HOMES[kind].fields)) {
      for (const name of names.split(' ')) fields.set(name, q as Compartment);
    }
    index.set(kind, fields);
  }
  return fields;
}

/** The name of a field without its element: `attendance` of `attendance/<id>`. */
export const stem = (field: string): string => field.split('/')[0] ?? field;

/** By kind and stem, the compartments of its fields: a large push asks for the same few thousands of times. */
const foundPlaces = new Map<string, Map<string, readonly Compartment[]>>();

/**
 * The compartments of a flat field. A field that this version does not know goes to the most closed compartment of its
 * kind; a kind that it does not know has none.
 */
export function compartmentsOf(kind: string, field: string): readonly Compartment[] {
  const known = foundPlaces.get(kind)?.get(field);
  if (known) return known;
  if (!isKindName(kind)) return [];
  // That a conflict is settled is for those who know the field.
  if (field.startsWith(SETTLED)) return compartmentsOf(kind, field.slice(SETTLED.length));
  const { home, fields } = HOMES[kind];
  const name = stem(field);
  const q = OWN.includes(name) ? home[0] : fieldsOf(kind).get(name);
  if (q === undefined) return fields.o === undefined ? home : ['o'];
  const found = q === home[0] ? home : [q];
  // Names that a person or a newer version makes up are many; those of the schema are few.
  if (name === field)
    foundPlaces.set(
      kind,
      (foundPlaces.get(kind) ?? new Map<string, readonly Compartment[]>()).set(name, found),
    );
  return found;
}

/** A value in each of its compartments: the whole in one, what the others may know of it in theirs. */
export function valueByCompartment(kind: string, field: string, value: Json): Map<Compartment, Json> {
  const places = compartmentsOf(kind, field);
  const reduced = isKindName(kind) ? HOMES[kind].reduced : undefined;
  const kept = reduced && Object.hasOwn(reduced, stem(field)) ? reduced[stem(field)] : undefined;
  if (!kept || !value || typeof value !== 'object' || Array.isArray(value)) {
    return new Map(places.map((q) => [q, value]));
  }
  const less = Object.fromEntries(Object.entries(value).filter(([name]) => kept.includes(name)));
  const parts = new Map<Compartment, Json>(places.map((q) => [q, less]));
  if (Object.keys(less).length < Object.keys(value).length) parts.set('o', value);
  return parts;
}

/** The field that decides whether a record of the kind is its writer's alone; undefined for most kinds. */
export const privateUntil = (kind: string): string | undefined =>
  isKindName(kind) ? HOMES[kind].privateUntil : undefined;

/** True for who writes what concerns a member, and has the keys of it. */
export const isCommittee = (role: SpaceRole): boolean => WRITERS.committee.includes(role);

/** True when a role may set fields of a kind. Kinds of a newer version are for the committee to send. */
export const mayWrite = (role: SpaceRole, kind: string): boolean =>
  WRITERS[isKindName(kind) ? HOMES[kind].write : 'committee'].includes(role);

/**
 * True when somebody may set these values: the role may write the kind, and outside the committee what is entered is
 * entered for oneself and waits for the committee's word. Whose record it is that is changed later is not told by a line.
 */
export function mayWriteValues(
  { role, member }: { role: SpaceRole; member: string },
  kind: string,
  values: Readonly<Record<string, Json>>,
): boolean {
  if (!mayWrite(role, kind)) return false;
  if (!isKindName(kind) || WRITERS.committee.includes(role)) return true;
  const { person, declared } = HOMES[kind];
  if (person !== undefined && Object.hasOwn(values, person) && values[person] !== member) return false;
  return Object.entries(declared ?? {}).every(
    ([name, allowed]) => !Object.hasOwn(values, name) || allowed.includes(values[name] as Json),
  );
}

/** The field names of a kind's schema, without those that every kind has. */
export function schemaFields(kind: KindName): string[] {
  const { schema } = KINDS[kind] as unknown as Kind;
  const { def } = (schema as unknown as { _zod: { def: { shape: Record<string, unknown> } } })._zod;
  return Object.keys(def.shape).filter((name) => !OWN.includes(name));
}
