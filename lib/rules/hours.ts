import type { Meeting, Member, StudyLog } from '../records';
import { dateOf, endOfMonth, minutesBetween, monthsIn, type CivilDate } from './calendar';
import { packAt } from './editions';
import type { LifePack, Threshold } from './pack';

/** A record as these rules see it. */
export interface Entry<Fields> {
  id: string;
  fields: Fields;
}

/** Credit hours (学时) of some minutes, rounded to the step of the pack. */
export function creditHoursOfMinutes(pack: LifePack, minutes: number): number {
  const step = pack.thresholds.creditHourStep.value;
  return Math.round(minutes / pack.thresholds.minutesPerCreditHour.value / step) * step;
}

/**
 * Credit hours of an activity for each attendee: what a person stated, else what the pack of its day sets for one of
 * its types, else its duration when one of them is collective study. Undefined = unknown (it has no end); 0 = it does
 * not count as study.
 */
export function creditHoursOfMeeting(rules: LifePack, meeting: Meeting): number | undefined {
  if (meeting.creditHours !== undefined) return meeting.creditHours;
  const pack = packAt(rules, dateOf(meeting.startsAt));
  const set = Object.keys(meeting.types).flatMap((type) => pack.study.hoursByType?.[type] ?? []);
  if (set.length) return Math.max(...set);
  if (!Object.keys(meeting.types).some((type) => pack.study.countingTypes.includes(type))) return 0;
  if (!meeting.endsAt) return undefined;
  const minutes = minutesBetween(meeting.startsAt, meeting.endsAt);
  return minutes > 0 ? creditHoursOfMinutes(pack, minutes) : undefined;
}

/** True when a member attended in a way that earns the hours of the activity. */
export function earnsHours(rules: LifePack, meeting: Meeting, memberId: string): boolean {
  const entry = meeting.attendance?.[memberId];
  if (!entry) return false;
  const pack = packAt(rules, dateOf(meeting.startsAt));
  return pack.study.countingAttendance.includes(entry.madeUpOn ? 'makeup' : entry.state);
}

/** Posts of one member over time. */
export interface PostsHeld {
  on(day: CivilDate): readonly string[];
  /** Posts of which it is not known since when they were held. */
  undated: readonly string[];
}

/** How long somebody was on the committee in a year, so far as it has passed. */
export interface CommitteeTime {
  months: number;
  /** Months of the year that have begun. */
  of: number;
  /** True when it is not known since when: the post then counts for the whole year. */
  undated: boolean;
}

/**
 * The norm of a year by the posts held in it, with its source. Whoever was on the committee in every month, or is at
 * the end of the year (today, while it runs), has the committee's norm. No document says how part of a year counts;
 * the months are given beside it. Nothing is required of an exempt member.
 */
export function yearlyNorm(
  rules: LifePack,
  posts: PostsHeld,
  year: number,
  today?: CivilDate,
): { norm: Threshold; committee?: CommitteeTime } {
  const end = today && today < `${year}-12-31` ? today : `${year}-12-31`;
  // The norm of a year is the one with which it ended, or the one of today while it runs.
  const pack = packAt(rules, end);
  const isCommittee = (post: string): boolean => pack.study.committeePosts.includes(post);
  const leads = (day: CivilDate): boolean => posts.on(day).some(isCommittee);
  const all = monthsIn(`${year}-01-01`, end);
  const held = all.filter((month) => {
    const last = endOfMonth(`${month}-01`);
    return leads(`${month}-01`) || leads(last < end ? last : end);
  });
  const isWhole = all.length > 0 && held.length === all.length;
  const { creditHoursCommittee, creditHoursMember } = pack.thresholds;
  const undated = posts.undated.some(isCommittee);
  return {
    norm: isWhole || leads(end) ? creditHoursCommittee : creditHoursMember,
    ...(held.length ? { committee: { months: held.length, of: all.length, undated } } : {}),
  };
}

/**
 * How one record counts. `counted`: inside the norm. `declared`: would be, once a person confirms it. `beside`:
 * confirmed or declared study that is shown next to the norm and never in it (自学, 线上). `twice`: the same
 * study is already counted with its activity. `returned`: not accepted. `unknown`: attended, hours not known.
 */
export type HoursStanding = 'counted' | 'declared' | 'beside' | 'twice' | 'returned' | 'unknown';

export interface HoursEntry {
  kind: 'meeting' | 'studyLog';
  id: string;
  on: CivilDate;
  hours?: number;
  standing: HoursStanding;
  /** Set for `twice`: the activity or declaration with which this study is counted already. */
  of?: { kind: 'meeting' | 'studyLog'; id: string };
}

export interface HoursSummary {
  year: number;
  norm: Threshold;
  /** Set when a committee post was held in the year. */
  committee?: CommitteeTime;
  /** Old or ill: the norm is shown without a demand. */
  exempt: boolean;
  /** Confirmed collective study and training. */
  counted: number;
  /** Declared collective study and training that nobody has confirmed yet. */
  declared: number;
  /** Self-study and online study, confirmed or declared. */
  beside: number;
  /** Activities attended whose hours are not known. The sums leave them out, and say so. */
  unknown: number;
  /** False when the ledger holds nothing of this member's study in the year: the figure is then not known. */
  recorded: boolean;
  /** Every record behind the figures, oldest first. */
  entries: HoursEntry[];
}

