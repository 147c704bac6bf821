import { axeViolations, expect, settle, test } from './support/extension';

test('evidence that is used twice, an original held against its hash, and a finding that is put right', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/governance/A1');
  await page.setViewportSize({ width: 360, height: 800 });
  await settle(page);
  // The file is hashed in the browser and never kept.
  await page.locator('[data-action="add-original"]').click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('input[name="place"]').fill('公司档案室 B3 柜');
  const original = { name: '合同.pdf', mimeType: 'application/pdf', buffer: Buffer.from('合同原件') };
  await dialog.locator('input[type="file"]').setInputFiles(original);
  await expect(dialog.locator('input[name="sha256"]')).toHaveValue(/^[0-9a-f]{64}$/);
  expect(await axeViolations(page)).toEqual([]);
  await dialog.locator('[data-action="save-evidence"]').click();
  const kept = page.locator('[data-evidence]').filter({ hasText: '公司档案室 B3 柜' });
  await expect(kept).toContainText('SHA-256');
  const check = kept.locator('xpath=..').locator('[data-action="check-original"]');
  await check.click();
  await dialog.locator('input[type="file"]').setInputFiles(original);
  await expect(dialog.locator('[data-checked="same"]')).toBeVisible();
  await dialog.locator('input[type="file"]').setInputFiles({ ...original, buffer: Buffer.from('换过的') });
  await expect(dialog.locator('[data-checked="other"]')).toBeVisible();
  await page.keyboard.press('Escape');

  await kept.locator('xpath=..').locator('[data-action="use-for"]').click();
  await dialog.locator('input[type="search"]').fill('B1');
  await dialog.getByLabel(/^B1 /).check();
  await dialog.locator('[data-action="use-evidence"]').click();
  await expect(kept.locator('[data-others]')).toContainText('B1');

  await page.goto(ext.url('sidepanel', '/governance/findings?state=open'));
  await settle(page);
  const finding = page.locator('[data-finding]').first();
  await expect(finding).toContainText('名单没有写明更新日期');
  await finding.locator('[data-action="finding-done"]').click();
  await dialog.locator('textarea[name="text"]').fill('已写明更新日期。');
  await dialog.locator('[data-action="save-finding"]').click();
  await expect(page.locator('[data-figures]')).toContainText('已整改 3／全部 3');
});
