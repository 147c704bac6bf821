import type { Meeting, Member, StudyLog } from '../records';
import { dateOf, minutesBetween, type CivilDate } from './calendar';
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

/** The yearly norm for a member by post, with its source. Nothing is required of an exempt member. */
export function yearlyNorm(pack: LifePack, member: Pick<Member, 'posts'>): Threshold {
  const leads = (member.posts ?? []).some((post) => pack.study.committeePosts.includes(post));
  return leads ? pack.thresholds.creditHoursCommittee : pack.thresholds.creditHoursMember;
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
}

export interface HoursSummary {
  year: number;
  norm: Threshold;
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
  /** Every record behind the figures, oldest first. */
  entries: HoursEntry[];
}

/**
 * A member's credit hours of one calendar year. `meetings` and `studyLogs` may hold records of others and of
 * other years; they are ignored. An absence made up later counts in the year of the activity.
 */
export function memberHours(input: {
  pack: LifePack;
  memberId: string;
  member: Pick<Member, 'posts' | 'exempt'>;
  year: number;
  meetings: readonly Entry<Meeting>[];
  studyLogs: readonly Entry<StudyLog>[];
  today?: CivilDate;
}): HoursSummary {
  const { pack, memberId, member, year } = input;
  // The norm of a year is the one with which it ended, or the one of today while it runs.
  const ofYear = packAt(pack, input.today && input.today < `${year}-12-31` ? input.today : `${year}-12-31`);
  const inYear = (value: string): boolean => Number(value.slice(0, 4)) === year;
  const entries: HoursEntry[] = [];
  /** Activities whose time this member already has, or would have if it were known. */
  const attended = new Set<string>();

  for (const { id, fields } of input.meetings) {
    if (!earnsHours(pack, fields, memberId)) continue;
    const hours = creditHoursOfMeeting(pack, fields);
    if (hours === 0) continue;
    if (hours !== undefined) attended.add(id);
    if (!inYear(fields.startsAt)) continue;
    const standing = hours === undefined ? 'unknown' : 'counted';
    entries.push({ kind: 'meeting', id, on: dateOf(fields.startsAt), hours, standing });
  }

  const logs = input.studyLogs
    .filter(({ fields }) => fields.member === memberId && inYear(fields.on))
    .sort((a, b) => logOrder(a).localeCompare(logOrder(b)));
  for (const { id, fields } of logs) {
    const standing = standingOfLog(pack, fields, attended);
    if (fields.meeting && (standing === 'counted' || standing === 'declared')) {
      attended.add(fields.meeting);
      // The declaration supplies the hours that the activity itself could not.
      const index = entries.findIndex((entry) => entry.id === fields.meeting && entry.standing === 'unknown');
      if (index >= 0) entries.splice(index, 1);
    }
    entries.push({ kind: 'studyLog', id, on: fields.on, hours: fields.hours, standing });
  }

  entries.sort((a, b) => a.on.localeCompare(b.on) || a.id.localeCompare(b.id));
  const sum = (standing: HoursStanding): number =>
    entries.reduce((total, entry) => total + (entry.standing === standing ? (entry.hours ?? 0) : 0), 0);
  return {
    year,
    norm: yearlyNorm(ofYear, member),
    exempt: member.exempt ?? false,
    counted: sum('counted'),
    declared: sum('declared'),
    beside: sum('beside'),
    unknown: entries.filter((entry) => entry.standing === 'unknown').length,
    entries,
  };
}

/** Of two declarations for one activity the confirmed one counts, then the earlier. */
const logOrder = ({ id, fields }: Entry<StudyLog>): string =>
  `${fields.state === 'confirmed' ? 0 : 1}${fields.on}${id}`;

function standingOfLog(rules: LifePack, log: StudyLog, attended: ReadonlySet<string>): HoursStanding {
  const pack = packAt(rules, log.on);
  if (log.state === 'returned') return 'returned';
  if (log.meeting && attended.has(log.meeting)) return 'twice';
  if (!pack.study.countingForms.includes(log.form)) return 'beside';
  return log.state === 'confirmed' ? 'counted' : 'declared';
}
