import { describe, expect, it } from 'vitest';
import { Fault } from '../../../lib/records/fault';
import type { DuesStep, DuesWay } from '../../../lib/records/dues';
import {
  allocate,
  amountNotices,
  arrearsOf,
  duesAmount,
  type DuesCell,
  duesCell,
  firstMonth,
  monthsOf,
  owesIn,
} from '../../../lib/rules/dues';
import { loadDuesPack } from '../../../lib/rules/dues-pack';
import { parseYuan, yuanText } from '../../../lib/rules/money';
import { duesPack } from '../../../lib/rules/packs';
import json from '../../../lib/rules/packs/dues.json';

const pack = await duesPack();
/** Monthly dues in yuan of a base in yuan, as a person types both. */
const dues = (way: DuesWay, base: string, step?: number): string => {
  const amount = duesAmount(pack, way, parseYuan(base), step);
  return amount ? yuanText(amount.fen) : 'unknown';
};

describe('the amount by the rules of 2008, flat on the whole base', () => {
  it.each([
    ['0', '0.00'],
    ['3000', '15.00'],
    ['3000.01', '30.00'],
    ['5000', '50.00'],
    ['5000.01', '75.00'],
    ['10000', '150.00'],
    ['10000.01', '200.00'],
    ['60000', '1200.00'],
  ])('a monthly wage of %s gives %s', (base, amount) => expect(dues('monthly', base)).toBe(amount));

  it('speaks up above 1000 yuan a month, and not at 1000', () => {
    expect(duesAmount(pack, 'monthly', 6_000_000)).toMatchObject({ fen: 120_000, aboveUsual: true });
    expect(duesAmount(pack, 'monthly', 5_000_000)).toMatchObject({ fen: 100_000, aboveUsual: false });
  });

  it.each([
    ['5000', '25.00'],
    ['5000.01', '50.00'],
    ['3000.01', '15.00'],
    ['12000', '120.00'],
  ])('a pension of %s gives %s', (base, amount) => expect(dues('retired', base)).toBe(amount));

  it('an annual salary goes by the month, income by the order by the average of a quarter, with the same table', () => {
    expect(dues('annualSalary', '20000')).toBe('400.00');
    const average = Math.round((910_000 + 870_000 + 932_000) / 3);
    expect(duesAmount(pack, 'irregular', average)?.fen).toBe(13_560);
  });

  it('students and those on relief pay 0.20 and need no base; farmers from 0.20 to 1.00', () => {
    expect(duesAmount(pack, 'token', undefined)).toEqual({ fen: 20, aboveUsual: false });
    expect(duesAmount(pack, 'farmer', undefined)).toEqual({ fen: 20, aboveUsual: false });
    expect(amountNotices(pack, { fen: 100, way: 'farmer' })).toEqual([]);
    expect(amountNotices(pack, { fen: 120, way: 'farmer' })).toEqual(['outsideRange']);
    expect(amountNotices(pack, { fen: 30, way: 'token' })).toEqual(['outsideRange']);
  });

  it('is unknown without a base, never zero', () => {
    expect(duesAmount(pack, 'monthly', undefined)).toBeUndefined();
    expect(duesAmount(pack, 'retired', -1)).toBeUndefined();
    expect(amountNotices(pack, { fen: 0, way: 'monthly' })).toEqual(['zeroWithoutRelief']);
    expect(amountNotices(pack, { fen: 0, way: 'monthly', relief: 'exempt' })).toEqual([]);
  });

  it('rounds half up to the fen by default, to the jiao or the yuan where a branch chose so', () => {
    expect(dues('monthly', '3333')).toBe('33.33');
    expect(dues('monthly', '2999')).toBe('15.00');
    expect(dues('monthly', '4321')).toBe('43.21');
    expect(dues('monthly', '4321', 10)).toBe('43.20');
    expect(dues('monthly', '4355', 10)).toBe('43.60');
    expect(dues('monthly', '4350', 100)).toBe('44.00');
  });
});

