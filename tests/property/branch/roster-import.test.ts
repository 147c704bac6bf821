import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessColumns } from '../../../lib/branch/roster-columns';
import { applyImport, planImport } from '../../../lib/branch/roster-import';
import type { Ledger } from '../../../lib/ledger';
import { openTestLedger } from '../../unit/support/ledger';

const HEAD = ['姓名', '性别', '出生日期', '人员类别', '党小组', '入党日期', '党内职务', '手机号码', '备注'];
/** Few values, so that names, dates and groups collide in every way. */
const cell = {
  name: fc.constantFrom('甲乙', '丙丁', '甲　乙', '戊己', ''),
  gender: fc.constantFrom('男', '女', ''),
  date: fc.constantFrom(
    '',
    '1990-01-01',
    '1990-01',
    '1990',
    '1991.2.3',
    '2010年5月',
    '20100501',
    '2021-02-30',
    '无',
  ),
  category: fc.constantFrom('正式党员', '预备党员', '积极分子', '', '群众'),
  group: fc.constantFrom('', '1组', '第一党小组', '二组', '骑手小组'),
  posts: fc.constantFrom('', '书记', '组织委员、党小组长', '工会主席'),
  phone: fc.constantFrom('', '10000000001', '10000000002'),
  note: fc.constantFrom('', '备注一', '—'),
};
const row = fc
  .tuple(
    cell.name,
    cell.gender,
    cell.date,
    cell.category,
    cell.group,
    cell.date,
    cell.posts,
    cell.phone,
    cell.note,
  )
  .map((cells) => [...cells]);
const file = fc.array(row, { minLength: 1, maxLength: 12 }).map((rows) => ({ rows: [HEAD, ...rows] }));

const dryRun = (ledger: Ledger, table: { rows: string[][] }) =>
  planImport(ledger, table, guessColumns(table.rows), { today: '2026-11-23' });

/** What a reader of the roster sees, in an order that does not depend on ids. */
async function roster(ledger: Ledger): Promise<string[]> {
  const groups = new Map((await ledger.list('partyGroup')).map((group) => [group.id, group.fields.name]));
  const members = await ledger.list('member');
  return [
    ...[...groups.values()].sort(),
    ...members
      .map(({ id, fields }) => JSON.stringify([id, { ...fields, group: groups.get(fields.group ?? '') }]))
      .sort(),
  ];
}

describe('whatever roster files hold', () => {
  it('undo of an import gives back the roster before it, also on top of another import', async () => {
    await fc.assert(
      fc.asyncProperty(file, file, async (first, second) => {
        const { ledger } = await openTestLedger();
        await applyImport(ledger, await dryRun(ledger, first));
        const before = await roster(ledger);
        const { n } = await applyImport(ledger, await dryRun(ledger, second));
        if (n !== undefined) expect((await ledger.undo(n)).kept).toEqual([]);
        expect(await roster(ledger)).toEqual(before);
        ledger.close();
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('the same file a second time changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(file, async (table) => {
        const { ledger } = await openTestLedger();
        await applyImport(ledger, await dryRun(ledger, table));
        const before = await roster(ledger);
        const again = await dryRun(ledger, table);
        expect(again.counts).toMatchObject({ add: 0, change: 0 });
        expect((await applyImport(ledger, again)).n).toBeUndefined();
        expect(await roster(ledger)).toEqual(before);
        ledger.close();
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
