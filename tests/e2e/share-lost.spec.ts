import { copyFileSync } from 'node:fs';
import { axeViolations, expect, test } from './support/extension';
import { grantedBuild } from './support/granted';
import {
  askToJoin,
  BRANCH,
  digitsOf,
  foundSharing,
  letIn,
  makeInvitation,
  PEOPLE,
  Person,
  startStorage,
} from './support/two-people';

const granted = grantedBuild(['http://127.0.0.1/*']);
const PASSPHRASE = '春江潮水连海平，明月';
const RECOVERY = '木船 山顶 邮票 石榴 灯塔';
/** The key of a passphrase is meant to be dear: a second on a quiet office computer, many on a busy one. */
const KEY_MADE = { timeout: 120_000 };

test('a forgotten passphrase is survived by a new invitation, and the loss of every device by the recovery key', async ({}, info) => {
  test.setTimeout(480_000);
  const storage = await startStorage();
  const [wei, lin] = storage.accounts.map((account) => new Person(granted, account)) as [Person, Person];
  const again = new Person(granted, storage.accounts[0]);
  const keyFile = info.outputPath('recovery.json');
  try {
    const [his] = await Promise.all([lin.panel(), foundSharing(wei, storage)]);
    const hers = await wei.panel();

    await test.step('she makes a recovery key, opens it again and enters it; she signs a review', async () => {
      await wei.go('/share/recovery');
      await hers.locator('[data-action="recovery-new"]').click();
      await hers.getByLabel('口令', { exact: true }).fill(RECOVERY);
      await hers.getByLabel('再写一遍口令').fill(RECOVERY);
      copyFileSync(await wei.save('recovery-make'), keyFile);
      await hers.locator('dialog[open] input[type=file]').setInputFiles(keyFile);
      await hers.getByLabel('口令', { exact: true }).fill(RECOVERY);
      await hers.locator('[data-action="recovery-check"]').click();
      await hers.locator('[data-action="recovery-use"]').click(KEY_MADE);
      await expect(hers.getByText('已有恢复密钥')).toBeVisible();

      await wei.judge('符合');
      const effect = hers.locator('[data-side="effect"]');
      await effect.getByText('符合', { exact: true }).click();
      await hers.locator('[data-action="review-submit"]').click();
      await wei.go('/review');
      await hers.locator('[data-row="0"] a').click();
      await hers.locator('[data-review]').waitFor();
      await hers.keyboard.press('Shift+Digit1');
      await hers.keyboard.press('1');
      await hers.keyboard.press('s');
      await hers.locator('[data-action="review-sign-now"]').click();
      await expect(hers.locator('[data-trail]').first()).toContainText('复核签字');
      await wei.exchange();
    });

    await test.step('he is let in, sets up a lock, forgets it, and begins anew', async () => {
      await askToJoin(lin, await makeInvitation(wei, PEOPLE.member, '支委'));
      expect(await digitsOf(lin)).toBe(await digitsOf(wei));
      await letIn(wei, lin);
      await his.locator('[data-action="joined-today"]').click();
      await lin.editMeeting({ 会议记录: '送出了的示例记录' });
      await lin.exchange();
      await expect(his.locator('[data-share-status]')).toHaveText(/^已同步/);
      await lin.go('/settings/lock');
      await his.getByLabel('新口令').fill(PASSPHRASE);
      await his.getByLabel('再输一次').fill(PASSPHRASE);
      await his.getByRole('button', { name: '设好并上锁保存' }).click();
      await expect(his.getByRole('heading', { name: '口令锁已开启' })).toBeVisible(KEY_MADE);
      await his.getByRole('button', { name: '立即上锁' }).click();
      await his.getByRole('button', { name: '忘记口令' }).click();
      // Before anything goes it is said what is lost, and who has to do what.
      await expect(his.getByText('选“旧设备丢了，换一台”')).toBeVisible();
      await expect(his.getByText('口令锁和存放位置的账号密码')).toBeVisible();
      expect(await axeViolations(his)).toEqual([]);
      await his.getByLabel('没有送出、也不在备份里的，找不回来').check();
      await his.locator('[data-action="erase-locked"]').click();
      await expect(his.getByLabel('支部名称')).toBeVisible();
    });

    await test.step('she invites him as the same person, and what he had sent is there again', async () => {
      await wei.go('/share/people');
      await hers.getByRole('button', { name: new RegExp(PEOPLE.member) }).click();
      await hers.getByRole('button', { name: '给他加一台设备' }).click();
      await hers.getByText('旧设备丢了，换一台', { exact: true }).click();
      await hers.locator('[data-action="invite-make"]').click();
      const message = hers.locator('[data-message]');
      await message.waitFor();
      await askToJoin(lin, (await message.getAttribute('data-message')) ?? '');
      expect(await digitsOf(lin)).toBe(await digitsOf(wei));
      await letIn(wei, lin);
      await his.locator('[data-action="joined-today"]').click();
      await lin.go('/life/meeting/m1');
      await expect(his.getByText('送出了的示例记录')).toBeVisible();
      await wei.go('/share/people');
      await hers.getByRole('button', { name: new RegExp(PEOPLE.member) }).click();
      const devices = hers.locator('dialog[open]').getByText(/^设备 /);
      await expect(devices).toHaveCount(2);
      await expect(hers.locator('dialog[open]').getByText('已移除')).toHaveCount(1);
    });

    await test.step('all devices are lost: file and passphrase open the branch on a new one', async () => {
      await Promise.all([wei.leave(), lin.leave()]);
      const page = await again.panel();
      await page.getByRole('button', { name: '用恢复密钥找回' }).click();
      await page.locator('[data-action="recover-open"]').click();
      await page.getByLabel('网盘地址').fill(storage.address);
      await page.getByLabel('账号', { exact: true }).fill(again.account.user);
      await page.getByLabel('密码', { exact: true }).fill(again.account.password);
      await page.locator('[data-action="save-place"]').click();
      await page.locator('[data-action="recover-move"]').waitFor();
      await page.locator('input[type=file]').setInputFiles(keyFile);
      await page.getByLabel('口令', { exact: true }).fill(RECOVERY);
      await page.locator('[data-action="recover-look"]').click();
      await page.locator('[data-action="recover-go"]').waitFor(KEY_MADE);
      await expect(page.getByText(BRANCH).first()).toBeVisible();
      expect(await axeViolations(page)).toEqual([]);
      await page.locator('[data-action="recover-go"]').click();
      await expect(page.getByText('还差一步：点下面自己的名字')).toBeVisible();
      await page.getByRole('button', { name: new RegExp(PEOPLE.secretary) }).click();
      await page.getByRole('button', { name: /^移除设备 / }).click();
      await page.getByRole('button', { name: '移除', exact: true }).last().click();
      await expect(page.locator('dialog[open]').getByText('已移除')).toBeVisible();
      await page.keyboard.press('Escape');
      await again.go('/life/meeting/m1');
      await expect(page.getByText('送出了的示例记录')).toBeVisible();
      // Signed on a device that is lost and removed, and still as good.
      await again.go('/review?show=signed');
      await expect(page.locator('[data-row="0"]')).toContainText('已签字');
      await expect(page.locator('[data-integrity="good"]')).toBeVisible();
    });
  } catch (thrown) {
    for (const [index, person] of [wei, lin, again].entries()) {
      await person.picture(info.outputPath(`person-${index + 1}.png`));
    }
    throw thrown;
  } finally {
    await Promise.all([wei.leave(), lin.leave(), again.leave()]);
    await storage.stop();
  }
});
