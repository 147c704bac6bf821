import { axeViolations, expect, settle, test } from './support/extension';

test("a document's card is corrected, material is tagged and found by its tag", async ({ ext }) => {
  const page = await ext.openSampleBranch();
  await page.goto(ext.url('sidepanel', '/study'));
  await settle(page);
  await page
    .getByRole('link', { name: /关于做好配送站点党员学习的通知/ })
    .first()
    .click();
  const card = page.locator('[data-part="provenance"]');
  await expect(card.locator('summary')).toContainText('示例组通字〔2026〕7号');
  await card.locator('summary').click();
  await expect(card.locator('[data-field="standing"]')).toContainText('未载明');
  await expect(card.locator('[data-field="issuer"]')).toContainText('读自：');
  await card.getByRole('button', { name: '更正文号' }).click();
  await page.locator('dialog[open]').getByLabel('文号').fill('示例组通字〔2026〕8号');
  await page.keyboard.press('Enter');
  await expect(card.locator('[data-field="number"]')).toContainText('手工填写');
  await expect(card).toContainText('页面写的是：示例组通字〔2026〕7号');

  const tags = page.locator('[data-part="tags"]');
  await tags.locator('summary').first().click();
  await tags.getByLabel('加标签').fill('骑手');
  await page.keyboard.press('Enter');
  await expect(tags.getByRole('button', { name: '去掉标签 骑手' })).toBeVisible();
  await tags.getByRole('button', { name: '政治理论教育' }).click();
  await expect(tags.locator('summary').first()).toContainText('政治理论教育');
  expect(await axeViolations(page)).toEqual([]);

  await page.goto(ext.url('sidepanel', '/study?tag=骑手'));
  await settle(page);
  const filter = page.locator('[data-part="clip-filter"]');
  await expect(filter.getByLabel('标签')).toHaveValue('骑手');
  await filter.getByLabel('教育内容').selectOption({ label: '政治理论教育' });
  const all = page.locator('section').filter({ has: page.getByRole('heading', { name: '全部材料' }) });
  await expect(all.getByRole('link')).toHaveCount(1);
  await filter.locator('[data-action="manage-tags"]').click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('button', { name: '标签“骑手”改名' }).click();
  await dialog.locator('[name="rename"]').fill('网格');
  await expect(dialog).toContainText('两个标签会合并成一个');
  await dialog.locator('[data-action="rename-tag"]').click();
  await expect(dialog.getByRole('button', { name: '标签“骑手”改名' })).toBeHidden();
});

test("a month's list is ordered, sent as a file, opened again, taken to an activity, and a micro-lesson goes along", async ({
  ext,
}) => {
  const page = await ext.openSampleBranch();
  const month = await page.evaluate(() => new Date().toLocaleDateString('sv').slice(0, 7));
  await page.goto(ext.url('sidepanel', `/study/list/${month}`));
  await settle(page);
  const items = page.locator('[data-clip]');
  const first = await items.first().getAttribute('data-clip');
  const count = await items.count();
  expect(count).toBeGreaterThan(1);
  await items.first().getByRole('link').first().focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(items.nth(1)).toHaveAttribute('data-clip', first ?? '');
  await items.nth(1).locator('[data-action="edit-aim"]').click();
  await items.nth(1).getByLabel('学习要求').fill('示例要求');
  await items.nth(1).locator('[data-action="save-aim"]').click();
  await expect(items.nth(1)).toContainText('学习要求：示例要求');
  expect(await axeViolations(page)).toEqual([]);

  const download = page.waitForEvent('download');
  await page.locator('[data-action="list-file"]').click();
  const file = await (await download).path();
  const word = page.waitForEvent('download');
  await page.locator('[data-action="list-word"]').click();
  expect((await word).suggestedFilename()).toMatch(/学习清单.*\.docx$/);

  // Somebody else has none of it yet: here, one of them lies in the trash.
  await ext.inLedger(
    page,
    async ({ openSpace, remove }, id) => {
      const ledger = await openSpace('sample');
      const clip = await ledger.get('clip', id);
      if (clip) await ledger.commit([remove(clip)], { label: 'clipRemove' });
      ledger.close();
    },
    first ?? '',
  );
  await page.goto(ext.url('sidepanel', '/study/import'));
  await settle(page);
  const input = page.locator('input[type="file"]');
  await input.setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('不是清单') });
  await expect(page.getByText('E341')).toBeVisible();
  await input.setInputFiles(file);
  await expect(page.locator('[data-material]')).toHaveCount(count);
  await expect(page.locator('[data-material="1"]')).toContainText('新材料');
  await expect(page.locator('[data-material="0"]')).toContainText('已有，相同');
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="take-list"]').click();
  await page.waitForURL(/#\/study\/list\//);
  const taken = page.locator('[data-clip]').filter({ hasText: '示例要求' });
  await expect(taken).toHaveCount(1);

  await taken.getByRole('link').first().click();
  await page.getByRole('link', { name: '做一个微课' }).click();
  await page.locator('[name="passage"]').fill('散会前当场分工。');
  await page.locator('[name="question"]').fill('示例：上次分清了吗？');
  await page.locator('[data-action="save-lesson"]').click();
  await page.waitForURL(/#\/study\/lesson\/[0-9a-f-]{36}/);
  await expect(page.getByText('还差问题或讨论提示')).toBeVisible();
  await page.locator('[data-action="lesson-on-agenda"]').first().click();
  await expect(page.getByText('已放进议程')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);

  await page.goto(ext.url('sidepanel', `/study/list/${month}`));
  await page.locator('[data-action="list-to-general"]').click();
  await page.waitForURL(/#\/life\/new/);
  await expect(page.getByLabel('议程第 1 条')).toHaveValue(/^学习：/);
});
