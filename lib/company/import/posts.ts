import {
  change,
  type CommitResult,
  create,
  type Ledger,
  newId,
  type Partially,
  type Rec,
  type Write,
} from '../../ledger';
import type { Body } from '../../records/company';
import { asFault, Fault } from '../../records/fault';
import { type AppointmentInput, type KnownPerson, readAppointment } from '../appointments';
import type { Post, Unit } from '../matrix';
import { BODY_WORDS, HOW_WORDS, POST_HEADINGS, type PostColumn, STILL } from './post-words';

type Fields = ReturnType<typeof readAppointment>;

/** A line of a table of appointments, and what would become of it. */
export interface PostLine {
  /** Row of the file, counted from 1. */
  row: number;
  name: string;
  position: string;
  /** Undefined where the line cannot be taken. */
  fields?: Fields;
  /** Why not: the table says something that a form would not take either. */
  fault?: Fault;
  /** The people of that name who are known; the line belongs to the only one, else somebody has to say to whom. */
  people: KnownPerson[];
  /** What was not understood and is left out, as it stands in the table. */
  doubts: string[];
}

/** What a line does to the ledger once it is known whose it is. */
export type PostEffect<P extends Post = Post> =
  | { what: 'new' }
  /** There already, with everything that the line says. */
  | { what: 'same'; post: P }
  | { what: 'changed'; post: P; changed: (typeof TOLD)[number][] };

const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\u3000]+/gu, '');
/** Rows above the headings that are looked through: a title and who made the table. */
const HEAD_ROWS = 12;

function headings(rows: readonly (readonly string[])[]) {
  for (const [row, cells] of rows.slice(0, HEAD_ROWS).entries()) {
    const at = new Map<PostColumn, number>();
    for (const [column, cell] of cells.entries())
      for (const field of Object.keys(POST_HEADINGS) as PostColumn[])
        if (!at.has(field) && POST_HEADINGS[field].test(bare(cell))) at.set(field, column);
    if (at.has('name') && at.has('position')) return { row, at };
  }
  return undefined;
}

/**
 * Reads a table of appointments: what each line says, before anything is written. An empty cell says nothing. Throws
 * E442 where no row is headed by a name and a position.
 */
export function readPosts(
  rows: readonly (readonly string[])[],
  known: { units: readonly Unit[]; people: readonly KnownPerson[] },
): PostLine[] {
  const found = headings(rows);
  if (!found) throw new Fault('E442');
  let unitAbove = '';
  return rows.slice(found.row + 1).flatMap((cells, index): PostLine[] => {
    const cell = (column: PostColumn): string =>
      (cells[found.at.get(column) ?? -1] ?? '').replace(/\s*\n\s*/g, ' ').trim();
    // Merged cells: the unit stands in the first of its lines alone.
    unitAbove = cell('unit') || unitAbove;
    const [name, position] = [cell('name'), cell('position')];
    if (!name && !position) return [];
    const doubts: string[] = [];
    const unit = known.units.find(({ fields }) => bare(fields.name) === bare(unitAbove))?.id ?? '';
    if (unitAbove && !unit) doubts.push(unitAbove);
    const how = HOW_WORDS.find(([pattern]) => pattern.test(cell('how')))?.[1] ?? '';
    if (cell('how') && !how) doubts.push(cell('how'));
    const line = { row: found.row + index + 2, name, position, doubts };
    const people = known.people.filter((person) => bare(person.name) === bare(name));
    try {
      const input: AppointmentInput = {
        unit,
        body: bodyOf(cell('body'), position),
        position,
        person: '',
        name,
        party: '',
        from: cell('from'),
        to: STILL.test(cell('to')) ? '' : cell('to'),
        termEnd: cell('termEnd'),
        how,
        basis: cell('basis'),
        basisOn: cell('basisOn'),
        conflict: cell('conflict'),
        conflictOn: '',
        note: '',
      };
      return [{ ...line, people, fields: readAppointment(input) }];
    } catch (thrown) {
      return [{ ...line, people, fault: asFault(thrown) }];
    }
  });
}

/** The body that a cell names, else the one that the position tells of. Throws E443. */
function bodyOf(cell: string, position: string): Body {
  for (const text of cell ? [cell] : [position]) {
    const body = BODY_WORDS.find(([pattern]) => pattern.test(text))?.[1];
    if (body) return body;
  }
  throw new Fault('E443', { text: cell || position });
}

/** Fields that a table may say anew of an appointment that is there. */
const TOLD = ['from', 'to', 'termEnd', 'how', 'basis', 'basisOn', 'conflict'] as const;

/**
 * What a line does, given whose it is: '' = somebody of whom nothing was known. It is the same stay when person, unit,
 * body and position are, and the first days agree or one of them is not known. What the line leaves empty stays.
 */
export function effectOf<P extends Post>(
  { fields }: PostLine,
  person: string,
  posts: readonly P[],
): PostEffect<P> | undefined {
  if (!fields) return undefined;
  const stays = posts.filter(
    ({ fields: other }) =>
      other.person === person &&
      (other.unit ?? '') === (fields.unit ?? '') &&
      other.body === fields.body &&
      bare(other.position) === bare(fields.position),
  );
  const post =
    stays.find(({ fields: other }) => other.from === fields.from) ??
    stays.find(({ fields: other }) => other.from === undefined || fields.from === undefined);
  if (!person || !post) return { what: 'new' };
  const changed = TOLD.filter((name) => fields[name] !== undefined && fields[name] !== post.fields[name]);
  return changed.length ? { what: 'changed', post, changed } : { what: 'same', post };
}

/** A line that somebody chose, and whose it is. */
export interface ChosenLine {
  line: PostLine;
  /** Id of a known person; '' = somebody of whom nothing was known, the same one for all lines of that name. */
  person: string;
}

/**
 * Writes the chosen lines in one commit, as they were shown beside `posts`. A line that says the same as an earlier one
 * is written once.
 */
export function takePosts(
  ledger: Ledger,
  companyId: string,
  chosen: readonly ChosenLine[],
  posts: readonly Rec<'appointment'>[],
): Promise<CommitResult> {
  const strangers = new Map<string, string>();
  const changed = new Map<string, Write>();
  const made: { id: string; fields: Post['fields']; write: Write }[] = [];
  for (const { line, person: known } of chosen) {
    const { fields } = line;
    if (!fields) continue;
    const person = known || (strangers.get(bare(line.name)) ?? newId());
    if (!known) strangers.set(bare(line.name), person);
    if (effectOf(line, person, made)?.what === 'same') continue;
    const effect = effectOf(line, person, posts);
    if (effect?.what === 'new') {
      const whole = { ...fields, companyId, person };
      const write = create('appointment', whole);
      made.push({ id: write.id, fields: whole, write });
    } else if (effect?.what === 'changed' && !changed.has(effect.post.id)) {
      const next = Object.fromEntries(effect.changed.map((name) => [name, fields[name]]));
      changed.set(effect.post.id, change(effect.post, next as Partially<'appointment'>));
    }
  }
  return ledger.commit([...made.map(({ write }) => write), ...changed.values()], {
    label: 'appointmentImport',
  });
}
