import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { axeViolations, expect, settle, test } from './support/extension';

/** What the browser saves while `work` runs: its name and bytes. */
async function saved(page: Page, work: () => Promise<void>): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), work()]);
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) };
}
/** A year in which the sample branch has held something, in January too. */
const year = String(new Date(Date.now() - 40 * 86_400_000).getFullYear());
const lines = (bytes: Uint8Array, sheet: number): unknown[][] => {
  const book = read(bytes);
  return utils.sheet_to_json(book.Sheets[book.SheetNames[sheet] ?? ''] ?? {}, { header: 1 });
};

test('a year of the register: filtered, sorted, opened, and out as Excel written in its own thread', async ({
  ext,
}) => {
  const first = await ext.openSampleBranch();
  await first.close();
  const page = await ext.openWorkbench(`/register?view=meetings&period=${year}`);
  const rows = page.locator('tbody tr');
  await expect(rows.first()).toBeVisible();
  const count = await rows.count();
  expect(await axeViolations(page)).toEqual([]);

  const worker = page.waitForEvent('worker');
  const { name, bytes } = await saved(page, () => page.locator('[data-action="export-register"]').click());
  await worker;
  expect(name).toMatch(/^\d{4}-\d\d-\d\d_示例出行第三党支部_会议记录台账_\d{4}年\.xlsx$/);
  const table = lines(bytes, 1);
  expect(table[2]).toContain('记录编号');
  expect(table.length).toBeGreaterThanOrEqual(count + 3);
  const ids = new Set(table.slice(3).map((line) => line.at(-1)));

  await page.getByLabel('查找').fill('不会有的词');
  await expect(page.getByText('没有符合筛选条件的活动')).toBeVisible();
  await page.getByRole('button', { name: '清除筛选' }).click();
  await page.locator('[data-value="committee"]').click();
  await expect(page.getByRole('status').first()).toContainText('筛选出');
  await page.getByRole('button', { name: '日期' }).click();
  await expect(page.getByRole('columnheader', { name: /日期/ })).toHaveAttribute('aria-sort', 'ascending');
  const dates = await rows.locator('td:nth-child(2)').allTextContents();
  expect(dates).toEqual([...dates].sort());
  await rows.first().getByRole('button').click();
  await page.waitForURL(/#\/life\/meeting\//);
  expect([...ids].some((id) => page.url().includes(String(id)))).toBe(true);
});

test('every figure of the statistics opens its records', async ({ ext }) => {
  const first = await ext.openSampleBranch();
  await first.close();
  const page = await ext.openWorkbench(`/register?view=stats&period=${year}`);
  const figure = page.getByRole('button', { name: /^支委会 [1-9]\d*，查看记录$/ }).last();
  const held = Number((await figure.textContent()) ?? '');
  await figure.click();
  await expect(page.locator('dialog[open] a[href^="#/life/meeting/"]')).toHaveCount(held);
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('dialog[open] a[href^="#/life/meeting/"]').first().click();
  await page.waitForURL(/#\/life\/meeting\//);
});

test('one record goes out as Word and as a page for the printer, black on white in the dark', async ({
  ext,
}) => {
  const first = await ext.openSampleBranch();
  const id = await ext.inLedger(first, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const meetings = await ledger.list('meeting');
    ledger.close();
    return meetings.find(({ fields }) => fields.types.general)?.id ?? '';
  });
  const page = await ext.openWorkbench(`/life/meeting/${id}`);
  const { name, bytes } = await saved(page, () => page.locator('[data-action="export-docx"]').click());
  expect(name).toMatch(/^\d{4}-\d\d-\d\d_示例出行第三党支部_.*支部党员大会.*记录\.docx$/);
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
  for (const text of ['主持人签字', '记录人签字', '发生于', '记录于', 'w:eastAsia="仿宋"']) {
    expect(xml).toContain(text);
  }

  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await page.goto(ext.url('workbench', `/print/meeting/${id}`));
  await settle(page);
  const paper = page.locator('article');
  await expect(paper).toContainText('主持人签字');
  const look = await paper.evaluate((element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    return {
      color,
      backgroundColor,
      buttons: [...document.querySelectorAll('button')].filter((b) => b.offsetParent).length,
    };
  });
  expect(look).toEqual({ color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)', buttons: 0 });
});
