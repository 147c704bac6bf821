import type { ChangeLine, ChangeRow, Stamp, Withheld } from '../ledger';
import { stampDevice } from '../ledger';
import { isKindName } from '../records';
import type { Json } from '../records/kind';
import {
  type Compartment,
  compartmentsOf,
  mayWriteValues,
  type SpaceRole,
  valueByCompartment,
} from './compartments';
import { utf8 } from './bytes';
import { LINE_BYTES, OWN_LINE_BYTES, SEGMENT_LINES, SEGMENT_SIZE } from './segment';
import type { WireLine } from './shapes';

/** What decides about the lines of a commit. */
export interface SplitRules {
  role: SpaceRole;
  /** Record of the person whose device this is. */
  member: string;
  /** True when this device has the key of a compartment. */
  holds(q: Compartment): boolean;
  /** True when values under a stamp of this device are ours to send. */
  writesFor(device: string): boolean;
  /** True when the record is its writer's alone. */
  isPrivate(line: ChangeLine): boolean;
  /** Key of the member whom a field of `o` concerns, by name; undefined when it stays in `o`. */
  own?(line: ChangeLine, field: string): string | undefined;
  /** A value on its way to a compartment, with the ways to the files that it refers to. */
  describe?(q: Compartment, value: Json): Json;
  /** First stamp of the commit that a commit undoes. */
  undone(commit: ChangeRow): Stamp | undefined;
}

/** A line on its way to one compartment. */
export interface Outgoing {
  q: Compartment;
  /** Key of the member under which it is sealed within the segment. */
  to?: string;
  line: WireLine;
  /** Characters of its values, about. */
  size: number;
}

/**
 * Splits a commit into lines for each circle of readers: a field goes to its own compartment and to no other. What
 * this device may not send is left out, with the reason.
 */
export function splitCommit(
  commit: ChangeRow,
  rules: SplitRules,
): { out: Outgoing[]; why?: Withheld['why'] } {
  const out: Outgoing[] = [];
  let why: Withheld['why'] | undefined;
  const undone = rules.undone(commit);
  // A text or a number refers to no file.
  const describe = (place: string, value: Json): Json =>
    typeof value === 'object' ? (rules.describe?.(place.slice(0, 1) as Compartment, value) ?? value) : value;
  for (const line of commit.lines) {
    const refused = refusal(line, rules);
    if (refused) {
      why ??= refused;
      continue;
    }
    const parts = new Map<string, [string, Json][]>();
    const add = (q: Compartment, name: string, value: Json): void => {
      if (!rules.holds(q)) {
        why ??= 'key';
        return;
      }
      const to = q === 'o' ? rules.own?.(line, name) : undefined;
      const place = to === undefined ? q : `w ${to}`;
      const field: [string, Json] = [name, describe(place, value)];
      const fields = parts.get(place);
      if (fields) fields.push(field);
      else parts.set(place, [field]);
    };
    const isPrivate = rules.isPrivate(line);
    for (const [name, value] of Object.entries(line.f)) {
      if (isPrivate) add('p', name, value);
      else if (typeof value !== 'object') for (const q of compartmentsOf(line.t, name)) add(q, name, value);
      else for (const [q, part] of valueByCompartment(line.t, name, value)) add(q, name, part);
    }
    for (const [place, fields] of parts) {
      const q = place.slice(0, 1) as Compartment;
      const to = place.slice(2);
      for (const { fields: piece, size } of pieces(fields)) {
        const wire = wireOf(line, piece, commit, undone);
        if (isTooLarge(wire, size, to ? OWN_LINE_BYTES : LINE_BYTES)) why ??= 'size';
        else out.push({ q, ...(to ? { to } : {}), line: wire, size });
      }
    }
  }
  return { out, why };
}

function refusal(line: ChangeLine, rules: SplitRules): Withheld['why'] | undefined {
  if (!isKindName(line.t)) return 'kind';
  if (!mayWriteValues(rules, line.t, line.f)) return 'role';
  return rules.writesFor(stampDevice(line.h)) ? undefined : 'stamp';
}

/** A character is at most so many bytes of JSON: `\u0000`. */
const WIDEST = 6;
/** Room for everything of a line that is not its fields. */
const BESIDE = 1024;

/** Only a line that may be too large is measured: nearly all are far from it. */
const isTooLarge = (line: WireLine, size: number, most: number): boolean =>
  size * WIDEST + BESIDE > most && utf8(JSON.stringify(line)).length > most;

/** Cuts the fields of a very large line into several; whoever gets them puts them together again. */
function pieces(fields: readonly [string, Json][]): { fields: [string, Json][]; size: number }[] {
  const all: { fields: [string, Json][]; size: number }[] = [];
  let last: (typeof all)[number] | undefined;
  for (const field of fields) {
    const [name, value] = field;
    const own = name.length + (typeof value === 'string' ? value.length : JSON.stringify(value).length);
    if (!last || last.size + own > SEGMENT_SIZE / 6) all.push((last = { fields: [], size: 0 }));
    last.fields.push(field);
    last.size += own;
  }
  return all;
}

function wireOf(
  line: ChangeLine,
  fields: readonly [string, Json][],
  commit: ChangeRow,
  undone: Stamp | undefined,
): WireLine {
  const base = fields.flatMap(([name]): [string, string][] =>
    Object.hasOwn(line.b, name) ? [[name, line.b[name] as string]] : [],
  );
  return {
    r: line.r,
    t: line.t,
    h: line.h,
    by: line.by,
    b: Object.fromEntries(base),
    f: Object.fromEntries(fields),
    sv: line.sv,
    c: commit.from,
    l: commit.label,
    ...(undone ? { u: undone } : {}),
  };
}

/** Fills segments: at most 500 lines and 256 Ki characters each, a single larger line alone. Order is kept. */
export function fillSegments(lines: readonly Outgoing[]): { q: Compartment; lines: Outgoing[] }[] {
  const segments: { q: Compartment; lines: Outgoing[] }[] = [];
  const open = new Map<Compartment, { lines: Outgoing[]; size: number }>();
  for (const one of lines) {
    const { q, size } = one;
    let last = open.get(q);
    if (!last || last.lines.length >= SEGMENT_LINES || last.size + size > SEGMENT_SIZE) {
      last = { lines: [], size: 0 };
      open.set(q, last);
      segments.push({ q, lines: last.lines });
    }
    last.lines.push(one);
    last.size += size;
  }
  return segments;
}
