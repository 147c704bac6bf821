import { wholeRoster } from '../branch/terms';
import type { Ledger, Rec } from '../ledger';
import type { Meeting } from '../records';
import { MEETING_TYPES, type MeetingType } from '../records/meeting';
import { type CivilDate, dateOf, dateParts, minutesBetween, monthsIn, startOfMonth } from '../rules/calendar';
import { packAt } from '../rules/editions';
import { entryDate, isLateEntry } from '../rules/late-entry';
import type { LifePack } from '../rules/pack';
import { lifePack } from '../rules/packs';
import { typesOf } from './draft';
import { offsetMinutesAt } from './meetings';
import { type MeetingSummary, meetingSummary } from './summary';

/** One activity as a line of 会议记录台账: a view, nothing of it is stored. */
export interface RegisterRow {
  /** Id of the activity: the stable key of the line. */
  id: string;
  meeting: Rec<'meeting'>;
  types: MeetingType[];
  /** 次数: the how-manieth of the year, by type; of its own group for a group meeting. Empty while planned. */
  ordinals: Partial<Record<MeetingType, number>>;
  /** `YYYY-MM-DD`. */
  date: CivilDate;
  /** `HH:mm`. */
  start: string;
  end: string | undefined;
  /** Minutes from start to end; undefined = unknown. */
  duration: number | undefined;
  /** Entered for a day that is still to come. */
  planned: boolean;
  /** 记录于: the day on which it was entered. */
  enteredOn: CivilDate | undefined;
  /** 补记. */
  late: boolean;
  resolutions: Rec<'resolution'>[];
  /** Counted at the first look: a register of thousands opens before it is counted through. */
  readonly attendance: RowAttendance;
}

/** Attendance of a line with the unknown kept apart from nought. */
export interface RowAttendance extends MeetingSummary {
  /** 应到; undefined = unknown (nobody on the roster for that day, a group meeting without its group). */
  known: { expected: number | undefined; attended: number | undefined };
}

export interface RegisterQuery {
  /** First and last day, both inside. */
  from: CivilDate;
  to: CivilDate;
  today: CivilDate;
  pack?: LifePack;
  /** Minutes east of UTC, for the day of entry; by the zone of this computer when absent. */
  offsetMinutes?: number;
}

/** Above this number of activities one reading of all resolutions is faster than one per activity. */
const MANY = 40;

/** 会议记录台账: the activities of some days as lines, oldest first. */
export async function meetingRegister(ledger: Ledger, query: RegisterQuery): Promise<RegisterRow[]> {
  const { from, to, today } = query;
  const pack = query.pack ?? lifePack();
  const [meetings, roster, before] = await Promise.all([
    meetingsByMonth(ledger, from, to),
    wholeRoster(ledger),
    countedBefore(ledger, from),
  ]);
  const ordered = [...meetings].sort(byTime);
  const shown = ordered.filter((meeting) => dateOf(meeting.fields.startsAt) >= from);
  const [ordinals, resolutions] = [ordinalsOf(ordered, today, before), await resolutionsBy(ledger, shown)];
  return shown.map((meeting) => {
    const { startsAt, endsAt, enteredAt } = meeting.fields;
    const duration = endsAt ? minutesBetween(startsAt, endsAt) : 0;
    const offset = query.offsetMinutes ?? offsetMinutesAt(Date.parse(enteredAt ?? `${startsAt}Z`));
    let attendance: RowAttendance | undefined;
    return {
      id: meeting.id,
      meeting,
      types: typesOf(meeting.fields),
      ordinals: ordinals.get(meeting.id) ?? {},
      date: dateOf(startsAt),
      start: startsAt.slice(11),
      end: endsAt?.slice(11),
      duration: duration > 0 ? duration : undefined,
      planned: dateOf(startsAt) > today,
      enteredOn: enteredAt ? entryDate(enteredAt, offset) : undefined,
      late: enteredAt
        ? isLateEntry(
            startsAt,
            enteredAt,
            packAt(pack, dateOf(startsAt)).thresholds.lateEntryDays.value,
            offset,
          )
        : false,
      resolutions: resolutions.get(meeting.id) ?? [],
      get attendance() {
        return (attendance ??= rowAttendance(meeting, roster, pack));
      },
    };
  });
}

/** Above this many months one reading is as good: nobody works in a range like that. */
const MANY_MONTHS = 60;

/**
 * Activities from the first day of the month of `from` up to `to`, read month by month: with hundreds of members a
 * year of attendance takes seconds to read, and the page has to answer in between.
 */
