import { describe, expect, it } from 'vitest';
import { create, type Ledger } from '../../../lib/ledger';
import {
  lastAttendance,
  listedLines,
  nextHalfHour,
  prefillMeeting,
  usualDay,
} from '../../../lib/life/prefill';
import { quickMeeting } from '../../../lib/life/quick-entry';
import type { Meeting } from '../../../lib/records';
import { openTestLedger } from '../support/ledger';
import { event } from './support';

const today = '2026-11-23';
const keep = (ledger: Ledger, ...meetings: Partial<Meeting>[]) =>
  ledger.commit(
    meetings.map((over) => create('meeting', event(over))),
    { label: 'test' },
  );

describe('nextHalfHour', () => {
  it('is always ahead, and open when it would be tomorrow', () => {
    expect(['00:00', '09:29', '09:30', '22:59', '23:30'].map(nextHalfHour)).toEqual([
      '00:30',
      '09:30',
      '10:00',
      '23:00',
      '',
    ]);
  });
});

describe('prefillMeeting', () => {
  it('takes over the usual place, time and people of the last activity of that type', async () => {
    const { ledger } = await openTestLedger();
    await keep(
      ledger,
      { startsAt: '2026-09-16T15:00', endsAt: '2026-09-16T16:00', place: '旧址' },
      {
        startsAt: '2026-10-14T15:30',
        endsAt: '2026-10-14T17:00',
        place: '三号会议室',
        mode: 'hybrid',
        host: 'a',
        recorder: 'b',
        attendance: { a: { state: 'present' } },
        minutes: '上次的',
      },
      { types: { committee: true }, startsAt: '2026-11-20T10:00', place: '书记办公室' },
    );
    const { draft, like } = await prefillMeeting(ledger, { types: ['themeDay'], today });
    expect(like?.fields.startsAt).toBe('2026-10-14T15:30');
    expect(draft).toMatchObject({
      date: '2026-11-25', // both former ones were on a Wednesday
      start: '15:30',
      end: '17:00',
      place: '三号会议室',
      mode: 'hybrid',
      host: 'a',
      recorder: 'b',
    });
    expect(draft.attendance).toEqual({});
    expect(draft.minutes).toBe('');
  });

  it('starts from the last activity at all when there was none of the type, and from nothing when there was none', async () => {
    const { ledger } = await openTestLedger();
    expect((await prefillMeeting(ledger, { types: ['lecture'], today })).draft).toMatchObject({
      date: today,
      start: '',
      place: '',
    });
    const first = await prefillMeeting(ledger, { types: ['lecture'], today, time: '14:05' });
    expect(first.draft.start).toBe('14:30');
    await keep(
      ledger,
      { startsAt: '2026-11-18T15:00', place: '三号会议室' },
      { startsAt: '2026-12-02T09:00', place: '计划中' },
    );
    expect((await prefillMeeting(ledger, { types: ['lecture'], today })).draft).toMatchObject({
      start: '15:00',
      place: '三号会议室',
    });
  });

  it('prefers a former activity that carried the same set of types', async () => {
    const { ledger } = await openTestLedger();
    await keep(
      ledger,
      { types: { themeDay: true, lecture: true }, startsAt: '2026-09-16T14:00', lecturer: '讲师甲' },
      { startsAt: '2026-10-14T15:30' },
    );
    const { draft } = await prefillMeeting(ledger, { types: ['themeDay', 'lecture'], today });
    expect(draft).toMatchObject({ start: '14:00', lecturer: '讲师甲' });
  });

  it('chooses the group whose leader this is, with the leader as host', async () => {
    const { ledger } = await openTestLedger();
    await ledger.commit(
      [
        create('partyGroup', { name: '一组', leader: 'p1' }, 'g1'),
        create('partyGroup', { name: '二组', leader: 'p2' }, 'g2'),
      ],
      { label: 'test' },
    );
    const mine = await prefillMeeting(ledger, { types: ['group'], today, me: 'p2' });
    expect(mine.draft).toMatchObject({ group: 'g2', host: 'p2' });
    expect((await prefillMeeting(ledger, { types: ['group'], today, me: 'p9' })).draft.group).toBe('');
  });

  it('puts the asked clip on the agenda and offers this month’s material and open resolutions', async () => {
    const { ledger } = await openTestLedger({ now: '2026-11-20T02:00:00Z' });
    await ledger.commit(
      [
        create('clip', { title: '关键小事', url: 'https://example.invalid/1', coverage: 'article' }, 'c1'),
        create('clip', { title: '另一篇', url: 'https://example.invalid/2', coverage: 'article' }, 'c2'),
        create('resolution', { meeting: 'm', text: '巡查', state: 'open' }),
        create('resolution', { meeting: 'm', text: '办完了', state: 'done' }),
      ],
      { label: 'test' },
    );
    const { draft, clips, followUps } = await prefillMeeting(ledger, {
      types: ['themeDay'],
      today,
      clip: 'c1',
    });
    expect(draft.agenda).toMatchObject([{ text: '学习：关键小事', clip: 'c1' }]);
    expect(clips.map((clip) => clip.id).sort()).toEqual(['c1', 'c2']);
    expect(followUps.map(({ fields }) => fields.text)).toEqual(['巡查']);
  });
});

