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
  PLACE_OF_MEETING,
  startStorage,
} from './support/two-people';

const granted = grantedBuild(['http://127.0.0.1/*']);

test('a secretary invites a member; both compare six digits, and each sees what the other wrote', async () => {
  test.setTimeout(120_000);
  const storage = await startStorage();
  const [wei, lin] = storage.accounts.map((account) => new Person(granted, account)) as [Person, Person];
  try {
    await foundSharing(wei, storage);
    const message = await makeInvitation(wei, PEOPLE.member);
    expect(message).not.toContain(storage.accounts[0].password);
    const hers = await wei.panel();
    await hers.locator('[data-action="invite-qr"]').click();
    await expect(hers.getByRole('img', { name: /支部邀请/ })).toBeVisible();
    expect(await axeViolations(hers)).toEqual([]);
    await hers.getByRole('dialog').getByRole('button', { name: '关闭' }).click();

    await askToJoin(lin, message);
    const [shown, asked] = [await digitsOf(lin), await digitsOf(wei)];
    expect(shown).toMatch(/^\d{3} \d{3}$/);
    expect(shown).toBe(asked);
    await expect(hers.getByText(`${PEOPLE.member} 的一台设备请求以党员身份加入`)).toBeVisible();
    const his = await lin.panel();
    for (const page of [hers, his]) expect(await axeViolations(page)).toEqual([]);
    await letIn(wei, lin);
    await his.locator('[data-action="joined-today"]').click();
    await expect(his.getByRole('banner')).toContainText(BRANCH);

    await lin.go('/life');
    await expect(his.getByText(PLACE_OF_MEETING).first()).toBeVisible();
    await lin.ext.inLedger(his, async ({ openSpace, create }) => {
      const ledger = await openSpace('own');
      await ledger.commit(
        [
          create('reflection', {
            member: 'lin',
            on: '2026-11-21',
            title: '示例心得',
            text: '正文',
            sharedOn: '2026-11-21',
          }),
        ],
        { label: 'test' },
      );
      ledger.close();
    });
    await lin.exchange();
    await wei.exchange();
    await wei.go('/study/reflections');
    await expect(hers.getByText('示例心得')).toBeVisible();

    // The same invitation lets nobody else in.
    const other = new Person(granted, storage.accounts[1]);
    try {
      await askToJoin(other, message);
      const page = await other.panel();
      await expect(page.getByText('E914')).toBeVisible();
      await expect(page.getByText('这份邀请已被另一台设备使用')).toBeVisible();
    } finally {
      await other.leave();
    }
  } finally {
    await Promise.all([wei.leave(), lin.leave()]);
    await storage.stop();
  }
});
