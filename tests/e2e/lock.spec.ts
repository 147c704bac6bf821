import { axeViolations, expect, test } from './support/extension';
import { clearTextIn } from './support/raw-storage';

const PASSPHRASE = '春江潮水连海平，明月';
const PLACE = '示例大厦十二层';

/** What is the committee's or one person's alone, and what is being typed. */
const SECRET = {
  name: '示例孙秀兰',
  phone: '13800001111',
  later: '13900002222',
  talk: '谈话里说的原话',
  dues: '补交说明一则',
  title: '只给自己看的题目',
  text: '只给自己看的心得',
  notes: '会前草记三句',
  file: '附件里的一行字',
  fileName: '示例谈话提纲.txt',
};
const WORDS = Object.values(SECRET);

/** The key of a passphrase is meant to be dear: a second on a quiet office computer, many on a busy one. */
const KEY_MADE = { timeout: 60_000 };

test('locked at once in panel, tab and popup, and after unlocking everything is there, what was being typed as well', async ({
  ext,
}) => {
  const panel = await ext.openPanelPage();
  await panel.getByLabel('支部名称').fill('示例物流第一党支部');
  await panel.getByLabel('所在企业').fill('示例物流有限公司');
  await panel.getByLabel('本届开始').fill('2025-03-01');
  await panel.getByLabel('我的姓名').fill('示例甲');
  await panel.getByLabel('我担任支部书记').check();
  await panel.getByRole('button', { name: '建立支部' }).click();
  await expect(panel.getByRole('banner')).toContainText('示例物流第一党支部');

  await ext.inLedger(
    panel,
    async ({ openSpace, create }, secret) => {
      const ledger = await openSpace('own');
      const ref = await ledger.putBlob(new Blob([secret.file], { type: 'text/plain' }));
      const file = { ...ref, name: secret.fileName, role: 'file' as const };
      await ledger.commit(
        [
          create('member', { name: secret.name, category: 'full', phone: secret.phone }, 'm1'),
          create('talk', { on: '2026-11-20', talker: 'm1', partner: 'm1', content: secret.talk }, 't1'),
          create('duesRecord', { member: 'm1', month: '2026-11', paid: 100, note: secret.dues }, 'd1'),
          create(
            'reflection',
            { member: 'm1', on: '2026-11-20', title: secret.title, text: secret.text },
            'r1',
          ),
          create(
            'meeting',
            {
              types: { themeDay: true },
              startsAt: '2026-11-20T15:00',
              roughNotes: secret.notes,
              attachments: { a: file },
            },
            'e1',
          ),
        ],
        { label: 'branchCreate' },
      );
      // Of what was overwritten, the value before stands in the history.
      const member = (await ledger.get('member', 'm1'))!;
      await ledger.commit([{ kind: 'member', id: 'm1', set: { phone: secret.later }, base: member.stamps }], {
        label: 'memberSave',
      });
      ledger.close();
    },
    SECRET,
  );
  expect(await clearTextIn(panel, WORDS)).toEqual(WORDS);

  await panel.goto(ext.url('sidepanel', '/settings/lock'));
  await panel.getByLabel('新口令').fill(PASSPHRASE);
  await panel.getByLabel('再输一次').fill(PASSPHRASE);
  await panel.getByRole('button', { name: '设好并上锁保存' }).click();
  await expect(panel.getByRole('heading', { name: '口令锁已开启' })).toBeVisible(KEY_MADE);

  const tab = await ext.openWorkbench('/life/new?types=themeDay');
  await tab.getByLabel('地点').fill(PLACE);
  await panel.getByRole('button', { name: '立即上锁' }).click();
  for (const page of [panel, tab]) {
    await expect(page.getByRole('heading', { name: '支部侧记已上锁' })).toBeVisible();
    await expect(page.locator('body')).not.toContainText(/示例物流|示例甲|示例大厦/);
  }
  const popup = await ext.openPopupPage();
  await expect(popup.getByRole('heading', { name: '支部侧记已上锁' })).toBeVisible();
  await popup.close();

  // Not on the disk either: neither rows nor files, nor what was being typed, nor what was overwritten.
  expect(await clearTextIn(panel, [...WORDS, PLACE, '示例物流'])).toEqual([]);

  await panel.getByRole('button', { name: '忘记口令' }).click();
  await expect(panel.getByText('口令只有您知道')).toBeVisible();
  expect(await axeViolations(panel)).toEqual([]);
  await panel.getByLabel('口令', { exact: true }).fill(PASSPHRASE);
  await panel.getByRole('button', { name: '解锁' }).click();
  await expect(panel.getByRole('heading', { name: '口令锁已开启' })).toBeVisible(KEY_MADE);
  await expect(tab.getByLabel('地点')).toHaveValue(PLACE, KEY_MADE);

  // The keys pressed anywhere in the browser arrive in the worker as this event; no page can press them.
  await panel
    .evaluate(() => chrome.commands.getAll())
    .then((commands) =>
      expect(commands.find(({ name }) => name === 'lock-now')?.shortcut).toMatch(/Alt\+Shift\+K|⌥⇧K/),
    );
  await ext.pressCommand('lock-now');
  for (const page of [panel, tab]) {
    await expect(page.getByRole('heading', { name: '支部侧记已上锁' })).toBeVisible();
  }
  await panel.getByLabel('口令', { exact: true }).fill(PASSPHRASE);
  await panel.getByRole('button', { name: '解锁' }).click();
  await expect(tab.getByLabel('地点')).toHaveValue(PLACE, KEY_MADE);

  // Nobody has used it for long: the next look at it, of whatever window, locks.
  await panel.evaluate(() => chrome.storage.session.set({ usedAt: 1 }));
  await tab.evaluate(() => dispatchEvent(new Event('focus')));
  for (const page of [panel, tab]) {
    await expect(page.getByRole('heading', { name: '支部侧记已上锁' })).toBeVisible();
  }

  // Forgotten: everything is cleared, and the organisation's rule asks for a lock before anything else.
  await panel.getByRole('button', { name: '忘记口令' }).click();
  await expect(panel.getByText('这台电脑没有参加共享')).toBeVisible();
  const erase = panel.locator('[data-action="erase-locked"]');
  await expect(erase).toBeDisabled();
  await panel.getByLabel('我知道本机的内容会全部清除，找不回来').check();
  await erase.click();
  await expect(panel.getByLabel('支部名称')).toBeVisible();
  expect(await clearTextIn(panel, [...WORDS, PLACE, '示例物流'])).toEqual([]);
  await tab.close();
  // As the worker keeps it when the browser hands it a policy.
  await panel.evaluate(() =>
    chrome.storage.local.set({ policy: { policy: { requireLock: true }, problems: [] } }),
  );
  await panel.reload();
  await expect(panel.getByText('单位要求设口令锁，不能取消。')).toBeVisible();
  await expect(panel.getByLabel('支部名称')).toBeHidden();
  expect(await axeViolations(panel)).toEqual([]);
  await panel.getByLabel('新口令').fill(PASSPHRASE);
  await panel.getByLabel('再输一次').fill(PASSPHRASE);
  await panel.getByRole('button', { name: '设好并上锁保存' }).click();
  await expect(panel.getByLabel('支部名称')).toBeVisible(KEY_MADE);
});
