import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { read, utils } from '@e965/xlsx';
import { axeViolations, expect, settle, test, type Extension } from './support/extension';

const now = new Date();
const year = now.getFullYear();
const month = `${year}-${String(now.getMonth() + 1).padStart(2, '0')}`;

/** Fen paid by member and month, as the ledger of the sample holds them. */
const stored = (ext: Extension, page: Page) =>
  ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const [members, records, drafts] = await Promise.all([
      ledger.list('member'),
      ledger.list('duesRecord'),
      ledger.drafts.list(),
    ]);
    ledger.close();
    const names = new Map(members.map((member) => [member.id, member.fields.name]));
    return {
      paid: records.map(({ id, fields }) => ({ id, name: names.get(fields.member), ...fields })),
      drafts: JSON.stringify(drafts),
    };
  });

test('a base is worked out and forgotten, one press takes a payment, a pasted list asks where it doubts', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch(`/dues/fix?year=${year}`);

  // 年初核定: the one member without an amount. What is typed of the wage stays in the dialog.
  await page
    .getByLabel(/的计算方式$/)
    .first()
    .selectOption('monthly');
  await page
    .getByRole('button', { name: /^计算 .+ 的党费$/ })
    .first()
    .click();
  await page.getByLabel('固定部分').fill('6000');
  await page.getByLabel('按月奖金').fill('500');
  await page.getByLabel('个人所得税').fill('499.99');
  await page.getByLabel('五险一金').fill('1000');
  await expect(page.getByText('每月 75.00 元')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="dues-use"]').click();
  await expect(page.locator('input[data-amount]').first()).toHaveValue('75.00');
  await expect(page.getByText(/^草稿已存/)).toBeVisible();
  expect((await stored(ext, page)).drafts).not.toMatch(/499|6000|500001/);
  await page.locator('[data-action="dues-fix-save"]').click();
  await page.waitForURL(/#\/dues\?/);
  await expect(page.getByText('没有核定数额')).toHaveCount(0);

  // One press, and back.
  const line = page.locator('main .rows > div').filter({ hasText: '周一鸣' });
  const take = line.getByRole('button', { name: /^收 .+周一鸣/ });
  await take.click();
  await expect(take).toHaveCount(0);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(take).toBeVisible();

  // A pasted list: two months at once, a name that only sounds right, a stranger, somebody who pays for another.
  const before = await stored(ext, page);
  await page.locator('[data-action="dues-paste"]').click();
  await page
    .getByLabel('把名单和金额贴进来')
    .fill('#党费\n1. 周一鸣 372\n2. 秦领 102 现金\n3. 林知秋代解向阳 108\n4. 路人甲 50');
  const lines = page.locator('[data-line]');
  await expect(lines).toHaveCount(4);
  await expect(page.locator('[data-line="asked"]')).toHaveCount(2);
  await page.getByRole('group', { name: /秦领/ }).getByRole('button', { name: '秦岭' }).click();
  await lines.filter({ hasText: '路人甲' }).getByLabel('这笔不登记').check();
  await expect(lines.filter({ hasText: '解向阳' })).toContainText('林知秋代交');
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="dues-pay-save"]').click();
  await page.waitForURL(/#\/dues$/);
  const after = await stored(ext, page);
  const fresh = after.paid.filter(({ id }) => !before.paid.some((old) => old.id === id));
  expect(fresh.map(({ name, paid }) => [name, paid]).sort()).toEqual([
    ['周一鸣', 37_200],
    ['秦岭', 10_200],
    ['解向阳', 10_800],
  ]);
  expect(fresh.find(({ name }) => name === '秦岭')).toMatchObject({ method: 'cash' });
  expect(fresh.find(({ name }) => name === '秦岭')!.month < month).toBe(true);

  // Three months are still open: a reminder to talk, with its basis, and nothing said of the person.
  const arrears = page.locator('#arrears');
  await expect(arrears).toContainText('秦岭');
  await expect(arrears).toContainText('连续 3 个月');
  await expect(arrears).toContainText('谈话');
  await expect(arrears).not.toContainText('自行脱党');
  await page.goto(ext.url('sidepanel', '/today'));
  await expect(page.getByRole('link', { name: /1 名党员连续 3 个月以上没有交党费记录/ })).toBeVisible();
});

