import { change, type CommitResult, create, type Ledger, type Rec, remove, type Write } from '../../ledger';
import { Fault } from '../../records/fault';
import type { STUDY_FORMS } from '../../records/study';
import { packAt } from '../../rules/editions';
import { creditHoursOfMinutes, earnsHours, studiedOn } from '../../rules/hours';
import type { LifePack } from '../../rules/pack';
import { lifePack } from '../../rules/packs';

/** Study declared by one person for one or many members at once. */
export interface StudyDeclaration {
  members: readonly string[];
  /** Civil date `YYYY-MM-DD`. */
  on: string;
  form: (typeof STUDY_FORMS)[number];
  /** Minutes or credit hours; hours win when both are given. */
  minutes?: number;
  hours?: number;
  clip?: string;
  meeting?: string;
  subject?: string;
}

export interface DeclareResult extends CommitResult {
  /** Members for whom the same study of the same day was there already; nothing was entered twice. */
  already: string[];
  /** Of these, members whose own declaration waited and is confirmed by this entry, with the hours entered now. */
  settled: string[];
}

/**
 * Declares study for the given members in one commit. A secretary who enters for others confirms by entering
 * (`confirmed`); a member's own declaration waits for a person. Nothing counts twice: the same study of the same
 * day is entered once (what a member declared and the secretary enters is that declaration, confirmed), and
 * collective study of a clip by somebody who attended the activity that studied it that day is tied to the activity.
 * Minutes become hours by the pack of their day. `also` are writes of the same act (names remembered). Throws E320
 * (nobody), E321 (neither minutes nor hours, or not a sensible number), E322 (no date), E323 (nothing says what was
 * studied).
 */
export async function declareStudy(
  ledger: Ledger,
  pack: LifePack,
  declaration: StudyDeclaration,
  options: { confirmed: boolean; today: string; draft?: string; also?: readonly Write[] },
): Promise<DeclareResult> {
  const { members, clip, on, form } = declaration;
  if (!members.length) throw new Fault('E320');
  const what = checked(pack, declaration);
  const decided = options.confirmed ? decision(ledger, options.today) : { state: 'declared' as const };
  const already: string[] = [];
  const settled: string[] = [];
  const writes: Write[] = [];
  const held = !what.meeting && clip && counts(pack, on, form) ? await ledger.linked(clip, 'meeting') : [];
  for (const member of new Set(members)) {
    const attended = held.find(
      ({ fields }) => studiedOn(fields, { clip, on }) && earnsHours(pack, fields, member),
    );
    const year = await ledger.linked(`${member}@${on.slice(0, 4)}`, 'studyLog');
    const same = year.find((log) => log.fields.state !== 'returned' && isSame(pack, log, what, attended));
    if (same) {
      already.push(member);
      if (!options.confirmed || same.fields.state !== 'declared') continue;
      settled.push(member);
      writes.push(change(same, { ...decided, hours: what.hours, minutes: what.minutes ?? null }));
    } else
      writes.push(create('studyLog', { member, ...what, meeting: what.meeting ?? attended?.id, ...decided }));
  }
  const result = await ledger.commit(writes.length ? [...writes, ...(options.also ?? [])] : [], {
    label: 'studyDeclare',
    draft: options.draft,
  });
  return { ...result, already, settled };
}

/** What was studied, when and how long, once it is fit to be stored. Throws E321, E322 and E323. */
function checked(pack: LifePack, declaration: StudyDeclaration) {
  const { on, form, clip, meeting, minutes } = declaration;
  const subject = declaration.subject?.trim() || undefined;
  const day = /^\d{4}-\d\d-\d\d$/.test(on) ? on : undefined;
  // Minutes become hours by the rule of the day on which they were spent.
  const hours =
    declaration.hours ?? (minutes ? creditHoursOfMinutes(day ? packAt(pack, day) : pack, minutes) : 0);
  if (!(hours > 0) || hours > 200) throw new Fault('E321');
  if (!day) throw new Fault('E322');
  if (!clip && !meeting && !subject) throw new Fault('E323');
  return {
    on,
    form,
    clip,
    meeting,
    subject,
    hours,
    minutes: declaration.hours === undefined ? minutes : undefined,
  };
}

