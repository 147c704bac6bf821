import { beforeEach, describe, expect, it } from 'vitest';
import {
  type BaseEntry,
  changeBase,
  dropStep,
  fixBases,
  proposeBase,
  renewBases,
} from '../../../lib/dues/bases';
import { handoversOf, saveHandover } from '../../../lib/dues/handover';
import { duesBaseId, duesRecordId } from '../../../lib/dues/ids';
import { type Payment, recordPayments, removePayment } from '../../../lib/dues/payments';
import { duesYear } from '../../../lib/dues/year';
import { create, type Ledger, type Rec, seenOf } from '../../../lib/ledger';
import type { Member } from '../../../lib/records';
import type { Fault } from '../../../lib/records/fault';
import { openTestLedger } from '../support/ledger';

const today = '2026-11-25';
let ledger: Ledger;
let time: { now: number };
beforeEach(async () => {
  ({ ledger, time } = await openTestLedger({ now: '2026-01-08T02:00:00Z' }));
  await addMember('a', {});
  await addMember('b', { category: 'probationary', joinedOn: '2026-06-18' });
  await addMember('c', {});
});
const addMember = (id: string, over: Partial<Member>) =>
  ledger.commit([create('member', { name: `示例${id}`, category: 'full', ...over }, id)], { label: 'x' });
const entry = (
  member: string,
  fen: number,
  over: Partial<BaseEntry['step']> = {},
  from = '01',
): BaseEntry => ({
  member,
  from,
  step: { fen, way: 'monthly', ...over },
});
const pay = (member: string, month: string, paid: number, over: Partial<Payment> = {}) =>
  recordPayments(ledger, [{ member, month, paid, on: today, ...over }], { today });
const rowOf = async (member: string, year = 2026) =>
  (await duesYear(ledger, year, today)).rows.find((row) => row.member.id === member)!;
const base = async (member: string, year = 2026) =>
  (await ledger.get('duesBase', duesBaseId(member, year))) as Rec<'duesBase'>;
const code = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
  } catch (thrown) {
    return (thrown as Fault).code;
  }
  return 'none';
};

describe('fixing the year', () => {
  it('one commit for everybody, undone as one, and fixed once only', async () => {
    const { n } = await fixBases(ledger, 2026, [entry('a', 5000), entry('b', 1500, {}, '06')]);
    expect((await rowOf('b')).cells.map((cell) => cell.due ?? 0)).toEqual([
      0, 0, 0, 0, 0, 1500, 1500, 1500, 1500, 1500, 1500, 1500,
    ]);
    const again = await fixBases(ledger, 2026, [entry('a', 9900), entry('c', 2000)]);
    expect(again.already).toEqual(['a']);
    expect((await rowOf('a')).sum.due).toBe(60_000);
    await ledger.undo(n!);
    expect((await rowOf('a')).cells.every((cell) => cell.state === 'unknown')).toBe(true);
    await fixBases(ledger, 2026, [entry('a', 4000)]);
    expect(Object.keys((await base('a')).fields.steps)).toEqual(['01']);
    expect((await rowOf('a')).sum.due).toBe(48_000);
  });

  it('keeps no base and no part of a wage unless it is handed over', async () => {
    await fixBases(ledger, 2026, [entry('a', 5000, { band: 'm2' }), entry('c', 5000, { base: 500_000 })]);
    expect(Object.keys((await base('a')).fields.steps['01']!).sort()).toEqual(['band', 'fen', 'way']);
    expect((await base('c')).fields.steps['01']!.base).toBe(500_000);
  });

  it('less or nothing is paid only with a reason and somebody who approved it', async () => {
    expect(await code(() => fixBases(ledger, 2026, [entry('a', 0, { relief: 'exempt' })]))).toBe('E434');
    expect(
      await code(() =>
        fixBases(ledger, 2026, [entry('a', 100, { relief: 'reduced', reason: '生活困难', approver: ' ' })]),
      ),
    ).toBe('E434');
    await fixBases(ledger, 2026, [
      entry('a', 0, { relief: 'exempt', reason: '生活困难', approver: '示例公司党委' }),
    ]);
    expect((await rowOf('a')).cells[0]).toMatchObject({ state: 'exempt', due: 0 });
    expect((await rowOf('a')).arrears.owed).toBe(0);
  });

  it.each([
    ['E430', entry('a', -1)],
    ['E430', entry('a', 10.5)],
    ['E433', entry('a', 10, {}, '13')],
    ['E431', entry('a', 0, { relief: 'exempt', reason: 'x', approver: 'y', approvedOn: '2026-02-30' })],
  ])('refuses %s and writes nothing', async (fault, wrong) => {
    expect(await code(() => fixBases(ledger, 2026, [entry('c', 100), wrong]))).toBe(fault);
    expect(await ledger.count('duesBase')).toBe(0);
  });

  it('changes during the year by an entry with a reason; the months before stay', async () => {
    await fixBases(ledger, 2026, [entry('a', 5000)]);
    const step = { fen: 7500, way: 'monthly' as const };
    expect(await code(async () => changeBase(ledger, await base('a'), '07', step))).toBe('E432');
    expect(await code(() => changeBase(ledger, undefined, '07', { ...step, reason: '调薪' }))).toBe('E436');
    await changeBase(ledger, await base('a'), '07', { ...step, reason: '调薪' });
    expect((await rowOf('a')).sum.due).toBe(6 * 5000 + 6 * 7500);
    await dropStep(ledger, await base('a'), '07');
    expect((await rowOf('a')).sum.due).toBe(60_000);
  });

  it('what the rule wants worked out anew is recorded for many at once, with the rule as its reason', async () => {
    const rider = { way: 'irregular' as const };
    await fixBases(ledger, 2026, [entry('a', 5000, rider), entry('c', 6000, rider)]);
    expect((await rowOf('a')).cells[10]).toMatchObject({ due: 5000, carried: true });
    const reason = '按上季度月均纯收入';
    await renewBases(ledger, 2026, [entry('a', 5500, rider, '10'), entry('c', 7000, rider, '10')], {
      reason,
    });
    expect((await rowOf('a')).cells[10]).toMatchObject({ due: 5500, carried: false });
    expect((await rowOf('a')).cells[8]).toMatchObject({ due: 5000 });
    expect((await base('c')).fields.steps['10']).toMatchObject({ fen: 7000, reason });
    expect(await code(() => renewBases(ledger, 2026, [], { reason }))).toBe('E435');
    expect(await code(() => renewBases(ledger, 2026, [entry('b', 1, rider, '10')], { reason }))).toBe('E436');
  });

  it('proposes last December, from the month of admission, and no relief without a new approval', async () => {
    const last = {
      steps: { '01': { fen: 5000, way: 'monthly' as const }, '07': { fen: 7500, way: 'retired' as const } },
    };
    expect(proposeBase({ category: 'full' }, 2027, last)).toMatchObject({
      fen: 7500,
      way: 'retired',
      from: '01',
      carried: true,
    });
    expect(proposeBase({ category: 'probationary', joinedOn: '2026-06-18' }, 2026, undefined)).toMatchObject({
      from: '06',
      carried: false,
    });
    const relieved = {
      steps: {
        '01': { fen: 0, way: 'monthly' as const, relief: 'exempt' as const, reason: 'x', approver: 'y' },
      },
    };
    expect(proposeBase({ category: 'full' }, 2027, relieved).fen).toBeUndefined();
  });
});

