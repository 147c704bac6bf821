import { axeViolations, expect, test } from './support/extension';
import { grantedBuild } from './support/granted';
import {
  askToJoin,
  BRANCH,
  digitsOf,
  foundSharing,
  ITEM,
  letIn,
  makeInvitation,
  meet,
  PEOPLE,
  Person,
  knownTo,
  PLACE_OF_MEETING,
  startStorage,
} from './support/two-people';

const granted = grantedBuild(['http://127.0.0.1/*']);

test('two people share a branch: invited, at odds, agreed, reviewed by a third, and one of them leaves', async ({}, info) => {
  const storage = await startStorage();
  const [wei, lin] = storage.accounts.map((account) => new Person(granted, account)) as [Person, Person];
  const auditor = new Person(granted, storage.accounts[1]);
  try {
    // Three browsers start while the first of them is used.
    const others = Promise.all([lin.panel(), auditor.panel()]);
    await foundSharing(wei, storage);
    const hers = await wei.panel();
    const [his, theirs] = await others;

    await test.step('she invites him, both compare six digits', async () => {
      const message = await makeInvitation(wei, PEOPLE.member, '支委');
      expect(message).not.toContain(storage.accounts[0].password);
      await hers.locator('[data-action="invite-qr"]').click();
      await expect(hers.getByRole('img', { name: /支部邀请/ })).toBeVisible();
      expect(await axeViolations(hers)).toEqual([]);
      await hers.getByRole('dialog').getByRole('button', { name: '关闭' }).click();

      await askToJoin(lin, message);
      const [shown, asked] = [await digitsOf(lin), await digitsOf(wei)];
      expect(shown).toMatch(/^\d{3} \d{3}$/);
      expect(shown).toBe(asked);
      await expect(hers.getByText(`${PEOPLE.member} 的一台设备请求以支委身份加入`)).toBeVisible();
      for (const page of [hers, his]) expect(await axeViolations(page)).toEqual([]);
      await letIn(wei, lin);
      await his.locator('[data-action="joined-today"]').click();
      await expect(his.getByRole('banner')).toContainText(BRANCH);
      await lin.go('/life');
      await expect(his.getByText(PLACE_OF_MEETING).first()).toBeVisible();

      // The same invitation lets nobody else in.
      await askToJoin(auditor, message);
      await expect(theirs.getByText('E914')).toBeVisible();
      await expect(theirs.getByText('这份邀请已被另一台设备使用')).toBeVisible();
    });

    await test.step('both edit while they are offline; different fields meet, the same field asks', async () => {
      await Promise.all([wei.ext.setOffline(true), lin.ext.setOffline(true)]);
      await wei.editMeeting({ 标题: '示例学习', 地点: '示例二号会议室' });
      await lin.editMeeting({ 会议记录: '示例记录', 地点: '示例三号会议室' });
      await wei.judge('符合');
      await lin.judge('部分符合');
      await lin.go('/share');
      await expect(his.locator('[data-share-status]')).toHaveText('2 条待上传');
      await Promise.all([wei.ext.setOffline(false), lin.ext.setOffline(false)]);
      await meet([wei, lin], async () => {
        for (const page of [hers, his]) {
          await expect(page.locator('[data-conflict]')).toHaveCount(2, { timeout: 5000 });
        }
      });
      for (const page of [hers, his]) {
        const place = page.locator('[data-conflict="place"]');
        await expect(place).toContainText('现在：示例三号会议室（示例林');
        await expect(place).toContainText('另一个：示例二号会议室（示例卫');
        await expect(page.locator('[data-conflict="design"]')).toContainText('待裁定');
        await expect(page.locator('[data-conflict]')).toHaveCount(2);
      }
      const strict = his.locator('[data-conflict="design"]');
      await expect(strict).toContainText('由支部书记或副书记来选');
      await expect(strict.getByRole('button')).toHaveCount(0);
      for (const page of [hers, his]) expect(await axeViolations(page)).toEqual([]);
    });

    await test.step('one press chooses, and the choice reaches the other', async () => {
      await hers.locator('[data-conflict="place"] [data-action="take-other"]').click();
      await expect(hers.locator('[data-conflict="place"]')).toBeHidden();
      await hers.locator('[data-conflict="design"] [data-action="take-other"]').click();
      await expect(hers.locator('[data-conflict]')).toBeHidden();
      await meet([wei, lin], () => expect(his.locator('[data-conflict]')).toBeHidden({ timeout: 5000 }));
      await lin.go('/life/meeting/m1');
      for (const text of ['示例学习', '示例记录', '示例二号会议室']) {
        await expect(his.locator('main')).toContainText(text);
      }
      await lin.go(ITEM);
      await expect(his.getByRole('radio', { name: '符合', exact: true }).first()).toBeChecked();
    });

    await test.step('a reviewer sees the checklist and nothing else', async () => {
      const message = await makeInvitation(wei, '示例审', '复核人员（合规）');
      await askToJoin(auditor, message);
      expect(await digitsOf(auditor)).toBe(await digitsOf(wei));
      await letIn(wei, auditor);
      await auditor.go(ITEM);
      // As it is read by somebody who changes nothing: the verdict that the secretary chose, and no form.
      await expect(theirs.getByText('有形 符合')).toBeVisible();
      await expect(theirs.getByRole('radio')).toHaveCount(0);
      await auditor.go('/life');
      await expect(theirs.getByText('示例二号会议室')).toHaveCount(0);
      expect(await axeViolations(theirs)).toEqual([]);
    });

    await test.step('he is removed: he is told, and what he writes later stays with him', async () => {
      await wei.go('/share/people', { still: false });
      await hers.getByRole('button', { name: new RegExp(PEOPLE.member) }).click();
      await hers.getByRole('button', { name: '移除这个人' }).click();
      await hers.getByRole('button', { name: '移除', exact: true }).last().click();
      await expect(hers.getByText('已移除，下次收发送出')).toBeVisible();
      await lin.editMeeting({ 地点: '示例四号会议室' });
      await meet([lin], () =>
        expect(his.getByText('您的这台设备已经被移出共享')).toBeVisible({ timeout: 5000 }),
      );
      const status = his.locator('[data-share-status]');
      await expect(status).toHaveText('已被移出共享');
      expect(await axeViolations(his)).toEqual([]);
      // What he writes when he knows stays with him as well, and his own screen goes on saying so.
      await lin.editMeeting({ 标题: '示例改名' });
      await lin.exchange();
      await expect(his.getByText('您的这台设备已经被移出共享')).toBeVisible();
      await expect(status).toHaveText('已被移出共享');
      await Promise.all([wei.exchange(), auditor.exchange()]);
      expect(await knownTo(lin)).toMatch(/示例四号会议室.*示例改名/);
      expect(await knownTo(wei)).toContain('示例二号会议室');
      for (const person of [wei, auditor])
        expect(await knownTo(person)).not.toMatch(/示例四号会议室|示例改名/);
    });
  } catch (thrown) {
    for (const [index, person] of [wei, lin, auditor].entries()) {
      await person.picture(info.outputPath(`person-${index + 1}.png`));
    }
    throw thrown;
  } finally {
    await Promise.all([wei.leave(), lin.leave(), auditor.leave()]);
    await storage.stop();
  }
});
