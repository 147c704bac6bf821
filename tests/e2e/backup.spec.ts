import { axeViolations, expect, settle, test } from './support/extension';

const PASSPHRASE = '示例口令 correct horse';

test('an encrypted backup goes out of one profile and comes back whole in another place', async ({ ext }) => {
  // Four keys are derived from passphrases, each meant to cost a second or more.
  test.slow();
  const page = await ext.openSampleBranch('/settings/data');
  await page.getByLabel('口令', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('再输一遍口令').fill(PASSPHRASE);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action="encrypted-backup"]').click(),
  ]);
  expect(download.suggestedFilename()).toMatch(
    /^支部侧记_示例出行第三党支部_\d{4}-\d\d-\d\d\.sidebook\.age$/,
  );
  const file = await download.path();
  await expect(page.getByText('已做好')).toBeVisible();
  await expect(page.getByText('今天做过备份')).toBeVisible();

  const before = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const found = await ledger.list('meeting');
    ledger.close();
    return found.map((record) => [record.id, record.h]);
  });
  await page.locator('[data-sample-banner] button').click();
  await expect(page.locator('[data-action="open-sample"]')).toBeVisible();
  // The person's own ledger, with a branch of its own, so that the screens are there.
  await ext.inLedger(page, async ({ openSpace, create }) => {
    const ledger = await openSpace('own');
    const branch = {
      name: '示例新支部',
      company: '示例公司',
      companyId: 'c',
      form: 'single',
      hasCommittee: false,
    } as const;
    await ledger.commit(
      [create('branch', branch), create('member', { name: '示例新人', category: 'full' }, 'me')],
      {
        label: 'branchCreate',
      },
    );
    await ledger.setMe({ member: 'me', role: 'secretary' });
    ledger.close();
  });
  await page.goto(ext.url('sidepanel', '/settings/data'));
  await page.reload();
  await settle(page);

  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('这个备份的口令').fill('不对的口令不对的口令');
  await page.getByRole('button', { name: '打开备份' }).click();
  await expect(page.getByRole('alert')).toContainText('口令不对');
  await page.getByLabel('这个备份的口令').fill(PASSPHRASE);
  await page.getByRole('button', { name: '打开备份' }).click();
  const plan = page.locator('[data-restore-plan]');
  await expect(plan).toContainText('示例出行第三党支部 的备份');
  await expect(plan).toContainText('这里已经有另一个支部');
  expect(await axeViolations(page)).toEqual([]);
  await page.locator('[data-action="apply-restore"]').click();
  await expect(page.getByText('恢复完成')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('读不出')).toBeHidden();
  const after = await ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('own');
    const found = await ledger.list('meeting');
    const quarantined = await ledger.quarantine.count();
    ledger.close();
    return { records: found.map((record) => [record.id, record.h]), quarantined };
  });
  expect(after).toEqual({ records: before, quarantined: 0 });

  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('这个备份的口令').fill(PASSPHRASE);
  await page.getByRole('button', { name: '打开备份' }).click();
  await expect(plan).toContainText('备份里的内容这里都有，不用恢复');
});

test('the open export is a zip that the same screen takes back', async ({ ext }) => {
  const page = await ext.openSampleBranch('/settings/data');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[data-action="open-export"]').click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.zip$/);
  await expect(page.getByText('已做好')).toBeVisible();
});
