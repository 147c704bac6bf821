import { beforeEach, expect, it } from 'vitest';
import { checkFile } from '../../../lib/algorithm/check';
import { readHead } from '../../../lib/algorithm/head';
import { checkPaper } from '../../../lib/algorithm/report';
import {
  attachCheck,
  type CheckedFile,
  checksOf,
  provedItems,
  removeCheck,
  resultOf,
  saveCheck,
} from '../../../lib/algorithm/save';
import { evidenceOffers, itemRecordId, refOf } from '../../../lib/governance';
import type { Ledger } from '../../../lib/ledger';
import { checklistPack } from '../../../lib/rules/packs';
import { dispatchExport } from '../../../lib/sample/dispatch';
import { openTestLedger } from '../support/ledger';

const pack = await checklistPack();
const company = { companyId: 'c1', termStart: '2025-03-19' };
const today = '2026-11-26';
const file = new Blob([...dispatchExport({ rows: 3000, couriers: 40, days: 4 })]);
const head = await readHead(file, 'x.csv');
const { mapping, header } = head;
const result = await checkFile({ file, name: '=x.csv', head, mapping });
const checked: CheckedFile = {
  name: '=x.csv',
  bytes: file.size,
  hash: 'ab'.repeat(32),
  header,
  mapping,
  result,
};
let ledger: Ledger;
beforeEach(async () => {
  ({ ledger } = await openTestLedger());
});

it('keeps figures, name and hash, and reads them back as they were', async () => {
  const record = await saveCheck(ledger, 'c1', checked, today);
  expect(resultOf(record)).toEqual(result);
  expect(record.fields).toMatchObject({
    on: today,
    fileName: '=x.csv',
    mapping: { courier: 'courier_id', grab: 'grab_time' },
  });
  expect((await checksOf(ledger, 'c1')).map(({ id }) => id)).toEqual([record.id]);
  expect(await checksOf(ledger, 'other')).toEqual([]);
  // No value of the file is in the record: ids of couriers, orders and places.
  const kept = JSON.stringify(record.fields);
  for (const line of (await file.text()).split('\n').slice(1, 200)) {
    const [, order, waybill] = line.split(',');
    expect(kept).not.toContain(`"${order}"`);
    expect(kept).not.toContain(waybill);
  }
});

it('is offered to the items that it has figures for, and made evidence of them once, in the period of its day', async () => {
  const record = await saveCheck(ledger, 'c1', checked, today);
  expect(provedItems(pack, record, today)).toEqual(['F3', 'F5']);
  const { offers } = await evidenceOffers(ledger, pack, { item: 'F5', period: '2026Q4', today });
  expect(offers.map((offer) => offer.record.id)).toEqual([record.id]);
  const { items, commits } = await attachCheck(ledger, pack, record, company, today);
  expect(items).toEqual(['F3', 'F5']);
  const evidence = async (item: string, period: string) =>
    Object.keys(
      (await ledger.get('governanceItem', itemRecordId(refOf(company, item, period))))?.fields.evidence ?? {},
    );
  expect(await evidence('F3', '2026H2')).toEqual([record.id]);
  expect(await evidence('F5', '2026Q4')).toEqual([record.id]);
  expect(await attachCheck(ledger, pack, record, company, today)).toEqual({ items: [], commits: [] });
  // Reviewers are shown what it is without reading the file.
  const exhibits = await ledger.list('exhibit');
  expect(exhibits.map(({ fields }) => fields.state.shown)).toContainEqual({
    on: today,
    fileName: '=x.csv',
    fileHash: 'ab'.repeat(32),
    bytes: file.size,
  });
  for (const n of [...commits].reverse()) await ledger.undo(n);
  expect(await evidence('F5', '2026Q4')).toEqual([]);
  await removeCheck(ledger, record);
  expect(await checksOf(ledger, 'c1')).toEqual([]);
});

it('puts every figure on paper with count, definition and source, and says where there is none', async () => {
  const record = await saveCheck(ledger, 'c1', checked, today);
  const paper = checkPaper(record, result, { branch: '示例支部', sources: pack.sources });
  const rows = paper.sections.flatMap((section) =>
    section.kind === 'table' && section.columns.length === 4 ? section.rows : [],
  );
  expect(rows.map(([title]) => title)).toHaveLength(12);
  const speed = rows.find(([title]) => title?.includes('15 km/h'));
  expect(speed?.[3]).toMatch(/外卖平台服务管理基本要求.*已核对原文/s);
  const held = rows.find(([title]) => title === '手上同时的单数');
  expect(held?.[3]).toContain('没有文件出处');
  expect(rows.flat().join()).not.toMatch(/\{\w+\}/);
  expect(paper.closing[0]).toContain('ab'.repeat(32));
});

it('shows nothing of a check that a newer version kept in another shape', async () => {
  const record = await saveCheck(ledger, 'c1', checked, today);
  const later = { ...record, fields: { ...record.fields, time: { figures: { promise: 'soon' } } } };
  expect(resultOf(later)).toBeUndefined();
});