/**
 * A member's credit hours of one calendar year. `meetings` and `studyLogs` may hold records of others,
 * which are ignored, and of the years beside, which are needed where study of one year belongs to an activity of another. An absence made up later counts in the year of the activity.
 */
export function memberHours(input: {
  pack: LifePack;
  memberId: string;
  member: Pick<Member, 'posts' | 'exempt'>;
  /** Posts of other days; those of `member` count for every day when this is not given. */
  posts?: PostsHeld;
  year: number;
  meetings: readonly Entry<Meeting>[];
  studyLogs: readonly Entry<StudyLog>[];
  today?: CivilDate;
}): HoursSummary {
  const { pack, memberId, member, year } = input;
  const { posts = { on: () => member.posts ?? [], undated: [] } } = input;
  const inYear = (value: string): boolean => Number(value.slice(0, 4)) === year;
  const entries: HoursEntry[] = [];
  /** What is counted, by the keys of the study that it was. */
  const taken = new Map<string, { kind: HoursEntry['kind']; id: string }>();
  let recorded = false;

  for (const { id, fields } of input.meetings) {
    if (!fields.attendance?.[memberId]) continue;
    const hours = creditHoursOfMeeting(pack, fields);
    if (hours === 0) continue;
    if (inYear(fields.startsAt)) recorded = true;
    if (!earnsHours(pack, fields, memberId)) continue;
    if (hours !== undefined) taken.set(id, { kind: 'meeting', id });
    if (!inYear(fields.startsAt)) continue;
    const standing = hours === undefined ? 'unknown' : 'counted';
    entries.push({ kind: 'meeting', id, on: dateOf(fields.startsAt), hours, standing });
  }

  const logs = input.studyLogs
    .filter(({ fields }) => fields.member === memberId)
    .sort((a, b) => logOrder(a).localeCompare(logOrder(b)));
  for (const { id, fields } of logs) {
    const { ties, own } = studyKeys(pack, { id, fields }, input.meetings);
    const of =
      fields.state === 'returned' ? undefined : [...ties, own].map((key) => taken.get(key)).find(Boolean);
    const standing = of ? 'twice' : standingOfLog(pack, fields);
    if (!of && standing !== 'returned') {
      // Self-study does not make up the hours of an activity, and does not keep others from them.
      for (const key of standing === 'beside' ? [own] : [...ties, own]) {
        taken.set(key, { kind: 'studyLog', id });
        // The declaration supplies the hours that the activity itself could not.
        const index = entries.findIndex((entry) => entry.id === key && entry.standing === 'unknown');
        if (index >= 0) entries.splice(index, 1);
      }
    }
    if (!inYear(fields.on)) continue;
    recorded = true;
    entries.push({
      kind: 'studyLog',
      id,
      on: fields.on,
      hours: fields.hours,
      standing,
      ...(of ? { of } : {}),
    });
  }

  entries.sort((a, b) => a.on.localeCompare(b.on) || a.id.localeCompare(b.id));
  const sum = (standing: HoursStanding): number =>
    exact(
      entries.reduce((total, entry) => total + (entry.standing === standing ? (entry.hours ?? 0) : 0), 0),
    );
  return {
    year,
    ...yearlyNorm(pack, posts, year, input.today),
    exempt: member.exempt ?? false,
    counted: sum('counted'),
    declared: sum('declared'),
    beside: sum('beside'),
    unknown: entries.filter((entry) => entry.standing === 'unknown').length,
    recorded,
    entries,
  };
}

/** A sum of decimals without what binary fractions add: 1.1 + 2.2 is 3.3, and ten times 0.1 reaches 1. */
const exact = (sum: number): number => Math.round(sum * 1e6) / 1e6;

/** Of two declarations for one activity the confirmed one counts, then the earlier. */
const logOrder = ({ id, fields }: Entry<StudyLog>): string =>
  `${fields.state === 'confirmed' ? 0 : 1}${fields.on}${id}`;

function standingOfLog(rules: LifePack, log: StudyLog): HoursStanding {
  if (log.state === 'returned') return 'returned';
  if (!packAt(rules, log.on).study.countingForms.includes(log.form)) return 'beside';
  return log.state === 'confirmed' ? 'counted' : 'declared';
}

/**
 * What makes two records one study of a member: the activity that a declaration belongs to; for study that counts,
 * every activity of its day that had the material on its agenda, in whatever order the two were entered; the same
 * material or the same words on the same day.
 */
function studyKeys(
  rules: LifePack,
  { id, fields: log }: Entry<StudyLog>,
  meetings: readonly Entry<Meeting>[],
): { ties: string[]; own: string } {
  const counts = packAt(rules, log.on).study.countingForms.includes(log.form);
  const sameDay = counts && log.clip ? meetings.filter(({ fields }) => studiedOn(fields, log)) : [];
  return {
    ties: [...(log.meeting ? [log.meeting] : []), ...sameDay.map((meeting) => meeting.id)],
    own: `${counts ? '' : log.form} ${log.on} ${log.clip ?? log.meeting ?? log.subject ?? id}`,
  };
}

/** True when the material of a declaration was on the agenda of an activity of the same day. */
export const studiedOn = (meeting: Meeting, { clip, on }: Pick<StudyLog, 'clip' | 'on'>): boolean =>
  clip !== undefined &&
  dateOf(meeting.startsAt) === on &&
  Object.values(meeting.agenda ?? {}).some((item) => item.clip === clip);
