import type { Page } from '@playwright/test';
import { axeViolations, type Extension, expect, settle, test } from './support/extension';

const go = async (ext: Extension, page: Page, route: string) => {
  await page.goto(ext.url('workbench', route));
  await settle(page);
};

test('roll-ups: a branch looks at what it reports and hands it over; the committee compares the code, and sees figures and no names', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch();
  await page.setViewportSize({ width: 1280, height: 900 });
  await go(ext, page, '/share/rollup');
  const main = page.locator('main');
  await expect(main).toContainText('示例出行第三党支部');
  await expect(main).toContainText('将上报的内容');
  const code = await main.locator('.font-mono').nth(1).innerText();
  expect(code).toMatch(/^(\d{4} ){3}\d{4}$/);
  const names = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const found = (await ledger.list('member')).map(({ fields }) => fields.name);
    ledger.close();
    return found;
  });
  const preview = await main.innerText();
  for (const name of names) expect(preview).not.toContain(name);
  const saving = page.waitForEvent('download');
  await page.locator('[data-action="rollup-file"]').click();
  const file = await (await saving).path();

  await go(ext, page, '/share/rollups');
  const table = page.getByRole('region', { name: '汇总一览' });
  await expect(table.locator('[data-open]')).toHaveCount(12);
  await expect(page.getByRole('button', { name: '未收到 2', exact: true })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  // Nothing of a branch counts before somebody compared its code.
  await page.getByRole('button', { name: '待核对 2', exact: true }).click();
  await table.getByRole('button', { name: '示例出行第三党支部' }).click();
  const dialog = page.locator('dialog[open]');
  await expect(dialog).toContainText(code);
  await page.locator('[data-action="rollup-confirm"]').click();
  await expect(page.getByRole('button', { name: '待核对 1', exact: true })).toBeVisible();
  await page.getByRole('button', { name: '待核对 1', exact: true }).click();

  await page.getByRole('searchbox').fill('disandang');
  await expect(table.locator('[data-open]')).toHaveText(['示例出行第三党支部']);
  await page.setInputFiles('input[type="file"]', file);
  await expect(page.locator('[data-found]')).toContainText('取回 1 份，采用 1 份');
  await table
    .getByRole('row', { name: /示例出行第三党支部/ })
    .getByRole('button', { name: /组织生活/ })
    .click();
  await expect(dialog).toContainText('应开次数内已开的');
  const figures = await dialog.innerText();
  for (const name of names) expect(figures).not.toContain(name);
  await page.keyboard.press('Escape');

  // The half-year is there to choose; nobody has reported of it.
  const period = page.getByRole('combobox', { name: '期间' });
  const quarter = await period.inputValue();
  await period.selectOption({ label: `${quarter.slice(0, 4)} 年下半年` });
  await expect(page.getByRole('button', { name: /^未收到 1\d$/ })).toBeVisible();
  await period.selectOption(quarter);
  await page.locator('[data-action="rollup-open-file"]').click();
  await expect(dialog).toContainText('没有党委文件');
  await page.keyboard.press('Escape');

  const excel = page.waitForEvent('download');
  await page.locator('[data-action="rollup-excel"]').click();
  expect((await excel).suggestedFilename()).toMatch(/支部汇总一览.*\.xlsx$/);
});
