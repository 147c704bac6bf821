import {
  change,
  create,
  type Ledger,
  newId,
  type Rec,
  remove,
  replace,
  type Seen,
  seenOf,
  seenRecord,
  type Write,
} from '../ledger';
import type { Talk } from '../records';
import { Fault } from '../records/fault';
import type { TalkOccasion } from '../records/talk';
import { isCivilDate } from '../rules/calendar';
import { pairKey } from '../rules/talks';

/** The form of one talk. Plain JSON; empty text = not known. */
export interface TalkDraft {
  id: string;
  /** `YYYY-MM-DD`. */
  on: string;
  /** Member id or free name. */
  talker: string;
  partner: string;
  occasion: TalkOccasion;
  otherOccasion: string;
  /** 组织生活会 that the talk prepares, or empty. */
  meeting: string;
  content: string;
  problems: string;
  measures: string;
  open: boolean;
  /** The record as it was loaded; absent for a new one. */
  base?: Seen;
}

/** A talk with nothing but its day and, where known, its people. */
export const emptyTalk = (over: Partial<TalkDraft> = {}): TalkDraft => ({
  id: newId(),
  on: '',
  talker: '',
  partner: '',
  occasion: over.meeting ? 'orgLife' : 'usual',
  otherOccasion: '',
  meeting: '',
  content: '',
  problems: '',
  measures: '',
  open: false,
  ...over,
});

/** The form for a stored talk. Throws E113 when a long text is not in this profile. */
export async function talkDraftOf(ledger: Ledger, record: Rec<'talk'>): Promise<TalkDraft> {
  const { fields } = record;
  const [content, problems, measures] = await Promise.all([
    ledger.text(fields.content),
    ledger.text(fields.problems),
    ledger.text(fields.measures),
  ]);
  return {
    ...emptyTalk(),
    id: record.id,
    on: fields.on,
    talker: fields.talker,
    partner: fields.partner,
    occasion: fields.occasion ?? 'usual',
    otherOccasion: fields.otherOccasion ?? '',
    meeting: fields.meeting ?? '',
    content,
    problems,
    measures,
    open: fields.open ?? false,
    base: seenOf(record),
  };
}

const known = (text: string): string | undefined => text.trim() || undefined;

/**
 * The fields that a form makes. Throws E260 (no day), E264 (the day has not come), E261 (somebody is missing), E262 (a
 * talk with oneself).
 */
function fieldsOf(draft: TalkDraft, today: string): Talk {
  if (!isCivilDate(draft.on)) throw new Fault('E260');
  if (draft.on > today) throw new Fault('E264');
  const [talker, partner] = [draft.talker.trim(), draft.partner.trim()];
  if (!talker || !partner) throw new Fault('E261');
  if (talker === partner) throw new Fault('E262');
  return {
    on: draft.on,
    talker,
    partner,
    occasion: draft.occasion,
    otherOccasion: draft.occasion === 'other' ? known(draft.otherOccasion) : undefined,
    meeting: draft.occasion === 'orgLife' ? known(draft.meeting) : undefined,
    content: known(draft.content),
    problems: known(draft.problems),
    measures: known(draft.measures),
    open: draft.open || undefined,
  };
}

/** Stores the form of one talk. Throws E260–E262, E264, and the ledger's own faults. */
export async function saveTalk(
  ledger: Ledger,
  draft: TalkDraft,
  options: { today: string; draftId?: string },
): Promise<{ id: string; n?: number; concurrent: number }> {
  const fields = fieldsOf(draft, options.today);
  const stored = draft.base && seenRecord('talk', draft.id, draft.base);
  const write = stored
    ? replace(stored, { ...stored.fields, ...fields })
    : { ...create('talk', fields, draft.id), base: {} };
  const result = await ledger.commit(Object.keys(write.set).length ? [write] : [], {
    label: stored ? 'talkEdit' : 'talkRecord',
    draft: options.draftId,
  });
  return { id: draft.id, n: result.n, concurrent: result.concurrent.length };
}

/** One of many talks that are entered at once. */
export type NewTalk = Pick<TalkDraft, 'on' | 'talker' | 'partner'> & Partial<TalkDraft>;

/**
 * Enters many talks in one commit. A talk of the same two people on the same day that is there already is not entered
 * again. `also` are writes of the same act (names remembered). Throws as {@link saveTalk}, E261 when there is none.
 */
export async function recordTalks(
  ledger: Ledger,
  talks: readonly NewTalk[],
  options: { today: string; draftId?: string; also?: readonly Write[] },
): Promise<{ n?: number; entered: number; already: number }> {
  if (!talks.length) throw new Fault('E261');
  const fields = talks.map((talk) => fieldsOf(emptyTalk(talk), options.today));
  const days = fields.map((one) => one.on).sort();
  const there = await ledger.list('talk', { from: days[0], to: days.at(-1) });
  const keyOf = (one: Pick<Talk, 'on' | 'talker' | 'partner'>) =>
    `${one.on} ${pairKey(one.talker, one.partner)}`;
  const seen = new Set(there.map((record) => keyOf(record.fields)));
  const writes: Write[] = [];
  for (const one of fields) {
    if (seen.has(keyOf(one))) continue;
    seen.add(keyOf(one));
    writes.push(create('talk', one));
  }
  const { n } = await ledger.commit(writes.length ? [...writes, ...(options.also ?? [])] : [], {
    label: 'talkMany',
    draft: options.draftId,
  });
  return { n, entered: writes.length, already: fields.length - writes.length };
}

/** Puts a talk in the trash. Throws E263 when it is not there. */
export async function removeTalk(ledger: Ledger, id: string): Promise<number | undefined> {
  const record = await ledger.get('talk', id);
  if (!record) throw new Fault('E263');
  return (await ledger.commit([remove(record)], { label: 'talkRemove' })).n;
}

/** Ties talks to the 组织生活会 that they prepared, in one commit. Throws E263 when one of them is not there. */
export async function linkTalks(
  ledger: Ledger,
  ids: readonly string[],
  meeting: string,
): Promise<number | undefined> {
  const records = await ledger.getMany('talk', ids);
  if (records.length !== ids.length) throw new Fault('E263');
  const writes = records.map((record) =>
    change(record, { meeting, occasion: 'orgLife', otherOccasion: null }),
  );
  return (await ledger.commit(writes, { label: 'talkLink' })).n;
}

/** Talks of a calendar year, newest first. */
export const talksOfYear = (ledger: Ledger, year: string): Promise<Rec<'talk'>[]> =>
  ledger.list('talk', { from: year, to: year, reverse: true });

/** Talks that prepared a meeting, oldest first. */
export async function talksBefore(ledger: Ledger, meeting: string): Promise<Rec<'talk'>[]> {
  const found = await ledger.linked(meeting, 'talk');
  return found.sort((a, b) => (a.fields.on < b.fields.on ? -1 : 1));
}

/**
 * Whether a person is shown what was said: the two who talked, whoever entered it, everybody when it was left open. This
 * hides on the screen and in exports; it is no lock, since nothing in this profile is encrypted.
 */
export const mayReadTalk = (
  fields: Pick<Talk, 'talker' | 'partner' | 'open' | 'enteredBy'>,
  me: string,
): boolean => Boolean(fields.open) || [fields.talker, fields.partner, fields.enteredBy].includes(me);
