import { create, newId, type Write } from '../ledger';
import type { AttendanceEntry, MeetingType } from '../records/meeting';
import { addDays, addMonths, civilDate, dateParts, weekday } from '../rules/calendar';
import { taskOf } from './lists';
import { GROUP_NAMES, PEOPLE } from './people';
import { ARTICLES, NOTES, TOPICS } from './texts';

/** Everything that the months of the sample share. */
export interface SamplePlan {
  today: string;
  memberIds: string[];
  groupIds: string[];
  /** Clip ids, by article. */
  clips: string[];
  random: () => number;
}

/** A small deterministic generator: every sample of one day is the same. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Moves a day off the weekend. */
const workday = (day: string): string => addDays(day, weekday(day) === 6 ? 2 : weekday(day) === 7 ? 1 : 0);

/** The month that lies `back` months before today's, as a day of it. */
export function dayOfMonth(today: string, back: number, day: number): string {
  const month = addMonths(`${today.slice(0, 7)}-01`, -back);
  const { year, month: number } = dateParts(month);
  return workday(civilDate(year, number, day));
}

/** When an event is entered: some days after it, and never later than now. */
const instantAfter = (day: string, days: number, today: string): string =>
  addDays(day, days) < today
    ? `${addDays(day, days)}T09:${String(10 + days)}:00.000Z`
    : `${day}T12:10:00.000Z`;

/** 入党日期 of a person of the sample: the probationary members were admitted in the last half year. */
export const joinedOn = (today: string, index: number): string =>
  PEOPLE[index]?.joined || addMonths(today, -(5 + index - 25));

interface Event {
  types: MeetingType[];
  day: string;
  time: [string, string];
  title?: string;
  place?: string;
  online?: boolean;
  who: number[];
  host: number;
  recorder: number;
  group?: number;
  lecturer?: number;
  agenda: { text: string; clip?: string }[];
  minutes?: string;
  resolutions?: { text: string; owner: number; due: string; done?: boolean }[];
  dayKinds?: string[];
  /** Task of education that it served. */
  education?: string;
  priorStudy?: string;
  criticism?: string;
  /** Days between the event and its entry; above the threshold it is 补记. */
  lateBy?: number;
}

/** Writes of one event: the activity and its resolutions. */
function eventWrites(plan: SamplePlan, event: Event): Write[] {
  const held = event.day < plan.today;
  const attendance: Record<string, AttendanceEntry> = {};
  if (held) {
    for (const index of event.who) {
      const id = plan.memberIds[index] as string;
      const luck = plan.random();
      const person = PEOPLE[index];
      const joined = joinedOn(plan.today, index);
      if (person?.exempt || joined > event.day.slice(0, joined.length)) continue;
      attendance[id] =
        person?.mobile && luck < 0.8
          ? { state: 'online' }
          : luck < 0.86
            ? { state: 'present' }
            : luck < 0.93
              ? { state: 'online' }
              : luck < 0.985
                ? { state: 'leave', reason: luck < 0.96 ? 'work' : 'shift' }
                : { state: 'absent' };
    }
  }
  const meeting = newId();
  const entered = held ? { enteredAt: instantAfter(event.day, event.lateBy ?? 1, plan.today) } : {};
  return [
    create(
      'meeting',
      {
        ...entered,
        types: Object.fromEntries(event.types.map((type) => [type, true as const])),
        title: event.title,
        startsAt: `${event.day}T${event.time[0]}`,
        endsAt: `${event.day}T${event.time[1]}`,
        mode: event.online ? 'hybrid' : 'inPerson',
        place: event.place ?? '三号会议室',
        host: plan.memberIds[event.host],
        recorder: plan.memberIds[event.recorder],
        lecturer: event.lecturer === undefined ? undefined : plan.memberIds[event.lecturer],
        group: event.group === undefined ? undefined : plan.groupIds[event.group],
        agenda: Object.fromEntries(event.agenda.map((item, order) => [newId(), { order, ...item }])),
        minutes: held ? event.minutes : undefined,
        education: event.education ? { [event.education]: true } : undefined,
        dayKinds: event.dayKinds && Object.fromEntries(event.dayKinds.map((kind) => [kind, true as const])),
        priorStudy: held ? event.priorStudy : undefined,
        criticism: held ? event.criticism : undefined,
        attendance,
      },
      meeting,
    ),
    ...(held ? (event.resolutions ?? []) : []).map((item, order) =>
      create('resolution', {
        ...entered,
        meeting,
        text: item.text,
        owner: plan.memberIds[item.owner],
        dueOn: item.due,
        state: item.done ? 'done' : 'open',
        doneOn: item.done ? item.due : undefined,
        order,
      }),
    ),
  ];
}

