import {
  change,
  type CommitResult,
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
} from '../../ledger';
import type { Reflection } from '../../records';
import { Fault } from '../../records/fault';
import { isCivilDate } from '../../rules/calendar';

/** The form of one reflection. Plain JSON; empty text = nothing. */
export interface ReflectionDraft {
  id: string;
  /** `YYYY-MM-DD`. */
  on: string;
  title: string;
  text: string;
  clip: string;
  meeting: string;
  /** The record as it was loaded; absent for a new one. */
  base?: Seen;
}

/** Most characters of a reflection. */
export const REFLECTION_LIMIT = 50_000;

/** A reflection that nothing was written of yet. */
export const emptyReflection = (over: Partial<ReflectionDraft> = {}): ReflectionDraft => ({
  id: newId(),
  on: '',
  title: '',
  text: '',
  clip: '',
  meeting: '',
  ...over,
});

/** The form for a stored reflection. Throws E113 when its text is not in this profile. */
export async function reflectionDraftOf(ledger: Ledger, record: Rec<'reflection'>): Promise<ReflectionDraft> {
  const { on, title = '', text, clip = '', meeting = '' } = record.fields;
  return {
    id: record.id,
    on,
    title,
    text: await ledger.text(text),
    clip,
    meeting,
    base: seenOf(record),
  };
}

/** True for the author, and for everybody while it is shared. */
export const mayReadReflection = ({ member, sharedOn }: Reflection, me: string): boolean =>
  member === me || sharedOn !== undefined;

/**
 * Stores the form of one reflection, as written by `me`. Sharing stays as it was: it is an act of its own. Throws E352
 * (nothing written), E353 (no day, or one to come), E354 (longer than {@link REFLECTION_LIMIT}), E355 (somebody
 * else's).
 */
export async function saveReflection(
  ledger: Ledger,
  draft: ReflectionDraft,
  options: { me: string; today: string; draftId?: string },
): Promise<{ id: string; n?: number; concurrent: number }> {
  const text = draft.text.trim();
  if (!text) throw new Fault('E352');
  if (!isCivilDate(draft.on) || draft.on > options.today) throw new Fault('E353');
  if (text.length > REFLECTION_LIMIT)
    throw new Fault('E354', { length: text.length, limit: REFLECTION_LIMIT });
  const fields = {
    on: draft.on,
    title: draft.title.trim() || undefined,
    text,
    clip: draft.clip || undefined,
    meeting: draft.meeting || undefined,
  };
  const stored = draft.base && seenRecord('reflection', draft.id, draft.base);
  if (stored && stored.fields.member !== options.me) throw new Fault('E355');
  const write: Write = stored
    ? replace(stored, { ...stored.fields, ...fields })
    : { ...create('reflection', { member: options.me, ...fields }, draft.id), base: {} };
  const result = await ledger.commit(Object.keys(write.set).length ? [write] : [], {
    label: stored ? 'reflectionEdit' : 'reflectionWrite',
    draft: options.draftId,
  });
  return { id: draft.id, n: result.n, concurrent: result.concurrent.length };
}

/** Lets others read a reflection. Only its author does that. Throws E355. */
export async function shareReflection(
  ledger: Ledger,
  record: Rec<'reflection'>,
  options: { me: string; today: string },
): Promise<CommitResult> {
  if (record.fields.member !== options.me) throw new Fault('E355');
  return ledger.commit([change(record, { sharedOn: options.today })], { label: 'reflectionShare' });
}

/**
 * Takes a shared reflection back, and off every item of the checklist that it was evidence of, in one commit. Throws
 * E355.
 */
export async function takeBackReflection(
  ledger: Ledger,
  record: Rec<'reflection'>,
  options: { me: string },
): Promise<CommitResult> {
  if (record.fields.member !== options.me) throw new Fault('E355');
  return ledger.commit([change(record, { sharedOn: null }), ...(await offItems(ledger, record.id))], {
    label: 'reflectionTakeBack',
  });
}

/** Puts a reflection in the trash, and takes it off the checklist. Throws E355. */
export async function removeReflection(
  ledger: Ledger,
  record: Rec<'reflection'>,
  options: { me: string },
): Promise<CommitResult> {
  if (record.fields.member !== options.me) throw new Fault('E355');
  // It comes back from the trash as private: nobody expects to publish something by restoring it.
  return ledger.commit(
    [change(record, { sharedOn: null }), remove(record), ...(await offItems(ledger, record.id))].filter(
      ({ set }) => Object.keys(set).length > 0,
    ),
    { label: 'reflectionRemove' },
  );
}

async function offItems(ledger: Ledger, id: string): Promise<Write[]> {
  const items = await ledger.linked(id, 'governanceItem');
  return items
    .filter(({ fields }) => fields.evidence && id in fields.evidence)
    .map((item) => change(item, { evidence: { [id]: null } }));
}

/** Ties a reflection to the activity that it is about, or takes the tie off. Throws E355. */
export async function tieReflection(
  ledger: Ledger,
  record: Rec<'reflection'>,
  meeting: string | undefined,
  options: { me: string },
): Promise<CommitResult> {
  if (record.fields.member !== options.me) throw new Fault('E355');
  return ledger.commit([change(record, { meeting: meeting ?? null })], { label: 'reflectionEdit' });
}

const newest = (a: Rec<'reflection'>, b: Rec<'reflection'>): number =>
  a.fields.on < b.fields.on || (a.fields.on === b.fields.on && a.id < b.id) ? 1 : -1;

/** Reflections of one member, newest first. For that member's eyes alone. */
export async function ownReflections(ledger: Ledger, me: string): Promise<Rec<'reflection'>[]> {
  const found = await ledger.linked(me, 'reflection');
  return found.filter(({ fields }) => fields.member === me).sort(newest);
}

/** Reflections that are shared at present, newest first. */
export async function sharedReflections(ledger: Ledger): Promise<Rec<'reflection'>[]> {
  return (await ledger.linked('reflection:shared', 'reflection')).sort(newest);
}

/** What `me` may read about a material or an activity: everything shared, and the own. */
export async function reflectionsAbout(
  ledger: Ledger,
  about: string,
  me: string,
): Promise<Rec<'reflection'>[]> {
  const [shared, own] = await Promise.all([ledger.linked(about, 'reflection'), ownReflections(ledger, me)]);
  const mine = own.filter(({ fields }) => fields.clip === about || fields.meeting === about);
  const all = new Map([...shared, ...mine].map((record) => [record.id, record]));
  return [...all.values()].filter(({ fields }) => mayReadReflection(fields, me)).sort(newest);
}

/** Activities of the last half year that a member attended: what a reflection may be tied to, newest first. */
export async function activitiesFor(ledger: Ledger, me: string, today: string): Promise<Rec<'meeting'>[]> {
  const year = Number(today.slice(0, 4));
  const found = await Promise.all([year, year - 1].map((one) => ledger.linked(`${me}@${one}`, 'meeting')));
  return found
    .flat()
    .filter(({ fields }) => {
      const entry = fields.attendance?.[me];
      const came = entry && (entry.madeUpOn || !['leave', 'absent'].includes(entry.state));
      return came && fields.startsAt.slice(0, 10) <= today;
    })
    .sort((a, b) => (a.fields.startsAt < b.fields.startsAt ? 1 : -1))
    .slice(0, 40);
}
