import { change, type CommitResult, create, type Ledger, type Rec, type Write } from '../ledger';
import { Fault } from '../records/fault';
import type { STUDY_FORMS } from '../records/study';
import { creditHoursOfMinutes } from '../rules/hours';
import type { LifePack } from '../rules/pack';

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
}

/**
 * Declares study for the given members in one commit. A secretary who enters for others confirms by entering
 * (`confirmed`); a member's own declaration waits for a person. Nothing counts twice: the same study of the same
 * day is entered once, and collective study of a clip by somebody who attended the activity that studied it that
 * day is tied to the activity. `also` are writes of the same act (names remembered). Throws E320 (nobody), E321 (neither minutes nor
 * hours, or not a sensible number), E322 (no date), E323 (nothing says what was studied).
 */
export async function declareStudy(
  ledger: Ledger,
  pack: LifePack,
  declaration: StudyDeclaration,
  options: { confirmed: boolean; today: string; draft?: string; also?: readonly Write[] },
): Promise<DeclareResult> {
  const { members, minutes, on, form, clip, meeting } = declaration;
  const subject = declaration.subject?.trim() || undefined;
  if (!members.length) throw new Fault('E320');
  const hours = declaration.hours ?? (minutes ? creditHoursOfMinutes(pack, minutes) : 0);
  if (!(hours > 0) || hours > 200) throw new Fault('E321');
  if (!/^\d{4}-\d\d-\d\d$/.test(on)) throw new Fault('E322');
  if (!clip && !meeting && !subject) throw new Fault('E323');
  const already: string[] = [];
  const writes = [];
  const held = !meeting && clip && NORM_FORMS.has(form) ? await meetingsWith(ledger, clip, on) : [];
  for (const member of new Set(members)) {
    const year = await ledger.linked(`${member}@${on.slice(0, 4)}`, 'studyLog');
    const twice = year.some(
      ({ fields }) =>
        fields.on === on &&
        fields.form === form &&
        fields.state !== 'returned' &&
        fields.clip === clip &&
        (fields.meeting === meeting || held.some(({ id }) => id === fields.meeting)) &&
        fields.subject === subject,
    );
    if (twice) already.push(member);
    else {
      // Studied together in an activity of that day: the declaration belongs to it, and counts there or not at all.
      const attended = held.find(({ fields }) =>
        ATTENDED.has(fields.attendance?.[member]?.state ?? 'absent'),
      );
      writes.push(
        create('studyLog', {
          member,
          on,
          form,
          clip,
          meeting: meeting ?? attended?.id,
          subject,
          hours,
          minutes: declaration.hours === undefined ? minutes : undefined,
          state: options.confirmed ? 'confirmed' : 'declared',
          decidedBy: options.confirmed ? ledger.me?.member : undefined,
          decidedOn: options.confirmed ? options.today : undefined,
        }),
      );
    }
  }
  const result = await ledger.commit(writes.length ? [...writes, ...(options.also ?? [])] : [], {
    label: 'studyDeclare',
    draft: options.draft,
  });
  return { ...result, already };
}

/** Forms that count towards the yearly norm. Self-study of what a meeting studied stands beside it all the same. */
const NORM_FORMS: ReadonlySet<string> = new Set(['collective', 'training']);
const ATTENDED: ReadonlySet<string> = new Set(['present', 'online', 'makeup']);

/** Activities of a day on whose agenda a clip was. */
async function meetingsWith(ledger: Ledger, clip: string, on: string): Promise<Rec<'meeting'>[]> {
  const meetings = await ledger.linked(clip, 'meeting');
  return meetings.filter(({ fields }) => fields.startsAt.startsWith(on));
}

/** Confirms declarations, in one commit. */
export const confirmStudy = (ledger: Ledger, logs: readonly Rec<'studyLog'>[], today: string) =>
  ledger.commit(
    logs.map((log) => change(log, { state: 'confirmed', decidedBy: ledger.me?.member, decidedOn: today })),
    { label: 'studyConfirm' },
  );

/** Returns a declaration with a reason. Throws E324 when there is none. */
export async function returnStudy(
  ledger: Ledger,
  log: Rec<'studyLog'>,
  reason: string,
  today: string,
): Promise<CommitResult> {
  if (!reason.trim()) throw new Fault('E324');
  return ledger.commit(
    [
      change(log, {
        state: 'returned',
        decidedBy: ledger.me?.member,
        decidedOn: today,
        returnReason: reason.trim(),
      }),
    ],
    { label: 'studyReturn' },
  );
}

/** Declarations that wait for a person, oldest first. */
export async function waitingStudy(ledger: Ledger): Promise<Rec<'studyLog'>[]> {
  const logs = await ledger.linked('studyLog:declared', 'studyLog');
  return logs.sort((a, b) => (a.fields.on < b.fields.on ? -1 : 1));
}
