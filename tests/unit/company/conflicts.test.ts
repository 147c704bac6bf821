import { describe, expect, it } from 'vitest';
import { conflictLines } from '../../../lib/company/conflicts';
import { conflictSheet } from '../../../lib/company/conflict-sheet';
import { companyMatters, EMPTY_MATTER, saveMatter } from '../../../lib/company/heard/matters';
import { recusalsOf } from '../../../lib/company/heard/recusals';
import type { Post } from '../../../lib/company/matrix';
import { seenOf } from '../../../lib/ledger';
import type { FieldsOf } from '../../../lib/records';
import { openTestLedger } from '../support/ledger';

const post = (id: string, fields: Partial<FieldsOf<'appointment'>>): Post => ({
  id,
  fields: { companyId: 'c1', body: 'board', position: '董事', person: 'a', name: '示例甲', ...fields },
});
const matter = (id: string, fields: Partial<FieldsOf<'matter'>>) => ({
  id,
  fields: { companyId: 'c1', title: `示例事项${id}`, ...fields },
});

describe('the list of declarations and recusals', () => {
  const posts = [
    post('p1', { conflict: '亲属在示例企业任职', conflictOn: '2026-03-01', from: '2024' }),
    post('p2', { position: '总经理', from: '2020-01-01', to: '2023-12-31' }),
    post('p3', { person: 'b', name: '示例乙', conflictOn: '2026-05-01' }),
    post('p4', { person: 'c', name: '示例丙' }),
  ];
  const matters = [
    matter('m1', {
      opinionOn: '2026-04-01',
      decidedOn: '2026-04-20',
      recusals: { a: { name: '示例甲', reason: '示例原因' }, x: { name: '示例丁' } },
    }),
    matter('m2', { recusals: { a: { name: '示例甲' } } }),
    matter('m3', { decidedOn: '2026-06-01' }),
  ];

  it('has each once, the latest first, those without a day last', () => {
    expect(conflictLines(posts, matters).map(({ key, on }) => [key, on])).toEqual([
      ['p3', '2026-05-01'],
      ['m1 a', '2026-04-20'],
      ['m1 x', '2026-04-20'],
      ['p1', '2026-03-01'],
      ['m2 a', undefined],
    ]);
    expect(conflictLines(posts, matters, 'a').map(({ key }) => key)).toEqual(['m1 a', 'p1', 'm2 a']);
    expect(conflictLines(posts, matters, 'c')).toEqual([]);
  });

  it('says the positions of that day, and leaves open what is not known', () => {
    const { rows } = conflictSheet(conflictLines(posts, matters), {
      company: '示例公司',
      today: '2026-11-26',
    });
    expect(rows).toEqual([
      [1, '示例乙', '董事', '申报', '只登记了申报日期', '2026-05-01', '', ''],
      [2, '示例甲', '董事', '回避', '亲属在示例企业任职', '2026-04-20', '示例事项m1', '示例原因'],
      [3, '示例丁', '无任职记录', '回避', '无申报记录', '2026-04-20', '示例事项m1', '不详'],
      [4, '示例甲', '董事', '申报', '亲属在示例企业任职', '2026-03-01', '', ''],
      [5, '示例甲', '不详', '回避', '亲属在示例企业任职', '不详', '示例事项m2', '不详'],
    ]);
  });
});

describe('recusals of a matter', () => {
  const one = { person: 'a', name: ' 示例甲 ', reason: '示例原因' };
  const form = { ...EMPTY_MATTER, title: '示例事项' };

  it('are kept by person, and leave one another alone', async () => {
    const { ledger } = await openTestLedger();
    const blank = { person: 'z', name: ' ', reason: '' };
    const { id } = await saveMatter(ledger, 'c1', { ...form, recusals: [one, blank] });
    const stored = async () => (await ledger.get('matter', id))!;
    expect((await stored()).fields.recusals).toEqual({ a: { name: '示例甲', reason: '示例原因' } });
    const seen = seenOf(await stored());
    // A colleague enters another one while the form is open.
    const shown = recusalsOf((await stored()).fields.recusals);
    const added = [...shown, { person: 'b', name: '示例乙', reason: '' }];
    await saveMatter(ledger, 'c1', { ...form, recusals: added }, { id });
    await saveMatter(ledger, 'c1', { ...form, recusals: [] }, { id, seen });
    expect((await stored()).fields.recusals).toEqual({ b: { name: '示例乙' } });
    // A draft from before there were any takes nothing away.
    await saveMatter(ledger, 'c1', form, { id });
    const [found] = await companyMatters(ledger, 'c1');
    expect(recusalsOf(found?.fields.recusals)).toEqual([{ person: 'b', name: '示例乙', reason: '' }]);
  });

  it.each([
    ['E440', [{ person: 'a', name: '', reason: '示例原因' }]],
    ['E441', [one, { ...one, reason: '' }]],
  ])('%s, and nothing is stored', async (code, recusals) => {
    const { ledger } = await openTestLedger();
    await expect(saveMatter(ledger, 'c1', { ...form, recusals })).rejects.toMatchObject({ code });
    expect(await ledger.list('matter')).toEqual([]);
  });
});
