import { create, type Write } from '../ledger';
import type { Talk } from '../records';
import { addDays, dateParts } from '../rules/calendar';
import { dayOfMonth, joinedOn, type SamplePlan } from './build';
import { PEOPLE } from './people';

const SAID: readonly Pick<Talk, 'content' | 'problems' | 'measures'>[] = [
  {
    content: '聊了近期工作节奏和带新人的情况。',
    problems: '晚高峰排班连得太紧。',
    measures: '和站点负责人商量错峰轮休。',
  },
  { content: '谈了对主题党日形式的看法，希望多到站点去。', measures: '下月主题党日放在配送站。' },
  {
    content: '了解家里老人住院后的困难。',
    problems: '请假手续不清楚。',
    measures: '由组织委员协助办理，下周回访。',
  },
  { content: '互相指出开会迟到、发言偏少的问题。' },
];

const COMMITTEE = [0, 1, 2, 3, 4];

/**
 * Talks of the year so far: most of the committee among themselves and with members, some among members. Some pairs
 * are left open on purpose, so that the table has something to show. `before` is the 组织生活会 that some prepared.
 */
export function talkWrites(plan: SamplePlan, before: { id: string; on: string } | undefined): Write[] {
  const writes: Write[] = [];
  const year = plan.today.slice(0, 4);
  const add = (talker: number, partner: number, on: string, over: Partial<Talk> = {}): void => {
    if (on >= plan.today || !on.startsWith(over.meeting ? on.slice(0, 4) : year)) return;
    const joined = [talker, partner].map((index) => joinedOn(plan.today, index));
    if (joined.some((day) => day > on.slice(0, day.length))) return;
    writes.push(
      create('talk', {
        enteredAt: enteredOn(on, writes.length % 9 === 4 ? 12 : 1, plan.today),
        enteredBy: plan.memberIds[talker],
        on,
        talker: plan.memberIds[talker] as string,
        partner: plan.memberIds[partner] as string,
        occasion: 'usual',
        ...(writes.length % 3 === 0 ? SAID[writes.length % SAID.length] : {}),
        ...over,
      }),
    );
  };
  const months = dateParts(plan.today).month;
  const day = (step: number): string => dayOfMonth(plan.today, step % months, 4 + ((step * 5) % 22));
  let step = 0;
  for (const a of COMMITTEE) {
    for (const b of COMMITTEE.filter((other) => other > a)) {
      if ((step += 1) % 4 !== 0) add(a, b, day(step));
    }
  }
  PEOPLE.forEach((person, index) => {
    if (COMMITTEE.includes(index) || person.exempt) return;
    if (index % 6 !== 5) add(index % 5, index, day(index));
    if (index % 3 === 0 && PEOPLE[index + 1]) add(index, index + 1, day(index + 3));
  });
  if (before) {
    for (const partner of [1, 2, 7]) {
      add(0, partner, addDays(before.on, -9 - partner), { occasion: 'orgLife', meeting: before.id });
    }
  }
  return writes;
}

const enteredOn = (on: string, days: number, today: string): string =>
  addDays(on, days) < today ? `${addDays(on, days)}T03:20:00.000Z` : `${on}T13:20:00.000Z`;
