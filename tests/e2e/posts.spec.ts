import { axeViolations, expect, settle, test } from './support/extension';

test('双向进入、交叉任职: read by keys, an appointment is entered, counted both ways, and offered as evidence', async ({
  ext,
}) => {
  // The sample is made as of today.
  const lastYear = new Date().getFullYear() - 1;
  const page = await ext.openSampleBranch();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(ext.url('workbench', '/governance/posts'));
  await settle(page);
  const main = page.locator('main');
  await expect(page.locator('[data-figure="both"]')).toHaveText('双向任职 2');
  // Arrow keys go from cell to cell; Enter opens what is in one.
  await page.locator('[data-cell][tabindex="0"]').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(main).toContainText('任期已满');
  await page.locator('[data-figure="governingFirst"]').click();
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await expect(page.locator('tbody tr')).toContainText('周一鸣');

  // Somebody of the roster gets a position: the name is known, the person is the same.
  await page.locator('[data-action="add-post"]').click();
  await page.getByLabel('姓名', { exact: true }).fill('林知秋');
  await page.getByLabel('职务', { exact: true }).fill('职工董事');
  await page.getByLabel('任职起', { exact: true }).fill(`${lastYear}年12月`);
  await page.getByLabel('任职止', { exact: true }).fill(`${lastYear - 1}`);
  await page.locator('[data-action="save-appointment"]').click();
  await expect(main).toContainText('E991');
  await page.getByLabel('任职止', { exact: true }).fill('');
  await page.locator('[data-action="save-appointment"]').click();
  await settle(page);
  await expect(page.locator('[data-figure="both"]')).toHaveText('双向任职 3');
  await page.getByLabel('截至').fill(`${lastYear}-06-30`);
  await expect(page.locator('[data-figure="both"]')).toHaveText('双向任职 2');
  expect(await axeViolations(page)).toEqual([]);

  await page.goto(ext.url('workbench', '/governance/B1'));
  await settle(page);
  await expect(page.locator('main')).toContainText('林知秋 · 职工董事');
  await page.getByRole('link', { name: '看双向进入、交叉任职表' }).click();
  await expect(page.locator('[data-figure="both"]')).toHaveText('双向任职 3');
});
