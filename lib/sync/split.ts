import type { ChangeLine, ChangeRow, Stamp, Withheld } from '../ledger';
import { stampDevice } from '../ledger';
import { isKindName } from '../records';
import type { Json } from '../records/kind';
import { type Compartment, mayWriteValues, type SpaceRole, valueByCompartment } from './compartments';
import { utf8 } from './bytes';
import { LINE_BYTES, SEGMENT_BYTES, SEGMENT_LINES } from './segment';
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
  /** First stamp of the commit that a commit undoes. */
  undone(commit: ChangeRow): Stamp | undefined;
}

/** A line on its way to one compartment, as text too. */
export interface Outgoing {
  q: Compartment;
  line: WireLine;
  bytes: number;
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
  for (const line of commit.lines) {
    const refused = refusal(line, rules);
    if (refused) {
      why ??= refused;
      continue;
    }
    const parts = new Map<Compartment, [string, Json][]>();
    for (const [name, value] of Object.entries(line.f)) {
      const values = rules.isPrivate(line)
        ? new Map<Compartment, Json>([['p', value]])
        : valueByCompartment(line.t, name, value);
      for (const [q, part] of values) {
        if (!rules.holds(q)) why ??= 'key';
        else parts.set(q, [...(parts.get(q) ?? []), [name, part]]);
      }
    }
    for (const [q, fields] of parts) {
      for (const piece of pieces(fields)) {
        const wire = wireOf(line, piece, commit, undone);
        const bytes = utf8(JSON.stringify(wire)).length;
        if (bytes > LINE_BYTES) why ??= 'size';
        else out.push({ q, line: wire, bytes });
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

/** Cuts the fields of a very large line into several; whoever gets them puts them together again. */
function pieces(fields: readonly [string, Json][]): [string, Json][][] {
  const all: [string, Json][][] = [];
  let size = Infinity;
  for (const field of fields) {
    const own = JSON.stringify(field).length;
    // A UTF-16 unit is at most three bytes: half the bytes of a segment leave room for the rest of the line.
    if (size + own > SEGMENT_BYTES / 6) {
      all.push([]);
      size = 0;
    }
    all.at(-1)?.push(field);
    size += own;
  }
  return all;
}

function wireOf(
  line: ChangeLine,
  fields: readonly [string, Json][],
  commit: ChangeRow,
  undone: Stamp | undefined,
): WireLine {
  const base = fields.flatMap(([name]) => (Object.hasOwn(line.b, name) ? [[name, line.b[name]]] : []));
  return {
    r: line.r,
    t: line.t,
    h: line.h,
    by: line.by,
    b: Object.fromEntries(base) as Record<string, string>,
    f: Object.fromEntries(fields),
    sv: line.sv,
    c: commit.from,
    l: commit.label,
    ...(undone ? { u: undone } : {}),
  };
}

/** Fills segments: at most 500 lines and 256 KiB each, a single larger line alone. Order is kept. */
export function fillSegments(lines: readonly Outgoing[]): { q: Compartment; lines: WireLine[] }[] {
  const segments: { q: Compartment; lines: WireLine[] }[] = [];
  const open = new Map<Compartment, { lines: WireLine[]; bytes: number }>();
  for (const { q, line, bytes } of lines) {
    let last = open.get(q);
    if (!last || last.lines.length >= SEGMENT_LINES || last.bytes + bytes > SEGMENT_BYTES) {
      last = { lines: [], bytes: 0 };
      open.set(q, last);
      segments.push({ q, lines: last.lines });
    }
    last.lines.push(line);
    last.bytes += bytes + 1;
  }
  return segments;
}