describe('listedLines', () => {
  it('is what this month is to be studied together and no activity has had, in the order it was listed', async () => {
    const { ledger } = await openTestLedger();
    const clip = (id: string, day: number, listMonth?: string) =>
      create(
        'clip',
        {
          title: id,
          url: `https://example.invalid/${id}`,
          coverage: 'article',
          enteredAt: `2026-11-${day}T01:00:00.000Z`,
          listMonth,
        },
        id,
      );
    await ledger.commit(
      [
        clip('later', 20, '2026-11'),
        clip('earlier', 10, '2026-11'),
        clip('had', 11, '2026-11'),
        clip('unlisted', 12),
        clip('october', 13, '2026-10'),
        create('meeting', event({ agenda: { a: { order: 0, text: '学过', clip: 'had' } } })),
      ],
      { label: 'test' },
    );
    const lines = await listedLines(ledger, ['themeDay'], today);
    expect(lines.map((line) => [line.text, line.clip])).toEqual([
      ['学习：earlier', 'earlier'],
      ['学习：later', 'later'],
    ]);
    expect(await listedLines(ledger, ['committee'], today)).toEqual([]);
  });
});

describe('lastAttendance', () => {
  it('offers who came to the last one of the kind, and never who was away', async () => {
    const { ledger } = await openTestLedger();
    await keep(
      ledger,
      { startsAt: '2026-09-16T15:00', attendance: { old: { state: 'present' } } },
      {
        startsAt: '2026-10-14T15:00',
        attendance: {
          a: { state: 'present' },
          b: { state: 'online' },
          c: { state: 'leave', reason: 'work' },
        },
      },
      { startsAt: '2026-11-10T15:00' },
      { types: { committee: true }, startsAt: '2026-11-12T15:00', attendance: { z: { state: 'present' } } },
      {
        types: { group: true },
        group: 'g1',
        startsAt: '2026-11-03T12:00',
        attendance: { g: { state: 'present' } },
      },
    );
    const asked = { types: ['themeDay'] as const, day: today };
    expect(await lastAttendance(ledger, asked)).toEqual({ a: { state: 'present' }, b: { state: 'online' } });
    expect(await lastAttendance(ledger, { ...asked, day: '2026-09-30' })).toEqual({
      old: { state: 'present' },
    });
    expect(await lastAttendance(ledger, { ...asked, day: '' })).toEqual({});
    const group = { types: ['group'] as const, day: today };
    expect(await lastAttendance(ledger, { ...group, group: 'g1' })).toEqual({ g: { state: 'present' } });
    expect(await lastAttendance(ledger, { ...group, group: 'g2' })).toEqual({});
  });
});

describe('usualDay', () => {
  const on = (...days: string[]) =>
    days.map((day, i) => ({
      id: `${i}`,
      kind: 'meeting' as const,
      fields: event({ startsAt: `${day}T15:00` }),
      stamps: {},
      h: '',
      deleted: false,
    }));

  it('is the next such weekday, today included', () => {
    const wednesdays = on('2026-11-18', '2026-10-14');
    expect(usualDay(wednesdays, '2026-11-25')).toBe('2026-11-25');
    expect(usualDay(wednesdays, '2026-11-26')).toBe('2026-12-02');
  });

  it('is today without a habit: one activity, or as many other days', () => {
    expect(usualDay(on('2026-11-18'), today)).toBe(today);
    expect(usualDay(on('2026-11-18', '2026-10-14', '2026-09-15', '2026-08-11'), today)).toBe(today);
  });
});

describe('quickMeeting', () => {
  it('makes a record of three fields, open where nobody has said anything', async () => {
    const { ledger } = await openTestLedger();
    await keep(ledger, {
      startsAt: '2026-10-14T15:30',
      endsAt: '2026-10-14T17:00',
      place: '三号会议室',
      host: 'a',
      recorder: 'b',
    });
    const { id, warnings } = await quickMeeting(
      ledger,
      { type: 'themeDay', date: '2026-11-20', text: '走访两处驿站' },
      { today },
    );
    expect((await ledger.get('meeting', id))?.fields).toMatchObject({
      startsAt: '2026-11-20T15:30',
      endsAt: '2026-11-20T17:00',
      place: '三号会议室',
      minutes: '走访两处驿站',
    });
    expect(warnings).toContainEqual({
      code: 'missing',
      fields: ['host', 'recorder', 'attendance', 'agenda'],
    });
  });

  it('takes the time that was given, and then no usual end', async () => {
    const { ledger } = await openTestLedger();
    await keep(ledger, { startsAt: '2026-10-14T15:30', endsAt: '2026-10-14T17:00', host: 'a' });
    const { id } = await quickMeeting(
      ledger,
      { type: 'themeDay', date: '2026-11-27T09:00', text: '' },
      { today },
    );
    const stored = await ledger.get('meeting', id);
    expect(stored?.fields).toMatchObject({ startsAt: '2026-11-27T09:00', host: 'a' });
    expect(stored?.fields.endsAt).toBeUndefined();
  });

  it('asks for the time when nothing is known of it', async () => {
    const { ledger } = await openTestLedger();
    await expect(
      quickMeeting(ledger, { type: 'lecture', date: today, text: '' }, { today }),
    ).rejects.toMatchObject({ code: 'E701' });
  });
});
