import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { axeViolations, expect, settle, test } from './support/extension';

const EXAMPLE = readFileSync('docs/examples/rule-pack.yaml', 'utf8');

const choose = (page: Page, text: string) =>
  page.locator('input[type="file"]').setInputFiles({
    name: '示例区规则包.yaml',
    mimeType: 'application/yaml',
    buffer: Buffer.from(text),
  });

test('a superior’s pack: refused with its line, shown as a diff, in force, seen on 今日 with its source, and taken back', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/settings/rules');
  const today = await ext.openPanelPage('/today');

  // One error: the line, what is wrong, and nothing changed.
  const broken = EXAMPLE.replace('frequency: M\n', 'frequency: monthly\n');
  const line = broken.split('\n').findIndex((row) => row.includes('monthly')) + 1;
  await choose(page, broken);
  const refusal = page.getByRole('alert');
  await expect(refusal).toContainText(`第 ${line} 行`);
  await expect(refusal).toContainText('M, Q, H, Y');
  await expect(refusal).toContainText('E554');

  await choose(page, EXAMPLE);
  const preview = page.locator('[data-part="rules-preview"]');
  await expect(preview).toContainText('示例区委组织部');
  await expect(preview).toContainText('每季度 1 次');
  await expect(preview).toContainText('每月 1 次');
  await expect(preview).toContainText('廉政教育');
  await preview.getByText('依据').first().click();
  await expect(preview).toContainText('《示例区 2026 年基层党建工作要点》 三、（二）');
  expect(await axeViolations(page)).toEqual([]);

  await page.locator('[data-action="rules-use"]').click();
  await expect(page.locator('[data-action="rules-back"]')).toBeVisible();
  await expect(page.locator('[data-rule="integrity"]')).toContainText('上级');

  // The other window follows by itself, and says whose rule it is.
  const rows = today.locator('main a').filter({ hasText: /月党课/ });
  await expect(rows.first()).toBeVisible();
  const asked = rows.first().locator('xpath=ancestor::div[contains(@class, "items-start")][1]');
  await asked.getByRole('button', { name: '依据' }).click();
  await expect(asked).toContainText('示例区基层党建规则包（示例区委组织部，2026-11-20 版）');
  await expect(asked).toContainText('《示例区 2026 年基层党建工作要点》 三、（二）');

  await page.locator('[data-action="rules-back"]').click();
  await expect(page.locator('[data-action="rules-back"]')).toHaveCount(0);
  await expect(rows).toHaveCount(0);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('[data-action="rules-back"]')).toBeVisible();
  await expect(rows.first()).toBeVisible();
});

test('the rules in force are exported, and the file reads back without a change', async ({ ext }) => {
  const page = await ext.openSampleBranch('/settings/rules');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action="rules-yaml"]').click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text).toContain('支部侧记规则包模板');
  expect(text).toContain('usualMaximum');
  await choose(page, text);
  await expect(page.locator('[data-part="rules-preview"]')).toContainText('各条规则和现在的一样');

  // The branch sets its own frequency where its rules leave it open.
  const lecture = page.locator('[data-section="cadences"] [data-rule="lecture"]');
  await lecture.locator('summary').click();
  await lecture.getByLabel('本支部频次').selectOption('M');
  await expect(lecture).toContainText('起');
  await page.goto(ext.url('sidepanel', '/settings/data'));
  await settle(page);
  await expect(page.locator('main')).toContainText('保存年限');
  await expect(page.locator('main')).toContainText('未定年限');
});

test('a superior’s checklist: from the template to the list in force; answers stay, and what went away is said', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/settings/rules');
  await page.locator('select[name="rules-which"]').selectOption('checklist');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action="rules-json"]').click(),
  ]);
  const list = JSON.parse(readFileSync(await download.path(), 'utf8'));
  list.title = '示例区治理清单';
  list.issuer = '示例区委组织部';
  list.effective = { from: '2020-01-01' };
  list.items = list.items.filter((item: { code: string }) => item.code !== 'G6');
  list.recordEvidence = list.recordEvidence.filter((rule: { item: string }) => rule.item !== 'G6');
  list.items[0].text = '章程写明党组织的设置、职责和保障';
  list.items.push({ ...list.items[0], code: 'G8x', text: '示例区增加的一条' });
  await choose(page, JSON.stringify(list, null, 2));
  await expect(page.getByRole('alert')).toContainText(/第 \d+ 行/);
  list.items.at(-1).code = 'G10';
  await choose(page, JSON.stringify(list, null, 2));
  const preview = page.locator('[data-part="rules-preview"]');
  await expect(preview).toContainText('示例区委组织部');
  await expect(preview).toContainText('1 条改动，1 条新增，1 条不再适用');
  await expect(preview).toContainText('章程写明党组织的设置、职责和保障');
  await expect(preview).toContainText('去掉的条目里有 1 条填过');
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="rules-use"]').click();
  await expect(page.locator('[data-pack="checklist"]')).toContainText('示例区治理清单');

  await page.goto(ext.url('sidepanel', '/governance?show=all'));
  await settle(page);
  await expect(page.locator('main')).toContainText('清单：示例区治理清单（示例区委组织部）');
  await expect(page.locator('main')).toContainText('示例区增加的一条');
  await page.getByRole('link', { name: /G6/ }).click();
  await expect(page.locator('main')).toContainText('这一条不在现行清单');
  await expect(page.locator('[data-item="G6"]')).toContainText('有形 符合');
  expect(await axeViolations(page)).toEqual([]);

  await page.goto(ext.url('sidepanel', '/settings/rules'));
  await page.locator('[data-action="checklist-back"]').click();
  await expect(page.locator('[data-action="checklist-back"]')).toHaveCount(0);
  // The same list as a workbook comes back as it went out; a table of somebody's own is shown before it counts.
  await page.locator('select[name="rules-which"]').selectOption('checklist');
  const [workbook] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action="rules-xlsx"]').click(),
  ]);
  await page.locator('input[type=file]').setInputFiles({
    name: '清单.xlsx',
    mimeType: 'application/octet-stream',
    buffer: readFileSync(await workbook.path()),
  });
  await expect(page.getByText('从表格读到 44 项，分 7 个部分')).toBeVisible();
  await page.locator('input[type=file]').setInputFiles({
    name: '示例集团清单.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('序号,检查内容,频次\n1,站点每月查一次用电,每月\n'),
  });
  await expect(preview).toContainText('站点每月查一次用电');
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="rules-use"]').click();
  await page.goto(ext.url('sidepanel', '/governance?show=all'));
  await settle(page);
  await expect(page.locator('main')).toContainText('清单：示例集团清单');
  await page.goto(ext.url('sidepanel', '/settings/rules'));
  await page.locator('[data-action="checklist-back"]').click();
  await expect(page.locator('[data-action="checklist-back"]')).toHaveCount(0);
  await page.goto(ext.url('sidepanel', '/governance/G6'));
  await expect(page.locator('[data-item="G6"] textarea')).toHaveCount(1);
});