describe('paying', () => {
  it('several months, by somebody else, with a voucher, in one commit', async () => {
    await fixBases(ledger, 2026, [entry('a', 5000)]);
    const file = { ...(await ledger.putBlob(new Blob(['示例']))), name: '凭证.jpg', role: 'photo' as const };
    const before = (await ledger.recentCommits()).length;
    await recordPayments(
      ledger,
      ['2026-10', '2026-11', '2026-12'].map((month) => ({
        member: 'a',
        month,
        paid: 5000,
        on: today,
        method: 'cash' as const,
        handler: 'c',
        proxy: '示例亲属',
        attachments: { f: file },
      })),
      { today },
    );
    expect((await ledger.recentCommits()).length).toBe(before + 1);
    const record = (await ledger.get('duesRecord', duesRecordId('a', '2026-12')))!;
    expect(record.fields).toMatchObject({
      paid: 5000,
      proxy: '示例亲属',
      handler: 'c',
      attachments: { f: { name: '凭证.jpg' } },
    });
    expect((await rowOf('a')).sum).toMatchObject({ paid: 15_000, due: 60_000 });
  });

  it.each([
    ['E430', { paid: 0 }],
    ['E430', { paid: 1.5 }],
    ['E431', { on: '2026-11-26' }],
    ['E431', { on: '11月3日' }],
    ['E433', { month: '2026-13' }],
  ])('refuses %s, and then nothing of the list is written', async (fault, wrong) => {
    const good = { member: 'a', month: '2026-10', paid: 5000, on: today };
    expect(
      await code(() => recordPayments(ledger, [good, { ...good, member: 'c', ...wrong }], { today })),
    ).toBe(fault);
    expect(await ledger.count('duesRecord')).toBe(0);
  });

  it('an empty list says so', async () =>
    expect(await code(() => recordPayments(ledger, [], { today }))).toBe('E435'));

  it('two windows that enter the same payment make one record and show the second value', async () => {
    const first = await pay('a', '2026-11', 5000);
    const second = await pay('a', '2026-11', 6000);
    expect(first.ids).toEqual(second.ids);
    expect(second.concurrent.map(({ field, lost }) => [field, lost])).toContainEqual(['paid', 5000]);
    expect(await ledger.count('duesRecord')).toBe(1);
  });

  it('an editor that saw the record changes it without a conflict, and a record thrown away comes back clean', async () => {
    await pay('a', '2026-11', 5000, { note: '第一次' });
    const record = (await ledger.get('duesRecord', duesRecordId('a', '2026-11')))!;
    const { concurrent } = await pay('a', '2026-11', 6000, { seen: seenOf(record) });
    expect(concurrent).toEqual([]);
    const { n } = await removePayment(ledger, (await ledger.get('duesRecord', record.id))!);
    expect((await rowOf('a')).sum.paid).toBe(0);
    await pay('a', '2026-11', 7000);
    expect((await ledger.get('duesRecord', record.id))!.fields).toMatchObject({ paid: 7000 });
    expect((await ledger.get('duesRecord', record.id))!.fields.note).toBeUndefined();
    await ledger.undo(n!);
    expect((await rowOf('a')).sum.paid).toBe(7000);
  });
});

