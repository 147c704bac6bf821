import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync, zipSync, strToU8 } from 'fflate';
import { axeViolations, expect, test } from './support/extension';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const OPEN = 'http://schemas.openxmlformats.org';

const STATISTICS = [
  ['三会一课开展情况统计表', '', '', '', ''],
  ['党支部名称', '', '填表人', '', ''],
  ['序号', '日期', '会议类型', '主题', '实到'],
  ['', '', '', '', ''],
  ['', '', '', '', ''],
  ['领导签字', '', '', '', ''],
];
const ONE_ACTIVITY = [
  ['主题党日活动记录表', '', '', '', ''],
  ['地点', '', '主持人', '', ''],
];

/** A sheet of a superior organisation: title, labels, and a list of the activities of a quarter with two lines. */
function form(lines: readonly (readonly string[])[] = STATISTICS): Buffer {
  const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const row = (number: number, ...texts: string[]) =>
    `<row r="${number}" ht="22" customHeight="1">${texts.map((text, at) => (text ? cell(`${'ABCDE'[at]}${number}`, text) : `<c r="${'ABCDE'[at]}${number}" s="1"/>`)).join('')}</row>`;
  const sheet = lines.map((texts, index) => row(index + 1, ...texts)).join('');
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${OPEN}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${OPEN}/package/2006/relationships"><Relationship Id="rId1" Type="${OPEN}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${OPEN}/spreadsheetml/2006/main" xmlns:r="${OPEN}/officeDocument/2006/relationships"><sheets><sheet name="统计" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${OPEN}/package/2006/relationships"><Relationship Id="rId1" Type="${OPEN}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OPEN}/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${OPEN}/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf applyAlignment="1"><alignment wrapText="1"/></xf></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${OPEN}/spreadsheetml/2006/main"><cols><col min="1" max="5" width="18" customWidth="1"/></cols><sheetData>${sheet}</sheetData><mergeCells count="2"><mergeCell ref="A1:E1"/><mergeCell ref="A6:E6"/></mergeCells><pageSetup paperSize="9" orientation="landscape"/></worksheet>`,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(XML + text)]))),
  );
}

async function saved(page: Page, action: string): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`[data-action="${action}"]`).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: new Uint8Array(await readFile(await download.path())) };
}

test("a superior's sheet is recognised, corrected by a press on a cell, and filled for a year", async ({
  ext,
}) => {
  const panel = await ext.openSampleBranch();
  await panel.close();
  const page = await ext.openWorkbench('/register');
  await page.getByRole('link', { name: /填上级模板/ }).click();
  await page.setInputFiles('input[type=file]', {
    name: '坏文件.xlsx',
    mimeType: '',
    buffer: Buffer.from('x'),
  });
  await expect(page.getByRole('alert')).toContainText('E660');
  await page.setInputFiles('input[type=file]', { name: '季度统计表.xlsx', mimeType: '', buffer: form() });

  await expect(page.locator('[data-place="s0!B2"]')).toContainText('党支部名称');
  await expect(page.locator('[data-place="s0!D4"]')).toContainText('名称（主题）');
  await page.locator('[data-place="s0!E4"]').click();
  await page.locator('[data-field="meetings.place"]').click();
  await expect(page.locator('[data-place="s0!E4"]')).toContainText('地点');
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="template-save"]').click();

  await page.getByRole('combobox', { name: '期间' }).selectOption({ index: 0 });
  await expect(page.getByText('将填入')).toBeVisible();
  const { name, bytes } = await saved(page, 'template-fill');
  expect(name).toMatch(/_示例出行第三党支部_季度统计表\.xlsx$/);
  const book = read(bytes);
  const rows = utils.sheet_to_json<unknown[]>(book.Sheets['统计'] ?? {}, { header: 1 });
  const signed = rows.findIndex((row) => row[0] === '领导签字');
  expect(signed).toBeGreaterThan(12);
  expect(rows[1]?.[1]).toBe('示例出行第三党支部');
  expect(rows.slice(3, signed).every((row, index) => row[0] === index + 1 && row[4])).toBe(true);
  const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  expect(sheet).toContain(`<mergeCell ref="A${signed + 1}:E${signed + 1}"/>`);
  expect(sheet).toContain('orientation="landscape"');
});

test('a form that is bound for a type is filled from the page of an activity by one press', async ({
  ext,
}) => {
  const panel = await ext.openSampleBranch();
  await panel.close();
  const page = await ext.openWorkbench('/papers/templates');
  await page.setInputFiles('input[type=file]', {
    name: '主题党日活动记录表.xlsx',
    mimeType: '',
    buffer: form(ONE_ACTIVITY),
  });
  await expect(page.getByRole('button', { name: '主题党日', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="template-save"]').click();
  await expect(page.getByLabel('哪一次活动')).toBeVisible();
  const found = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const held = await ledger.list('meeting', { to: new Date().toISOString().slice(0, 10) });
    ledger.close();
    const of = (type: string) => held.findLast(({ fields }) => type in fields.types && fields.place);
    return { theme: of('themeDay'), other: held.findLast(({ fields }) => !('themeDay' in fields.types))?.id };
  });

  await page.goto(ext.url('workbench', `/life/meeting/${found.theme?.id}`));
  await expect(page.getByRole('heading', { name: '用上级表格填' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  const { name, bytes } = await saved(page, 'form-fill"][aria-label$="主题党日活动记录表');
  expect(name).toContain('_示例出行第三党支部_主题党日活动记录表_');
  const rows = utils.sheet_to_json<string[]>(read(bytes).Sheets['统计'] ?? {}, { header: 1 });
  expect(rows[1]?.[1]).toContain(found.theme?.fields.place);
  expect(rows[1]?.[3]).toBeTruthy();

  await page.goto(ext.url('workbench', `/life/meeting/${found.other}`));
  await expect(page.getByRole('heading', { name: '通知与报送' })).toBeVisible();
  await expect(page.getByRole('button', { name: '填好下载：主题党日活动记录表' })).toHaveCount(0);
});

test('handbook, inspection folder, and a roster that was edited in a spreadsheet', async ({ ext }) => {
  const panel = await ext.openSampleBranch();
  await panel.close();
  const page = await ext.openWorkbench('/papers/handbook');
  const worker = page.waitForEvent('worker');
  const handbook = await saved(page, 'handbook-make');
  await worker;
  expect(handbook.name).toMatch(/^支部工作手册_示例出行第三党支部_\d{4}\.docx$/);
  const xml = strFromU8(unzipSync(handbook.bytes)['word/document.xml'] ?? new Uint8Array());
  for (const words of ['目录', '党员名册', '缺项：账本里没有', 'PAGEREF']) expect(xml).toContain(words);

  await page.goto(ext.url('workbench', '/papers/inspection'));
  await expect(page.getByRole('heading', { name: '缺项清单' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('combobox', { name: '期间' }).selectOption({ index: 1 });
  const folder = await saved(page, 'inspection-make');
  const parts = Object.keys(unzipSync(folder.bytes));
  for (const part of ['manifest.json', 'SHA256SUMS.txt', '目录.html', '缺项清单.xlsx']) {
    expect(parts.some((path) => path.endsWith(`/${part}`))).toBe(true);
  }

  await page.goto(ext.url('workbench', '/register?view=roster'));
  await page.getByLabel('分组').selectOption('category');
  await expect(page.locator('th[scope="rowgroup"]').first()).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  const roster = await saved(page, 'export-register');
  const book = read(roster.bytes);
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
  const rows = utils.sheet_to_json<string[]>(sheet, { header: 1, raw: false, dateNF: 'yyyy-mm-dd' });
  const at = (rows[2] ?? []).indexOf('工作岗位');
  const person = rows[3]?.[0] ?? '';
  if (rows[3]) rows[3][at] = '夜班调度';
  const csv = rows
    .map((row) => Array.from(row, (cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(','))
    .join('\r\n');
  await page.goto(ext.url('workbench', '/papers/reimport'));
  await page.setInputFiles('input[type=file]', {
    name: '名册.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeff${csv}`),
  });
  await expect(page.getByText(`${person} · 工作岗位`)).toBeVisible();
  await expect(page.getByRole('checkbox')).toHaveCount(1);
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="reimport-apply"]').click();
  await expect(page.getByText('已写回 1 处')).toBeVisible();
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.getByText('已撤销')).toBeVisible();
});
