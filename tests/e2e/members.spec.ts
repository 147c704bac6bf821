import type { Download, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { axeViolations, expect, test } from './support/extension';

const dialog = (page: Page) => page.locator('dialog[open]');
const press = (page: Page, action: string) => page.locator(`[data-action="${action}"]`).first().click();
const saved = async (page: Page, action: string): Promise<Download> => {
  const waiting = page.waitForEvent('download');
  await press(page, action);
  return waiting;
};
const bytesOf = async (download: Download): Promise<Uint8Array> =>
  new Uint8Array(readFileSync(await download.path()));

test('an applicant goes through the first steps and a post changes hands: nothing moves by itself, the registers have both', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/branch/development');
  await press(page, 'case-start');
  await press(page, 'case-start-save');
  await expect(dialog(page).getByRole('alert')).toContainText('E130');
  await dialog(page).getByRole('combobox').fill('示例·新苗');
  await dialog(page).getByLabel('入党申请书落款日期').fill('2026-06-01');
  await press(page, 'case-start-save');
  await expect(page.getByRole('heading', { name: /示例·新苗/ })).toBeVisible();

  // The talk is overdue, and says so with its source and how sure that is.
  await expect(page.locator('[data-findings]')).toContainText('期限是 2026-07-01');
  await page.locator('[data-findings]').getByText('依据').first().click();
  await expect(page.locator('[data-findings]')).toContainText('转引');
  expect(await axeViolations(page)).toEqual([]);

  await page.getByRole('button', { name: /推荐和确定入党积极分子/ }).click();
  await dialog(page).getByLabel('日期', { exact: true }).fill('2026-08-10');
  await dialog(page)
    .locator('input[type="file"]')
    .setInputFiles({ name: '推荐.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 示例') });
  await expect(dialog(page)).toContainText('已附 1 个文件');
  await press(page, 'step-save');
  await expect(page.getByText(/缺材料：.*研究记录/)).toBeVisible();
  await expect(page.getByText('缺项').first()).toBeVisible();

  // Nothing moved by itself.
  await expect(page.locator('select[name="stage"]')).toHaveValue('apply');
  await press(page, 'offer-category');
  await expect(page.getByText('示例·新苗 已改为入党积极分子')).toBeVisible();
  await press(page, 'offer-stage');
  await expect(page.locator('select[name="stage"]')).toHaveValue('activist');

  await page.goto(ext.url('sidepanel', '/branch/development'));
  await press(page, 'register-development');
  const sheet = unzipSync(await bytesOf(await saved(page, 'export-register')));
  const text = Object.values(sheet)
    .map((part) => new TextDecoder().decode(part))
    .join();
  // 46244 is 10 August 2026, as a spreadsheet counts.
  const lacking = ['示例·新苗', '<v>46244</v>', '黎明川'].filter((word) => !text.includes(word));
  expect(lacking).toEqual([]);

  await page.goto(ext.url('sidepanel', '/branch/terms'));
  await page.getByRole('button', { name: /党支部书记 陈立夏/ }).click();
  await dialog(page).getByLabel('任职止').fill('2020-01-01');
  await press(page, 'term-save');
  await expect(dialog(page).getByRole('alert')).toContainText('E141');
  await dialog(page).getByLabel('任职止').fill('');
  await dialog(page).getByRole('button', { name: '关闭' }).click();

  await page.goto(ext.url('sidepanel', '/branch/roster'));
  await page.getByRole('link', { name: /陈立夏/ }).click();
  await press(page, 'member-edit');
  await page.getByRole('button', { name: '党支部书记' }).click();
  await expect(page.getByLabel('党支部书记 任职至')).not.toHaveValue('');
  await press(page, 'member-save');
  await expect(page.getByText('陈立夏 已保存')).toBeVisible();
  await page.goto(ext.url('sidepanel', '/branch/terms'));
  const gone = page.locator('section', { hasText: '本届内卸任' });
  await expect(gone.getByText('党支部书记 陈立夏')).toBeVisible();
  const counts = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const terms = await ledger.list('post');
    ledger.close();
    return terms.filter(({ fields }) => fields.post === 'secretary').map(({ fields }) => Boolean(fields.to));
  });
  expect(counts.sort()).toEqual([true, true]);
});

test('a mobile member and a person’s data: a contact in one tap, a sealed slip taken in once, a copy, and an erasure that leaves nothing', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/branch/floating');
  await expect(page.getByText('47 天没有联系')).toBeVisible();
  await page.getByRole('button', { name: '今天联系了 方舟' }).click();
  await expect(page.getByText('47 天没有联系')).toBeHidden();

  await page.getByRole('button', { name: '段小川 的联系单' }).click();
  await dialog(page).locator('input[name="slip-passphrase"]').fill('骑手平安回家2026');
  await dialog(page).locator('input[name="slip-again"]').fill('骑手平安回家2026');
  const slip = await saved(page, 'slip-save');
  expect(slip.suggestedFilename()).toMatch(/段小川.*\.slip\.age$/);
  const file = { name: 'a.slip.age', mimeType: '', buffer: Buffer.from(await bytesOf(slip)) };
  await expect(dialog(page)).toHaveCount(0);

  await page.getByRole('radio', { name: /流入/ }).check({ force: true });
  const open = async (buffer: Buffer, passphrase: string) => {
    await dialog(page)
      .locator('input[type="file"]')
      .setInputFiles({ ...file, buffer });
    await dialog(page).locator('input[name="slip-passphrase"]').fill(passphrase);
    await press(page, 'slip-read');
  };
  await press(page, 'slip-open');
  await open(file.buffer, '记错的口令一二三');
  await expect(dialog(page).getByRole('alert')).toContainText('E151');
  await open(file.buffer.subarray(0, file.buffer.length - 30), '骑手平安回家2026');
  await expect(dialog(page).getByRole('alert')).toContainText('E152');
  await open(file.buffer, '骑手平安回家2026');
  await expect(page.locator('[data-slip-preview]')).toContainText('段小川');
  await press(page, 'slip-take');
  await expect(page.getByText('段小川 已登记为流入党员')).toBeVisible();
  await press(page, 'slip-open');
  await open(file.buffer, '骑手平安回家2026');
  await expect(page.locator('[data-action="slip-take"]')).toBeDisabled();
  await dialog(page).getByRole('button', { name: '关闭' }).click();

  await page.goto(ext.url('sidepanel', '/branch/roster'));
  await page.getByRole('link', { name: /马骁/ }).click();
  await press(page, 'member-edit');
  await page.getByLabel('手机号码').fill('13912345678');
  await press(page, 'member-save');
  await page.getByRole('link', { name: /个人信息/ }).click();
  expect(await axeViolations(page)).toEqual([]);
  const parts = unzipSync(await bytesOf(await saved(page, 'person-export')));
  expect(new TextDecoder().decode(parts['person.json'])).toContain('13912345678');

  await press(page, 'person-erase');
  await dialog(page).getByLabel('手机号码').check();
  await press(page, 'erase-do');
  await page.getByRole('button', { name: '永久删除' }).last().click();
  await expect(page.getByText(/清除了历史里的 \d+ 个值/)).toBeVisible();
  await expect(page.getByText(/删除 1 项/)).toBeVisible();
  const left = await ext.inLedger(page, async ({ dumpRaw, DATABASES }) =>
    (await (await dumpRaw(DATABASES.sample)).text()).includes('13912345678'),
  );
  expect(left).toBe(false);
});
