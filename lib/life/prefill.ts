import { leaderOf, wholeRoster } from '../branch/terms';
import { type Ledger, newId, type Rec } from '../ledger';
import { t } from '../i18n';
import type { AttendanceEntry, MeetingType } from '../records/meeting';
import {
  addDays,
  dateOf,
  isCivilDate,
  minutesBetween,
  monthsIn,
  addMonths,
  weekday,
} from '../rules/calendar';
import { monthList } from '../study/lists/month-list';
import { typesOf, emptyDraft, type MeetingDraft } from './draft';
import { openResolutions } from './resolutions';

/** A form started with everything the ledger knows, and what it could further be filled with. */
export interface Prefill {
  draft: MeetingDraft;
  /** The activity whose usual place, time and people were taken over. */
  like?: Rec<'meeting'>;
  /** Open resolutions of earlier activities: to be followed up. */
  followUps: Rec<'resolution'>[];
  /** Material clipped this month or put on its study list, newest first: agenda candidates. */
  clips: Rec<'clip'>[];
}

/** How far back a former activity of the same type is looked for. */
const LOOK_BACK_MONTHS = 14;
/** How many former activities the weekday is read from. */
const PATTERN = 6;

/**
 * Starts an activity of some types: usual place, mode, time of day, host and recorder of the last one of that
 * type (else of the last activity at all), its weekday when that is regular, the group, the lecturer, the `clip`
 * as first item of the agenda. A branch without any former activity begins at the half hour after `time` (`HH:mm`,
 * the wall clock now). What the ledger does not know stays open, attendance above all.
 */
export async function prefillMeeting(
  ledger: Ledger,
  options: { types: readonly MeetingType[]; today: string; clip?: string; me?: string; time?: string },
): Promise<Prefill> {
  const { types, today } = options;
  const former = await formerOf(ledger, types, today);
  const like = former[0] ?? (await lastMeeting(ledger, today));
  const [followUps, clips, groups, asked] = await Promise.all([
    openResolutions(ledger),
    clipsOfMonth(ledger, today),
    ledger.list('partyGroup'),
    options.clip ? ledger.get('clip', options.clip) : undefined,
  ]);
  const draft = emptyDraft(types);
  draft.date = usualDay(former, today);
  if (like) takeOver(draft, like);
  else if (options.time) draft.start = nextHalfHour(options.time);
  if (types.includes('group')) {
    const roster = await wholeRoster(ledger);
    const own = groups.find((group) => options.me && leaderOf(group, roster, draft.date) === options.me);
    const group =
      own ?? (groups.length === 1 ? groups[0] : groups.find(({ id }) => id === former[0]?.fields.group));
    draft.group = group?.id ?? '';
    const leader = group && leaderOf(group, roster, draft.date);
    if (leader) draft.host = leader;
  }
  if (types.includes('lecture')) draft.lecturer = former[0]?.fields.lecturer ?? '';
  if (asked) draft.agenda.push(agendaLineOf(asked));
  return { draft, like, followUps, clips };
}

/** Activities that a branch opens with common study. */
const STUDYING = new Set<MeetingType>(['themeDay', 'lecture']);
/** Lines of the study list that a new form takes over by itself; more would bury the agenda. */
const TAKEN_OVER = 6;

/**
 * Agenda lines for what stands on this month's study list and on no agenda yet, in the order of the list. Putting it
 * there said that the branch will study it together: the next form for that takes it over. `asked` is a month whose
 * list was sent here: all of it comes, whatever the type, and what was on an agenda too when nothing else is left.
 */
export async function listedLines(
  ledger: Ledger,
  types: readonly MeetingType[],
  today: string,
  asked?: string,
): Promise<MeetingDraft['agenda']> {
  if (!asked && !types.some((type) => STUDYING.has(type))) return [];
  const listed = await monthList(ledger, asked ?? today.slice(0, 7));
  const taken = await Promise.all(listed.map(({ id }) => ledger.linked(id, 'meeting')));
  const open = listed.filter((_, index) => !taken[index]?.length);
  const lines = asked ? (open.length ? open : listed) : open.slice(0, TAKEN_OVER);
  return lines.map(agendaLineOf);
}

/**
 * Who came to the last activity of some types before `day` (the same group's, for a group meeting), on site or online.
 * Empty when nobody was entered. It is an offer: who comes this time is said by a person.
 */
