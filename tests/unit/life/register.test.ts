import { describe, expect, it } from 'vitest';
import { create, type Ledger } from '../../../lib/ledger';
import { meetingRegister } from '../../../lib/life/register';
import type { Meeting, Member } from '../../../lib/records';
import { openTestLedger } from '../support/ledger';

const OFFSET = 480;

async function branchWith(members: Record<string, Partial<Member>>): Promise<Ledger> {
  const { ledger } = await openTestLedger({ now: '2026-11-24T02:00:00Z' });
  await ledger.commit(
    Object.entries(members).map(([id, fields]) =>
      create('member', { name: `示例${id}`, category: 'full', ...fields }, id),
    ),
    { label: 'roster.import' },
  );
  return ledger;
}

async function hold(
  ledger: Ledger,
  id: string,
  types: string[],
  startsAt: string,
  rest: Partial<Meeting> = {},
): Promise<void> {
  const fields: Meeting = {
    types: Object.fromEntries(types.map((type) => [type, true as const])),
    startsAt,
    ...rest,
  };
  await ledger.commit([create('meeting', fields, id)], { label: 'meeting.record' });
}

const year = { from: '2026-01-01', to: '2026-12-31', today: '2026-11-24', offsetMinutes: OFFSET };

describe('会议记录台账', () => {
  it('lists the activities of the days asked for, oldest first, numbered within the year by type', async () => {
    const ledger = await branchWith({ a: {}, b: {} });
    await hold(ledger, 'm3', ['themeDay', 'lecture'], '2026-11-05T15:00', { endsAt: '2026-11-05T16:30' });
    await hold(ledger, 'm1', ['themeDay'], '2026-02-05T15:00');
    await hold(ledger, 'm0', ['themeDay'], '2025-12-05T15:00');
    await hold(ledger, 'm2', ['committee'], '2026-10-02T09:00');

    const rows = await meetingRegister(ledger, { ...year, from: '2026-10-01', to: '2026-12-31' });
    expect(rows.map((row) => row.id)).toEqual(['m2', 'm3']);
    expect(rows[1]?.ordinals).toEqual({ themeDay: 2, lecture: 1 });
    expect(rows[1]?.duration).toBe(90);
    expect(rows[0]?.duration).toBeUndefined();
  });

  it('numbers the meetings of each party group by themselves', async () => {
    const ledger = await branchWith({ a: {} });
    await hold(ledger, 'x1', ['group'], '2026-03-01T09:00', { group: 'g1' });
    await hold(ledger, 'x2', ['group'], '2026-03-02T09:00', { group: 'g2' });
    await hold(ledger, 'x3', ['group'], '2026-04-02T09:00', { group: 'g2' });
    const rows = await meetingRegister(ledger, year);
    expect(rows.map((row) => row.ordinals.group)).toEqual([1, 1, 2]);
  });

  it('numbers alike whatever days are asked for, also from the middle of a month', async () => {
    const ledger = await branchWith({ a: {} });
    const days = ['01-15', '03-01', '03-09', '03-09', '03-20', '07-02'];
    for (const [index, day] of days.entries()) {
      await hold(ledger, `t${index}`, ['themeDay', 'lecture'], `2026-${day}T09:00`);
      await hold(ledger, `g${index}`, ['group'], `2026-${day}T10:00`, { group: `g${index % 2}` });
      await hold(ledger, `o${index}`, ['other'], `2026-${day}T11:00`, { otherType: `示例${index % 3}` });
    }
    const whole = new Map((await meetingRegister(ledger, year)).map((row) => [row.id, row.ordinals]));
    expect(whole.get('t5')).toEqual({ themeDay: 6, lecture: 6 });
    expect(whole.get('g5')).toEqual({ group: 3 });
    expect(whole.get('o5')).toEqual({ other: 2 });
    for (const [from, to] of [
      ['2026-03-09', '2026-03-09'],
      ['2026-03-10', '2026-12-31'],
      ['2026-07-01', '2026-09-30'],
    ] as const) {
      const part = await meetingRegister(ledger, { ...year, from, to });
      expect(part.length).toBeGreaterThan(0);
      for (const row of part) expect(row.ordinals).toEqual(whole.get(row.id));
    }
  });

  it('shows a planned activity as planned and does not number it', async () => {
    const ledger = await branchWith({ a: {} });
    await hold(ledger, 'm1', ['themeDay'], '2026-12-05T15:00');
    const [row] = await meetingRegister(ledger, year);
    expect(row?.planned).toBe(true);
    expect(row?.ordinals).toEqual({});
  });

  it('keeps the day of the event and the day of entry apart, and marks a late entry', async () => {
    const ledger = await branchWith({ a: {} });
    await hold(ledger, 'late', ['general'], '2026-09-29T10:00');
    await hold(ledger, 'soon', ['general'], '2026-11-20T10:00');
    const rows = await meetingRegister(ledger, year);
    expect(rows.map(({ id, date, enteredOn, late }) => [id, date, enteredOn, late])).toEqual([
      ['late', '2026-09-29', '2026-11-24', true],
      ['soon', '2026-11-20', '2026-11-24', false],
    ]);
  });

  it('says unknown, never nought, where attendance was not noted or nobody is known to be expected', async () => {
    const ledger = await branchWith({ a: {}, b: {} });
    await hold(ledger, 'm1', ['general'], '2026-03-01T09:00');
    await hold(ledger, 'm2', ['general'], '2026-03-02T09:00', {
      attendance: { a: { state: 'absent' }, b: { state: 'leave', reason: 'shift' } },
    });
    await hold(ledger, 'm3', ['group'], '2026-03-03T09:00');
    const rows = await meetingRegister(ledger, year);
    expect(rows.map((row) => row.attendance.known)).toEqual([
      { expected: 2, attended: undefined },
      { expected: 2, attended: 0 },
      { expected: undefined, attended: undefined },
    ]);
  });

  it('brings the resolutions of each activity in their order, however many activities there are', async () => {
    const ledger = await branchWith({ a: {} });
    for (let index = 0; index < 45; index += 1) {
      const id = `m${String(index).padStart(2, '0')}`;
      await hold(ledger, id, ['themeDay'], `2026-05-01T09:${String(index).padStart(2, '0')}`);
    }
    const resolve = (id: string, order: number, meeting: string) =>
      create('resolution', { meeting, text: id, state: 'open', order }, id);
    await ledger.commit([resolve('r2', 2, 'm07'), resolve('r1', 1, 'm07'), resolve('r3', 1, 'm44')], {
      label: 'resolution.add',
    });
    const rows = await meetingRegister(ledger, year);
    const texts = (id: string) =>
      rows.find((row) => row.id === id)?.resolutions.map((item) => item.fields.text);
    expect(texts('m07')).toEqual(['r1', 'r2']);
    expect(texts('m44')).toEqual(['r3']);
    expect(texts('m00')).toEqual([]);
    const few = await meetingRegister(ledger, { ...year, from: '2026-05-01', to: '2026-05-01' });
    expect(few).toHaveLength(45);
  });
});
