import { memberWithTerms, postsOn, undatedPosts } from '../branch/terms';
import type { Ledger, Rec } from '../ledger';
import { addMonths, dateOf } from '../rules/calendar';
import { type HoursSummary, memberHours } from '../rules/hours';
import type { LifePack } from '../rules/pack';
import { lifePack } from '../rules/packs';
import { withMaterials } from '../study/hours/studied';

/** 我的事项: what one member owes and has done. Every entry is a record that can be opened. */
export interface MyItems {
  /** Missed activities of the last twelve months that are usually made up, oldest first. */
  toMakeUp: Rec<'meeting'>[];
  /** Open resolutions in this member's charge, earliest first, those without a day last. */
  inCharge: Rec<'resolution'>[];
  /** Activities of this calendar year that the member attended or made up, newest first. */
  attended: Rec<'meeting'>[];
  /** Credit hours of this calendar year; undefined when the member is not on the roster. */
  hours?: HoursSummary;
  /** Evaluations of this year and the last whose result this member was told. */
  appraisals: Rec<'appraisal'>[];
  /** Declared study that nobody has confirmed yet, newest first. */
  waiting: Rec<'studyLog'>[];
  /** Declared study that was returned this year, with its reason in the record. */
  returned: Rec<'studyLog'>[];
}

/** Reads {@link MyItems} of a member through the index of members and years. */
export async function myItems(
  ledger: Ledger,
  memberId: string,
  options: { today: string; pack?: LifePack },
): Promise<MyItems> {
  const { today, pack = lifePack() } = options;
  const year = Number(today.slice(0, 4));
  const [member, ...linked] = await Promise.all([
    memberWithTerms(ledger, memberId),
    ledger.linked(`${memberId}@${year}`),
    ledger.linked(`${memberId}@${year - 1}`),
    ledger.linked(memberId, 'resolution'),
  ]);
  const [thisYear = [], lastYear = [], resolutions = []] = linked;
  const both = [...thisYear, ...lastYear];
  // Who signed up beforehand has not attended yet.
  const meetings = ofKind(both, 'meeting').filter(({ fields }) => dateOf(fields.startsAt) <= today);
  const logs = ofKind(both, 'studyLog');
  const since = addMonths(today, -12);
  const byDay = (a: Rec<'meeting'>, b: Rec<'meeting'>): number =>
    a.fields.startsAt < b.fields.startsAt ? -1 : a.fields.startsAt > b.fields.startsAt ? 1 : 0;
  const entryOf = (meeting: Rec<'meeting'>) => meeting.fields.attendance?.[memberId];

  const toMakeUp = meetings.filter((meeting) => {
    const day = dateOf(meeting.fields.startsAt);
    if (member?.fields.exempt || day < since) return false;
    const entry = entryOf(meeting);
    const missed = (entry?.state === 'leave' || entry?.state === 'absent') && !entry.madeUpOn;
    // What is studied can be made up; a committee's decision or an appraisal cannot.
    return (
      missed && Object.keys(meeting.fields.types).some((type) => pack.study.countingTypes.includes(type))
    );
  });
  const attended = meetings.filter((meeting) => {
    const entry = entryOf(meeting);
    if (!entry || !meeting.fields.startsAt.startsWith(`${year}`)) return false;
    return entry.madeUpOn !== undefined || !['leave', 'absent'].includes(entry.state);
  });
  const dueKey = (item: Rec<'resolution'>): string => `${item.fields.dueOn ?? '9999'}${item.id}`;
  const newest = (a: Rec<'studyLog'>, b: Rec<'studyLog'>): number => (a.fields.on < b.fields.on ? 1 : -1);
  return {
    toMakeUp: toMakeUp.sort(byDay),
    inCharge: resolutions
      .filter(({ fields }) => fields.owner === memberId && fields.state === 'open')
      .sort((a, b) => (dueKey(a) < dueKey(b) ? -1 : 1)),
    attended: attended.sort((a, b) => byDay(b, a)),
    hours:
      member &&
      memberHours({
        pack,
        memberId,
        member: member.fields,
        posts: { on: (day) => postsOn(member, day), undated: undatedPosts(member) },
        year,
        meetings: await withMaterials(ledger, meetings, logs, today),
        studyLogs: logs,
        today,
      }),
    appraisals: ofKind(both, 'appraisal').filter(
      ({ fields }) => fields.member === memberId && fields.feedbackOn !== undefined,
    ),
    waiting: logs.filter(({ fields }) => fields.state === 'declared').sort(newest),
    returned: logs
      .filter(({ fields }) => fields.state === 'returned' && fields.on.startsWith(`${year}`))
      .sort(newest),
  };
}

const ofKind = <K extends 'meeting' | 'studyLog' | 'appraisal'>(records: readonly Rec[], kind: K): Rec<K>[] =>
  records.filter((record) => record.kind === kind) as Rec<K>[];
