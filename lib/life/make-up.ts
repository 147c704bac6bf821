import { wholeRoster } from '../branch/terms';
import { change, create, type Ledger, newId, type Rec, type Write } from '../ledger';
import { Fault } from '../records/fault';
import { dateOf, isCivilDate } from '../rules/calendar';
import type { LifePack } from '../rules/pack';
import { addMonths } from '../rules/calendar';
import { creditHoursOfMeeting } from '../rules/hours';
import { agendaOf } from './draft';
import { expectedOf } from './expected';

/** Activities of the last year whose study can be made up, newest first, with those who have it still to do. */
export async function activitiesToMakeUp(
  ledger: Ledger,
  pack: LifePack,
  today: string,
): Promise<{ meeting: Rec<'meeting'>; missed: string[] }[]> {
  const [roster, meetings] = await Promise.all([
    wholeRoster(ledger),
    ledger.list('meeting', { from: addMonths(today, -12), to: today, reverse: true }),
  ]);
  return meetings.flatMap((meeting) => {
    const studies = Object.keys(meeting.fields.types).some((type) => pack.study.countingTypes.includes(type));
    if (!studies) return [];
    const missed = expectedOf(meeting.fields, roster, pack)
      .filter(({ id }) => canMakeUp(meeting, id))
      .map(({ id }) => id);
    return missed.length ? [{ meeting, missed }] : [];
  });
}

/** True when a member was away, or nothing was entered of them, and it was not made up yet. */
function canMakeUp(meeting: Rec<'meeting'>, id: string): boolean {
  const entry = meeting.fields.attendance?.[id];
  return !entry || ((entry.state === 'leave' || entry.state === 'absent') && !entry.madeUpOn);
}

/**
 * 补课 of many members in one commit. What an entry said before (请假 and its category) stays in it. Members who were
 * there or made it up already are left as they are and named. Throws E703 (no such activity), E285 (nobody is
 * left), E286 (no day, or one before the activity or after today).
 */
export async function makeUpMany(
  ledger: Ledger,
  meetingId: string,
  members: readonly string[],
  on: string,
  options: { today: string; also?: readonly Write[]; draftId?: string },
): Promise<{ n?: number; done: string[]; left: string[] }> {
  const meeting = await ledger.get('meeting', meetingId);
  if (!meeting) throw new Fault('E703');
  if (!isCivilDate(on) || on > options.today || on < dateOf(meeting.fields.startsAt)) throw new Fault('E286');
  const done = [...new Set(members)].filter((id) => canMakeUp(meeting, id));
  const left = [...new Set(members)].filter((id) => !done.includes(id));
  if (!done.length) throw new Fault('E285');
  const marks = done.map((id) => {
    const entry = meeting.fields.attendance?.[id] ?? { state: 'makeup' as const };
    return [id, { ...entry, madeUpOn: on }] as const;
  });
  const { n } = await ledger.commit(
    [change(meeting, { attendance: Object.fromEntries(marks) }), ...(options.also ?? [])],
    { label: 'makeUpMany', draft: options.draftId },
  );
  return { n, done, left };
}

/** By what an absence was made up: study that was declared already, or study declared now. */
export type MakeUpStudy = { log: string } | { hours: number; confirmed: boolean };

/**
 * 补课 of one member with the study by which it was done, in one commit. The study is tied to the activity, whose hours
 * it so earns once and never twice. What the entry said before (请假 and its category) stays in it. Throws E703 (no such
 * activity), E704 (the member was not away), E286 (no day, or one before the activity or after today), E230 (the
 * study is no longer there, is another member's, or was returned), E231 (no sensible number of hours).
 */
export async function makeUpByStudy(
  ledger: Ledger,
  at: { meeting: string; member: string; on: string; today: string },
  study: MakeUpStudy,
): Promise<number | undefined> {
  const meeting = await ledger.get('meeting', at.meeting);
  if (!meeting) throw new Fault('E703');
  const entry = meeting.fields.attendance?.[at.member];
  if (entry?.state !== 'leave' && entry?.state !== 'absent' && entry?.state !== 'makeup')
    throw new Fault('E704');
  if (!isCivilDate(at.on) || at.on > at.today || at.on < dateOf(meeting.fields.startsAt))
    throw new Fault('E286');
  const writes: Write[] = [];
  let id: string;
  if ('log' in study) {
    const log = await ledger.get('studyLog', study.log);
    if (!log || log.fields.member !== at.member || log.fields.state === 'returned') throw new Fault('E230');
    id = log.id;
    if (!log.fields.meeting) writes.push(change(log, { meeting: meeting.id }));
  } else {
    if (!(study.hours > 0) || study.hours > 200) throw new Fault('E231');
    id = newId();
    const clips = agendaOf(meeting.fields).flatMap((item) => item.clip ?? []);
    writes.push(
      create(
        'studyLog',
        {
          member: at.member,
          on: at.on,
          form: 'self',
          meeting: meeting.id,
          ...(clips.length === 1 ? { clip: clips[0] } : {}),
          hours: study.hours,
          state: study.confirmed ? 'confirmed' : 'declared',
          ...(study.confirmed ? { decidedBy: ledger.me?.member, decidedOn: at.today } : {}),
        },
        id,
      ),
    );
  }
  const mark = { ...entry, madeUpOn: at.on, study: id };
  writes.push(change(meeting, { attendance: { [at.member]: mark } }));
  const { n } = await ledger.commit(writes, { label: 'makeUpStudy' });
  return n;
}

/**
 * Declared study of a member since an activity that may have made up an absence, newest first. Study that belongs to
 * another activity does not.
 */
export async function studyForMakeUp(
  ledger: Ledger,
  meeting: Rec<'meeting'>,
  member: string,
  today: string,
): Promise<Rec<'studyLog'>[]> {
  const from = dateOf(meeting.fields.startsAt);
  const years = new Set([from.slice(0, 4), today.slice(0, 4)]);
  const found = await Promise.all([...years].map((year) => ledger.linked(`${member}@${year}`, 'studyLog')));
  return found
    .flat()
    .filter(
      ({ fields }) =>
        fields.member === member &&
        fields.on >= from &&
        fields.state !== 'returned' &&
        (fields.meeting === undefined || fields.meeting === meeting.id),
    )
    .sort((a, b) => (a.fields.on < b.fields.on ? 1 : -1));
}

/** Hours that a make-up of an activity is declared with, unless a person says otherwise. */
export const usualMakeUpHours = (meeting: Rec<'meeting'>, pack: LifePack): number | undefined =>
  creditHoursOfMeeting(pack, meeting.fields) || undefined;
