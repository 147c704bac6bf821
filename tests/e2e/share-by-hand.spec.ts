import { readFileSync } from 'node:fs';
import { buildDir } from '../../scripts/lib/paths.mjs';
import { axeViolations, expect, test } from './support/extension';
import { BRANCH, makeInvitation, ownBranch, PEOPLE, Person, PLACE_OF_MEETING } from './support/two-people';

test('two people share without a server: three files let one in, and records go to and fro in files', async ({}, info) => {
  const nobody = { user: '', password: '' };
  const [wei, lin] = [new Person(buildDir(), nobody), new Person(buildDir(), nobody)];
  try {
    const [his, hers] = await Promise.all([lin.panel(), ownBranch(wei)]);
    await wei.go('/share/place');
    await hers.getByText('只用文件', { exact: true }).click();
    await hers.locator('[data-action="save-place"]').click();
    await hers.locator('[data-action="share-home"]').click();
    await makeInvitation(wei, PEOPLE.member, '支委');
    const invitation = await wei.save('invite-file');
    expect(readFileSync(invitation, 'utf8')).toContain(`邀请您加入“${BRANCH}”`);

    await his.locator('[data-action="first-join"]').click();
    await lin.open('打开邀请文件或二维码图片', invitation);
    await expect(his.getByText('没有服务器，文件往来')).toBeVisible();
    await his.locator('[data-action="join-by-hand"]').click();
    await his.locator('[data-action="request-file"]').waitFor();
    const request = await lin.save('request-file');

    // The access file of somebody else's request, or the invitation itself, is no request.
    await wei.open('打开请求文件或二维码图片', invitation);
    await expect(hers.getByRole('alert')).toContainText('E918');
    await wei.open('打开请求文件或二维码图片', request);
    const spoken = (await hers.locator('[data-digits="spoken"]').textContent()) ?? '';
    await his.getByLabel('对方读给您的六位数').fill(spoken);
    await his.locator('[data-action="join-heard"]').click();
    const code = await his.locator('[data-digits="code"]').textContent();
    expect(code).toMatch(/^\d{3} \d{3}$/);
    await expect(hers.locator('[data-digits="code"]')).toHaveText(code ?? '');
    for (const page of [hers, his]) expect(await axeViolations(page)).toEqual([]);
    await his.locator('[data-action="join-same"]').click();
    await hers.locator('[data-action="invite-same"]').click();
    await hers.locator('[data-action="invite-access"]').waitFor();
    await lin.open('打开准入文件', await wei.save('invite-access'));
    await expect(his.getByText(`已加入“${BRANCH}”`)).toBeVisible();
    await his.locator('[data-action="joined-today"]').click();
    await lin.go('/life');
    await expect(his.getByText(PLACE_OF_MEETING).first()).toBeVisible();

    // Records: a file there and one back, with what both wrote meanwhile; the same file twice changes nothing.
    await Promise.all([
      wei.editMeeting({ 标题: '示例学习', 地点: '示例二号会议室' }),
      lin.editMeeting({ 会议记录: '示例记录' }),
    ]);
    await Promise.all([wei.go('/share'), lin.go('/share')]);
    for (const page of [hers, his])
      await expect(page.locator('[data-share-status="byHand"]')).toContainText(/[1-9]/);
    const [fromHer, fromHim] = await Promise.all([wei.save('share-export'), lin.save('share-export')]);
    await Promise.all([lin.open('读入文件', fromHer), wei.open('读入文件', fromHim)]);
    for (const page of [hers, his]) await expect(page.getByText(/读入了 [1-9]\d* 批更改/)).toBeVisible();
    await lin.open('读入文件', fromHer);
    await expect(his.getByText('读入了 0 批更改')).toBeVisible();
    for (const person of [wei, lin]) {
      const page = await person.go('/life/meeting/m1');
      for (const text of ['示例学习', '示例记录', '示例二号会议室'])
        await expect(page.locator('main')).toContainText(text);
    }
  } catch (thrown) {
    for (const [index, person] of [wei, lin].entries())
      await person.picture(info.outputPath(`person-${index + 1}.png`));
    throw thrown;
  } finally {
    await Promise.all([wei.leave(), lin.leave()]);
  }
});
