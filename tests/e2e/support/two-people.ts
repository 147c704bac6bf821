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
    if (!this.#page) {
      this.#page = await this.ext.openPanelPage();
      // What is not there to be pressed is told at once, and not by the end of the whole walk.
      this.#page.setDefaultTimeout(60_000);
    }
    return this.#page;
  }

  /** What this person sees, for whoever looks into a walk that failed. */
  async picture(path: string): Promise<void> {
    await this.#page?.screenshot({ path, fullPage: true }).catch(() => undefined);
  }

  /** Goes to a screen of the panel, and waits until it stands still unless what follows waits by itself. */
  async go(route: string, { still = true } = {}): Promise<Page> {
    const page = await this.panel();
    await page.evaluate((to) => (location.hash = to), route);
    if (still) await settle(page);
    return page;
  }

  /** Exchanges by hand with 现在收发, and answers once that has ended: all that was here before is then sent. */
  async exchange(): Promise<Page> {
    const page = await this.go('/share', { still: false });
    const button = page.locator('[data-action="share-now"]');
    await button.click();
    await expect(button).not.toHaveAttribute('aria-busy', 'true');
    return page;
  }

  /** Changes fields of the activity in its form, each by its label. */
  async editMeeting(fields: Record<string, string>): Promise<void> {
    const page = await this.go('/life/meeting/m1/edit');
    for (const [label, value] of Object.entries(fields)) {
      await page.getByRole('textbox', { name: label }).fill(value);
    }
    await page.locator('[data-action="save-meeting"]').click();
    await page.waitForURL((url) => !url.href.endsWith('/edit'));
  }

  /** Gives a verdict on how the first item of the checklist is arranged, with one press. */
  async judge(verdict: string): Promise<void> {
    const page = await this.go(ITEM);
    const side = page.locator('[data-side="design"]');
    await side.getByText(verdict, { exact: true }).click();
    await expect(side.getByRole('radio', { name: verdict, exact: true })).toBeChecked();
  }

  /** Saves a file with a press, as it would go onto a stick. Answers where it lies. */
  async save(action: string): Promise<string> {
    const page = await this.panel();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`[data-action="${action}"]`).click(),
    ]);
    return file.path();
  }

  /** Opens a file with the button of this name. */
  async open(label: string, file: string): Promise<void> {
    const page = await this.panel();
    await page.locator(`input[type=file][aria-label="${label}"]`).setInputFiles(file);
  }

  async leave(): Promise<void> {
    await this.ext.quit();
    this.ext.dispose();
  }
}

/** Everything that a person's profile holds of commits, as text. */
export async function knownTo(person: Person): Promise<string> {
  return person.ext.inLedger(await person.panel(), async ({ openSpace }) => {
    const ledger = await openSpace('own');
    const commits = await ledger.db.changes.orderBy('n').toArray();
    ledger.close();
    return JSON.stringify(commits);
  });
}

/** An item of the checklist, in the panel. */
export const ITEM = '/governance/B1';

/** The branch that the secretary has before she shares it: two members and an activity. */
export const BRANCH = '示例物流支部';
export const PEOPLE = { secretary: '示例卫', member: '示例林' };
export const PLACE_OF_MEETING = '示例一号会议室';

/** The secretary has a branch of her own. */
export async function ownBranch(secretary: Person): Promise<Page> {
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
          create(
            'meeting',
            { types: { themeDay: true }, startsAt: '2026-11-20T15:00', title: '示例党日', place },
            'm1',
          ),
        ],
        { label: 'branchCreate' },
      );
      ledger.close();
    },
    { branch: BRANCH, people: PEOPLE, place: PLACE_OF_MEETING },
  );
  await page.reload();
  return page;
}

/** The secretary has a branch of her own and shares it on the storage. */
export async function foundSharing(secretary: Person, storage: Storage): Promise<void> {
  const page = await ownBranch(secretary);
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
  const page = await inviter.go('/share/invite', { still: false });
  const who = page.getByRole('combobox', { name: '请谁加入' });
  await who.fill(name);
  await who.press('Enter');
  await page.getByLabel('身份').selectOption({ label: role });
  await page.locator('[data-action="invite-make"]').click();
  const message = page.locator('[data-message]');
  await message.waitFor();
  return (await message.getAttribute('data-message')) ?? '';
}

/** Opens an invitation in a profile that has nothing yet, and asks to be let in at the storage. */
export async function askToJoin(joiner: Person, message: string): Promise<void> {
  const page = await joiner.panel();
  await page.locator('[data-action="first-join"], [data-action="join-another"]').click();
  await page.getByLabel('把邀请粘贴在这里').fill(`书记发来的：\n${message}\n`);
  await page.locator('[data-action="invitation-read"]').click();
  await expect(page.getByText(BRANCH)).toBeVisible();
  await page.getByLabel('账号', { exact: true }).fill(joiner.account.user);
  await page.getByLabel('密码').fill(joiner.account.password);
  await page.locator('[data-action="join-ask"]').click();
}

/**
 * People exchange in turn, and the first once more, until `seen` holds. Right after the network is back a request may
 * still fail, so one round may not be enough.
 */
export async function meet(people: readonly Person[], seen: () => Promise<void>): Promise<void> {
  await expect(async () => {
    for (const person of [...people, ...people.slice(0, 1)]) await person.exchange();
    await seen();
  }).toPass({ timeout: 90_000 });
}

/** The six digits on a person's screen, once they are there. */
export async function digitsOf(person: Person): Promise<string> {
  const page = await person.panel();
  const digits = page.locator('[data-digits="code"]');
  await digits.waitFor({ timeout: 60_000 });
  return (await digits.textContent()) ?? '';
}

/** Both find the digits equal, and the joiner sees the branch. */
export async function letIn(inviter: Person, joiner: Person): Promise<void> {
  const [hers, his] = [await inviter.panel(), await joiner.panel()];
  await his.locator('[data-action="join-same"]').click();
  await hers.locator('[data-action="invite-same"]').click();
  await expect(hers.getByText('已让')).toBeVisible({ timeout: 60_000 });
  await expect(his.getByText(`已加入“${BRANCH}”`)).toBeVisible({ timeout: 60_000 });
}
