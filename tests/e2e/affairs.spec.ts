import { axeViolations, expect, settle, test } from './support/extension';

test('a request: raised by a member, routed, answered, closed by the asker’s word, and offered as evidence', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/me');
  await page.locator('[data-action="my-request"]').click();
  await settle(page);
  await page.getByLabel('事项').fill('建议增加夜间充电位');
  await page.locator('[data-action="save-request"]').click();
  await page.waitForURL(/#\/requests\/(?!new)/);
  await settle(page);
  await page.locator('[data-action="route-request"]').click();
  await page.getByLabel('具体部门').fill('行政部');
  await page.locator('[data-action="save-step"]').click();
  await page.locator('[data-action="answer-request"]').click();
  await page.getByRole('dialog').getByLabel('答复', { exact: true }).fill('下月加装六个');
  await page.locator('[data-action="save-step"]').click();
  await page.locator('[data-action="close-request"]').click();
  // Without the asker's word nothing is closed.
  await page.locator('[data-action="save-step"]').click();
  await expect(page.getByRole('dialog').getByText('E837')).toBeVisible();
  await page.getByRole('dialog').getByLabel('提出人的确认').fill('已经装好了');
  await page.locator('[data-action="save-step"]').click();
  await expect(page.getByText('企业部门 · 行政部')).toBeVisible();
  const proves = page.locator('section').filter({ has: page.getByRole('heading', { name: '可作为证据' }) });
  await expect(proves).toContainText('G7');
  await expect(proves).toContainText('D5');
  expect(await axeViolations(page)).toEqual([]);
  await page.goto(ext.url('sidepanel', '/me'));
  await settle(page);
  await expect(page.locator('main')).toContainText('建议增加夜间充电位');

  // Found by the initials of who asked; the chip counts what it shows.
  await page.goto(ext.url('sidepanel', '/requests'));
  await settle(page);
  await page.getByRole('button', { name: /^已办结 2$/ }).click();
  await expect(page.locator('main').getByRole('link', { name: /建议增加夜间充电位/ })).toBeVisible();
  await expect(page.locator('main').getByRole('link', { name: /夜班后没有地方休息/ })).toHaveCount(0);

  // Many at once, from a chat.
  await page.goto(ext.url('sidepanel', '/new/others?what=request'));
  await settle(page);
  await page
    .getByLabel('诉求名单')
    .fill('周一鸣 1月5日 站点没有热水\n城东站骑手：夜里没有地方休息\n李某某：门口太黑');
  await expect(page.getByText('将登记 2 条诉求')).toBeVisible();
  await expect(page.getByText(/姓名不会记下：李某某/)).toBeVisible();
  await page.locator('[data-action="enter-others"]').click();
  await page.waitForURL(/#\/requests$/);
  await expect(page.getByText('登记了 2 条诉求')).toBeVisible();
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('main').getByRole('link', { name: /站点没有热水/ })).toHaveCount(1);
});

test('整改台账 gathers meeting, check and checklist; a finding is entered, done with its proof, and counted', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/rectifications');
  const main = page.locator('main');
  await expect(main).toContainText('治理清单 D2');
  await expect(main).toContainText('上级党建检查');
  await page.locator('[data-action="add-rectification"]').first().click();
  await page.getByLabel('存在问题').fill('台账没有签字');
  await page.locator('[data-action="save-rectification"]').click();
  await expect(page.getByRole('dialog').getByText('E840')).toBeVisible();
  await page.getByLabel('哪次检查').fill('示例街道检查');
  await page.locator('[data-action="save-rectification"]').click();
  await expect(main).toContainText('示例街道检查');
  const chip = page.getByRole('button', { name: /^待回头看 \d+$/ });
  const before = Number((await chip.textContent())?.match(/\d+/)?.[0]);
  await page.getByLabel('找问题、措施、人名').fill('台账没有签字');
  await page.locator('[data-action="close-rectification"]').click();
  await page.getByLabel('佐证材料').fill('已签字的台账，档案柜');
  await page.locator('[data-action="settle-rectification"]').click();
  await expect(main).toContainText('佐证：已签字的台账，档案柜');
  await expect(chip).toHaveText(`待回头看 ${before + 1}`);
});

test('awards for everybody, penalties for the secretary; a summary begun from the ledger and adopted at a meeting', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch('/honours');
  const main = page.locator('main');
  await expect(main).toContainText('先进基层党组织');
  await page.getByRole('button', { name: /^处分处理 1$/ }).click();
  await expect(main.getByRole('link', { name: /照处分决定原文填写/ })).toBeVisible();

  // The first text has the numbers of the list beside it; choosing the meeting says who adopted it when.
  await page.goto(ext.url('sidepanel', '/summary'));
  await settle(page);
  const awards = main.getByRole('link', { name: '获表彰奖励' });
  await expect(awards.locator('xpath=ancestor::div[contains(@class,"items-start")][1]')).toContainText(
    '2 件',
  );
  await page.locator('[data-action="write-summary"]').click();
  await expect(page.getByLabel('总结正文')).toHaveValue(/获表彰奖励 2 件/);
  await page.getByLabel('哪次会议').selectOption({ index: 1 });
  await expect(page.getByLabel('由谁通过')).not.toHaveValue('');
  await page.locator('[data-action="save-summary"]').click();
  await expect(main).toContainText('已通过');
  await page.goto(ext.url('sidepanel', '/papers/handbook'));
  await settle(page);
  const chapter = main.locator('div.flex', { hasText: /^年度总结/ }).last();
  await expect(chapter).toBeVisible();
  await expect(chapter).not.toContainText('缺项');

  // Who is not the secretary sees no penalty, neither in the list nor under its address.
  const penalty = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const found = await ledger.linked('honour:penalty', 'honour');
    const me = await ledger.meta('me');
    await ledger.setMeta('me', { member: me?.member ?? '', role: 'member' });
    ledger.close();
    return found[0]?.id;
  });
  await page.goto(ext.url('sidepanel', '/today'));
  await page.reload();
  await settle(page);
  for (const route of ['/honours', `/honours/${penalty}`]) {
    await page.goto(ext.url('sidepanel', route));
    await settle(page);
    await expect(main).not.toContainText('照处分决定原文填写');
  }
});
