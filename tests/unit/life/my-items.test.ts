import { describe, expect, it } from 'vitest';
import { create } from '../../../lib/ledger';
import { myItems } from '../../../lib/life/my-items';
import { myRecord } from '../../../lib/life/my-record';
import { refreshDigest } from '../../../lib/plan/digest';
import type { Meeting, StudyLog } from '../../../lib/records';
import { openTestLedger } from '../support/ledger';
import { enrol, event } from './support';

const today = '2026-11-23';
const log = (over: Partial<StudyLog>) =>
  create('studyLog', { member: '甲', on: '2026-11-01', form: 'self', hours: 1, state: 'declared', ...over });
const held = (
  startsAt: string,
  entry: NonNullable<Meeting['attendance']>[string],
  over: Partial<Meeting> = {},
) =>
  create(
    'meeting',
    event({ startsAt, endsAt: `${startsAt.slice(0, 11)}16:30`, attendance: { 甲: entry }, ...over }),
  );

describe('myItems', () => {
  it('shows what is owed, what was done and what waits, each as records', async () => {
    const { ledger } = await openTestLedger();
    await enrol(ledger, ['甲'], ['乙']);
    await ledger.commit(
      [
        held('2026-03-10T15:00', { state: 'leave', reason: 'trip' }, { title: '请过假' }),
        held('2025-12-10T15:00', { state: 'absent' }, { title: '去年底缺席' }),
        held('2025-11-10T15:00', { state: 'absent' }, { title: '一年以前' }),
        held('2026-04-10T15:00', { state: 'absent', madeUpOn: '2026-04-20' }, { title: '补过' }),
        held('2026-05-10T15:00', { state: 'leave' }, { title: '支委会', types: { committee: true } }),
        held('2026-06-10T15:00', { state: 'present' }, { title: '到会' }),
        held('2026-12-10T15:00', { state: 'leave' }, { title: '还没开' }),
        held('2026-11-24T15:00', { state: 'present' }, { title: '先报了名' }),
        create('meeting', event({ title: '没有记', attendance: { 乙: { state: 'present' } } })),
        create('resolution', { meeting: 'm', text: '晚的', owner: '甲', dueOn: '2026-12-31', state: 'open' }),
        create('resolution', { meeting: 'm', text: '早的', owner: '甲', dueOn: '2026-11-30', state: 'open' }),
        create('resolution', { meeting: 'm', text: '办完', owner: '甲', state: 'done' }),
        create('resolution', { meeting: 'm', text: '别人的', owner: '乙', state: 'open' }),
        log({ subject: '等确认' }),
        log({ subject: '退回', state: 'returned', returnReason: '写明材料' }),
        log({ subject: '确认', state: 'confirmed', form: 'training', hours: 8 }),
        log({ subject: '别人', member: '乙' }),
      ],
      { label: 'test' },
    );
    const items = await myItems(ledger, '甲', { today });
    expect(items.toMakeUp.map(({ fields }) => fields.title)).toEqual(['去年底缺席', '请过假']);
    expect(items.inCharge.map(({ fields }) => fields.text)).toEqual(['早的', '晚的']);
    expect(items.attended.map(({ fields }) => fields.title)).toEqual(['到会', '补过']);
    expect(items.waiting.map(({ fields }) => fields.subject)).toEqual(['等确认']);
    expect(items.returned.map(({ fields }) => fields.subject)).toEqual(['退回']);
    // 8 hours of training and two activities of 90 minutes (2 hours each at 45 minutes).
    expect(items.hours).toMatchObject({ counted: 12, beside: 1 });
  });

  it('takes the norm of hours from the posts of the year, and says where their time is not known', async () => {
    const { ledger } = await openTestLedger({ now: `${today}T04:00:00Z` });
    await enrol(ledger, ['甲', { posts: [] }], ['乙', { posts: ['secretary'] }], ['丙']);
    const term = (member: string, from: string, to?: string) =>
      create('post', { member, post: 'organization', from, ...(to ? { to } : {}) });
    await ledger.commit([term('甲', '2024-03-01'), term('丙', '2024-03-01', '2026-02-11')], {
      label: 'test',
    });
    const hours = async (id: string, on = today) => (await myItems(ledger, id, { today: on })).hours;
    expect(await hours('甲')).toMatchObject({
      norm: { value: 56 },
      committee: { months: 11, of: 11, undated: false },
    });
    expect(await hours('乙')).toMatchObject({ norm: { value: 56 }, committee: { undated: true } });
    expect(await hours('丙')).toMatchObject({ norm: { value: 32 }, committee: { months: 2, of: 11 } });
    expect(await hours('丙', '2027-01-05')).toMatchObject({ norm: { value: 32 } });
    expect((await hours('丙', '2027-01-05'))?.committee).toBeUndefined();
  });

  it('asks nothing of an exempt member, and has no hours for somebody who is not on the roster', async () => {
    const { ledger } = await openTestLedger();
    await enrol(ledger, ['甲', { exempt: true }]);
    await ledger.commit([held('2026-03-10T15:00', { state: 'leave' })], { label: 'test' });
    expect((await myItems(ledger, '甲', { today })).toMakeUp).toEqual([]);
    expect(await myItems(ledger, '丙', { today })).toMatchObject({ attended: [], hours: undefined });
  });

  it('is counted ready for 今日, for the person whom the profile belongs to', async () => {
    const { ledger } = await openTestLedger({ now: `${today}T04:00:00Z` });
    await enrol(ledger, ['甲'], ['乙']);
    await ledger.setMe({ member: '甲', role: 'member' });
    const mine = async () => {
      await refreshDigest(ledger, today);
      return (await ledger.meta('digest'))?.mine;
    };
    expect(await mine()).toMatchObject({
      member: '甲',
      toMakeUp: 0,
      inCharge: 0,
      hours: { recorded: false },
    });
    await ledger.commit(
      [
        held('2026-03-10T15:00', { state: 'leave' }),
        held('2026-06-10T15:00', { state: 'present' }),
        create('resolution', { meeting: 'm', text: '办', owner: '甲', state: 'open' }),
        log({ subject: '等确认', form: 'training', hours: 8 }),
      ],
      { label: 'test' },
    );
    expect(await mine()).toMatchObject({
      toMakeUp: 1,
      inCharge: 1,
      hours: { norm: 32, counted: 2, declared: 8, recorded: true },
    });
    await ledger.setMe({ member: '丙', role: 'member' });
    expect(await mine()).toEqual({ member: '丙', toMakeUp: 0, inCharge: 0 });
  });
});

