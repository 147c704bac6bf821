import type { Rec } from '../ledger';
import type { Member } from '../records';
import { normalizeName } from './member-name';
import type { RosterRow } from './roster-rows';
import { canBeSame } from './roster-values';

type Facts = Pick<Partial<Member>, 'birth' | 'joinedOn' | 'phone' | 'idNumber'>;

/**
 * Whether two people of one name are one person. Equal birth or join dates (as far as both are known), telephone
 * or 身份证号 make them one; differing births, or differing join dates where no birth can be compared, make them
 * two; otherwise it is unknown.
 */
export function comparePeople(a: Facts, b: Facts): 'same' | 'different' | 'unknown' {
  if (a.idNumber && b.idNumber) return a.idNumber === b.idNumber ? 'same' : 'different';
  const birth = compareDates(a.birth, b.birth);
  const joined = compareDates(a.joinedOn, b.joinedOn);
  if (birth === 'same') return 'same';
  if (birth === 'different') {
    // One wrong digit in a birth date does not make a second person of equal join date and telephone.
    return joined === 'same' && a.phone !== undefined && a.phone === b.phone ? 'same' : 'different';
  }
  if (joined !== 'unknown') return joined;
  return a.phone !== undefined && a.phone === b.phone ? 'same' : 'unknown';
}

function compareDates(a: string | undefined, b: string | undefined): 'same' | 'different' | 'unknown' {
  if (!a || !b) return 'unknown';
  if (!canBeSame(a, b)) return 'different';
  // A year alone is shared by many people of one name.
  return Math.min(a.length, b.length) > 4 ? 'same' : 'unknown';
}

/** Members by name and alias. */
export class MemberIndex {
  readonly #byName = new Map<string, Rec<'member'>[]>();

  constructor(members: readonly Rec<'member'>[]) {
    for (const member of members) {
      const names = [member.fields.name, ...(member.fields.aliases ?? [])].map(normalizeName);
      for (const name of new Set(names)) this.#byName.set(name, [...(this.#byName.get(name) ?? []), member]);
    }
  }

  /** Members of a name, split by whether they can be the person of the row. */
  match(row: RosterRow): { same: Rec<'member'>[]; unknown: Rec<'member'>[]; different: Rec<'member'>[] } {
    const result = { same: [], unknown: [], different: [] } as Record<
      'same' | 'unknown' | 'different',
      Rec<'member'>[]
    >;
    for (const member of this.#byName.get(row.fields.name) ?? []) {
      result[comparePeople(row.fields, member.fields)].push(member);
    }
    return result;
  }
}

export interface FieldDiff {
  field: string;
  before: unknown;
  after: unknown;
}

/**
 * What the row would change of a member. A blank cell changes nothing, a date that is only less exact than the
 * known one (1990-11 beside 1990-11-05) neither, and a category assumed for the whole file never.
 */
export function diffMember(member: Rec<'member'>, row: RosterRow, group: string | undefined): FieldDiff[] {
  const diffs: FieldDiff[] = [];
  const fields: Record<string, unknown> = { ...row.fields, ...(group ? { group } : {}) };
  // Found by an alias: the name on the roster stays.
  delete fields.name;
  if (row.assumedCategory) delete fields.category;
  // Names a person is known by add up.
  if (row.fields.aliases)
    fields.aliases = [...new Set([...(member.fields.aliases ?? []), ...row.fields.aliases])];
  for (const [field, after] of Object.entries(fields)) {
    const before = (member.fields as Record<string, unknown>)[field];
    if (after === undefined || equal(field, before, after)) continue;
    diffs.push({ field, before, after });
  }
  return diffs;
}

const DATES = new Set(['birth', 'joinedOn', 'fullSince']);

function equal(field: string, before: unknown, after: unknown): boolean {
  if (Array.isArray(after)) {
    const old = Array.isArray(before) ? before : [];
    return after.length === old.length && after.every((value) => old.includes(value));
  }
  if (DATES.has(field) && typeof before === 'string' && typeof after === 'string')
    return before.startsWith(after);
  // Absent and 否 say the same of a yes-or-no field.
  if (after === false) return !before;
  return before === after;
}
