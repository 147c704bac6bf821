import { beforeEach, describe, expect, it, vi } from 'vitest';
import { change, create, type Ledger } from '../../../lib/ledger';
import { openProblems } from '../../../lib/governance/rectification-register';
import { recordMeeting } from '../../../lib/life/meetings';
import { noteContact } from '../../../lib/members/floating';
import { planCalendar } from '../../../lib/plan/calendar-file';
import { deadlines, markStep } from '../../../lib/plan/deadlines';
import { refreshDigest } from '../../../lib/plan/digest';
import { emptyPlanForm, planFormOf, removePlanItem, savePlanItem } from '../../../lib/plan/item';
import { participationTalks } from '../../../lib/plan/participation';
import { everythingDue, watchRows } from '../../../lib/plan/watch';
import { lifePack } from '../../../lib/rules/packs';
import { enrol, form } from '../life/support';
import { openTestLedger } from '../support/ledger';

const today = '2026-11-25';
let ledger: Ledger;
let time: { now: number };

beforeEach(async () => {
  ({ ledger, time } = await openTestLedger());
  await ledger.commit(
    [
      create(
        'branch',
        {
          name: '示例支部',
          company: '示例公司',
          companyId: 'c',
          form: 'single',
          hasCommittee: false,
          termEnd: '2027-01-03',
        },
        'b',
      ),
    ],
    { label: 'test' },
  );
});

