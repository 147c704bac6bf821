import { describe, expect, it } from 'vitest';
import type { Meeting, StudyLog } from '../../../lib/records';
import {
  creditHoursOfMeeting,
  creditHoursOfMinutes,
  memberHours,
  type Entry,
} from '../../../lib/rules/hours';
import { lifePack } from '../../../lib/rules/packs';

const pack = lifePack();
const meeting = (id: string, fields: Partial<Meeting> = {}): Entry<Meeting> => ({
  id,
  fields: {
    types: { lecture: true },
    startsAt: '2026-09-10T15:00',
    endsAt: '2026-09-10T16:30',
    attendance: { me: { state: 'present' } },
    ...fields,
  },
});
const log = (id: string, fields: Partial<StudyLog> = {}): Entry<StudyLog> => ({
  id,
  fields: { member: 'me', on: '2026-09-12', form: 'collective', hours: 2, state: 'confirmed', ...fields },
});
const year = (
  meetings: Entry<Meeting>[],
  studyLogs: Entry<StudyLog>[] = [],
  member: Parameters<typeof memberHours>[0]['member'] = {},
) => memberHours({ pack, memberId: 'me', member, year: 2026, meetings, studyLogs });

describe('hours of an activity', () => {
  it('come from its duration, 45 minutes each, in steps of a half', () => {
    expect(creditHoursOfMinutes(pack, 45)).toBe(1);
    expect(creditHoursOfMinutes(pack, 60)).toBe(1.5);
    expect(creditHoursOfMinutes(pack, 10)).toBe(0);
    expect(creditHoursOfMeeting(pack, meeting('a').fields)).toBe(2);
  });

  it('are what a person stated, for any type', () => {
    expect(creditHoursOfMeeting(pack, meeting('a', { creditHours: 3 }).fields)).toBe(3);
    expect(
      creditHoursOfMeeting(pack, meeting('a', { types: { committee: true }, creditHours: 1 }).fields),
    ).toBe(1);
  });

  it('are unknown without an end and none for a type that is not study', () => {
    expect(creditHoursOfMeeting(pack, meeting('a', { endsAt: undefined }).fields)).toBeUndefined();
    expect(creditHoursOfMeeting(pack, meeting('a', { endsAt: '2026-09-10T14:00' }).fields)).toBeUndefined();
    expect(creditHoursOfMeeting(pack, meeting('a', { types: { committee: true } }).fields)).toBe(0);
    expect(
      creditHoursOfMeeting(pack, meeting('a', { types: { committee: true, lecture: true } }).fields),
    ).toBe(2);
  });
});