describe('amounts as people type them', () => {
  it.each([
    ['50', 5000],
    ['50.5', 5050],
    ['¥1,200.00', 120_000],
    ['５０．２５元', 5025],
    [' 0.2 ', 20],
    ['3000.01', 300_001],
  ])('%s', (text, fen) => expect(parseYuan(text)).toBe(fen));

  it.each(['', '五十', '50.005', '-5', '1,20', '1e3', '50..5', '12a', '9'.repeat(20)])('refuses %j', (text) =>
    expect(parseYuan(text)).toBeUndefined(),
  );
});

describe('who owes dues in which month', () => {
  const member = { category: 'full' as const };
  it('a probationary member from the month of the general meeting on', () => {
    const probationary = { category: 'probationary' as const, joinedOn: '2026-06-18' };
    expect(owesIn(probationary, '2026-05')).toBe(false);
    expect(owesIn(probationary, '2026-06')).toBe(true);
    expect(firstMonth(probationary, 2026)).toBe('2026-06');
    expect(firstMonth({ ...probationary, joinedOn: '2026' }, 2026)).toBe('2026-01');
    expect(firstMonth({ ...probationary, joinedOn: '2027-01' }, 2026)).toBeUndefined();
  });
  it('nobody who is not a member yet, and nobody before coming or after leaving', () => {
    expect(owesIn({ category: 'activist' }, '2026-06')).toBe(false);
    expect(owesIn({ ...member, inBranchFrom: '2026-06-30' }, '2026-06')).toBe(true);
    expect(owesIn({ ...member, inBranchFrom: '2026-07-01' }, '2026-06')).toBe(false);
    expect(owesIn({ ...member, leftOn: '2026-06-01' }, '2026-06')).toBe(true);
    expect(owesIn({ ...member, leftOn: '2026-05-31' }, '2026-06')).toBe(false);
  });
});

const step = (fen: number, over: Partial<DuesStep> = {}): DuesStep => ({ fen, way: 'monthly', ...over });
const cell = (month: string, over: Partial<Parameters<typeof duesCell>[0]> = {}): DuesCell =>
  duesCell({
    pack,
    member: { category: 'full' },
    month,
    today: '2026-11-25',
    base: { steps: { '01': step(5000) } },
    ...over,
  });

describe('one month of one member', () => {
  it.each([
    ['paid', '2026-10', { record: { paid: 5000 } }],
    ['short', '2026-10', { record: { paid: 4999 } }],
    ['unpaid', '2026-10', {}],
    ['due', '2026-11', {}],
    ['ahead', '2026-12', {}],
    ['paid', '2026-12', { record: { paid: 5000 } }],
    ['unknown', '2026-10', { base: undefined }],
    ['unknown', '2026-10', { since: '2026-11' }],
    ['exempt', '2026-10', { base: { steps: { '01': step(0, { relief: 'exempt' }) } } }],
    ['none', '2026-03', { base: { steps: { '06': step(5000) } } }],
    ['none', '2026-10', { member: { category: 'applicant' } }],
  ] as const)('%s in %s', (state, month, over) => expect(cell(month, over).state).toBe(state));

  it('what is unknown has no amount due, and what was paid all the same is kept', () => {
    expect(cell('2026-10', { base: undefined, record: { paid: 3000 } })).toMatchObject({
      due: undefined,
      paid: 3000,
    });
  });

  it('a later step holds from its month on', () => {
    const base = { steps: { '01': step(5000), '07': step(7500, { reason: '调薪' }) } };
    expect(['2026-06', '2026-07', '2026-12'].map((month) => cell(month, { base }).due)).toEqual([
      5000, 7500, 7500,
    ]);
  });

  it('says when an amount is carried on that the rule wants worked out anew', () => {
    const rider = {
      steps: { '01': step(5000, { way: 'irregular' }), '07': step(6000, { way: 'irregular' }) },
    };
    expect(cell('2026-03', { base: rider }).carried).toBe(false);
    expect(cell('2026-04', { base: rider }).carried).toBe(true);
    expect(cell('2026-09', { base: rider }).carried).toBe(false);
    expect(cell('2026-02', { base: { steps: { '01': step(5000, { way: 'annualSalary' }) } } }).carried).toBe(
      true,
    );
    expect(cell('2026-11').carried).toBe(false);
  });
});

