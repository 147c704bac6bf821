import { beforeEach, describe, expect, it } from 'vitest';
import { loadPinyin } from '../../../lib/branch/name-search';
import { fixBases } from '../../../lib/dues/bases';
import { confirmedShares, planLine, readPaymentList } from '../../../lib/dues/payment-list';
import { recordPayments } from '../../../lib/dues/payments';
import { duesYear } from '../../../lib/dues/year';
import { create, type Ledger, type Rec } from '../../../lib/ledger';
import { openTestLedger } from '../support/ledger';

const today = '2026-11-25';
let ledger: Ledger;
let members: Rec<'member'>[];
beforeEach(async () => {
  ({ ledger } = await openTestLedger({ now: '2026-01-08T02:00:00Z' }));
  await loadPinyin();
  await ledger.commit(
    ['张三', '李四', '王五', '何小满', '赵六'].map((name, index) =>
      create('member', { name, category: 'full' }, `m${index + 1}`),
    ),
    { label: 'test' },
  );
  members = await ledger.list('member');
  await fixBases(
    ledger,
    2026,
    ['m1', 'm2', 'm3', 'm4'].map((member) => ({ member, from: '01', step: { fen: 5000, way: 'monthly' } })),
  );
});
const read = (text: string) => readPaymentList(text, members, '2026-11');
const short = (text: string) => read(text).lines.map(({ member, name, fen }) => [member ?? name, fen]);

describe('reading a pasted list', () => {
  it.each([
    ['张三 50', [['m1', 5000]]],
    [
      '张三50、李四 75.5元',
      [
        ['m1', 5000],
        ['m2', 7550],
      ],
    ],
    [
      '1. 张三 50\n2. 李四 ￥50.00\n3、王五：50块',
      [
        ['m1', 5000],
        ['m2', 5000],
        ['m3', 5000],
      ],
    ],
    ['#党费接龙\n例 张三 10\n1. 李四 50', [['m2', 5000]]],
    [
      '序号\t姓名\t金额\t方式\n1\t张三\t1,200.00\t微信\n2\t李四\t50\t现金\n合计\t\t1250',
      [
        ['m1', 120_000],
        ['m2', 5000],
      ],
    ],
    ['张 三　50', [['m1', 5000]]],
    ['王五 ５０', [['m3', 5000]]],
  ])('%j', (text, expected) => expect(short(text)).toEqual(expected));

  it('takes months, day and method from the line, and never takes them for money', () => {
    expect(read('张三 10-12月 150元 微信 2026-11-03').lines[0]).toMatchObject({
      fen: 15_000,
      months: ['2026-10', '2026-11', '2026-12'],
      method: 'mobile',
      on: '2026-11-03',
    });
    expect(read('李四 第三季度 150 现金').lines[0]).toMatchObject({
      fen: 15_000,
      months: ['2026-07', '2026-08', '2026-09'],
      method: 'cash',
    });
    expect(read('王五 11月3日 转账 50').lines[0]).toMatchObject({
      fen: 5000,
      on: '2026-11-03',
      months: [],
      method: 'bank',
    });
    expect(read('张三 3个月 150').lines[0]).toMatchObject({ fen: 15_000, months: [] });
    expect(read('张三 13800000000 50').lines[0]).toMatchObject({ fen: 5000 });
  });

  it('in January, December is the one that has just gone by', () => {
    const months = (text: string) => readPaymentList(text, members, '2027-01').lines[0]?.months;
    expect(months('张三 12月 50')).toEqual(['2026-12']);
    expect(months('张三 1月 50')).toEqual(['2027-01']);
    expect(months('张三 第四季度 150')).toEqual(['2026-10', '2026-11', '2026-12']);
  });

  it('a year that is written belongs to its month', () => {
    const months = (text: string) => [read(text).lines[0]?.months, read(text).lines[0]?.fen];
    expect(months('张三 2025年12月 50元')).toEqual([['2025-12'], 5000]);
    expect(months('张三 2025年第四季度 150元')).toEqual([['2025-10', '2025-11', '2025-12'], 15_000]);
    expect(months('张三 2025年10月至12月 150')).toEqual([['2025-10', '2025-11', '2025-12'], 15_000]);
    expect(months('张三 2026-10 50元')).toEqual([['2026-10'], 5000]);
    expect(months('张三 2026年11月 50')).toEqual([['2026-11'], 5000]);
    expect(read('张三 50 2026-11-05').lines[0]).toMatchObject({ fen: 5000, months: [], on: '2026-11-05' });
  });

  it('asks instead of guessing', () => {
    const { lines, ignored } = read('11月党费\n何晓曼 50\n孙七 50\n张三 50 60\n李四 已交');
    expect(ignored).toEqual(['11月党费']);
    expect(lines[0]).toMatchObject({ member: undefined, fen: 5000 });
    expect(lines[0]?.candidates.map(({ id }) => id)).toEqual(['m4']);
    expect(lines[1]).toMatchObject({ member: undefined, name: '孙七', candidates: [] });
    expect(lines[2]).toMatchObject({ member: 'm1', fen: undefined, amounts: [5000, 6000] });
    expect(lines[3]).toMatchObject({ member: 'm2', fen: undefined, amounts: [] });
  });

  it('somebody who pays for another is the proxy, not a payer', () => {
    expect(read('张三代李四 50').lines).toMatchObject([{ member: 'm2', fen: 5000, proxy: 'm1' }]);
    expect(read('张三 代 李四 50\n王五 50').lines.map(({ member, proxy }) => [member, proxy])).toEqual([
      ['m2', 'm1'],
      ['m3', undefined],
    ]);
  });
});

