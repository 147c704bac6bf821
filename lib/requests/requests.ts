import {
  asSeen,
  change,
  create,
  type Ledger,
  newId,
  type Partially,
  type Rec,
  remove,
  replace,
  type Seen,
  seenOf,
  type Write,
} from '../ledger';
import type { MemberRequest } from '../records';
import { Fault } from '../records/fault';
import { REQUEST_STATES } from '../records/request';
import { daysBetween, isCivilDate } from '../rules/calendar';
import type { DateRange } from '../rules/periods';

/** Through what a request came in. */
export const CHANNELS = ['person', 'chat', 'phone', 'box', 'meeting', 'talk', 'self', 'other'] as const;
/** Who is to deal with it: 党支部, a body of the company, the district, somebody else. */
export const BODIES = ['branch', 'company', 'district', 'other'] as const;

export type RequestState = (typeof REQUEST_STATES)[number];

/** The form of a request. Plain JSON; empty text = not known. */
export interface RequestDraft {
  id: string;
  /** `YYYY-MM-DD`, as all days here. */
  on: string;
  /** Member ids. */
  askers: string[];
  /** Whoever else asks, or the place. */
  from: string;
  channel: string;
  subject: string;
  ask: string;
  /** Member id or free name. */
  owner: string;
  remindOn: string;
  routedTo: string;
  routedName: string;
  routedOn: string;
  answer: string;
  answeredOn: string;
  closing: string;
  closedOn: string;
  /** The record as it was loaded; absent for a new one. */
  base?: Seen;
}

/** An empty form, with what is known. */
export const emptyRequest = (over: Partial<RequestDraft> = {}): RequestDraft => ({
  id: newId(),
  on: '',
  askers: [],
  from: '',
  channel: '',
  subject: '',
  ask: '',
  owner: '',
  remindOn: '',
  routedTo: '',
  routedName: '',
  routedOn: '',
  answer: '',
  answeredOn: '',
  closing: '',
  closedOn: '',
  ...over,
});

/** The form for a stored request. Throws E113 when a long text is not in this profile. */
export async function requestDraftOf(ledger: Ledger, record: Rec<'request'>): Promise<RequestDraft> {
  const { fields } = record;
  const [ask, answer] = await Promise.all([ledger.text(fields.ask), ledger.text(fields.answer)]);
  return {
    ...emptyRequest(),
    id: record.id,
    on: fields.on,
    askers: askersOf(fields),
    from: fields.from ?? '',
    channel: fields.channel ?? '',
    subject: fields.subject,
    ask,
    owner: fields.owner ?? '',
    remindOn: fields.remindOn ?? '',
    routedTo: fields.routedTo ?? '',
    routedName: fields.routedName ?? '',
    routedOn: fields.routedOn ?? '',
    answer,
    answeredOn: fields.answeredOn ?? '',
    closing: fields.closing ?? '',
    closedOn: fields.closedOn ?? '',
    base: seenOf(record),
  };
}

/** Members who ask, by id. */
export const askersOf = (fields: Pick<MemberRequest, 'askers'>): string[] =>
  Object.entries(fields.askers ?? {}).flatMap(([id, asks]) => (asks ? [id] : []));

/** Where a request stands, by the days that it has. */
export const stateOf = (fields: Pick<MemberRequest, 'routedOn' | 'answeredOn' | 'closedOn'>): RequestState =>
  fields.closedOn ? 'closed' : fields.answeredOn ? 'answered' : fields.routedOn ? 'routed' : 'open';

const known = (text: string): string | undefined => text.trim() || undefined;
const dayOf = (text: string): string | undefined => (isCivilDate(text) ? text : undefined);

/**
 * The fields that a form makes. Throws E830 (no day), E831 (a day that has not come), E832 (no subject), E833 (nobody
 * asks), E835 (a day before the request), E836 (an answer without text or day), E837 (closed without the asker's word or day), E838
 * (routed without a day).
 */
