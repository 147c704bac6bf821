import type { LifePack, PackText, TalkRelation } from './pack';

/** A member as the rules of 谈心谈话 see one. */
export interface TalkPerson {
  id: string;
  /** Holds a post of the committee (支委). */
  committee: boolean;
  /** Old or ill: talks are welcome and none is asked for. */
  exempt?: boolean;
}

/** Two people who talked, in either order. */
export type TalkPair = readonly [string, string];

/** The same key for a pair in either order. */
export const pairKey = (a: string, b: string): string => [a, b].sort().join(':');

/** Whether a pair is 支委之间, 支委与党员 or 党员之间; undefined when one of them is not among the members. */
export function relationOf(
  people: ReadonlyMap<string, TalkPerson>,
  pair: TalkPair,
): TalkRelation | undefined {
  const [a, b] = [people.get(pair[0]), people.get(pair[1])];
  if (!a || !b || a.id === b.id) return undefined;
  return a.committee && b.committee
    ? 'committee'
    : a.committee || b.committee
      ? 'committeeMember'
      : 'members';
}

/** What one relation asks for in a year, and what of it there was. */
export interface TalkCoverage {
  relation: TalkRelation;
  title: PackText;
  /** By pair, or by person: see {@link LifePack}. */
  each: 'pair' | 'person';
  /** Pairs or persons asked for. */
  needed: number;
  covered: number;
  /** Pairs (two ids) or persons (one id) without a talk yet, in the order of the roster. */
  open: (readonly string[])[];
}

/**
 * How the talks of one year cover the relations of the pack. `people` are the members of the branch; talks with
 * anybody else count for none of the relations. Nothing is asked of an exempt member, and a talk with one counts
 * for the other side.
 */
export function talkCoverage(
  pack: Pick<LifePack, 'talks'>,
  people: readonly TalkPerson[],
  talks: readonly TalkPair[],
): TalkCoverage[] {
  const known = new Map(people.map((person) => [person.id, person]));
  const held = new Set<string>();
  /** Persons with a talk of a relation, as `<relation>:<id>`: counted once, not for every pair of a large branch. */
  const met = new Set<string>();
  for (const [a, b] of talks) {
    const relation = relationOf(known, [a, b]);
    if (!relation) continue;
    held.add(pairKey(a, b));
    met.add(`${relation}:${a}`).add(`${relation}:${b}`);
  }
  return pack.talks.relations.map(({ id, title, each }) => {
    const asked = each === 'pair' ? pairsOf(id, people) : personsOf(id, people);
    const open = asked.filter((unit) => {
      const [a = '', b] = unit;
      return b === undefined ? !met.has(`${id}:${a}`) : !held.has(pairKey(a, b));
    });
    return { relation: id, title, each, needed: asked.length, covered: asked.length - open.length, open };
  });
}

function pairsOf(relation: TalkRelation, people: readonly TalkPerson[]): [string, string][] {
  const known = new Map(people.map((person) => [person.id, person]));
  const asked = people.filter((one) => !one.exempt && (relation !== 'committee' || one.committee));
  const pairs: [string, string][] = [];
  asked.forEach((a, index) => {
    for (const b of asked.slice(index + 1)) {
      if (relationOf(known, [a.id, b.id]) === relation) pairs.push([a.id, b.id]);
    }
  });
  return pairs;
}

/** Persons of whom a relation asks a talk: committee members among themselves, otherwise the other members. */
function personsOf(relation: TalkRelation, people: readonly TalkPerson[]): [string][] {
  const committee = relation === 'committee';
  const partners = people.filter((person) => person.committee === (relation !== 'members'));
  return people
    .filter((person) => person.committee === committee && !person.exempt)
    .filter((person) => partners.some((other) => other.id !== person.id))
    .map((person) => [person.id]);
}

/** All relations of a year together: what is asked for, and what is covered. */
export const talkTotals = (coverage: readonly TalkCoverage[]): { needed: number; covered: number } =>
  coverage.reduce((sum, one) => ({ needed: sum.needed + one.needed, covered: sum.covered + one.covered }), {
    needed: 0,
    covered: 0,
  });
