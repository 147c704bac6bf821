// @vitest-environment jsdom
import { act } from 'preact/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { GovernanceItemPage } from '../../../../components/governance';
import { EvidenceDetails } from '../../../../components/governance/evidence/evidence-details';
import { FindingsPage } from '../../../../components/company/findings';
import { localDate, nowMilliseconds } from '../../../../components/ui';
import {
  answerItem,
  emptyForm,
  entryOf,
  itemRecordId,
  periodOf,
  refOf,
  saveEvidence,
  useEvidenceFor as shareEvidence,
} from '../../../../lib/governance';
import type { Ledger } from '../../../../lib/ledger';
import { createFinding } from '../../../../lib/review';
import { addDays } from '../../../../lib/rules/calendar';
import { checklistPack } from '../../../../lib/rules/packs';
import { openTestLedger } from '../../support/ledger';
import { control, show, type, until } from './render';

// Whether export is allowed is asked of the browser, which is not here.
vi.mock('../../../../components/life/export-allowed', () => ({ useExportAllowed: () => true }));

beforeEach(() => {
  HTMLElement.prototype.scrollIntoView = () => undefined;
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});

const pack = await checklistPack();
const today = localDate(nowMilliseconds());
const refTo = (code: string) => {
  const item = pack.items.find((one) => one.code === code)!;
  return refOf({ companyId: 'c1' }, code, periodOf(item, today, '2025-03-19') ?? '');
};
const evidenceOf = async (ledger: Ledger, code: string) =>
  Object.values((await ledger.get('governanceItem', itemRecordId(refTo(code))))?.fields.evidence ?? {});
const press = (root: HTMLElement, action: string) =>
  act(() => root.querySelector<HTMLButtonElement>(`[data-action="${action}"]`)!.click());

it('enters a link, refuses one that nobody else can open, and keeps what was typed', async () => {
  const { ledger } = await openTestLedger();
  const root = await show(ledger, <GovernanceItemPage params={{ code: 'A1' }} />, {
    route: '/governance/A1',
  });
  await until(() => expect(root.querySelector('[data-action="add-link"]')).not.toBeNull());
  await press(root, 'add-link');
  await until(() => expect(root.querySelector('input[name="link"]')).not.toBeNull());
  await type(root, '网址', 'C:\\章程.pdf');
  await press(root, 'save-evidence');
  await until(() => expect(root.textContent).toContain('链接不是完整的网址'));
  expect(await evidenceOf(ledger, 'A1')).toEqual([]);
  await type(root, '网址', 'https://example.cn/zc');
  await type(root, '网页标题', '章程公示');
  await type(root, '有效期止', addDays(today, -1));
  await press(root, 'save-evidence');
  await until(async () =>
    expect(await evidenceOf(ledger, 'A1')).toMatchObject([
      { link: 'https://example.cn/zc', title: '章程公示', seenOn: today },
    ]),
  );
  await until(() => expect(root.querySelector('[data-evidence]')?.textContent).toContain('已过期'));
});

it('names the other items of a piece of evidence, and opens its form from the things to check', async () => {
  const { ledger } = await openTestLedger();
  await answerItem(ledger, refTo('A1'), undefined, { design: 'met' });
  const entry = entryOf({ ...emptyForm('quote', today), quote: '应当提供必要条件' }, undefined, today);
  const { id } = await saveEvidence(ledger, refTo('A1'), entry);
  await shareEvidence(ledger, refTo('A1'), id, [refTo('A2')], today);
  const root = await show(ledger, <GovernanceItemPage params={{ code: 'A1' }} />, {
    route: '/governance/A1',
  });
  await until(() => expect(root.querySelector('[data-others]')?.textContent).toContain('还用于：A2'));
  // A quotation without a source: the remark leads to its form, where both items are told of.
  const period = refTo('A1').period;
  const way = `/governance/A1?period=${encodeURIComponent(period)}&evidence=${id}&field=title`;
  await until(() => expect(root.querySelector(`a[href$="${way}"]`)).not.toBeNull());
  await act(() => root.querySelector<HTMLAnchorElement>(`a[href$="${way}"]`)!.click());
  await until(() => expect(root.querySelector('dialog')?.textContent).toContain('另外 1 个条目'));
  await type(root, '出自哪份文件、材料', '公司法');
  await press(root, 'save-evidence');
  await until(async () => expect(await evidenceOf(ledger, 'A2')).toMatchObject([{ title: '公司法' }]));
});

it('takes a finding from its list to 已整改 and 回头看, and says that it was not independent', async () => {
  const { ledger } = await openTestLedger();
  await answerItem(ledger, refTo('A1'), undefined, { design: 'met' });
  const item = (await ledger.get('governanceItem', itemRecordId(refTo('A1'))))!;
  const id = await createFinding(ledger, item, {
    problem: '名单没有日期',
    foundOn: addDays(today, -9),
    dueOn: addDays(today, -1),
  });
  const root = await show(ledger, <FindingsPage />, { route: '/governance/findings' });
  const card = () => root.querySelector<HTMLElement>(`[data-finding="${id}"]`);
  await until(() => expect(card()?.dataset.group).toBe('overdue'));
  expect(root.querySelector('[data-figures]')?.textContent).toContain('逾期 1／未整改 1');
  await press(root, 'finding-done');
  await until(() => expect(root.querySelector('textarea[name="text"]')).not.toBeNull());
  await press(root, 'save-finding');
  await until(() => expect(root.querySelector('dialog')?.textContent).toContain('还没有写明内容'));
  await type(root, '整改结果', '已补写日期');
  await press(root, 'save-finding');
  await until(() => expect(card()?.dataset.group).toBe('done'));
  expect(card()?.textContent).toContain('还没有附佐证');
  await press(root, 'finding-look');
  await until(() => expect(root.querySelector('[data-independent="no"]')?.textContent).toContain('未独立'));
  await act(() => root.querySelector<HTMLInputElement>('dialog input[value="yes"]')!.click());
  await type(root, '回头看情况', '看过新名单');
  await press(root, 'save-finding');
  await until(() => expect(card()?.dataset.group).toBe('closed'));
  expect(card()?.textContent).toContain('未独立');
  expect(control(root, '修改问题')).toBeTruthy();
});

it('names twenty of many items that a piece of evidence stands for, and all of them when asked', async () => {
  const items = Array.from({ length: 25 }, (_, index) => ({
    id: `i${index}`,
    fields: { item: `A${index + 1}`, period: '2026', evidence: {} },
  }));
  const { ledger } = await openTestLedger();
  const entry = entryOf({ ...emptyForm('quote', today), quote: '应当提供必要条件' }, undefined, today);
  const root = await show(
    ledger,
    <EvidenceDetails id="q" entry={entry} asOf={today} others={items as never} />,
  );
  expect(root.querySelectorAll('[data-others] a')).toHaveLength(20);
  await act(() => root.querySelector<HTMLButtonElement>('[data-action="all-others"]')!.click());
  expect(root.querySelectorAll('[data-others] a')).toHaveLength(25);
});