describe('arrears', () => {
  const thresholds = { first: 3, second: 5, article: 6 };
  const run = (paidUntil: number, over: Parameters<typeof cell>[1] = {}) =>
    arrearsOf(
      monthsOf(2026).map((month) =>
        cell(month, { ...over, record: Number(month.slice(5)) <= paidUntil ? { paid: 5000 } : undefined }),
      ),
      '2026-11',
      thresholds,
    );
  it.each([
    [10, 0, undefined],
    [8, 2, undefined],
    [7, 3, 'first'],
    [6, 4, 'first'],
    [5, 5, 'second'],
    [4, 6, 'article'],
    [0, 10, 'article'],
  ])('paid until month %i: %i months running, %s', (paidUntil, running, level) => {
    const found = run(paidUntil);
    expect([found.running, found.level, found.owed]).toEqual([running, level, running * 5000]);
  });

  it('the present month and months to come are not in arrears', () => {
    expect(run(10).unpaid).toEqual([]);
  });

  it('a gap in what is known ends the run, and nobody is in arrears for months before the ledger', () => {
    expect(run(0, { since: '2026-09' })).toMatchObject({ running: 2, unpaid: ['2026-09', '2026-10'] });
    expect(run(0, { since: '2026-09' }).level).toBeUndefined();
    expect(run(0, { base: undefined })).toMatchObject({ running: 0, owed: 0 });
  });

  it('a month paid in part owes its rest and is not a month unpaid', () => {
    const cells = [cell('2026-08'), cell('2026-09', { record: { paid: 2000 } }), cell('2026-10')];
    expect(arrearsOf(cells, '2026-11', thresholds)).toMatchObject({
      unpaid: ['2026-08', '2026-10'],
      short: ['2026-09'],
      owed: 13_000,
      running: 1,
    });
  });
});

it('a payment fills the oldest months first', () => {
  const cells = [cell('2026-08', { record: { paid: 2000 } }), cell('2026-09'), cell('2026-10')];
  expect(allocate(8000, cells)).toEqual({
    shares: [
      { month: '2026-08', fen: 3000 },
      { month: '2026-09', fen: 5000 },
    ],
    rest: 0,
    partial: false,
  });
  expect(allocate(9000, cells)).toMatchObject({ partial: true, rest: 0 });
  expect(allocate(20_000, cells)).toMatchObject({ rest: 7000, partial: false });
});

describe('the pack', () => {
  const faultOf = (change: (pack: typeof json) => void): Fault => {
    const copy = structuredClone(json);
    change(copy);
    try {
      loadDuesPack(copy);
    } catch (thrown) {
      if (thrown instanceof Fault) return thrown;
    }
    throw new Error('no fault');
  };
  it('says of every rule where it comes from, and shows nothing else of a source', () => {
    for (const rule of [...pack.ways, ...pack.parts, ...Object.values(pack.notes)]) {
      expect(rule.basis.length > 0 || rule.confidence === 'practice').toBe(true);
    }
    expect(JSON.stringify(json)).not.toMatch(/\bS\d+\b|https?:|\bwww\.|\[[CcU]\]/);
    expect(JSON.stringify(json).match(/"zh"/g)?.length).toBe(JSON.stringify(json).match(/"zhTW"/g)?.length);
  });
  it('is refused whole when a table does not rise', () => {
    expect(
      faultOf((copy) => Object.assign(copy.tables.monthly.bands[1]!, { upTo: 200_000 })).params.path,
    ).toBe('tables.monthly.bands.1.upTo');
    expect(faultOf((copy) => Object.assign(copy.tables.monthly.bands[3]!, { upTo: 9_000_000 })).code).toBe(
      'E810',
    );
    expect(faultOf((copy) => Object.assign(copy.ways[0]!, { table: undefined })).params.path).toBe('ways.0');
  });
});
