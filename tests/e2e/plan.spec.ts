import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { axeViolations, expect, settle, test } from './support/extension';

const cell = (page: Page, name: string, month: number) =>
  page.getByRole('button', { name: new RegExp(`^${month} 月 ${name}：`) });

test('next year is laid out, an item is moved off a holiday, exported and started', async ({ ext }) => {
  const page = await ext.openSampleBranch();
  const year = Number(await page.evaluate(() => new Date().getFullYear())) + 1;
  await page.goto(ext.url('sidepanel', `/plan?year=${year}`));
  await settle(page);
  await page.locator('[data-action="plan-fill"]').click();
  await expect(page.locator('dialog[open]')).toContainText(/主题党日 12 次/);
  await page.locator('[data-action="plan-fill-do"]').click();
  await expect(page.getByText(/已加入 \d+ 项/)).toBeVisible();
  await expect(cell(page, '主题党日', 5)).toHaveAttribute('data-state', 'planned');
  expect(await axeViolations(page)).toEqual([]);

  // Filling up again finds nothing to add.
  await page.locator('[data-action="plan-fill"]').click();
  await expect(page.locator('dialog[open]')).toContainText('没有要补的');
  await page.locator('dialog[open]').getByRole('button', { name: '取消' }).click();

  // By keyboard: one stop, arrows move, Enter opens the month.
  await cell(page, '主题党日', 4).focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, '主题党日', 5)).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog[open]');
  await dialog.getByRole('link', { name: '主题党日' }).first().click();
  await page.locator('[name="plan-on"]').fill(`${year}-05-01`);
  await expect(page.getByRole('note').filter({ hasText: '劳动节放假' })).toBeVisible();
  await page.locator('[data-action="plan-next-workday"]').click();
  await expect(page.locator('[name="plan-on"]')).not.toHaveValue(`${year}-05-01`);
  const moved = await page.locator('[name="plan-on"]').inputValue();
  await page.getByLabel('主题（选填）').fill('示例：劳动者之歌');
  await page.locator('[data-action="plan-save"]').click();
  await page.waitForURL(/#\/plan\?/);
  await expect(page.locator('main')).toContainText('示例：劳动者之歌');

  const download = page.waitForEvent('download');
  await page.locator('[data-action="plan-ics"]').click();
  const file = await (await download).path();
  const text = await readFile(file, 'utf8');
  expect(text).toContain(`DTSTART;VALUE=DATE:${moved.replaceAll('-', '')}\r\n`);
  expect(text).toMatch(/^UID:[0-9a-f-]{36}@branch-sidebook\r$/m);
  expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);

  await page.getByRole('link', { name: /示例：劳动者之歌/ }).click();
  await page.locator('[data-action="plan-start"]').click();
  await expect(page.getByLabel(/^日期/)).toHaveValue(moved);
  await expect(page.getByRole('button', { name: '主题党日', pressed: true })).toBeVisible();
  await page.locator('[data-action="save-meeting"]').click();
  await page.waitForURL(/#\/life\/meeting\//);
  const linked = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const items = await ledger.list('planItem');
    const item = items.find(({ fields }) => fields.title === '示例：劳动者之歌');
    ledger.close();
    return item?.fields.meeting;
  });
  expect(page.url()).toContain(linked ?? 'no link');
});

test('steps before the election are ticked off, moved and taken back; 今日 shows what is near', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/today');
  await expect(page.getByRole('heading', { name: '计划与期限' })).toBeVisible();
  await page.goto(ext.url('sidepanel', '/deadlines'));
  await settle(page);
  const reply = page.locator('[data-step="election.reply"]');
  await expect(reply).toContainText(/过了 \d+ 天/);
  await expect(page.locator('main')).toContainText('已办 2 / 8');
  await reply.getByRole('checkbox').check();
  await expect(page.locator('main')).toContainText('已办 3 / 8');
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('main')).toContainText('已办 2 / 8');

  const meeting = page.locator('[data-step="election.meeting"]');
  await meeting.getByRole('button', { name: '依据与改期' }).click();
  await expect(meeting).toContainText('《中国共产党基层组织选举工作条例》 第三条');
  await expect(page.locator('[data-step="election.request"]')).toContainText('通行做法');
  expect(await axeViolations(page)).toEqual([]);

  const screens = ['/plan', '/plan/item/new?types=themeDay', '/deadlines'];
  for (const size of [
    { width: 320, height: 700 },
    { width: 1280, height: 900 },
  ]) {
    await page.setViewportSize(size);
    for (const screen of screens) {
      await page.goto(ext.url('sidepanel', screen));
      await settle(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(`${screen} ${overflow}`).toBe(`${screen} 0`);
      expect(await axeViolations(page)).toEqual([]);
    }
  }
});
