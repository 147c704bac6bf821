import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { readXlsx } from 'hucre/xlsx';
import { unzipSync } from 'fflate';
import { settle } from '../../scripts/lib/screens.mjs';
import { launchExtension } from '../../scripts/lib/extension.mjs';
import { type Frame, startFrame } from './support/frame';

let frame: Frame;
test.beforeEach(async () => {
  frame = await startFrame();
});
test.afterEach(async () => {
  await frame.close();
});

const ROSTER = fileURLToPath(new URL('../fixtures/roster/roster.xlsx', import.meta.url));
const act = (page: Page, action: string) => page.locator(`[data-action="${action}"]`).first().click();

async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: new Uint8Array(readFileSync(await download.path())) };
}

test('one entry, used everywhere: page, agenda, record, register, my items, evidence, files, backup and back', async () => {
  const { running } = frame;
  const page = await running.context.newPage();
  await page.setViewportSize({ width: 380, height: 820 });
  const go = async (route: string) => {
    await page.goto(running.url(`sidepanel.html#${route}`));
    await settle(page);
  };

  // First run.
  await go('/today');
  await page.getByLabel('支部名称').fill('示例物流第一党支部');
  await page.getByLabel('所在企业').fill('示例物流有限公司');
  await page.getByLabel('我的姓名').fill('示例书记');
  await page.getByLabel('我担任支部书记').check();
  await act(page, 'create-branch');
  await expect(page.getByRole('heading', { name: '本周要办' })).toBeVisible();

  // Roster from a spreadsheet, one commit.
  await go('/branch/roster/import');
  await page.locator('input[type="file"]').setInputFiles(ROSTER);
  await act(page, 'roster-plan');
  await act(page, 'roster-apply');
  await settle(page);
  await go('/branch/roster');
  const people = await page.evaluate(() => document.querySelector('main')?.textContent ?? '');
  expect(people).toContain('示例书记');

  // The page being read, clipped by the toolbar's popup.
  await frame.page.goto(frame.web('/article.html'));
  const popup = await frame.clickToolbar();
  await popup.click('[data-action="clip"]');
  expect(await popup.until('Boolean(document.querySelector(\'[data-action="open-clip"]\'))')).toBe(true);
  await page.bringToFront();
  await go('/study');
  await page.getByRole('link', { name: /把站点的灯多亮一小时/ }).click();
  await expect(page.getByText('示例日报 · 2026-11-18 09:46')).toBeVisible();
  await page.getByLabel('笔记').fill('放到主题党日讨论');
  await act(page, 'save-note');

  // It becomes the agenda of an activity in one click.
  await act(page, 'new-meeting-with-clip');
  await expect
    .poll(() =>
      page
        .locator('main')
        .locator('input, textarea')
        .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value)),
    )
    .toContainEqual(expect.stringContaining('把站点的灯多亮一小时'));
  await page.getByLabel('开始').fill('00:05');
  await page.getByLabel('结束').fill('01:35');
  await page.getByLabel('地点').fill('三号会议室');
  await act(page, 'all-present');
  await page.getByLabel('会议记录').fill('大家讨论了休息点的开放时间。');
  await act(page, 'save-meeting');
  await page.waitForURL(/#\/life\/meeting\//, { timeout: 60_000 });
  await settle(page);
  await expect(page.locator('main')).toContainText('把站点的灯多亮一小时');
  await expect(page.locator('main')).toContainText('发生于');
  await expect(page.locator('main')).toContainText('记录于');
  const meetingAddress = page.url();

  // The same activity as a Word file.
  const word = await saved(page, () => act(page, 'export-docx'));
  const parts = unzipSync(word.bytes);
  const text = new TextDecoder().decode(parts['word/document.xml']);
  expect(text).toContain('把站点的灯多亮一小时');
  expect(text).toContain('记录人');
  expect(text).toContain('w:eastAsia=');

  // In the register, and as an Excel file.
  await go('/register?view=meetings');
  await expect(page.locator('main')).toContainText('三号会议室');
  const sheet = await saved(page, () => act(page, 'export-register'));
  expect(sheet.name).toMatch(/\.xlsx$/);
  const workbook = await readXlsx(sheet.bytes);
  const cells = workbook.sheets.flatMap(({ rows }) => rows.flat().map(String)).join('\n');
  expect(cells).toContain('三号会议室');
  expect(cells).toContain('主题党日');

  // In my items and hours.
  await go('/me');
  await expect(page.locator('main')).toContainText('今年参加的活动');
  await expect(page.locator('main')).toContainText('主题党日');
  await expect(page.locator('main')).not.toContainText('集中学习 0 /');

  // As evidence of a governance item that it proves.
  await go('/governance/E6');
  await act(page, 'attach-evidence');
  await expect(page.locator('main')).toContainText('主题党日');
  await page.goto(meetingAddress);
  await settle(page);
  await expect(page.locator('main')).toContainText('E6');

  // Everything out under a passphrase, and back into a browser that has nothing.
  await go('/settings/data');
  await page.locator('input[name="passphrase"]').fill('三只松鼠 上山 采蘑菇');
  await page.locator('input[name="passphrase-again"]').fill('三只松鼠 上山 采蘑菇');
  const backup = await saved(page, () => act(page, 'encrypted-backup'));
  expect(new TextDecoder().decode(backup.bytes.subarray(0, 22))).toBe('age-encryption.org/v1\n');

  const fresh = await launchExtension({});
  try {
    const other = await fresh.context.newPage();
    await other.goto(fresh.url('sidepanel.html'));
    await act(other, 'first-restore');
    const file = {
      name: backup.name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(backup.bytes),
    };
    await other.locator('input[type="file"]').setInputFiles(file);
    await other.locator('input[name="restore-passphrase"]').fill('wrong passphrase');
    await other.keyboard.press('Enter');
    await expect(other.getByText(/E5\d\d/)).toBeVisible({ timeout: 60_000 });
    await other.locator('input[name="restore-passphrase"]').fill('三只松鼠 上山 采蘑菇');
    await other.keyboard.press('Enter');
    await other.locator('[data-action="apply-restore"]').click({ timeout: 60_000 });
    await expect(other.getByText('示例物流第一党支部')).toBeVisible({ timeout: 60_000 });
    await other.goto(fresh.url('sidepanel.html#/register?view=meetings'));
    await settle(other);
    await expect(other.locator('main')).toContainText('三号会议室');
  } finally {
    await fresh.close();
  }
});
