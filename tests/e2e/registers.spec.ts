import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { read, utils } from '@e965/xlsx';
import { axeViolations, expect, settle, test } from './support/extension';

const heads = (page: Page): Promise<string[]> =>
  page
    .locator('thead tr:last-child th')
    .evaluateAll((cells) => cells.map((cell) => (cell.textContent ?? '').replace(/ [↑↓]$/, '')));
const firsts = (page: Page): Promise<string[]> =>
  page.locator('tbody[data-block] td:first-child').allTextContents();

/** The Excel file of what is shown: its first sheet by lines. */
async function exported(page: Page): Promise<string[][]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action="export-register"]').click(),
  ]);
  const book = read(new Uint8Array(await readFile(await download.path())));
  return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? '']!, { header: 1, raw: false });
}

test('a register is narrowed, sorted by the keyboard, its columns chosen; file and paper are what is shown', async ({
  ext,
}) => {
  const first = await ext.openSampleBranch();
  await first.close();
  const page = await ext.openWorkbench('/register?view=roster');
  await expect(page.locator('tbody[data-block] tr').first()).toBeVisible();
  const all = await page.locator('tbody[data-block] tr').count();

  // A name by its initials, typed while the tables of pinyin are still on their way.
  await page.getByLabel('查找').fill('zxn');
  await expect.poll(() => firsts(page)).toEqual(['曾晓楠']);
  await page.getByLabel('查找').fill('');
  await page.locator('[data-value="full"]').click();
  await expect(page.getByRole('status').first()).toContainText('筛选出');

  // Sorted from the heading, by the keyboard; the reader is told how.
  const joined = page.getByRole('columnheader', { name: /入党日期/ });
  await joined.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(joined).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Enter');
  await expect(joined).toHaveAttribute('aria-sort', 'descending');

  // Columns and their order, remembered.
  await page.getByRole('button', { name: '显示列' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByText('民族', { exact: true }).click();
  await dialog.getByText('性别', { exact: true }).click();
  await dialog.getByRole('button', { name: '“民族”前移一列' }).click();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: '关闭' }).last().click();
  await page.reload();
  await expect(joined).toHaveAttribute('aria-sort', 'descending');
  const shown = await heads(page);
  expect(shown[0]).toBe('姓名');
  expect(shown.slice(-2)).toEqual(['民族', '工作岗位']);
  expect(shown).not.toContain('性别');
  await expect(page.locator('[data-value="full"]')).toHaveAttribute('aria-pressed', 'true');
  const names = await firsts(page);
  expect(names.length).toBeLessThan(all);

  // The file has these columns, lines and order, and says which filter was on.
  const table = await exported(page);
  expect(table[0]?.[0]).toBe('党员名册');
  expect(table[1]?.[0]).toMatch(/筛选：正式党员.*截至 \d{4}-\d\d-\d\d.*内容指纹 [0-9a-f]{16}/);
  expect(table[2]).toEqual([...shown, '原样（勿改）', '版本（勿改）', '记录编号']);
  expect(table.slice(3, 3 + names.length).map((line) => line[0])).toEqual(names);

  // So has the paper, with the same fingerprint and lines to sign on.
  await page.locator('[data-action="print-register"]').click();
  await page.waitForURL(/#\/print\/register/);
  const paper = page.locator('article').first();
  await expect(paper).toContainText('支部书记签字');
  expect(await paper.locator('thead th').allTextContents()).toEqual(shown);
  expect(await paper.locator('tbody tr td:first-child').allTextContents()).toEqual(names);
  const print = /内容指纹 ([0-9a-f]{16})/.exec((await paper.textContent()) ?? '')?.[1];
  expect(table[1]?.[0]).toContain(print);
});

test('numbers open their records, a line opens its own, and Back finds the filter as it was', async ({
  ext,
}) => {
  const first = await ext.openSampleBranch();
  await first.close();
  const year = new Date().getFullYear();
  const page = await ext.openWorkbench(`/register?view=dues&period=${year}`);
  const figure = page.getByRole('button', { name: /^全年实缴 [\d.]+，查看明细$/ });
  await figure.click();
  await expect(page.locator('dialog[open] a[href^="#/dues/member/"]').first()).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  // 合计 of a month: as many lines as members who paid in it.
  const total = page.locator('tfoot button').first();
  await total.click();
  await expect(page.locator('dialog[open] h2')).toContainText('合计');
  await page.keyboard.press('Escape');

  // Talks: who and when, by person; nothing of what was said.
  await page.goto(ext.url('workbench', `/register?view=talks&period=${year}`));
  await page.getByLabel('分组').selectOption('relation');
  await expect(page.locator('th[scope="rowgroup"]').first()).toBeVisible();
  await page.getByLabel('谈话关系').selectOption({ index: 1 });
  const word = await page.getByLabel('谈话关系').inputValue();
  await expect(page.locator('th[scope="rowgroup"]')).toHaveText([word]);
  const line = page.locator('tbody[data-block] [data-open]').first();
  const pair = await line.textContent();
  await line.click();
  await page.waitForURL(/#\/life\/talk\//);
  await page.goBack();
  await expect(page.getByLabel('谈话关系')).toHaveValue(word);
  await expect(page.locator('tbody[data-block] [data-open]').first()).toHaveText(pair ?? '');

  // Lines are reached by the arrow keys.
  await page.locator('tbody[data-block] [data-open]').first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('tbody[data-block] [data-open]').nth(1)).toBeFocused();
});

test('thousands of lines: only those in view are drawn, the last one is reached, and a panel shows cards', async ({
  ext,
}) => {
  const first = await ext.openSampleBranch();
  const year = new Date().getFullYear();
  await ext.inLedger(
    first,
    async ({ openSpace, create }, of) => {
      const ledger = await openSpace('sample');
      const [member] = await ledger.list('member', { limit: 1 });
      const logs = Array.from({ length: 4000 }, (_, at) =>
        create('studyLog', {
          member: member?.id ?? '',
          on: `${of}-01-${String(1 + (at % 9)).padStart(2, '0')}`,
          form: 'self',
          subject: `示例材料 ${at}`,
          hours: 1,
          state: 'declared',
        }),
      );
      await ledger.commit(logs, { label: 'studyDeclare' });
      ledger.close();
    },
    year,
  );
  await first.close();
  const page = await ext.openWorkbench(`/register?view=study&period=${year}`);
  await expect(page.locator('tbody[data-block] tr').first()).toBeVisible();
  expect(await page.locator('tbody[data-block] tr').count()).toBeLessThan(300);
  const scroller = page.getByRole('region', { name: '学习记录' });
  const last = async () => {
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    return page.locator('tbody[data-block] tr').last().getAttribute('aria-rowindex');
  };
  const rows = Number(await page.getByRole('table').getAttribute('aria-rowcount'));
  expect(rows).toBeGreaterThan(4000);
  await expect.poll(last).toBe(String(rows));
  expect(await page.locator('tbody[data-block] tr').count()).toBeLessThan(300);

  await page.setViewportSize({ width: 360, height: 800 });
  await settle(page);
  await page.getByText('筛选、排序、栏目').click();
  await page.getByLabel('状态').selectOption({ label: '待确认' });
  await page.getByLabel('查找').fill('示例材料 3999');
  await expect(page.getByRole('status').first()).toContainText('筛选出 1 /');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await axeViolations(page)).toEqual([]);
});