test('the year by keyboard, out as Excel and read back equal, the notice without amounts, evidence for E7', async ({
  ext,
}) => {
  const first = await ext.openSampleBranch();
  await first.close();
  const page = await ext.openWorkbench(`/dues?month=${month}`);
  const table = page.getByRole('region', { name: '全年交纳情况' });
  await expect(table.locator('tbody tr')).toHaveCount(28);
  expect(await axeViolations(page)).toEqual([]);

  // From the third line to the second, where this month is open: Enter records it, E opens it.
  const column = now.getMonth();
  await table.locator(`[data-cell="2-${column}"]`).focus();
  await page.keyboard.press('ArrowUp');
  const cell = table.locator(`[data-cell="1-${column}"]`);
  await expect(cell).toBeFocused();
  await expect(cell).toHaveText('待交');
  await page.keyboard.press('Enter');
  await expect(cell).toHaveText('372.00');
  await page.keyboard.press('e');
  const dialog = page.locator('dialog[open]');
  await dialog.getByLabel('金额（元）').fill('372.5');
  await dialog.getByLabel('备注').fill('=1+1');
  await page.locator('[data-action="dues-save"]').click();
  await expect(cell).toHaveText('372.50');
  await expect(dialog).toHaveCount(0);

  // The register in Excel holds what the ledger holds, to the fen, and a formula stays a text.
  await page.goto(ext.url('workbench', `/register?view=dues&period=${year}`));
  await settle(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action="export-register"]').click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^\d{4}-\d\d-\d\d_示例出行第三党支部_党费台账_\d{4}年\.xlsx$/);
  const book = read(new Uint8Array(await readFile(await download.path())));
  const sheet = (index: number): unknown[][] =>
    utils.sheet_to_json(book.Sheets[book.SheetNames[index] ?? '']!, { header: 1 });
  expect(book.SheetNames).toEqual(['党费台账', '党费台账（全部字段）', '缴纳明细', '上交与公示']);
  const { paid } = await stored(ext, page);
  const ofYear = paid.filter((record) => record.month.startsWith(String(year)));
  const fen = (value: unknown) => (typeof value === 'number' ? Math.round(value * 100) : 0);
  const payments = sheet(2).slice(3);
  const rows = payments.filter((row) => ofYear.some(({ id }) => row.includes(id)));
  expect(rows).toHaveLength(ofYear.length);
  for (const { id, month: of, name, paid: amount } of ofYear) {
    const row = rows.find((one) => one.includes(id))!;
    expect([row[0], row[1], fen(row[3])]).toEqual([of, name, amount]);
  }
  expect(rows.some((row) => row.includes('=1+1'))).toBe(true);
  const paper = sheet(0);
  const head = paper[2] as string[];
  const total = paper.find((row) => row[1] === '合计')!;
  expect(fen(total[head.indexOf('全年实缴')])).toBe(ofYear.reduce((sum, record) => sum + record.paid, 0));
  for (let at = 1; at <= 12; at += 1) {
    const sum = ofYear
      .filter((record) => Number(record.month.slice(5)) === at)
      .reduce((all, record) => all + record.paid, 0);
    expect(fen(total[head.indexOf(`${at} 月`)])).toBe(sum);
  }

  // The list to publish shows who paid and no amount.
  await page.goto(ext.url('workbench', `/print/dues?year=${year}&notice=${year}&amounts=0`));
  const notice = page.locator('article');
  await expect(notice).toContainText('党费交纳情况公示');
  await expect(notice).toContainText('已交');
  expect(await notice.locator('tbody').textContent()).not.toMatch(/\d\.\d\d|未交|秦岭.*欠/);

  // What was handed up is entered once and offered as evidence.
  const quarter = `${year}Q${Math.floor(now.getMonth() / 3) + 1}`;
  await page.goto(ext.url('workbench', `/dues?month=${month}&handover=${quarter}`));
  await page.locator('dialog[open]').getByLabel('收据号').fill('示例-001');
  await page.locator('dialog[open] input[name="handedOn"]').fill(`${month}-01`);
  await page.locator('[data-action="dues-handover-save"]').click();
  await expect(page.getByText('收据 示例-001')).toBeVisible();
  await page.goto(ext.url('workbench', `/governance/E7?period=${quarter}`));
  await expect(page.locator('main')).toContainText('示例-001');
  // The list at the left shows the item far down, and the item beside it still begins at its head.
  await expect(page.locator('[data-pane] div[aria-current="true"]')).toBeInViewport();
  expect(await page.evaluate(() => scrollY)).toBe(0);
});
