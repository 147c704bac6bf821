import { type Body, GOVERNING_BODIES, PARTY_BODIES } from '../records/company';
import type { FieldsOf } from '../records';
import { addDays, type CivilDate, endOfMonth, isCivilDate } from '../rules/calendar';
import { type Appointment, type Held, heldOn, overlap, spanOf } from './held';
import { CHAIR, FOR_ONE, SECRETARY } from './positions';

/** An appointment with the id of its record. */
export interface Post {
  id: string;
  fields: Appointment;
}

export interface Unit {
  id: string;
  fields: FieldsOf<'unit'>;
}

export type Side = 'party' | 'governing';

/** The side of a body. */
export const sideOf = (body: Body): Side =>
  (PARTY_BODIES as readonly string[]).includes(body) ? 'party' : 'governing';

/**
 * Which way somebody who stands on both sides entered: 党→治理, 治理→党, both on one day, or not known because a first
 * day is missing or known in part only.
 */
export type Direction = 'partyFirst' | 'governingFirst' | 'together' | 'unknown';

/** One person of the matrix. */
export interface PersonRow {
  person: string;
  name: string;
  /** Positions by body: those held on the day, certainly or possibly. */
  cells: Map<Body, { post: Post; held: Exclude<Held, 'no'> }[]>;
  /** Certainly holds positions on both sides on the day. */
  both: boolean;
  /** May hold positions on both sides: a date is known in part only. */
  maybeBoth: boolean;
  /** For those on both sides. */
  direction?: Direction;
}

/** What somebody should look at. It is a finding of fact, no verdict. */
export type MatrixNote =
  /** 任期已满未换届: the term's last day has passed, and the position is held still. */
  | { what: 'lapsed'; post: Post; since: CivilDate }
  /** Two stays of one person in one position share days. */
  | { what: 'overlap'; posts: [Post, Post] }
  /** Two people hold a position for one on the same days. */
  | { what: 'double'; posts: [Post, Post] }
  | { what: 'noBasis'; post: Post }
  | { what: 'noStart'; post: Post }
  /** On both sides, and no declaration of conflicts of interest is on file. */
  | { what: 'noDeclaration'; person: string; name: string; posts: Post[] }
  | { what: 'conflict'; post: Post }
  /** 书记、董事长一人担任. */
  | { what: 'oneHand'; person: string; name: string; posts: Post[] }
  /** A body that there is has fewer people than seats (`free`), or nobody and its seats are not known. */
  | { what: 'vacant'; unit: Unit; body: Body; free?: number };

/** How one body of one unit is filled on the day. */
export interface BodyRow {
  unit?: Unit;
  body: Body;
  /** Undefined = not known. */
  exists?: boolean;
  seats?: number;
  /** People who hold a position there, certainly. */
  people: string[];
  /** Of these, who also holds a position on the other side. */
  crossed: string[];
  /** Of these on the governing side, whether they are Party members, as far as that is known. */
  party: { yes: number; no: number; unknown: number };
  termEnd?: CivilDate;
}

/** The two-way appointment matrix (双向进入、交叉任职) as of one day. */
export interface Matrix {
  on: CivilDate;
  /** The bodies in which anybody holds or held a position, or of which something is known, in the order of the vocabulary. */
  bodies: Body[];
  people: PersonRow[];
  rows: BodyRow[];
  notes: MatrixNote[];
}

const ORDER: readonly Body[] = [...PARTY_BODIES, ...GOVERNING_BODIES];

/**
 * Computes the matrix from appointments as of a day. What is not known stays so: a person whose dates leave it open is
 * `maybe`, a body of which nothing was entered is neither there nor missing.
 */
export function matrixOn(posts: readonly Post[], units: readonly Unit[], on: CivilDate): Matrix {
  const present = posts.flatMap((post) => {
    const held = heldOn(post.fields, on);
    return held === 'no' ? [] : [{ post, held }];
  });
  const people = peopleOf(present, posts, on);
  const rows = bodyRows(present, people, units);
  const used = new Set<Body>([...posts.map(({ fields }) => fields.body), ...rows.map(({ body }) => body)]);
  return {
    on,
    bodies: ORDER.filter((body) => used.has(body)),
    people,
    rows,
    notes: [...notesOn(present, on), ...personNotes(people), ...vacancies(rows)],
  };
}

type Present = { post: Post; held: Exclude<Held, 'no'> };

