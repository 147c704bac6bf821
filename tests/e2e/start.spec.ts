import { expect, settle, test } from './support/extension';

test.use({ browserOptions: { fresh: true } });

test('the first run makes a branch whose every change names the person, and warns where the data is', async ({
  ext,
}) => {
  const page = await ext.openPanelPage();
  await expect(page.getByText('只存在这台电脑的这个浏览器里')).toBeVisible();
  await page.getByRole('button', { name: '建立支部' }).click();
  await expect(page.getByText('支部名称没有填。')).toBeVisible();
  await expect(page.getByText('E201')).toBeVisible();

  await page.getByLabel('支部名称').fill('示例物流第一党支部');
  await page.getByLabel('所在企业').fill('示例物流有限公司');
  await page.getByLabel('党小组').fill('干线、末端');
  await page.getByLabel('本届开始').fill('2025-03-01');
  await expect(page.getByLabel('本届届满')).toHaveValue('2028-02-29');
  await page.getByLabel('我的姓名').fill('示例甲');
  await page.getByLabel('我担任支部书记').check();
  await page.getByRole('button', { name: '建立支部' }).click();
  await expect(page.getByRole('heading', { name: '本周要办' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('示例物流第一党支部');
  await expect(page.getByRole('heading', { name: '没写完的' })).toHaveCount(0);

  const stored = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('own');
    const members = await ledger.list('member');
    const groups = await ledger.list('partyGroup');
    const commits = await ledger.recentCommits();
    const every = await ledger.meta('backupEveryDays');
    const drafts = await ledger.drafts.list();
    ledger.close();
    return {
      me: members.map((member) => [member.id, member.fields.name, member.fields.posts]),
      groups: groups.map((group) => group.fields.name).sort(),
      authors: commits.flatMap((commit) => commit.lines.map((line) => line.by)),
      every,
      drafts: drafts.length,
    };
  });
  expect(stored.me).toEqual([[expect.any(String), '示例甲', ['secretary']]]);
  expect(stored.groups).toEqual(['干线', '末端']);
  expect(new Set(stored.authors)).toEqual(new Set([stored.me[0]?.[0]]));
  expect(stored.every).toBe(14);
  expect(stored.drafts).toBe(0);
});

test('what was typed in the first run is there again after the browser was killed', async ({ ext }) => {
  const page = await ext.openPanelPage();
  await page.getByLabel('支部名称').fill('示例物流第二党支部');
  await page.getByLabel('我的姓名').fill('示例乙');
  await expect
    .poll(
      () =>
        ext.inLedger(page, async ({ openSpace }) => {
          const ledger = await openSpace('own');
          const [draft] = await ledger.drafts.list();
          ledger.close();
          return JSON.stringify(draft?.data ?? null);
        }),
      { timeout: 60_000 },
    )
    .toContain('示例乙');
  await ext.crash();
  await ext.start();
  const again = await ext.openPanelPage();
  await expect(again.getByLabel('支部名称')).toHaveValue('示例物流第二党支部');
  await expect(again.getByLabel('我的姓名')).toHaveValue('示例乙');
});

test('the sample says on every screen what it is, and one click removes it whole', async ({ ext }) => {
  const page = await ext.openSampleBranch();
  for (const route of ['/today', '/life', '/governance', '/settings']) {
    await page.goto(ext.url('sidepanel', route));
    await settle(page);
    await expect(page.getByText('这是示例：支部、人员、文章都是虚构的')).toBeVisible();
  }
  const second = await ext.openWorkbench('/branch/roster');
  await expect(second.getByText('陈立夏').first()).toBeVisible();
  await page.getByRole('button', { name: '清除示例' }).click();
  await expect(page.getByLabel('支部名称')).toBeVisible();
  // The other window follows by itself and the sample's database is gone.
  await expect(second.getByLabel('支部名称')).toBeVisible();
  expect(
    await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)),
  ).not.toContain('branch-sidebook-sample');
});