describe("a member's year", () => {
  it('is the sum as a person would write it, also of decimals', () => {
    const tenths = Array.from({ length: 320 }, (_, at) =>
      log(`t${at}`, { hours: 0.1, subject: `${at}`, on: '2026-03-01' }),
    );
    expect(year([], tenths).counted).toBe(32);
    expect(
      year([], [log('a', { hours: 1.1, subject: 'a' }), log('b', { hours: 2.2, subject: 'b' })]).counted,
    ).toBe(3.3);
  });

  it('counts one event of several types once: 党课 inside a 主题党日 and a membership meeting', () => {
    const one = meeting('a', { types: { lecture: true, themeDay: true, general: true } });
    expect(year([one]).counted).toBe(2);
    expect(year([one]).entries).toHaveLength(1);
    expect(year([one], [log('b', { meeting: 'a' })]).counted).toBe(2);
    const stated = meeting('a', { types: { lecture: true, themeDay: true }, creditHours: 3 });
    expect(year([stated]).counted).toBe(3);
  });

  it('counts an organizational life meeting as study only where somebody stated its hours', () => {
    expect(year([meeting('a', { types: { orgLife: true } })]).counted).toBe(0);
    expect(year([meeting('a', { types: { orgLife: true, themeDay: true } })]).counted).toBe(2);
    expect(year([meeting('a', { types: { orgLife: true }, creditHours: 2 })]).counted).toBe(2);
  });

  it('counts attendance in the room, online and made up; not leave or absence', () => {
    const summary = year([
      meeting('a'),
      meeting('b', { attendance: { me: { state: 'online' } } }),
      meeting('c', { attendance: { me: { state: 'leave', reason: 'shift', madeUpOn: '2026-09-20' } } }),
      meeting('d', { attendance: { me: { state: 'leave', reason: 'shift' } } }),
      meeting('e', { attendance: { me: { state: 'absent' } } }),
      meeting('f', { attendance: { other: { state: 'present' } } }),
      meeting('g', { attendance: undefined }),
    ]);
    expect(summary.counted).toBe(6);
    expect(summary.entries.map((entry) => entry.id)).toEqual(['a', 'b', 'c']);
  });

  it('shows declared study apart until it is confirmed', () => {
    const summary = year(
      [],
      [log('a'), log('b', { state: 'declared', hours: 4 }), log('c', { state: 'returned' })],
    );
    expect(summary).toMatchObject({ counted: 2, declared: 4, beside: 0 });
  });

  it('keeps self-study and online study beside the norm, never in it', () => {
    const summary = year(
      [],
      [log('a', { form: 'self', hours: 8 }), log('b', { form: 'online', state: 'declared' })],
    );
    expect(summary).toMatchObject({ counted: 0, declared: 0, beside: 10 });
  });

  it('does not count a declaration for an activity that is counted already', () => {
    const summary = year([meeting('a')], [log('b', { meeting: 'a' })]);
    expect(summary.counted).toBe(2);
    expect(summary.entries.find((entry) => entry.id === 'b')?.standing).toBe('twice');
  });

  it('counts a declaration for an activity that the member was not recorded at, once', () => {
    const missed = meeting('a', { attendance: { me: { state: 'absent' } } });
    const summary = year(
      [missed],
      [log('b', { meeting: 'a' }), log('c', { meeting: 'a', state: 'declared' })],
    );
    expect(summary).toMatchObject({ counted: 2, declared: 0 });
  });

  it('prefers the confirmed of two declarations for one activity', () => {
    const summary = year(
      [],
      [log('b', { meeting: 'a', on: '2026-01-01', state: 'declared' }), log('c', { meeting: 'a' })],
    );
    expect(summary).toMatchObject({ counted: 2, declared: 0 });
  });

  it('says that hours are unknown instead of counting them as zero', () => {
    const open = meeting('a', { endsAt: undefined });
    expect(year([open])).toMatchObject({ counted: 0, unknown: 1 });
    expect(year([open], [log('b', { meeting: 'a' })])).toMatchObject({ counted: 2, unknown: 0 });
  });

  it('leaves out other members and other years', () => {
    const summary = year(
      [meeting('a', { startsAt: '2025-12-31T15:00', endsAt: '2025-12-31T16:30' })],
      [log('b', { member: 'other' }), log('c', { on: '2025-12-31' })],
    );
    expect(summary.entries).toEqual([]);
  });

  it('has the norm of the posts of its own time, and says how long they were held', () => {
    const held = (from: string, to = '9999', undated: string[] = []) => ({
      on: (day: string) => (from <= day && day <= to ? ['secretary'] : []),
      undated,
    });
    const of = (posts: ReturnType<typeof held>, on = 2026, today?: string) => {
      const { norm, committee } = memberHours({
        pack,
        memberId: 'me',
        member: { posts: ['secretary'] },
        posts,
        year: on,
        meetings: [],
        studyLogs: [],
        today,
      });
      return [norm.value, committee?.months, committee?.of];
    };
    // Secretary since 10 October 2026: nothing of that in the years before.
    expect(of(held('2026-10-10'), 2025)).toEqual([32, undefined, undefined]);
    expect(of(held('2026-10-10'), 2026, '2026-11-25')).toEqual([56, 2, 11]);
    expect(of(held('2026-10-10'), 2027)).toEqual([56, 12, 12]);
    // Stepped down in April; stepped down on the last day but one.
    expect(of(held('2020-01-01', '2026-04-20'), 2026)).toEqual([32, 4, 12]);
    expect(of(held('2020-01-01', '2026-12-30'), 2026)).toEqual([56, 12, 12]);
    expect(of(held('2020-01-01', '2026-04-20'), 2025)).toEqual([56, 12, 12]);
  });

  it('has the norm of the post', () => {
    expect(year([]).norm.value).toBe(32);
    expect(year([], [], { posts: ['groupLeader'] }).norm.value).toBe(32);
    expect(year([], [], { posts: ['secretary'] }).norm.value).toBe(56);
    expect(year([], [], { posts: ['organization'] }).norm.value).toBe(56);
    expect(year([], [], { exempt: true }).exempt).toBe(true);
  });
});
