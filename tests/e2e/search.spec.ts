import { expect, test } from './support/extension';

test('one box finds minutes, titles and people, opens them, follows changes, and is there again on the way back', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch();
  await page.getByRole('button', { name: '查找', exact: true }).click();
  const box = page.getByRole('searchbox', { name: '查找全部记录' });
  await expect(box).toBeFocused();
  const found = page.getByRole('status');
  const rows = page.locator('main a:has(mark)');

  await box.fill('红灯');
  await expect(found).toHaveText(/^\d+ 条$/);
  await expect(rows.first()).toContainText('红灯');
  await expect(rows.first().locator('mark').first()).toHaveText('红灯');

  await test.step('a name by its initials: the person first', async () => {
    await box.fill('zxn');
    await expect(page.locator('main a').filter({ hasText: '曾晓楠' }).first()).toBeVisible();
    await expect(page.locator('main [class*="rounded-s"]').first()).toContainText('曾晓楠');
    await expect(page.locator('main [class*="rounded-s"]').first()).toContainText('党员');
  });

  await test.step('a filter narrows, and what is typed stands in the address', async () => {
    await box.fill('红灯');
    await page.getByText('筛选', { exact: true }).click();
    await page.getByLabel('类别').selectOption('meeting');
    await expect(rows.first()).toContainText('活动');
    expect(new URL(page.url()).hash).toContain('kind=meeting');
    await rows.first().click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.goBack();
    await expect(box).toHaveValue('红灯');
    await expect(rows.first()).toContainText('活动');
  });

  await test.step('what is written while the results are shown is found', async () => {
    await box.fill('刚刚写下的一句话');
    await expect(page.getByText('没有找到“刚刚写下的一句话”')).toBeVisible();
    await ext.inLedger(page, async ({ openSpace }) => {
      const ledger = await openSpace('sample');
      const [meeting] = await ledger.list('meeting', { reverse: true, limit: 1 });
      if (!meeting) throw new Error('no meeting');
      await ledger.commit(
        [
          {
            kind: 'meeting',
            id: meeting.id,
            set: { minutes: '这里有刚刚写下的一句话。' },
            base: meeting.stamps,
          },
        ],
        { label: 'test' },
      );
      ledger.close();
    });
    // Changes made past the filter: it still says 活动, which the record is.
    await expect(rows.first()).toContainText('刚刚写下的一句话');
  });

  await test.step('what was said in talks is not found', async () => {
    const said = await ext.inLedger(page, async ({ openSpace }) => {
      const ledger = await openSpace('sample');
      const talks = await ledger.list('talk');
      const text = talks
        .map(({ fields }) => fields.content)
        .find((one) => typeof one === 'string' && one.length > 6);
      ledger.close();
      return String(text).slice(0, 8);
    });
    await box.fill(`"${said}"`);
    await expect(page.getByText(/没有找到/)).toBeVisible();
  });
});

test('the keyword of the address bar hands the line to the full tab', async ({ ext }) => {
  const page = await ext.openSampleBranch();
  const manifest = await page.evaluate(() => chrome.runtime.getManifest());
  expect((manifest as { omnibox?: unknown }).omnibox).toEqual({ keyword: 'zb' });
  const [worker] = page.context().serviceWorkers();
  const opened = page.context().waitForEvent('page');
  await worker!.evaluate(() => {
    const { omnibox } = chrome as unknown as {
      omnibox: { onInputEntered: { dispatch(typed: string, how: string): void } };
    };
    omnibox.onInputEntered.dispatch('骑手 红灯', 'currentTab');
  });
  const tab = await opened;
  await expect(tab.getByRole('searchbox')).toHaveValue('骑手 红灯');
  await expect(tab.getByRole('status')).toHaveText(/条$/);
  // Asked for something else while the screen is open, it searches for that.
  await tab.goto(ext.url('workbench', `/search?q=${encodeURIComponent('没有这样的字')}`));
  await expect(tab.getByRole('searchbox')).toHaveValue('没有这样的字');
  await expect(tab.getByRole('status')).not.toHaveText(/[1-9]\d* 条$/);
});