function fieldsOf(
  draft: RequestDraft,
  today: string,
): Omit<MemberRequest, 'enteredAt' | 'enteredBy' | 'led'> {
  if (!isCivilDate(draft.on)) throw new Fault('E830');
  const subject = draft.subject.trim();
  if (!subject) throw new Fault('E832');
  if (!draft.askers.length && !draft.from.trim()) throw new Fault('E833');
  const [routedOn, answeredOn, closedOn] = [draft.routedOn, draft.answeredOn, draft.closedOn].map(dayOf);
  const days = [routedOn, answeredOn, closedOn].filter((day) => day !== undefined);
  if ([draft.on, ...days].some((day) => day > today)) throw new Fault('E831');
  if (days.some((day) => day < draft.on)) throw new Fault('E835');
  const body = known(draft.routedTo);
  if (Boolean(body) !== Boolean(routedOn)) throw new Fault('E838');
  if (Boolean(draft.answer.trim()) !== Boolean(answeredOn)) throw new Fault('E836');
  if (Boolean(draft.closing.trim()) !== Boolean(closedOn)) throw new Fault('E837');
  return {
    on: draft.on,
    askers: draft.askers.length ? Object.fromEntries(draft.askers.map((id) => [id, true])) : undefined,
    from: known(draft.from),
    channel: known(draft.channel),
    subject,
    ask: known(draft.ask),
    owner: known(draft.owner),
    remindOn: dayOf(draft.remindOn),
    routedTo: body,
    routedName: body && known(draft.routedName),
    routedOn,
    answer: known(draft.answer),
    answeredOn,
    closing: known(draft.closing),
    closedOn,
    state: stateOf({ routedOn, answeredOn, closedOn }),
  };
}

/** Stores the form of a request. Throws E830–E838, and the ledger's own faults. */
export async function saveRequest(
  ledger: Ledger,
  draft: RequestDraft,
  options: { today: string; draftId?: string },
): Promise<{ id: string; n?: number; concurrent: number }> {
  const fields = fieldsOf(draft, options.today);
  const { base } = draft;
  let write: Write = { ...create('request', fields, draft.id), base: {} };
  if (base) {
    const record = asSeen(await load(ledger, draft.id), base);
    write = replace(record, { ...record.fields, ...fields });
  }
  const result = await ledger.commit(Object.keys(write.set).length ? [write] : [], {
    label: base ? 'requestEdit' : 'requestRecord',
    draft: options.draftId,
  });
  return { id: draft.id, n: result.n, concurrent: result.concurrent.length };
}

async function load(ledger: Ledger, id: string): Promise<Rec<'request'>> {
  const record = await ledger.get('request', id);
  if (!record) throw new Fault('E834');
  return record;
}

/** One of many requests that are entered at once. */
export type NewRequest = Pick<RequestDraft, 'on' | 'subject'> & Partial<RequestDraft>;

/**
 * Enters many requests in one commit. One of the same day and subject from the same people that is there already is
 * not entered again. `also` are writes of the same act (names remembered). Throws as {@link saveRequest}, E833 when there is none.
 */
export async function recordRequests(
  ledger: Ledger,
  requests: readonly NewRequest[],
  options: { today: string; draftId?: string; also?: readonly Write[] },
): Promise<{ n?: number; entered: number; already: number }> {
  if (!requests.length) throw new Fault('E833');
  const fields = requests.map((one) => fieldsOf(emptyRequest(one), options.today));
  const days = fields.map((one) => one.on).sort();
  const there = await ledger.list('request', { from: days[0], to: days.at(-1) });
  const keyOf = (one: Pick<MemberRequest, 'on' | 'subject' | 'askers' | 'from'>) =>
    [one.on, one.subject, ...askersOf(one).sort(), one.from ?? ''].join('\n');
  const seen = new Set(there.map((record) => keyOf(record.fields)));
  const writes: Write[] = [];
  for (const one of fields) {
    if (seen.has(keyOf(one))) continue;
    seen.add(keyOf(one));
    writes.push(create('request', one));
  }
  const { n } = await ledger.commit(writes.length ? [...writes, ...(options.also ?? [])] : [], {
    label: 'requestMany',
    draft: options.draftId,
  });
  return { n, entered: writes.length, already: fields.length - writes.length };
}

type Step = Pick<
  RequestDraft,
  'routedTo' | 'routedName' | 'routedOn' | 'answer' | 'answeredOn' | 'closing' | 'closedOn'
>;

/**
 * Takes a request one step on: routed, answered, closed by the asker's word. `seen` is what the person saw. Throws E834
 * (gone) and as {@link saveRequest}.
 */
