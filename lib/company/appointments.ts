import { parseRosterDate } from '../branch/roster-dates';
import {
  asSeen,
  change,
  type CommitResult,
  create,
  type Ledger,
  newId,
  type Partially,
  type Rec,
  remove,
  type Seen,
} from '../ledger';
import type { APPOINTED_BY, Body } from '../records/company';
import { Fault } from '../records/fault';
import type { Attachment } from '../records/kind';
import { type CivilDate, isCivilDate } from '../rules/calendar';
import { type Appointment, spanOf } from './held';
import type { Post } from './matrix';

/** What the form of an appointment holds; '' = not said. Days as people write them: 2024, 2024年3月, 2024-03-01. */
export interface AppointmentInput {
  /** Record of the unit; '' = the company as a whole. */
  unit: string;
  body: Body;
  position: string;
  /** Same id = same person; '' = somebody of whom nothing was known. */
  person: string;
  name: string;
  party: 'yes' | 'no' | '';
  from: string;
  to: string;
  termEnd: string;
  how: (typeof APPOINTED_BY)[number] | '';
  basis: string;
  basisOn: string;
  /** The document itself; its bytes are in the ledger already. */
  basisFile?: Attachment;
  conflict: string;
  conflictOn: string;
  note: string;
}

/** Appointments and units of one company. */
export async function companyPosts(
  ledger: Ledger,
  companyId: string,
): Promise<{ posts: Rec<'appointment'>[]; units: Rec<'unit'>[] }> {
  const [posts, units] = await Promise.all([ledger.list('appointment'), ledger.list('unit')]);
  const own = ({ fields }: { fields: { companyId: string } }): boolean => fields.companyId === companyId;
  return {
    posts: posts.filter(own),
    units: units
      .filter(own)
      .sort((a, b) => (a.fields.order ?? 0) - (b.fields.order ?? 0) || (a.id < b.id ? -1 : 1)),
  };
}

/** A day as it was typed, for the record; undefined when empty. Throws E992. */
function partial(text: string): string | undefined {
  const typed = text.trim();
  if (!typed) return undefined;
  const { value } = parseRosterDate(typed);
  if (!value) throw new Fault('E992', { text: typed });
  return value;
}

function wholeDay(text: string): string | undefined {
  const value = partial(text);
  if (value !== undefined && !isCivilDate(value)) throw new Fault('E992', { text: text.trim() });
  return value;
}

/** Throws E991 where a stay certainly ends before it begins. */
function assertOrder(from: string | undefined, to: string | undefined): void {
  if (from && to && spanOf(to).last < spanOf(from).first) throw new Fault('E991', { from, to });
}

const said = (text: string): string | undefined => text.trim() || undefined;

/** What a form or a line of a table says, as fields. Throws E990, E991, E992. */
export function readAppointment(input: AppointmentInput): Omit<Appointment, 'companyId' | 'person'> {
  const [name, position] = [input.name.trim(), input.position.trim()];
  if (!name || !position) throw new Fault('E990');
  const [from, to] = [partial(input.from), partial(input.to)];
  assertOrder(from, to);
  return {
    unit: said(input.unit),
    body: input.body,
    name,
    position,
    party: input.party || undefined,
    from,
    to,
    termEnd: wholeDay(input.termEnd),
    how: input.how || undefined,
    basis: said(input.basis),
    basisOn: wholeDay(input.basisOn),
    basisFile: input.basisFile,
    conflict: said(input.conflict),
    conflictOn: wholeDay(input.conflictOn),
    note: said(input.note),
  };
}

/**
 * Enters an appointment or changes one. `seen` is the record as the person saw it, so that what a colleague changed
 * meanwhile is kept and reported. Throws E990 (name or position missing), E991 (it ends before it begins), E992 (a day
 * that cannot be read), E994 (the record is gone).
 */
export async function saveAppointment(
  ledger: Ledger,
  companyId: string,
  input: AppointmentInput,
  options: { id?: string; seen?: Seen; draft?: string } = {},
): Promise<CommitResult & { id: string }> {
  const fields = readAppointment(input);
  const { draft } = options;
  if (options.id === undefined) {
    const made = create('appointment', { ...fields, companyId, person: input.person || newId() });
    return { ...(await ledger.commit([made], { label: 'appointmentAdd', draft })), id: made.id };
  }
  const record = await ledger.get('appointment', options.id);
  if (!record) throw new Fault('E994');
  const next = Object.fromEntries(
    Object.entries({ ...fields, person: input.person || record.fields.person }).map(([key, value]) => [
      key,
      value ?? null,
    ]),
  ) as Partially<'appointment'>;
  const result = await ledger.commit([change(asSeen(record, options.seen), next)], {
    label: 'appointmentEdit',
    draft,
  });
  return { ...result, id: record.id };
}

/** Ends an appointment with its last day. Throws E991. */
export async function endAppointment(
  ledger: Ledger,
  record: Rec<'appointment'>,
  lastDay: CivilDate,
): Promise<CommitResult> {
  const to = wholeDay(lastDay);
  if (!to) throw new Fault('E992', { text: lastDay });
  assertOrder(record.fields.from, to);
  return ledger.commit([change(record, { to })], { label: 'appointmentEnd' });
}

/** Puts an appointment in the trash: for one entered by mistake. Who left is ended with a day instead. */
export const removeAppointment = (ledger: Ledger, record: Rec<'appointment'>): Promise<CommitResult> =>
  ledger.commit([remove(record)], { label: 'appointmentRemove' });

/** Somebody who can be put into a position without being typed anew. */
export interface KnownPerson {
  person: string;
  name: string;
  /** On the branch's roster. */
  member: boolean;
  /** Positions of earlier appointments, to tell people of one name apart. */
  positions: string[];
}

/** The people of the roster and of earlier appointments, each once; by name. */
export function knownPeople(members: readonly Rec<'member'>[], posts: readonly Post[]): KnownPerson[] {
  const known = new Map<string, KnownPerson>();
  for (const { id, fields } of members)
    known.set(id, { person: id, name: fields.name, member: true, positions: [] });
  for (const { fields } of posts) {
    const one = known.get(fields.person) ?? {
      person: fields.person,
      name: fields.name,
      member: false,
      positions: [],
    };
    if (!one.positions.includes(fields.position)) one.positions.push(fields.position);
    known.set(fields.person, one);
  }
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}