export async function meetingsByMonth(
  ledger: Ledger,
  from: CivilDate,
  to: CivilDate,
): Promise<Rec<'meeting'>[]> {
  const months = monthsIn(from, to);
  if (months.length > MANY_MONTHS) return ledger.list('meeting', { from: startOfMonth(from), to });
  const found: Rec<'meeting'>[] = [];
  for (const month of months) {
    const upTo = to.startsWith(month) ? to : month;
    found.push(...(await ledger.list('meeting', { from: month, to: upTo })));
  }
  return found;
}

/** Attendance of one activity, see {@link RowAttendance}. */
export function rowAttendance(
  meeting: Rec<'meeting'>,
  roster: readonly Rec<'member'>[],
  pack: LifePack,
): RowAttendance {
  const summary = meetingSummary(meeting.fields, roster, pack);
  const noted = summary.expected - summary.by.unmarked.length;
  return {
    ...summary,
    known: {
      expected: summary.expected > 0 ? summary.expected : undefined,
      attended: noted > 0 ? summary.attended : undefined,
    },
  };
}

const byTime = (a: Rec<'meeting'>, b: Rec<'meeting'>): number =>
  a.fields.startsAt < b.fields.startsAt
    ? -1
    : a.fields.startsAt > b.fields.startsAt
      ? 1
      : a.id < b.id
        ? -1
        : 1;

/** What an activity is numbered among: its year and type; its own group, its own free type. */
const counterOf = (year: string, type: MeetingType, fields: Pick<Meeting, 'group' | 'otherType'>): string =>
  `${year} ${type} ${(type === 'group' ? fields.group : type === 'other' ? fields.otherType : '') ?? ''}`;

/**
 * How many of each kind the months of the year before `from` hold, from the index alone: reading a year of
 * activities to number those of one day would cost more than everything else here. Only kinds that are numbered
 * by more than their type have to be read.
 */
async function countedBefore(ledger: Ledger, from: CivilDate): Promise<Map<string, number>> {
  const counters = new Map<string, number>();
  const { year, month } = dateParts(from);
  const months = monthsIn(`${from.slice(0, 4)}-01-01`, from).slice(0, month - 1);
  await Promise.all(
    MEETING_TYPES.flatMap((type) =>
      months.map(async (key) => {
        const link = `meeting:${type}:${key}`;
        const add = (counter: string, count: number) =>
          counters.set(counter, (counters.get(counter) ?? 0) + count);
        if (type === 'group' || type === 'other') {
          for (const { fields } of await ledger.linked(link, 'meeting')) {
            add(counterOf(String(year), type, fields), 1);
          }
        } else add(counterOf(String(year), type, {}), await ledger.countLinked(link));
      }),
    ),
  );
  return counters;
}

/** Numbers the activities of each year by type, in order of time; see {@link counterOf}. */
function ordinalsOf(
  ordered: readonly Rec<'meeting'>[],
  today: CivilDate,
  before: ReadonlyMap<string, number>,
): Map<string, Partial<Record<MeetingType, number>>> {
  const counters = new Map(before);
  const result = new Map<string, Partial<Record<MeetingType, number>>>();
  for (const { id, fields } of ordered) {
    if (dateOf(fields.startsAt) > today) continue;
    const mine: Partial<Record<MeetingType, number>> = {};
    for (const type of typesOf(fields)) {
      const counter = counterOf(fields.startsAt.slice(0, 4), type, fields);
      const next = (counters.get(counter) ?? 0) + 1;
      counters.set(counter, next);
      mine[type] = next;
    }
    result.set(id, mine);
  }
  return result;
}

async function resolutionsBy(
  ledger: Ledger,
  meetings: readonly Rec<'meeting'>[],
): Promise<Map<string, Rec<'resolution'>[]>> {
  const found =
    meetings.length > MANY
      ? await ledger.list('resolution')
      : (await Promise.all(meetings.map(({ id }) => ledger.linked(id, 'resolution')))).flat();
  const by = new Map<string, Rec<'resolution'>[]>();
  for (const item of found) {
    const list = by.get(item.fields.meeting);
    if (list) list.push(item);
    else by.set(item.fields.meeting, [item]);
  }
  for (const list of by.values()) {
    list.sort((a, b) => (a.fields.order ?? 0) - (b.fields.order ?? 0) || (a.id < b.id ? -1 : 1));
  }
  return by;
}