function peopleOf(present: readonly Present[], all: readonly Post[], on: CivilDate): PersonRow[] {
  const byPerson = new Map<string, PersonRow>();
  for (const one of present) {
    const { person, name, body } = one.post.fields;
    const row = byPerson.get(person) ?? { person, name, cells: new Map(), both: false, maybeBoth: false };
    row.cells.set(body, [...(row.cells.get(body) ?? []), one]);
    byPerson.set(person, row);
  }
  for (const row of byPerson.values()) {
    const cells = [...row.cells.values()].flat();
    const has = (side: Side, sure: boolean): boolean =>
      cells.some(({ post, held }) => sideOf(post.fields.body) === side && (!sure || held === 'yes'));
    row.both = has('party', true) && has('governing', true);
    row.maybeBoth = !row.both && has('party', false) && has('governing', false);
    if (row.both || row.maybeBoth)
      row.direction = directionOf(
        all.filter(({ fields }) => fields.person === row.person),
        on,
      );
  }
  return [...byPerson.values()].sort(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'zh-CN') || (a.person < b.person ? -1 : 1),
  );
}

/** People of both sides first, then those of the Party side. */
const rank = (row: PersonRow): number => {
  if (row.both) return 0;
  if (row.maybeBoth) return 1;
  return [...row.cells.keys()].some((body) => sideOf(body) === 'party') ? 2 : 3;
};

/** Days between the end of one position and the beginning of the next on the same side that do not interrupt a stay. */
const BREAK = 92;

/**
 * Which side somebody entered first. A new term after an old one goes on with the same stay, so that whoever was elected
 * anew did not enter anew. One missing first day leaves it open, because it could be the earliest.
 */
function directionOf(posts: readonly Post[], on: CivilDate): Direction {
  const [party, governing] = [entered(posts, 'party', on), entered(posts, 'governing', on)];
  if (!party || !governing) return 'unknown';
  if (party.last < governing.first) return 'partyFirst';
  if (governing.last < party.first) return 'governingFirst';
  const exact = party.first === party.last && governing.first === governing.last;
  return exact && party.first === governing.first ? 'together' : 'unknown';
}

/** The first day of the stay on a side that lasts on the day, as the span that it can lie in; undefined when not known. */
function entered(
  posts: readonly Post[],
  side: Side,
  on: CivilDate,
): { first: string; last: string } | undefined {
  const own = posts.filter(({ fields }) => sideOf(fields.body) === side);
  const stay = own.filter(({ fields }) => heldOn(fields, on) !== 'no');
  const rest = new Set(own.filter(({ fields }) => !stay.some((one) => one.fields === fields)));
  let start: { first: string; last: string } | undefined;
  for (let next = stay; next.length;) {
    if (next.some(({ fields }) => fields.from === undefined)) return undefined;
    for (const { fields } of next) {
      const span = spanOf(fields.from as string);
      start = start ? { first: least(start.first, span.first), last: least(start.last, span.last) } : span;
    }
    const limit = addDays(dayIn(start?.first ?? on), -BREAK);
    next = [...rest].filter(
      ({ fields: { to } }) => to !== undefined && spanOf(to).last >= limit && spanOf(to).first < on,
    );
    for (const one of next) rest.delete(one);
  }
  return start;
}

const least = (a: string, b: string): string => (a < b ? a : b);

/** A day that the calendar has: a span may end on the 31st of any month. */
const dayIn = (day: string): CivilDate => (isCivilDate(day) ? day : endOfMonth(`${day.slice(0, 7)}-01`));

function bodyRows(
  present: readonly Present[],
  people: readonly PersonRow[],
  units: readonly Unit[],
): BodyRow[] {
  const crossed = new Set(people.filter(({ both }) => both).map(({ person }) => person));
  const keys = new Map<string, { unit?: Unit; body: Body }>();
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const note = (unitId: string | undefined, body: Body): void => {
    const unit = unitId === undefined ? undefined : byId.get(unitId);
    keys.set(`${unit?.id ?? ''} ${body}`, { unit, body });
  };
  for (const { post } of present) note(post.fields.unit, post.fields.body);
  for (const unit of units)
    for (const body of Object.keys(unit.fields.bodies ?? {})) note(unit.id, body as Body);
  return [...keys.values()]
    .map(({ unit, body }): BodyRow => {
      const here = present.filter(
        ({ post, held }) =>
          held === 'yes' &&
          post.fields.body === body &&
          (byId.get(post.fields.unit ?? '')?.id ?? '') === (unit?.id ?? ''),
      );
      const byPerson = new Map(here.map(({ post }) => [post.fields.person, post.fields.party]));
      const known = unit?.fields.bodies?.[body];
      const party = { yes: 0, no: 0, unknown: 0 };
      for (const [person, said] of byPerson)
        party[sideOf(body) === 'party' || crossed.has(person) ? 'yes' : (said ?? 'unknown')] += 1;
      return {
        unit,
        body,
        exists: known?.exists ?? (here.length ? true : undefined),
        seats: known?.seats,
        termEnd: known?.termEnd,
        people: [...byPerson.keys()],
        crossed: [...byPerson.keys()].filter((person) => crossed.has(person)),
        party,
      };
    })
    .sort(
      (a, b) =>
        (a.unit?.fields.order ?? -1) - (b.unit?.fields.order ?? -1) ||
        (a.unit?.id ?? '').localeCompare(b.unit?.id ?? '') ||
        ORDER.indexOf(a.body) - ORDER.indexOf(b.body),
    );
}