const everybody = PEOPLE.map((_, index) => index);
const committee = [0, 1, 2, 3, 4];
const ofGroup = (group: number): number[] => everybody.filter((index) => PEOPLE[index]?.group === group);
const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/**
 * One month of the sample branch, `back` months before today's: 主题党日, 支委会, 党小组会, by turns 党课 and 支部党员大会,
 * and once 组织生活会 with 民主评议. The membership meeting of the last quarter is missing on purpose, so that 今日 has
 * something to show. In the present month only what lies before today is held.
 */
export function monthWrites(plan: SamplePlan, back: number): Write[] {
  const { today } = plan;
  const topic = at(TOPICS, back);
  const month = dateParts(dayOfMonth(today, back, 1)).month;
  const themeDay = back === 0 ? upcoming(today, 2) : dayOfMonth(today, back, 15);
  const events: Event[] = [
    {
      types: month % 3 === 2 ? ['themeDay', 'lecture'] : ['themeDay'],
      day: themeDay,
      time: ['15:00', '16:30'],
      title: topic.title,
      online: true,
      who: everybody,
      host: 0,
      recorder: 2,
      lecturer: month % 3 === 2 ? back % 5 : undefined,
      agenda: [
        // One article was clipped in each of the last months; older meetings studied what is not in the ledger.
        ...(plan.clips[back] ? [{ text: `学习：${ARTICLES[back]?.title}`, clip: plan.clips[back] }] : []),
        { text: topic.title },
      ],
      minutes: at(NOTES, back),
      // Some months nobody has sorted.
      education: back % 4 === 3 ? undefined : taskOf(back),
      dayKinds:
        back % 3 === 1 ? ['study', 'service'] : back % 3 === 2 ? ['study', 'deliberation'] : ['study'],
      resolutions: [
        {
          text: topic.decision,
          owner: 2 + (back % 4),
          due: back <= 1 ? addDays(today, back === 1 ? 5 : 20) : addDays(themeDay, 20),
          done: back > 1,
        },
      ],
      lateBy: back === 4 ? 12 : 1,
    },
    {
      types: ['committee'],
      day: back === 0 ? upcoming(today, 4) : dayOfMonth(today, back, 6),
      time: ['17:30', '18:20'],
      who: committee,
      host: 0,
      recorder: 3,
      place: '党群活动室',
      agenda: [
        { text: '研究本月主题党日安排' },
        { text: back === 0 ? '讨论预备党员转正，提交党员大会' : '通报党员联系情况' },
      ],
      minutes: at(NOTES, back + 2),
    },
    ...[0, 1, 2].map((group): Event => ({
      types: ['group'],
      day: dayOfMonth(today, back, 9 + group),
      time: ['12:20', '13:00'],
      who: ofGroup(group),
      host: [7, 13, 5][group] as number,
      recorder: [8, 14, 6][group] as number,
      group,
      online: group === 2,
      place: group === 2 ? '示例路配送站' : '茶水间',
      agenda: [{ text: '传达支委会要求，交流学习体会' }],
      minutes: at(NOTES, group + 1),
    })),
  ];
  if (month % 3 === 0 && back > 2) {
    events.push({
      types: ['general'],
      day: dayOfMonth(today, back, 24),
      time: ['16:00', '17:10'],
      who: everybody,
      host: 0,
      recorder: 2,
      online: true,
      agenda: [{ text: '听取支委会工作报告' }, { text: '讨论并表决本季度重点事项' }],
      minutes: at(NOTES, 2),
      resolutions: [{ text: '同意支委会工作报告', owner: 0, due: dayOfMonth(today, back, 28), done: true }],
    });
  }
  if (month === 12) {
    events.push({
      types: ['orgLife', 'appraisal'],
      day: dayOfMonth(today, back, 26),
      time: ['14:00', '17:00'],
      title: `${dateParts(dayOfMonth(today, back, 1)).year} 年度组织生活会和民主评议党员`,
      who: everybody,
      host: 0,
      recorder: 2,
      agenda: [{ text: '通报会前谈心和征求意见情况' }, { text: '批评和自我批评' }, { text: '民主测评' }],
      minutes: at(NOTES, 1),
      priorStudy: '会前一周集中学习党章和条例，党员按照要求撰写发言提纲。',
      criticism: '书记带头对照检查，支委和党员逐人发言，互相指出开会迟到、联系群众不够等问题 23 条。',
    });
  }
  return events
    .filter((event) => back === 0 || event.day < today)
    .filter((event) => event.day < today || isUpcoming(event, today))
    .flatMap((event) => eventWrites(plan, event));
}

const upcoming = (today: string, days: number): string => workday(addDays(today, days));
const isUpcoming = (event: Event, today: string): boolean => event.day <= addDays(today, 7);

/** Names of the three party groups, in the order of {@link PEOPLE}. */
export const sampleGroups = GROUP_NAMES;
