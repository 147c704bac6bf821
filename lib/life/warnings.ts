import type { Rec } from '../ledger';
import type { Meeting } from '../records';
import { civilDateAt, dateOf, minutesBetween } from '../rules/calendar';
import { packAt } from '../rules/editions';
import { entryDelayDays } from '../rules/late-entry';
import type { LifePack } from '../rules/pack';
import type { VoteResult } from '../rules/quorum';
import { audienceOf } from './expected';
import { type MeetingSummary, meetingSummary, quorumOf } from './summary';

/** What a person should look at. Each has the locale key `life.warn.<code>`; nothing of it blocks a save. */
export type MeetingWarning =
  | { code: 'planned' }
  /** The end is not after the start. */
  | { code: 'endBeforeStart' }
  /** 缺项: names of fields (`life.field.<field>`). */
  | { code: 'missing'; fields: string[] }
  /** A group meeting without its group: nobody can be expected. */
  | { code: 'groupUnknown' }
  | { code: 'unmarked'; members: string[] }
  /** Leave or absence without a category of reason. */
  | { code: 'noReason'; members: string[] }
  /** Entered as 列席 though expected. */
  | { code: 'observerIsMember'; members: string[] }
  /** Entered as present though not expected: 实到 would exceed 应到. */
  | { code: 'presentNotExpected'; members: string[] }
  /** 补记: entered more days after the event than the pack allows. */
  | { code: 'late'; days: number }
  | { code: 'quorum'; vote: VoteResult }
  /** Another activity of the same type is recorded for that day. */
  | { code: 'sameDay'; meeting: string };

/** Where and when the rules look from. */
export interface CheckContext {
  roster: readonly Rec<'member'>[];
  pack: LifePack;
  /** The moment of the check, in milliseconds. */
  now: number;
  /** Minutes east of UTC (+480 in China). */
  offsetMinutes: number;
  /** When the record was entered (instant in UTC); the moment of the check when it is not stored yet. */
  enteredAt?: string;
}

/** Fields that a plan can leave open: they are known only once the activity was held. */
const AFTERWARDS = new Set([
  'endsAt',
  'minutes',
  'attendance',
  'recorder',
  'dayKinds',
  'education',
  'priorStudy',
  'criticism',
]);

/** The wall clock at an instant as `YYYY-MM-DDTHH:mm`. */
export function localDateTimeAt(now: number, offsetMinutes: number): string {
  const minutes = Math.floor(now / 60_000) + offsetMinutes;
  const ofDay = ((minutes % 1440) + 1440) % 1440;
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${civilDateAt(now, offsetMinutes)}T${pad(Math.floor(ofDay / 60))}:${pad(ofDay % 60)}`;
}

/** True when an activity is still to come. */
export const isPlanned = (fields: Pick<Meeting, 'startsAt'>, now: number, offsetMinutes: number): boolean =>
  fields.startsAt > localDateTimeAt(now, offsetMinutes);

/** Days after which a record was entered, when that makes it a 补记; otherwise undefined. */
export function lateDays(
  fields: Pick<Meeting, 'startsAt' | 'enteredAt'>,
  pack: LifePack,
  offsetMinutes: number,
): number | undefined {
  if (!fields.enteredAt) return undefined;
  const days = entryDelayDays(fields.startsAt, fields.enteredAt, offsetMinutes);
  const { value } = packAt(pack, dateOf(fields.startsAt)).thresholds.lateEntryDays;
  return days > value ? days : undefined;
}

/** Names of the fields that the pack asks for, by the types of the activity, and that are open. */
export function missingFields(fields: Meeting, rules: LifePack, planned: boolean): string[] {
  const pack = packAt(rules, dateOf(fields.startsAt));
  const wanted = new Set(pack.requiredFields.any ?? []);
  for (const type of Object.keys(fields.types)) {
    for (const name of pack.requiredFields[type] ?? []) wanted.add(name);
  }
  // Online there is no room to name; the mode says where it was.
  if (fields.mode === 'online') wanted.delete('place');
  return [...wanted].filter((name) => {
    if (planned && AFTERWARDS.has(name)) return false;
    const value = (fields as Record<string, unknown>)[name];
    if (value === undefined || value === '') return true;
    return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  });
}

/** Everything the rules notice about an activity, gravest first. `others` are the activities of the same day. */
export function checkMeeting(
  fields: Meeting,
  context: CheckContext,
  others: readonly Rec<'meeting'>[] = [],
): MeetingWarning[] {
  const { roster, pack, now, offsetMinutes } = context;
  const warnings: MeetingWarning[] = [];
  const planned = isPlanned(fields, now, offsetMinutes);
  const summary = meetingSummary(fields, roster, pack);

  if (fields.endsAt && minutesBetween(fields.startsAt, fields.endsAt) <= 0) {
    warnings.push({ code: 'endBeforeStart' });
  }
  if (fields.types.group && audienceOf(fields) === 'entered') warnings.push({ code: 'groupUnknown' });
  warnings.push(...attendanceWarnings(fields, summary, planned));
  const twin = others.find((other) => isTwin(fields, other.fields));
  if (twin) warnings.push({ code: 'sameDay', meeting: twin.id });
  const missing = missingFields(fields, pack, planned);
  if (missing.length) warnings.push({ code: 'missing', fields: missing });
  const enteredAt = context.enteredAt ?? new Date(now).toISOString();
  const late = lateDays({ startsAt: fields.startsAt, enteredAt }, pack, offsetMinutes);
  if (late !== undefined) warnings.push({ code: 'late', days: late });
  if (planned) warnings.push({ code: 'planned' });
  const vote = quorumOf(fields, roster, pack);
  if (vote && !planned && Object.keys(fields.attendance ?? {}).length)
    warnings.push({ code: 'quorum', vote });
  return warnings;
}

function attendanceWarnings(fields: Meeting, summary: MeetingSummary, planned: boolean): MeetingWarning[] {
  const warnings: MeetingWarning[] = [];
  const add = (
    code: 'noReason' | 'observerIsMember' | 'presentNotExpected' | 'unmarked',
    members: string[],
  ): void => {
    if (members.length) warnings.push({ code, members });
  };
  add(
    'presentNotExpected',
    summary.beyond.filter(({ mark }) => mark === 'present' || mark === 'online').map(({ id }) => id),
  );
  add('observerIsMember', summary.by.observer);
  add(
    'noReason',
    Object.entries(fields.attendance ?? {})
      .filter(([, entry]) => (entry.state === 'leave' || entry.state === 'absent') && !entry.reason)
      .map(([id]) => id),
  );
  // A record without any mark lacks its attendance as a whole (缺项), which says it once instead of by name.
  if (!planned && fields.attendance && Object.keys(fields.attendance).length) {
    add('unmarked', summary.by.unmarked);
  }
  return warnings;
}

/** Same day, a type in common, and not two groups meeting apart. A free type may well happen twice a day. */
function isTwin(fields: Meeting, other: Meeting): boolean {
  if (dateOf(fields.startsAt) !== dateOf(other.startsAt)) return false;
  if (fields.types.group && other.types.group && fields.group !== other.group) return false;
  return Object.keys(fields.types).some((type) => type !== 'other' && other.types[type]);
}

/** The day on which a record was entered, by the zone of this computer. */
export function entryDateOf(enteredAt: string): string {
  const at = Date.parse(enteredAt);
  return civilDateAt(at, -new Date(at).getTimezoneOffset());
}
