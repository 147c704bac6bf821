import { wholeRoster } from '../branch/terms';
import { change, type Ledger, type Rec, type Write } from '../ledger';
import { Fault } from '../records/fault';
import { dateOf, isCivilDate } from '../rules/calendar';
import type { LifePack } from '../rules/pack';
import { addMonths } from '../rules/calendar';
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