describe('deadlines', () => {
  it('run for the branch and for people, and say what date is lacking', async () => {
    await enrol(
      ledger,
      ['甲', { category: 'probationary', joinedOn: '2025-12-08' }],
      ['乙', { category: 'probationary', joinedOn: '2025-12' }],
      ['丙', { category: 'probationary', joinedOn: '2025-12-08', leftOn: '2026-05-01' }],
      ['丁', { category: 'activist' }],
      ['戊', { mobile: true }],
    );
    const found = await deadlines(ledger, today);
    const of = (name: string) => found.filter((line) => line.name === name);
    expect(of('甲').map((line) => line.due)).toEqual(['2026-11-24', '2026-12-22', '2027-03-22']);
    expect(of('乙')).toMatchObject([{ state: 'unknown' }]);
    expect(of('丙')).toEqual([]);
    expect(of('丁')).toMatchObject([{ state: 'unknown', track: { id: 'development' } }]);
    expect(of('戊')).toMatchObject([{ state: 'unknown', track: { id: 'mobile' } }]);
    expect(found.filter((line) => line.track.id === 'election')).toHaveLength(8);
  });

  it('take admission from the open case: last days, earliest days, the next review', async () => {
    await enrol(
      ledger,
      ['甲', { category: 'activist' }],
      ['乙', { category: 'probationary', joinedOn: '2025-12-08' }],
    );
    await ledger.commit(
      [
        create('developmentCase', {
          member: '甲',
          stage: 'activist',
          steps: {
            application: { on: '2026-06-01' },
            talk: { on: '2026-06-10' },
            activist: { on: '2026-07-01' },
          },
        }),
        create('developmentCase', {
          member: '乙',
          stage: 'probation',
          steps: { admissionMeeting: { on: '2025-12-08' }, conversionApplication: { on: '2026-11-20' } },
          extendedUntil: '2027-06-08',
        }),
      ],
      { label: 'test' },
    );
    const found = await deadlines(ledger, today);
    const review = found.find((line) => line.name === '甲' && line.step?.id === 'halfYear');
    expect(review).toMatchObject({ due: '2027-01-01', fixed: true, state: 'later' });
    const earliest = found.find((line) => line.name === '甲' && line.step?.id === 'activistYear');
    expect(earliest).toMatchObject({ due: '2027-07-01', step: { confidence: 'secondHand', earliest: true } });
    const conversion = found.filter((line) => line.name === '乙' && line.track.id === 'conversion');
    expect(conversion.map((line) => [line.step?.id, line.state])).toEqual([
      ['apply', 'done'],
      ['meeting', 'later'],
      ['approve', 'later'],
    ]);
    expect(conversion[1]?.due).toBe('2027-06-22');
  });

  it('ask for a contact 30 days after the last one, from the record of who is away', async () => {
    await enrol(ledger, ['甲', { mobile: true }], ['乙', { mobile: true }]);
    await ledger.commit(
      [
        create('floatingRecord', {
          direction: 'out',
          member: '甲',
          since: '2026-05-01',
          contacts: { c1: { on: '2026-09-01' }, c2: { on: '2026-10-30' } },
        }),
        create('floatingRecord', { direction: 'in', name: '丙', since: '2026-10-01' }),
      ],
      { label: 'test' },
    );
    const found = (await deadlines(ledger, today)).filter((line) => line.track.id === 'mobile');
    expect(found.map((line) => [line.name, line.due, line.state])).toEqual([
      ['丙', '2026-10-31', 'over'],
      ['甲', '2026-11-29', 'soon'],
      ['乙', undefined, 'unknown'],
    ]);
  });

  it('name on 今日 and count on the badge who was not in touch for long, until a contact is noted', async () => {
    await enrol(ledger, ['甲', { mobile: true }]);
    const record = create('floatingRecord', {
      direction: 'out' as const,
      member: '甲',
      since: '2026-05-01',
      contacts: { c1: { on: '2026-10-10' } },
    });
    await ledger.commit([record], { label: 'test' });
    await refreshDigest(ledger, today);
    const shown = async () =>
      (await ledger.meta('digest'))?.watch.filter(({ title }) => title.includes('甲'));
    expect(await shown()).toMatchObject([
      { title: '甲 · 已 46 天没有联系记录，宜联系一次', to: '/branch/floating' },
    ]);
    const { count } = await everythingDue(ledger, today);
    const [away] = await ledger.list('floatingRecord');
    await noteContact(ledger, away!, today);
    await refreshDigest(ledger, today);
    expect(await shown()).toEqual([]);
    expect((await everythingDue(ledger, today)).count).toBe(count - 1);
    // Whoever came back is asked about no more.
    const [before] = await ledger.list('floatingRecord');
    await ledger.commit([change(before!, { contacts: { c9: null }, returnedOn: '2026-11-20' })], {
      label: 'test',
    });
    expect(
      (await deadlines(ledger, today)).filter((line) => line.track.id === 'mobile' && line.step),
    ).toEqual([]);
  });

  it('are ticked, unticked and moved, and start anew with a new term', async () => {
    const reply = async () =>
      (await deadlines(ledger, today)).find((line) => line.task === 'election.reply')!;
    await markStep(ledger, await reply(), { doneOn: today });
    expect((await reply()).state).toBe('done');
    await markStep(ledger, await reply(), { doneOn: null });
    expect((await reply()).state).toBe('over');
    await markStep(ledger, await reply(), { on: '2026-12-01' });
    expect(await reply()).toMatchObject({ due: '2026-12-01', state: 'soon' });
    expect(await ledger.count('planItem')).toBe(1);
    const branch = (await ledger.get('branch', 'b'))!;
    await ledger.commit([change(branch, { termEnd: '2030-01-03' })], { label: 'test' });
    expect(await reply()).toMatchObject({ due: '2029-11-03', state: 'later' });
  });

  it('are ticked again after a tick was undone', async () => {
    const reply = async () =>
      (await deadlines(ledger, today)).find((line) => line.task === 'election.reply')!;
    const { n } = await markStep(ledger, await reply(), { doneOn: today });
    await ledger.undo(n!);
    expect((await reply()).state).toBe('over');
    await markStep(ledger, await reply(), { doneOn: today });
    expect((await reply()).state).toBe('done');
  });

  it('are counted on the badge once, beside plan items that no rule presses for', async () => {
    const before = await everythingDue(ledger, today);
    // Four steps of the election are over by today; the fifth is due in nine days.
    expect(before.rows.map((row) => row.day)).toEqual([
      '2026-07-03',
      '2026-10-03',
      '2026-11-03',
      '2026-11-19',
    ]);
    await savePlanItem(ledger, emptyPlanForm('2026-11-24', ['lecture']));
    await savePlanItem(ledger, emptyPlanForm('2026-11-27', ['lecture']));
    expect((await everythingDue(ledger, today)).count).toBe(before.count + 1);
    expect((await watchRows(ledger, today, '2026-12-09')).filter((row) => row.start)).toHaveLength(2);
    await recordMeeting(ledger, form({ date: '2026-11-23', types: ['lecture'] }));
    expect((await everythingDue(ledger, today)).count).toBe(before.count);
  });
});

describe('whom to talk to first', () => {
  it('are those whose entries of the last months hold no attendance; 未记, exempt and those who left are not', async () => {
    await enrol(ledger, ['甲'], ['乙'], ['丙', { exempt: true }], ['丁'], ['戊']);
    for (const month of ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10']) {
      await recordMeeting(
        ledger,
        form({
          date: `${month}-12`,
          attendance: {
            甲: { state: 'leave', reason: 'work' },
            乙: month === '2026-07' ? { state: 'online' } : { state: 'absent' },
            丙: { state: 'absent' },
            戊: { state: 'absent', madeUpOn: '2026-11-01' },
          },
        }),
      );
    }
    expect(await participationTalks(ledger, lifePack(), today)).toEqual([
      { member: '甲', name: '甲', months: 5, level: 2 },
      { member: '乙', name: '乙', months: 3, level: 1 },
    ]);
  });
});

