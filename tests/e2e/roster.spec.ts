import type { Page } from '@playwright/test';
import { axeViolations, expect, settle, test } from './support/extension';

const FIXTURES = 'tests/fixtures/roster';
const choose = (page: Page, file: string) =>
  page.locator('input[type="file"]').setInputFiles(`${FIXTURES}/${file}`);
const apply = (page: Page) => page.locator('[data-action="roster-apply"]').click();

/** Names on the roster of the sample branch, as the ledger has them. */
const names = (
  ext: { inLedger: typeof import('./support/extension').Extension.prototype.inLedger },
  page: Page,
) =>
  ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const members = await ledger.list('member');
    ledger.close();
    return members.map(({ fields }) => fields.name).sort();
  });

test('a workbook is read in the worker, planned, written in one commit and undone by one click', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/branch/roster/import');
  const before = await names(ext, page);

  await choose(page, 'letter.doc');
  await expect(page.getByRole('alert')).toContainText('E213');

  await choose(page, 'roster.xls');
  await expect(page.getByText('已猜好，请核对')).toBeVisible();
  await expect(page.getByLabel('“姓名”导入为')).toHaveValue('name');
  await expect(page.getByLabel('“公民身份证号码”导入为')).toHaveValue('skip');
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="roster-plan"]').click();
  await expect(page.getByText('将新建党小组：第一党小组、第二党小组')).toBeVisible();
  // 陈立夏 and 何小满 of the file were born on other days than those of the roster.
  await expect(page.getByText('名册里另有同名的人').first()).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await apply(page);
  await page.waitForURL(/#\/branch\/roster$/);
  expect(await names(ext, page)).toHaveLength(before.length + 3);

  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.getByText('已撤销')).toBeVisible();
  expect(await names(ext, page)).toEqual(before);
});

test('pasted rows with doubtful dates wait for a person, and a second import changes nothing', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/branch/roster/import');
  const rows =
    '姓名\t人员类别\t出生日期\t入党日期\n示例甲\t正式党员\t1990.5\t2021.2.30\n示例乙\t预备党员\t2001-05\t2026年5月\n示例丙\t群众\t\t\n';
  const paste = async () => {
    await page.getByLabel('或者从表格里复制，粘贴到这里').fill(rows);
    await page.locator('[data-action="roster-paste"]').click();
    await page.locator('[data-action="roster-plan"]').click();
  };
  await paste();
  await page.getByRole('radio', { name: '跳过 2' }).check({ force: true });
  await expect(page.getByText('入党日期没有这一天：2021.2.30')).toBeVisible();
  await expect(page.getByText('人员类别不认识：群众')).toBeVisible();
  await page.getByRole('button', { name: '仍然新增' }).click();
  await expect(page.getByRole('radio', { name: '新增 2' })).toBeAttached();
  await apply(page);
  await page.waitForURL(/#\/branch\/roster$/);

  await page.getByLabel('查找').fill('slx');
  await expect(page.locator('main')).not.toContainText('示例乙');
  for (const pinyin of ['sly', 'shily']) {
    await page.getByLabel('查找').fill(pinyin);
    await expect(page.getByRole('link', { name: /示例乙/ })).toBeVisible();
  }

  await page.goto(ext.url('sidepanel', '/branch/roster/import'));
  await settle(page);
  await paste();
  await expect(page.getByRole('radio', { name: '新增 0' })).toBeAttached();
  await expect(page.getByRole('radio', { name: '变动 0' })).toBeAttached();
});

test('a half-edited member survives the browser, is transferred out and back', async ({ ext }) => {
  const page = await ext.openSampleBranch('/branch/roster');
  await page.getByRole('link', { name: /马骁/ }).click();
  await page.locator('[data-action="member-edit"]').click();
  await page.getByLabel('工作岗位').fill('站点调度');
  await expect(page.getByText(/草稿已存/)).toBeVisible();
  const route = new URL(page.url()).hash.slice(1);
  await page.close();

  const again = await ext.openPanelPage(route);
  await expect(again.getByText('已恢复上次没写完的内容')).toBeVisible();
  await expect(again.getByLabel('工作岗位')).toHaveValue('站点调度');
  await again.locator('[data-action="member-save"]').click();
  await expect(again.locator('main')).toContainText('站点调度');

  await again.locator('[data-action="member-transfer-out"]').click();
  await again.locator('dialog[open]').getByRole('button', { name: '转出组织关系' }).click();
  await expect(again.getByRole('button', { name: '撤销转出' })).toBeVisible();
  await again.getByRole('button', { name: '撤销转出' }).click();
  await expect(again.locator('[data-action="member-transfer-out"]')).toBeVisible();
  await again.getByText('修改记录').click();
  await expect(again.locator('main')).toContainText('工作岗位');
});