/** True when a declaration says what another one says already: the same day, the same study, counted alike. */
function isSame(
  pack: LifePack,
  { fields }: Rec<'studyLog'>,
  what: ReturnType<typeof checked>,
  attended: Rec<'meeting'> | undefined,
): boolean {
  const alike =
    fields.form === what.form || (counts(pack, what.on, fields.form) && counts(pack, what.on, what.form));
  return (
    alike &&
    fields.on === what.on &&
    fields.clip === what.clip &&
    (what.clip !== undefined || fields.subject === what.subject) &&
    (fields.meeting === what.meeting || (what.meeting === undefined && fields.meeting === attended?.id))
  );
}

/** True for study that counts towards the norm. Self-study of what a meeting studied stands beside it all the same. */
const counts = (pack: LifePack, day: string, form: string): boolean =>
  packAt(pack, day).study.countingForms.includes(form);

const decision = (ledger: Ledger, today: string) => ({
  state: 'confirmed' as const,
  decidedBy: ledger.me?.member,
  decidedOn: today,
});

/**
 * Declares study that was returned once more: the same record with what was corrected, waiting again. Its reason stays
 * in the history. Throws E350 (it is no longer returned, or gone), E321 to E323.
 */
export async function declareAgain(
  ledger: Ledger,
  pack: LifePack,
  id: string,
  declaration: Omit<StudyDeclaration, 'members'>,
  options: { draft?: string } = {},
): Promise<CommitResult> {
  const log = await ledger.get('studyLog', id);
  if (log?.fields.state !== 'returned') throw new Fault('E350');
  const { clip, meeting, subject, minutes, ...what } = checked(pack, { ...declaration, members: [] });
  return ledger.commit(
    [
      change(log, {
        ...what,
        clip: clip ?? null,
        meeting: meeting ?? null,
        subject: subject ?? null,
        minutes: minutes ?? null,
        state: 'declared',
        decidedBy: null,
        decidedOn: null,
        returnReason: null,
      }),
    ],
    { label: 'studyDeclare', draft: options.draft },
  );
}

/** Takes back a declaration that waits or was returned; it goes to the trash. Throws E351 once it was confirmed. */
export async function withdrawStudy(ledger: Ledger, id: string): Promise<CommitResult> {
  const log = await ledger.get('studyLog', id);
  if (!log || log.fields.state === 'confirmed') throw new Fault('E351');
  return ledger.commit([remove(log)], { label: 'studyWithdraw' });
}

/**
 * Confirms declarations, in one commit. One that the activity of its day studied is tied to the activity, so that the
 * two stay one study whatever day the activity is moved to.
 */
export async function confirmStudy(
  ledger: Ledger,
  logs: readonly Rec<'studyLog'>[],
  today: string,
  pack: LifePack = lifePack(),
): Promise<CommitResult> {
  const decided = decision(ledger, today);
  const writes = logs.map(async (log) => {
    const { clip, meeting, on, form, member } = log.fields;
    const held = clip && !meeting && counts(pack, on, form) ? await ledger.linked(clip, 'meeting') : [];
    const attended = held.find(
      ({ fields }) => studiedOn(fields, log.fields) && earnsHours(pack, fields, member),
    );
    return change(log, { ...decided, ...(attended ? { meeting: attended.id } : {}) });
  });
  return ledger.commit(await Promise.all(writes), { label: 'studyConfirm' });
}

/** Returns declarations with a reason that the members read. Throws E324 when there is none. */
export async function returnStudy(
  ledger: Ledger,
  logs: Rec<'studyLog'> | readonly Rec<'studyLog'>[],
  reason: string,
  today: string,
): Promise<CommitResult> {
  if (!reason.trim()) throw new Fault('E324');
  return ledger.commit(
    [logs].flat().map((log) =>
      change(log, {
        state: 'returned',
        decidedBy: ledger.me?.member,
        decidedOn: today,
        returnReason: reason.trim(),
      }),
    ),
    { label: 'studyReturn' },
  );
}

/** Who confirmed a declaration: the member it is of, or another person; undefined while nobody has, or nobody is known. */
export function confirmedBy({ fields }: Rec<'studyLog'>): 'self' | 'other' | undefined {
  if (fields.state !== 'confirmed' || !fields.decidedBy) return undefined;
  return fields.decidedBy === fields.member ? 'self' : 'other';
}

/** Declarations that wait for a person, oldest first. */
export async function waitingStudy(ledger: Ledger): Promise<Rec<'studyLog'>[]> {
  const logs = await ledger.linked('studyLog:declared', 'studyLog');
  return logs.sort((a, b) => (a.fields.on < b.fields.on ? -1 : 1));
}