describe('the year as it is shown', () => {
  it('whoever begins in November finds nobody in arrears for the months before', async () => {
    time.now = Date.parse('2026-11-20T02:00:00Z');
    await fixBases(ledger, 2026, [entry('a', 5000)]);
    const row = await rowOf('a');
    expect(row.cells.map((cell) => cell.state)).toEqual([...Array(10).fill('unknown'), 'due', 'ahead']);
    expect(row.arrears).toMatchObject({ unpaid: [], running: 0, owed: 0 });
  });

  it('earlier months are known as far back as every month has a payment', async () => {
    time.now = Date.parse('2026-11-20T02:00:00Z');
    await fixBases(ledger, 2026, [entry('a', 5000), entry('c', 5000)]);
    for (const month of ['2026-05', '2026-08', '2026-09', '2026-10']) await pay('c', month, 5000);
    await pay('a', '2026-07', 5000);
    expect((await rowOf('a')).arrears.unpaid).toEqual(['2026-08', '2026-09', '2026-10']);
    expect((await rowOf('a')).arrears.level).toBe('first');
  });

  it('whoever is fixed late is not in arrears for the months before, unless they paid before', async () => {
    await fixBases(ledger, 2026, [entry('a', 5000)]);
    time.now = Date.parse('2026-11-20T02:00:00Z');
    await addMember('d', {});
    await fixBases(ledger, 2026, [entry('c', 5000), entry('d', 5000)]);
    await pay('d', '2026-06', 5000);
    await pay('c', '2025-12', 5000);
    expect((await rowOf('a')).arrears.level).toBe('article');
    expect((await rowOf('c')).arrears).toMatchObject({ unpaid: [], owed: 0 });
    expect((await rowOf('c')).cells[3]).toMatchObject({ state: 'unknown', due: 5000 });
    expect((await rowOf('d')).arrears.unpaid).toEqual(['2026-07', '2026-08', '2026-09', '2026-10']);
  });

  it('arrears do not end with the year', async () => {
    ({ ledger } = await openTestLedger({ now: '2025-09-01T02:00:00Z' }));
    await addMember('a', {});
    await fixBases(ledger, 2025, [entry('a', 5000)]);
    await fixBases(ledger, 2026, [entry('a', 5000)]);
    const { rows } = await duesYear(ledger, 2026, '2026-03-05');
    expect(rows.find((row) => row.member.id === 'a')!.arrears).toMatchObject({
      running: 6,
      level: 'article',
    });
  });

  it('leaves out who is no member, and keeps the payments of a member who was thrown away', async () => {
    await addMember('d', { category: 'activist' });
    await addMember('e', {});
    await pay('e', '2026-03', 5000);
    const member = (await ledger.get('member', 'e'))!;
    await ledger.commit([{ kind: 'member', id: 'e', set: { _del: true }, base: member.stamps }], {
      label: 'x',
    });
    const { rows } = await duesYear(ledger, 2026, today);
    expect(rows.map((row) => row.member.id)).toEqual(['a', 'b', 'c', 'e']);
    expect(rows.reduce((sum, row) => sum + row.sum.paid, 0)).toBe(5000);
  });
});

describe('handing up', () => {
  const save = (over: Record<string, unknown>) =>
    saveHandover(ledger, 'branch', { period: '2026Q3', ...over }, { today });
  it('one record for branch and period, with receipt and notice', async () => {
    await save({ fen: 84_000, handedOn: '2026-10-08', to: '示例公司党委', receipt: 'NO.0012' });
    const [first] = await handoversOf(ledger, 2026);
    await saveHandover(
      ledger,
      'branch',
      { ...first!.fields, publishedOn: '2026-10-09' },
      { today, seen: seenOf(first!) },
    );
    const all = await handoversOf(ledger, 2026);
    expect(all).toHaveLength(1);
    expect(all[0]!.fields).toMatchObject({ fen: 84_000, publishedOn: '2026-10-09' });
  });
  it.each([
    ['E437', {}],
    ['E430', { handedOn: '2026-10-08' }],
    ['E431', { publishedOn: '2026-12-01' }],
    ['E438', { period: '2026Q5', publishedOn: '2026-10-01' }],
  ])('refuses %s', async (fault, over) => expect(await code(() => save(over))).toBe(fault));
});
