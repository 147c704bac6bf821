import { axeViolations, expect, settle, test } from './support/extension';

const TEXT = `示例出行有限公司章程（第三版）
第二章 党的组织
第八条 公司根据中国共产党章程的规定，设立党的组织，开展党的活动。
第九条 党组织引导和监督公司遵守法律法规，团结凝聚职工群众，维护各方合法权益，促进公司健康发展。
第十条 公司为党组织的活动提供必要条件，活动场所、时间和人员由公司安排。
第三章 股东会
第十二条 股东会由全体股东组成。`;

test('党建入章程 and 参与决策: a text becomes clauses, versions are compared, a matter heard too late is named, and both are evidence', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch();
  const main = page.locator('main');
  await page.goto(ext.url('sidepanel', '/governance/charter/new'));
  await page.getByLabel('贴章程文字').fill(TEXT);
  await page.locator('[data-action="split-text"]').click();
  // Shown before anything is kept; what does not speak of the Party organisation is left out at first.
  await expect(page.locator('[data-preview]')).toHaveCount(4);
  await expect(page.locator('[data-preview="第十二条"] input')).not.toBeChecked();
  await page.locator('[data-action="take-clauses"]').click();
  await expect(page.getByLabel('版本', { exact: true })).toHaveValue('示例出行有限公司章程（第三版）');
  await expect(page.locator('[data-clause]')).toHaveCount(3);
  await page.locator('[data-action="save-charter"]').click();
  await expect(page.locator('[data-element="conditions"]')).toContainText('第十条');
  // Its basis names an article of a law, and no clause of this text.
  await expect(page.locator('[data-element="funds"]')).not.toContainText(/第[八九十]条/);
  await expect(main).toContainText('没有附原件');
  await page.getByLabel('与另一版本比较').selectOption({ label: '示例章程 修订版' });
  await expect(page.locator('[data-change="removed"]')).toHaveCount(2);
  await expect(page.locator('[data-change="changed"] ins').first()).toContainText('人员');
  await expect(main).toContainText('不再写到：');
  expect(await axeViolations(page)).toEqual([]);

  await page.goto(ext.url('sidepanel', '/governance/matters'));
  await settle(page);
  await expect(page.locator('[data-figure="before"]')).toContainText('2/4');
  await page.locator('[data-figure="late"]').click();
  await expect(page.locator('[data-problems]')).toHaveCount(1);
  await page.locator('[data-action="add-matter"]').click();
  await page.getByLabel('事项', { exact: true }).fill('示例骑手保险方案');
  await page.getByLabel('属于哪条议事清单').selectOption({ index: 1 });
  await page.getByLabel('研究会议').selectOption({ index: 2 });
  // The meeting brings its day along.
  await expect(page.getByLabel('意见日期')).not.toHaveValue('');
  await page.getByLabel('党组织意见', { exact: true }).fill('示例意见');
  await page.getByLabel('决策日期').fill('2020-01-02');
  await expect(page.locator('[data-heard="late"]')).toBeVisible();
  await page.locator('[data-action="save-matter"]').click();
  await expect(page.locator('[data-figure="late"]')).toContainText('2');
  await page.goto(ext.url('sidepanel', '/register?view=matters'));
  await expect(main).toContainText('年度派单规则调整');
  await page.goto(ext.url('sidepanel', '/governance/A1'));
  await expect(main).toContainText('示例章程 修订版');
});