export async function lastAttendance(
  ledger: Ledger,
  options: { types: readonly MeetingType[]; day: string; group?: string; except?: string },
): Promise<Record<string, AttendanceEntry>> {
  const { types, day, group, except } = options;
  if (!isCivilDate(day)) return {};
  const former = (await formerOf(ledger, types, day)).filter(
    ({ id, fields }) =>
      id !== except &&
      Object.keys(fields.attendance ?? {}).length > 0 &&
      (!types.includes('group') || fields.group === group),
  );
  const last = former.reduce<Rec<'meeting'> | undefined>(
    (top, item) => (top && top.fields.startsAt >= item.fields.startsAt ? top : item),
    undefined,
  );
  return Object.fromEntries(
    Object.entries(last?.fields.attendance ?? {}).flatMap(([id, { state }]) =>
      state === 'present' || state === 'online' ? [[id, { state }]] : [],
    ),
  );
}

/** An agenda line under which a clip is studied. */
export const agendaLineOf = (clip: Rec<'clip'>): MeetingDraft['agenda'][number] => ({
  id: newId(),
  text: t('life.agenda.study', { title: clip.fields.title }),
  clip: clip.id,
  ...(clip.fields.education ? { tasks: Object.keys(clip.fields.education) } : {}),
});

/** The next half hour after a time of day; '' when it falls on the next day. */
export function nextHalfHour(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const next = (Math.floor((hours * 60 + minutes) / 30) + 1) * 30;
  if (next >= 24 * 60) return '';
  return `${String(Math.floor(next / 60)).padStart(2, '0')}:${next % 60 === 0 ? '00' : '30'}`;
}

function takeOver(draft: MeetingDraft, like: Rec<'meeting'>): void {
  const { fields } = like;
  draft.start = fields.startsAt.slice(11);
  // A meeting past midnight or with a wrong end gives no usual end.
  const usable = fields.endsAt && minutesBetween(fields.startsAt, fields.endsAt) > 0;
  draft.end =
    usable && dateOf(fields.endsAt ?? '') === dateOf(fields.startsAt) ? (fields.endsAt?.slice(11) ?? '') : '';
  draft.mode = fields.mode ?? '';
  draft.place = fields.place ?? '';
  draft.host = fields.host ?? '';
  draft.recorder = fields.recorder ?? '';
}

/** Held activities that share a type, newest first, at most {@link PATTERN}. */
async function formerOf(
  ledger: Ledger,
  types: readonly MeetingType[],
  today: string,
): Promise<Rec<'meeting'>[]> {
  const months = monthsIn(addMonths(today, -LOOK_BACK_MONTHS), today).reverse();
  const found: Rec<'meeting'>[] = [];
  for (const month of months) {
    const lists = await Promise.all(
      types.map((type) => ledger.linked(`meeting:${type}:${month}`, 'meeting')),
    );
    const held = lists.flat().filter((item) => dateOf(item.fields.startsAt) <= today);
    const fresh = new Map(held.map((item) => [item.id, item]));
    found.push(...[...fresh.values()].sort((a, b) => (a.fields.startsAt < b.fields.startsAt ? 1 : -1)));
    if (found.length >= PATTERN) break;
  }
  // The more types two activities share, the more alike they are; of equals the latest.
  const shared = (item: Rec<'meeting'>): number => {
    const own = typesOf(item.fields);
    return own.filter((type) => types.includes(type)).length * 2 - own.length;
  };
  const best = found.reduce<Rec<'meeting'> | undefined>(
    (top, item) => (top && shared(top) >= shared(item) ? top : item),
    undefined,
  );
  return best ? [best, ...found.filter((item) => item !== best)].slice(0, PATTERN) : [];
}

const lastMeeting = async (ledger: Ledger, today: string): Promise<Rec<'meeting'> | undefined> =>
  (await ledger.list('meeting', { to: today, limit: 1, reverse: true }))[0];

/**
 * The day an activity of this kind is usually held on: the next one, from today on, of the weekday that most of
 * the former ones share; today when there is no such habit.
 */
export function usualDay(former: readonly Rec<'meeting'>[], today: string): string {
  const counts = new Map<number, number>();
  for (const item of former) {
    const day = weekday(dateOf(item.fields.startsAt));
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const [day, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  if (count < 2 || count * 2 <= former.length) return today;
  return addDays(today, (day - weekday(today) + 7) % 7);
}

/** Material clipped in the month of `today` or put on that month's study list, newest first. */
export async function clipsOfMonth(ledger: Ledger, today: string): Promise<Rec<'clip'>[]> {
  const month = today.slice(0, 7);
  // Clips are ordered by the instant of their entry in UTC: a day more on both sides covers every zone.
  const [taken, listed] = await Promise.all([
    ledger.list('clip', {
      from: addDays(`${month}-01`, -1),
      to: addDays(today, 1),
      limit: 200,
      reverse: true,
    }),
    ledger.linked(`list:${month}`, 'clip'),
  ]);
  const all = new Map([...taken, ...listed].map((clip) => [clip.id, clip]));
  return [...all.values()].sort((a, b) => ((a.fields.enteredAt ?? '') < (b.fields.enteredAt ?? '') ? 1 : -1));
}