describe('myRecord', () => {
  it('shows what was entered about this person and nothing of anybody else', async () => {
    const { ledger } = await openTestLedger();
    await enrol(ledger, ['甲'], ['乙']);
    await ledger.commit(
      [
        held('2026-03-10T15:00', { state: 'leave', reason: 'trip' }, { title: '请过假' }),
        held('2026-04-10T15:00', { state: 'leave' }, { title: '没记原因' }),
        held('2026-05-10T15:00', { state: 'present' }, { title: '到了' }),
        create('talk', { on: '2026-02-01', talker: '乙', partner: '甲', measures: '每月一谈' }),
        create('talk', { on: '2026-02-02', talker: '甲', partner: '乙' }),
        create('consent', { member: '甲', scope: 'general', form: 'written', givenOn: '2026-01-01' }),
        create('consent', { member: '乙', scope: 'general', form: 'oral', givenOn: '2026-01-02' }),
        create('developmentCase', { member: '乙', stage: 'activist' }),
        create('floatingRecord', { direction: 'out', member: '甲', since: '2026-06-01', region: '浙江杭州' }),
      ],
      { label: 'test' },
    );
    const found = await myRecord(ledger, '甲', today);
    expect(found.member?.id).toBe('甲');
    expect(found.talks.map(({ fields }) => fields.measures)).toEqual(['每月一谈']);
    expect(found.leaves.map(({ meeting, reason }) => [meeting.fields.title, reason])).toEqual([
      ['没记原因', undefined],
      ['请过假', 'trip'],
    ]);
    expect(found.consents.map(({ fields }) => fields.form)).toEqual(['written']);
    expect(found.cases).toEqual([]);
    expect(found.floating.map(({ fields }) => fields.region)).toEqual(['浙江杭州']);
  });
});