describe('the calendar file', () => {
  const read = async () => {
    const text = await planCalendar(ledger, { year: 2026, today, deadlines: true });
    const events = text
      .replace(/\r\n /g, '')
      .split('BEGIN:VEVENT\r\n')
      .slice(1)
      .map(
        (part) =>
          new Map(part.split('\r\n').map((line) => [line.split(':')[0]!, line.slice(line.indexOf(':') + 1)])),
      );
    return new Map(events.map((event) => [event.get('UID')!, event]));
  };

  it('keeps UIDs, and raises SEQUENCE only for what changed', async () => {
    const one = emptyPlanForm('2026-12-16', ['themeDay']);
    const two = {
      ...emptyPlanForm('2026-12-18', ['orgLife']),
      start: '14:00',
      title: '组织生活会; 一,二\\三\n四',
    };
    await savePlanItem(ledger, one);
    await savePlanItem(ledger, two);
    const first = await read();
    const [a, b] = [`${one.id}@branch-sidebook`, `${two.id}@branch-sidebook`];
    expect(first.get(a)?.get('DTSTART;VALUE=DATE')).toBe('20261216');
    expect(first.get(b)?.get('DTSTART')).toBe('20261218T140000');
    expect(first.get(b)?.get('SUMMARY')).toBe('组织生活会\\; 一\\,二\\\\三\\n四');
    // Steps that are due are in it too, each under its own name.
    expect(first.size).toBe(10);

    time.now += 60_000;
    await savePlanItem(ledger, { ...planFormOf((await ledger.get('planItem', one.id))!), on: '2026-12-23' });
    const second = await read();
    expect([...second.keys()]).toEqual(expect.arrayContaining([...first.keys()]));
    expect(Number(second.get(a)?.get('SEQUENCE'))).toBeGreaterThan(Number(first.get(a)?.get('SEQUENCE')));
    expect(second.get(a)?.get('DTSTART;VALUE=DATE')).toBe('20261223');
    expect(second.get(b)?.get('SEQUENCE')).toBe(first.get(b)?.get('SEQUENCE'));

    time.now += 60_000;
    await removePlanItem(ledger, two.id);
    const third = await read();
    expect(third.get(b)?.get('STATUS')).toBe('CANCELLED');
    expect(Number(third.get(b)?.get('SEQUENCE'))).toBeGreaterThan(Number(second.get(b)?.get('SEQUENCE')));
  });
});

describe('what 今日 shows without counting it', () => {
  it('is counted into one small value, and a count that finds the same writes nothing', async () => {
    expect(await ledger.meta('digest')).toBeUndefined();
    await savePlanItem(ledger, emptyPlanForm('2026-11-27', ['lecture']));
    await refreshDigest(ledger, today);
    const digest = (await ledger.meta('digest'))!;
    const rows = await watchRows(ledger, today, '2026-12-09');
    expect(digest.watch.map((row) => row.key)).toEqual(rows.slice(0, 6).map((row) => row.key));
    expect(digest.more).toBe(Math.max(0, rows.length - 6));
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    await refreshDigest(ledger, today);
    expect(put).not.toHaveBeenCalled();
    put.mockRestore();
    await recordMeeting(ledger, form({ date: '2026-11-25', types: ['lecture'] }));
    await refreshDigest(ledger, today);
    expect((await ledger.meta('digest'))!.watch.filter((row) => !row.step)).toEqual([]);
  });
});

describe('what is to be put right', () => {
  beforeEach(async () => {
    await ledger.commit(
      [
        create(
          'governanceItem',
          {
            companyId: 'c',
            item: 'E6',
            period: '2026Q4',
            rectification: '补开支委会',
            nextReview: '2026-12-20',
          },
          'i1',
        ),
        create(
          'finding',
          {
            companyId: 'c',
            item: 'i1',
            problem: '缺 10 月会议记录',
            foundOn: '2026-11-01',
            owner: 'm1',
            dueOn: '2026-11-30',
            state: 'open',
          },
          'f1',
        ),
        create(
          'finding',
          { companyId: 'c', item: 'i1', problem: '已改好', foundOn: '2026-11-01', state: 'done' },
          'f2',
        ),
        create(
          'rectification',
          { problem: '个人剖析不深入', subject: 'm1', dueOn: '2026-11-28', state: 'open' },
          'r1',
        ),
        create('rectification', { problem: '活动室没有挂牌', state: 'open' }, 'r2'),
      ],
      { label: 'test' },
    );
  });

  it('comes by its day from meetings, checklist and reviews, with its owner; what has no day stands last', async () => {
    expect((await openProblems(ledger)).map(({ id, owner, dueOn }) => [id, owner, dueOn])).toEqual([
      ['r1', undefined, '2026-11-28'],
      ['f1', 'm1', '2026-11-30'],
      ['i1', undefined, '2026-12-20'],
      ['r2', undefined, undefined],
    ]);
  });

  it('goes into the calendar with its day, but for what is said of a person', async () => {
    const text = await planCalendar(ledger, { year: 2026, today, deadlines: true });
    expect(text).toContain('缺 10 月会议记录');
    expect(text).toContain('DTSTART;VALUE=DATE:20261130');
    expect(text).not.toContain('个人剖析不深入');
    expect(text).not.toContain('已改好');
  });
});
