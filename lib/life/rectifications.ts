import {
  asSeen,
  change,
  create,
  type Ledger,
  newId,
  type Partially,
  type Rec,
  remove,
  type Seen,
  seenOf,
} from '../ledger';
import { Fault } from '../records/fault';
import { isCivilDate } from '../rules/calendar';

/** The form of one line of the 整改清单. Plain JSON; empty text = not known. */
export interface RectificationDraft {
  id: string;
  /** For a line of no meeting: the check at which it was found, and its day. */
  source: string;
  foundOn: string;
  /** Member id or free name; empty = the branch. */
  subject: string;
  problem: string;
  measure: string;
  /** Member id or free name; empty = 待明确. */
  owner: string;
  /** `YYYY-MM-DD`, or empty. */
  dueOn: string;
  /** What proves that it was done; asked for when it is. */
  proof: string;
  /** The record as it was loaded; absent for a new one. */
  base?: Seen;
}

export const emptyRectification = (over: Partial<RectificationDraft> = {}): RectificationDraft => ({
  id: newId(),
  source: '',
  foundOn: '',
  subject: '',
  problem: '',
  measure: '',
  owner: '',
  dueOn: '',
  proof: '',
  ...over,
});

/** The form for a stored line. */
export const rectificationDraftOf = ({ id, fields, ...rest }: Rec<'rectification'>): RectificationDraft => ({
  id,
  source: fields.source ?? '',
  foundOn: fields.foundOn ?? '',
  subject: fields.subject ?? '',
  problem: fields.problem,
  measure: fields.measure ?? '',
  owner: fields.owner ?? '',
  dueOn: fields.dueOn ?? '',
  proof: fields.proof ?? '',
  base: seenOf({ id, fields, ...rest }),
});

/**
 * Stores a line of the 整改清单. A new line of several problems, one a line, becomes one record each with the same
 * measure, person and day, in one commit. Without a `meeting` the line belongs to a check, which the draft names.
 * Throws E270 (no problem), E271 (an edited line that is gone), E840 (neither meeting nor check).
 */
export async function saveRectification(
  ledger: Ledger,
  meeting: string | undefined,
  draft: RectificationDraft,
  options: { draftId?: string } = {},
): Promise<{ n?: number; count: number }> {
  const problems = draft.problem
    .split(/\r?\n/)
    .map((line) => line.replace(NUMBERED, '').trim())
    .filter(Boolean);
  const [first] = problems;
  if (!first) throw new Fault('E270');
  const source = draft.source.trim();
  if (!meeting && !source) throw new Fault('E840');
  const rest = {
    source: (!meeting && source) || null,
    foundOn: !meeting && isCivilDate(draft.foundOn) ? draft.foundOn : null,
    subject: draft.subject.trim() || null,
    measure: draft.measure.trim() || null,
    owner: draft.owner.trim() || null,
    dueOn: isCivilDate(draft.dueOn) ? draft.dueOn : null,
    proof: draft.proof.trim() || null,
  };
  if (draft.base) {
    const record = await load(ledger, draft.id);
    const write = change(asSeen(record, draft.base), { problem: draft.problem.trim(), ...rest });
    const { n } = await ledger.commit(Object.keys(write.set).length ? [write] : [], {
      label: 'rectificationEdit',
      draft: options.draftId,
    });
    return { n, count: 1 };
  }
  const there = meeting ? (await rectificationsOf(ledger, meeting)).length : 0;
  const writes = problems.map((problem, index) =>
    create(
      'rectification',
      {
        meeting,
        problem,
        source: rest.source ?? undefined,
        foundOn: rest.foundOn ?? undefined,
        proof: rest.proof ?? undefined,
        subject: rest.subject ?? undefined,
        measure: rest.measure ?? undefined,
        owner: rest.owner ?? undefined,
        dueOn: rest.dueOn ?? undefined,
        state: 'open',
        order: there + index + 1,
      },
      index === 0 ? draft.id : newId(),
    ),
  );
  const { n } = await ledger.commit(writes, { label: 'rectificationAdd', draft: options.draftId });
  return { n, count: writes.length };
}

const NUMBERED = /^\s*(?:[（(]?\d{1,2}[)）]|\d{1,2}[.、．]|[-•·*])\s*/u;

async function load(ledger: Ledger, id: string): Promise<Rec<'rectification'>> {
  const record = await ledger.get('rectification', id);
  if (!record) throw new Fault('E271');
  return record;
}

async function update(
  ledger: Ledger,
  id: string,
  label: string,
  fields: Partially<'rectification'>,
): Promise<number | undefined> {
  const record = await load(ledger, id);
  return (await ledger.commit([change(record, fields)], { label })).n;
}

/** Checks a line off, with the day and what came of it. Throws E271, E272 (no day). */
export function completeRectification(
  ledger: Ledger,
  id: string,
  done: { on: string; result: string; proof?: string },
): Promise<number | undefined> {
  if (!isCivilDate(done.on)) throw new Fault('E272');
  return update(ledger, id, 'rectificationDone', {
    state: 'done',
    doneOn: done.on,
    result: done.result.trim() || null,
    ...(done.proof === undefined ? {} : { proof: done.proof.trim() || null }),
  });
}

/** A line that is no longer pursued; it stays on the list, with the reason. Throws E271, E272. */
export function dropRectification(
  ledger: Ledger,
  id: string,
  dropped: { on: string; result: string },
): Promise<number | undefined> {
  if (!isCivilDate(dropped.on)) throw new Fault('E272');
  return update(ledger, id, 'rectificationDrop', {
    state: 'dropped',
    doneOn: dropped.on,
    result: dropped.result.trim() || null,
  });
}

/** Makes a line open again. Throws E271. */
export const reopenRectification = (ledger: Ledger, id: string): Promise<number | undefined> =>
  update(ledger, id, 'rectificationReopen', { state: 'open', doneOn: null, result: null });

/** 回头看: notes the day and what was found. Throws E271, E272. */
export function reviewRectification(
  ledger: Ledger,
  id: string,
  look: { on: string; review: string },
): Promise<number | undefined> {
  if (!isCivilDate(look.on)) throw new Fault('E272');
  return update(ledger, id, 'rectificationReview', {
    reviewedOn: look.on,
    review: look.review.trim() || null,
  });
}

/** Puts a line in the trash. Throws E271. */
export async function removeRectification(ledger: Ledger, id: string): Promise<number | undefined> {
  const record = await load(ledger, id);
  return (await ledger.commit([remove(record)], { label: 'rectificationRemove' })).n;
}

/** The 整改清单 of a meeting: the branch's lines first, then person by person, each in the order of entry. */
export async function rectificationsOf(ledger: Ledger, meeting: string): Promise<Rec<'rectification'>[]> {
  const found = (await ledger.linked(meeting, 'rectification')).filter(
    (item) => item.fields.meeting === meeting,
  );
  const first = new Map<string, number>();
  const order = (item: Rec<'rectification'>) => item.fields.order ?? 0;
  found.sort((a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1));
  found.forEach((item, index) => {
    const subject = item.fields.subject ?? '';
    if (!first.has(subject)) first.set(subject, subject ? index : -1);
  });
  const place = (item: Rec<'rectification'>) => first.get(item.fields.subject ?? '') ?? 0;
  return found.sort((a, b) => place(a) - place(b));
}
