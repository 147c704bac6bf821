import { startApache } from '../../../scripts/lib/servers/apache.mjs';
import { startNephele } from '../../../scripts/lib/servers/nephele.mjs';
import { isInstalled } from '../../../scripts/lib/servers/programs.mjs';
import type { Page } from '@playwright/test';
import { expect, Extension, settle } from './extension';

/** Storage of a company, with an account for each person where the server has several. */
export interface Storage {
  title: string;
  address: string;
  accounts: [Account, Account];
  stop(): Promise<void> | void;
}

export interface Account {
  user: string;
  password: string;
}

/** A real Apache where the machine has one, else the WebDAV server from npm. */
export async function startStorage(): Promise<Storage> {
  const isApache = isInstalled('apache');
  const server = await (isApache ? startApache() : startNephele());
  const first = { user: server.user, password: server.password };
  return {
    title: isApache ? 'Apache' : 'nephele',
    address: server.address,
    accounts: [first, isApache ? { user: 'bob', password: 'pw-bob' } : first],
    stop: () => server.stop(),
  };
}

/** One person at a computer of their own: a browser with a profile, and the panel in it. */
export class Person {
  readonly ext: Extension;
  readonly account: Account;
  #page: Page | undefined;

  constructor(dir: string, account: Account) {
    this.ext = new Extension({ dir });
    this.account = account;
  }

  /** The panel; opened with the first use. */
  async panel(): Promise<Page> {
    return (this.#page ??= await this.ext.openPanelPage());
  }

  /** Goes to a screen of the panel. */
  async go(route: string): Promise<Page> {
    const page = await this.panel();
    await page.evaluate((to) => (location.hash = to), route);
    await settle(page);
    return page;
  }

  /** Exchanges by hand, as 现在收发 does, until nothing of this person waits. */
  async exchange(): Promise<void> {
    const page = await this.go('/share');
    const button = page.locator('[data-action="share-now"]');
    await button.click();
    await expect(button).not.toHaveAttribute('aria-busy', 'true');
  }

  async leave(): Promise<void> {
    await this.ext.quit();
    this.ext.dispose();
  }
}

/** The branch that the secretary has before she shares it: two members and an activity. */
export const BRANCH = '示例物流支部';
export const PEOPLE = { secretary: '示例卫', member: '示例林' };
export const PLACE_OF_MEETING = '示例一号会议室';

/** The secretary has a branch of her own and shares it on the storage. */
export async function foundSharing(secretary: Person, storage: Storage): Promise<void> {
  const page = await secretary.panel();
  await secretary.ext.inLedger(
    page,
    async ({ openSpace, create }, { branch, people, place }) => {
      const ledger = await openSpace('own');
      await ledger.setMe({ member: 'wei', role: 'secretary' });
      await ledger.commit(
        [
          create('branch', {
            name: branch,
            company: '示例物流有限公司',
            companyId: 'c',
            form: 'single',
            hasCommittee: true,
          }),
          create('member', { name: people.secretary, category: 'full', posts: ['secretary'] }, 'wei'),
          create('member', { name: people.member, category: 'full' }, 'lin'),
          create('meeting', { types: { themeDay: true }, startsAt: '2026-11-20T15:00', place }, 'm1'),
        ],
        { label: 'branchCreate' },
      );
      ledger.close();
    },
    { branch: BRANCH, people: PEOPLE, place: PLACE_OF_MEETING },
  );
  await page.reload();
  await secretary.go('/share/place');
  await page.getByLabel('网盘地址').fill(storage.address);
  await page.getByLabel('账号', { exact: true }).fill(secretary.account.user);
  await page.getByLabel('密码').fill(secretary.account.password);
  await page.locator('[data-action="save-place"]').click();
  await page.locator('[data-action="share-home"]').click();
  await expect(page.locator('[data-share-status]')).toHaveText(/^已同步/);
}

/** Makes an invitation for somebody; answers the message that goes to that person. */
export async function makeInvitation(inviter: Person, name: string, role = '党员'): Promise<string> {
  const page = await inviter.go('/share/invite');
  await page.getByRole('combobox', { name: '请谁加入' }).fill(name);
  await page.getByRole('option', { name }).click();
  await page.getByLabel('身份').selectOption({ label: role });
  await page.locator('[data-action="invite-make"]').click();
  const message = page.locator('[data-message]');
  await message.waitFor();
  return (await message.getAttribute('data-message')) ?? '';
}

/** Opens an invitation in a profile that has nothing yet, and asks to be let in at the storage. */
export async function askToJoin(joiner: Person, message: string): Promise<void> {
  const page = await joiner.panel();
  await page.locator('[data-action="first-join"]').click();
  await page.getByLabel('把邀请粘贴在这里').fill(`书记发来的：\n${message}\n`);
  await page.locator('[data-action="invitation-read"]').click();
  await expect(page.getByText(BRANCH)).toBeVisible();
  await page.getByLabel('账号', { exact: true }).fill(joiner.account.user);
  await page.getByLabel('密码').fill(joiner.account.password);
  await page.locator('[data-action="join-ask"]').click();
}

/** The six digits on a person's screen, once they are there. */
export async function digitsOf(person: Person): Promise<string> {
  const page = await person.panel();
  const digits = page.locator('[data-digits="code"]');
  await digits.waitFor({ timeout: 30_000 });
  return (await digits.textContent()) ?? '';
}

/** Both find the digits equal, and the joiner sees the branch. */
export async function letIn(inviter: Person, joiner: Person): Promise<void> {
  const [hers, his] = [await inviter.panel(), await joiner.panel()];
  await his.locator('[data-action="join-same"]').click();
  await hers.locator('[data-action="invite-same"]').click();
  await expect(hers.getByText('已让')).toBeVisible({ timeout: 30_000 });
  await expect(his.getByText(`已加入“${BRANCH}”`)).toBeVisible({ timeout: 30_000 });
}
