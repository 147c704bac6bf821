import { expect, it } from 'vitest';
import { attachEvidence, evidenceOffers, exhibitsOfItem, itemRecordId, refOf } from '../../../lib/governance';
import { matrixOn } from '../../../lib/company/matrix';
import { coverageSheets, matrixSheet } from '../../../lib/company/matrix-sheet';
import { create } from '../../../lib/ledger';
import type { FieldsOf } from '../../../lib/records';
import { checklistPack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';

const today = '2026-11-26';
const pack = await checklistPack();
const post = (id: string, over: Partial<FieldsOf<'appointment'>>) =>
  create(
    'appointment',
    { companyId: 'c1', body: 'board', position: '董事', person: id, name: '示例甲', ...over },
    id,
  );

it('positions held within the period are offered for the items that they can prove, and shown as they are', async () => {
  const { ledger } = await openTestLedger();
  await ledger.commit(
    [
      post('held', { from: '2024-03-01', basis: '示例决议' }),
      post('over', { from: '2020', to: '2025-12-31' }),
      post('coming', { from: '2027-01-01' }),
      post('secretary', { body: 'branchCommittee', position: '书记', from: '2025-03-19' }),
      post('declared', { body: 'management', position: '副总经理', from: '2025', conflict: '示例申报内容' }),
    ],
    { label: 'test' },
  );
  const offered = async (item: string): Promise<string[]> => {
    const { offers } = await evidenceOffers(ledger, pack, { item, period: '2026', today });
    return offers.map(({ record }) => record.id).sort();
  };
  expect(await offered('B1')).toEqual(['declared', 'held']);
  expect(await offered('C1')).toEqual(['declared', 'secretary']);
  expect(await offered('C2')).toEqual([]);
  const ref = refOf({ companyId: 'c1' }, 'B1', '2026');
  await attachEvidence(ledger, ref, { id: 'declared', kind: 'appointment' }, { today });
  const shown = (await exhibitsOfItem(ledger, itemRecordId(ref))).get('declared')?.now.shown;
  // That something was declared is shown, and not what.
  expect(shown).toEqual({
    name: '示例甲',
    position: '副总经理',
    body: 'management',
    from: '2025',
    conflict: true,
  });
});

it('the paper has a line for each person, a column for each body, and unknown in words', () => {
  const posts = [
    { id: 'a', fields: { companyId: 'c1', body: 'board', position: '董事', person: 'p', name: '示例甲' } },
    {
      id: 'b',
      fields: {
        companyId: 'c1',
        body: 'branchCommittee',
        position: '书记',
        person: 'p',
        name: '示例甲',
        from: '2024-01-01',
      },
    },
  ] as Parameters<typeof matrixOn>[0];
  const matrix = matrixOn(posts, [], today);
  const about = { company: '示例出行', units: [] };
  const sheet = matrixSheet(matrix, about);
  expect(sheet.columns.map(({ header }) => header)).toEqual(['序号', '姓名', '支委会', '董事会', '双向任职']);
  expect(sheet.rows).toEqual([[1, '示例甲', '书记', '董事（或在任）', '是否双向任职不详']]);
  const [coverage, notes] = coverageSheets(matrix, about);
  expect(coverage?.rows[0]).toEqual(['示例出行', '支委会', '是', '不详', 1, 0, '党员 1', '不详']);
  expect(notes?.rows.map(([, text]) => text)).toContain('示例甲（董事会 · 董事）任职起不详');
});