export async function advanceRequest(
  ledger: Ledger,
  record: Rec<'request'>,
  step: Partial<Step>,
  today: string,
): Promise<number | undefined> {
  await load(ledger, record.id);
  const draft = { ...(await requestDraftOf(ledger, record)), ...step };
  const write = replace(record, { ...record.fields, ...fieldsOf(draft, today) });
  return (await ledger.commit(Object.keys(write.set).length ? [write] : [], { label: 'requestStep' })).n;
}

/** Takes the asker's word back: the request is open again, what was answered stays. Throws E834. */
export async function reopenRequest(ledger: Ledger, id: string): Promise<number | undefined> {
  const record = await load(ledger, id);
  const { fields } = record;
  const write = change(record, {
    closedOn: null,
    closing: null,
    state: stateOf({ ...fields, closedOn: undefined }),
  });
  return (await ledger.commit([write], { label: 'requestReopen' })).n;
}

/** Notes what a request led to, or takes it off again (`kind` absent). Throws E834. */
export async function linkRequest(
  ledger: Ledger,
  id: string,
  to: string,
  kind: 'meeting' | 'resolution' | undefined,
): Promise<number | undefined> {
  const record = await load(ledger, id);
  const led: Partially<'request'>['led'] = { [to]: kind ?? null };
  return (await ledger.commit([change(record, { led })], { label: 'requestLink' })).n;
}

/** Puts a request in the trash. Throws E834. */
export async function removeRequest(ledger: Ledger, id: string): Promise<number | undefined> {
  const record = await load(ledger, id);
  return (await ledger.commit([remove(record)], { label: 'requestRemove' })).n;
}

/** Whose a request is: who asks, who deals with it. */
export const whoseRequest = (fields: Pick<MemberRequest, 'askers' | 'owner'>): string[] => [
  ...new Set([...askersOf(fields), ...(fields.owner ? [fields.owner] : [])]),
];

/** True for what a member sees as theirs: they ask, they deal with it, or they entered it. */
export const isOwnRequest = (
  fields: Pick<MemberRequest, 'askers' | 'owner' | 'enteredBy'>,
  me: string,
): boolean => Boolean(me) && (whoseRequest(fields).includes(me) || fields.enteredBy === me);

/** Days from the request to its first answer, or until `today` while there is none. */
export const daysOpen = (fields: Pick<MemberRequest, 'on' | 'answeredOn'>, today: string): number =>
  Math.max(0, daysBetween(fields.on, fields.answeredOn ?? today));

/** A number that only one person has: mobile phone, identity card. Such a thing is not for this register. */
export const hasPersonalNumber = (text: string): boolean =>
  /(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)/.test(text.replace(/(\d)[ -](?=\d)/g, '$1'));

/** Requests of a time, and those that came into it open; newest first. */
export async function requestsIn(ledger: Ledger, { from, to }: DateRange): Promise<Rec<'request'>[]> {
  const found = await ledger.list('request', { to, reverse: true });
  return found.filter(({ fields }) => fields.on >= from || !fields.closedOn || fields.closedOn >= from);
}

/** {@link requestsIn} of a calendar year. */
export const requestsOfYear = (ledger: Ledger, year: string): Promise<Rec<'request'>[]> =>
  requestsIn(ledger, { from: `${year}-01-01`, to: `${year}-12-31` });

/** Requests that are not closed: the earliest reminder first, then those without one. */
export async function openRequests(ledger: Ledger): Promise<Rec<'request'>[]> {
  const states = REQUEST_STATES.filter((state) => state !== 'closed');
  const found = await Promise.all(states.map((state) => ledger.linked(`request:${state}`, 'request')));
  const key = ({ id, fields }: Rec<'request'>) => `${fields.remindOn ?? '9999'}${fields.on}${id}`;
  return found.flat().sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The requests that a person raised, deals with or entered: open ones as {@link openRequests}, then those closed since `since`. */
export async function requestsOf(ledger: Ledger, me: string, since: string): Promise<Rec<'request'>[]> {
  const [open, mine] = await Promise.all([openRequests(ledger), me ? ledger.linked(me, 'request') : []]);
  const own = open.filter(({ fields }) => isOwnRequest(fields, me));
  const closed = mine.filter(({ fields }) => fields.closedOn && fields.closedOn >= since);
  return [...own, ...closed.sort((a, b) => ((a.fields.closedOn ?? '') < (b.fields.closedOn ?? '') ? 1 : -1))];
}