function notesOn(present: readonly Present[], on: CivilDate): MatrixNote[] {
  const notes: MatrixNote[] = [];
  const posts = present.map(({ post }) => post);
  for (const { post } of present) {
    const { termEnd, basis, basisFile, from, conflict } = post.fields;
    if (termEnd !== undefined && termEnd < on) notes.push({ what: 'lapsed', post, since: termEnd });
    if (!basis && !basisFile) notes.push({ what: 'noBasis', post });
    if (from === undefined) notes.push({ what: 'noStart', post });
    if (conflict) notes.push({ what: 'conflict', post });
  }
  posts.forEach((a, index) => {
    for (const b of posts.slice(index + 1)) {
      const same = a.fields.body === b.fields.body && (a.fields.unit ?? '') === (b.fields.unit ?? '');
      if (!same || a.fields.position !== b.fields.position || !overlap(a.fields, b.fields)) continue;
      if (a.fields.person === b.fields.person) notes.push({ what: 'overlap', posts: [a, b] });
      else if (FOR_ONE.test(a.fields.position)) notes.push({ what: 'double', posts: [a, b] });
    }
  });
  return notes;
}

function personNotes(people: readonly PersonRow[]): MatrixNote[] {
  return people.flatMap(({ person, name, both, cells }): MatrixNote[] => {
    if (!both) return [];
    const sure = [...cells.values()].flat().filter(({ held }) => held === 'yes');
    const posts = sure.map(({ post }) => post);
    const notes: MatrixNote[] = [];
    if (!posts.some(({ fields }) => fields.conflict || fields.conflictOn))
      notes.push({ what: 'noDeclaration', person, name, posts });
    const hands = posts.filter(
      ({ fields }) =>
        (sideOf(fields.body) === 'party' && SECRETARY.test(fields.position)) ||
        (fields.body === 'board' && CHAIR.test(fields.position)),
    );
    if (
      hands.some(({ fields }) => fields.body === 'board') &&
      hands.some(({ fields }) => fields.body !== 'board')
    )
      notes.push({ what: 'oneHand', person, name, posts: hands });
    return notes;
  });
}

function vacancies(rows: readonly BodyRow[]): MatrixNote[] {
  return rows.flatMap(({ unit, body, exists, seats, people }): MatrixNote[] => {
    if (!unit || exists === false) return [];
    if (seats !== undefined && people.length < seats)
      return [{ what: 'vacant', unit, body, free: seats - people.length }];
    return exists && seats === undefined && !people.length ? [{ what: 'vacant', unit, body }] : [];
  });
}

/** What is another one between two days. */
export interface MatrixChange {
  begun: Post[];
  ended: Post[];
  /** People who came to stand on both sides, or no longer do. */
  nowBoth: string[];
  noLongerBoth: string[];
}

/** Compares two matrices of the same records. A position whose dates leave it open on one of the days is in neither list. */
export function changeBetween(posts: readonly Post[], before: Matrix, now: Matrix): MatrixChange {
  const both = ({ people }: Matrix): Set<string> =>
    new Set(people.filter((row) => row.both).map(({ person }) => person));
  const [was, is] = [both(before), both(now)];
  const moved = (from: Held, to: Held): Post[] =>
    posts.filter(({ fields }) => heldOn(fields, before.on) === from && heldOn(fields, now.on) === to);
  return {
    begun: moved('no', 'yes'),
    ended: moved('yes', 'no'),
    nowBoth: [...is].filter((person) => !was.has(person)),
    noLongerBoth: [...was].filter((person) => !is.has(person)),
  };
}