describe('laying an amount over months', () => {
  const plan = async (text: string, options: Partial<Parameters<typeof planLine>[2]> = {}) => {
    const line = read(text).lines[0]!;
    const { rows } = await duesYear(ledger, 2026, today);
    return planLine(
      line,
      rows.find((row) => row.member.id === line.member),
      {
        months: [],
        until: '2026-12',
        present: '2026-11',
        ...options,
      },
    );
  };
  const payUntil = (month: number) =>
    recordPayments(
      ledger,
      Array.from({ length: month }, (_, index) => ({
        member: 'm1',
        month: `2026-${String(index + 1).padStart(2, '0')}`,
        paid: 5000,
      })),
      { today },
    );

  it('the oldest open months first', async () => {
    await payUntil(8);
    expect(await plan('张三 150')).toEqual({
      shares: ['2026-09', '2026-10', '2026-11'].map((month) => ({ month, fen: 5000 })),
      doubts: [],
      rest: 0,
    });
  });

  it('asks before it pays months to come that nobody named: the same list pasted twice', async () => {
    await payUntil(11);
    expect((await plan('张三 50')).doubts).toEqual(['ahead']);
    expect((await plan('张三 12月 50')).doubts).toEqual([]);
  });

  it('of the year before too, while they are open', async () => {
    await payUntil(10);
    await fixBases(ledger, 2027, [{ member: 'm1', from: '01', step: { fen: 6000, way: 'monthly' } }]);
    const { rows } = await duesYear(ledger, 2027, '2027-01-10');
    const row = rows.find(({ member }) => member.id === 'm1');
    const laid = planLine({ fen: 16_000, amounts: [16_000], months: [] }, row, {
      months: [],
      until: '2027-12',
      present: '2027-01',
    });
    expect(laid.shares.map(({ month, fen }) => [month, fen])).toEqual([
      ['2026-11', 5000],
      ['2026-12', 5000],
      ['2027-01', 6000],
    ]);
  });

  it('the months that the line names, or the person chose', async () => {
    await payUntil(8);
    expect((await plan('张三 11月 50')).shares).toEqual([{ month: '2026-11', fen: 5000 }]);
    expect((await plan('张三 50', { months: ['2026-10'] })).shares).toEqual([
      { month: '2026-10', fen: 5000 },
    ]);
  });

  it('asks about a month not filled, about too much, about what is paid already, and about an amount never fixed', async () => {
    await payUntil(10);
    expect(await plan('张三 30')).toMatchObject({
      doubts: ['short'],
      shares: [{ month: '2026-11', fen: 3000 }],
    });
    const over = await plan('张三 120');
    expect(over).toMatchObject({ doubts: ['over', 'ahead'], rest: 2000 });
    expect(confirmedShares(over, '2026-11')).toEqual([
      { month: '2026-11', fen: 5000 },
      { month: '2026-12', fen: 7000 },
    ]);
    const settled = await plan('张三 10月 50');
    expect(settled).toMatchObject({ doubts: ['settled'], shares: [], rest: 5000 });
    expect(confirmedShares(settled, '2026-10')).toEqual([{ month: '2026-10', fen: 5000 }]);
    expect(await plan('赵六 50')).toMatchObject({
      doubts: ['unfixed'],
      shares: [{ month: '2026-11', fen: 5000 }],
    });
    expect(await plan('孙七 50')).toMatchObject({ doubts: ['who'], shares: [] });
    expect(await plan('张三 已交')).toMatchObject({ doubts: ['noAmount'] });
    expect(await plan('张三 50', { again: true })).toMatchObject({ doubts: ['again'] });
  });
});
