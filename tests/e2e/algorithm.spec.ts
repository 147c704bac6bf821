import type { Page } from '@playwright/test';
import { dispatchExport } from '../../lib/sample/dispatch';
import { axeViolations, expect, settle, test } from './support/extension';

test('派单数据检查: a dispatch export is counted in the worker, shown with charts, refused in words, cancelled halfway, and made evidence of F3 and F5', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(ext.url('workbench', '/governance/F5'));
  await settle(page);
  await page.getByRole('link', { name: '用派单数据检查' }).first().click();
  const main = page.locator('main');
  await expect(main).toContainText('不出现任何一名骑手');

  const pick = page.locator('input[type="file"]');
  await pick.setInputFiles({ name: '空.csv', mimeType: 'text/csv', buffer: Buffer.from('') });
  await expect(main).toContainText('E980');

  const text = [...dispatchExport({ rows: 20_000, couriers: 150 })].join('');
  await cancelHalfway(page, text);

  const buffer = Buffer.from(text.replaceAll(/^(\d+,\d+,\d+),(\d+),/gm, '$1,骑手甲$2,'));
  await pick.setInputFiles({ name: '派单.csv', mimeType: 'text/csv', buffer });
  await expect(main).toContainText('TSL-Meituan 2024');
  await expect(page.locator('[data-preview="rows"]')).toContainText('2022-10-17');
  await expect(main).not.toContainText('骑手甲');
  await page.locator('[data-action="algorithm-run"]').click();
  const promise = page.locator('[data-figure="promise"]');
  await expect(promise).toContainText('承诺');
  await expect(page.locator('[data-chart="screen"] svg')).toHaveCount(4);
  await expect(main).toContainText('20,000 行');
  await expect(main).not.toContainText('骑手甲');
  expect(await axeViolations(page)).toEqual([]);
  await promise.getByText('口径').click();
  await expect(promise).toContainText('市场监管总局等七部门');

  await page.locator('[data-action="algorithm-attach"]').click();
  await expect(page.locator('[data-attached]')).toHaveText(/F3.*F5/);
  const saving = page.waitForEvent('download');
  await page.locator('[data-action="algorithm-word"]').click();
  expect((await saving).suggestedFilename()).toContain('派单数据检查报告');
  const id = new URL(page.url()).hash.split('/')[2] as string;
  await page.locator('[data-attached]').getByRole('link', { name: 'F5' }).click();
  await expect(main).toContainText('派单.csv');
  await page.goto(ext.url('workbench', `/print/algorithm/${id}`));
  await expect(page.locator('[data-chart="paper"] svg')).toHaveCount(4);
  await expect(page.locator('.paper-sheet').first()).toContainText('SHA-256');
});

/** Threads that count for this page at the moment. */
const countersOf = (page: Page): number =>
  page.workers().filter((worker) => worker.url().includes('check-worker')).length;

/** Begins to count two gigabytes that take no room, the same rows over and over, and cancels. */
async function cancelHalfway(page: Page, rows: string): Promise<void> {
  const kept = await page.locator('a[href*="#/algorithm/"]').count();
  await page.locator('input[type="file"]').evaluate((input: HTMLInputElement, all: string) => {
    const begin = all.indexOf('\n') + 1;
    const body = new Blob([all.slice(begin)]);
    const parts = Array.from({ length: Math.ceil(2e9 / body.size) }, () => body);
    const files = new DataTransfer();
    files.items.add(new File([all.slice(0, begin), ...parts], '大.csv'));
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, rows);
  const run = page.locator('[data-action="algorithm-run"]');
  await run.click();
  await expect.poll(() => countersOf(page)).toBe(1);
  await page.getByRole('button', { name: '取消' }).click();
  await expect(page.getByText('已取消，什么都没有留下。')).toBeVisible();
  await expect.poll(() => countersOf(page)).toBe(0);
  await expect(page.locator('[data-action="algorithm-save"]')).toHaveCount(0);
  await expect(run).toBeEnabled();
  expect(await page.locator('a[href*="#/algorithm/"]').count()).toBe(kept);
  await page.getByRole('button', { name: '换一个文件' }).click();
}
