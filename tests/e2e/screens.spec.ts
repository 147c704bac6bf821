import { openShared } from '../../scripts/lib/screens.mjs';
import type { Page } from '@playwright/test';
import { axeViolations, expect, type Extension, settle, test } from './support/extension';

/** Every screen that can be opened without a record of its own. */
const SCREENS = [
  '/today',
  '/me',
  '/new',
  '/life',
  '/life/new?types=themeDay',
  '/life/new?types=orgLife,lecture',
  '/life/talks',
  '/life/talks?view=pairs',
  '/life/talk/new',
  '/life/appraisal',
  '/new/others?what=study',
  '/new/others?what=makeUp',
  '/new/others?what=talk',
  '/new/others?what=request',
  '/requests',
  '/requests?state=open,closed',
  '/requests/new',
  '/rectifications',
  '/register?view=requests',
  '/register?view=rectifications',
  '/register?view=honours',
  '/honours',
  '/honours/new',
  '/summary',
  '/summary?edit=1',
  '/register?view=meetings',
  '/register?view=stats',
  '/register?view=dues',
  '/dues',
  '/dues/fix',
  '/dues/pay',
  '/register',
  '/register?view=roster',
  '/register?view=study',
  '/register?view=hours',
  '/register?view=education',
  '/register?view=talks',
  '/register?view=appraisal',
  '/register?view=development',
  '/register?view=floating',
  '/register?view=terms',
  '/papers/templates',
  '/papers/handbook',
  '/papers/inspection',
  '/papers/reimport',
  '/study',
  '/study/declare',
  '/study/waiting',
  '/study/hours',
  '/study/list/2000-01',
  '/study/import',
  '/study/reflections',
  '/study/reflection/new',
  '/governance',
  '/governance/E6',
  '/governance/posts',
  '/governance/posts/list',
  '/governance/posts/entry/new',
  '/governance/posts/conflicts',
  '/governance/posts/import',
  '/governance/posts/units',
  '/governance/posts/unit/new',
  '/governance/charter',
  '/governance/charter/new',
  '/governance/charter/compare',
  '/governance/matters',
  '/governance/matters/list',
  '/governance/matters/list/import',
  '/governance/matters/listed/new',
  '/governance/matters/entry/new',
  '/register?view=matters',
  '/governance/check',
  '/governance/findings',
  '/review?show=all',
  '/plan',
  '/plan/item/new?types=themeDay',
  '/deadlines',
  '/branch',
  '/branch/roster',
  '/branch/roster/import',
  '/branch/member/new',
  '/branch/development',
  '/branch/terms',
  '/branch/floating',
  '/assist/ask',
  '/search?q=学习',
  '/settings',
  '/settings/lock',
  '/settings/rules',
  '/settings/data',
  '/settings/trash',
  '/settings/history',
  '/settings/quarantine',
  '/share',
  '/share/company',
  '/share/recovery',
  '/share/rollup',
  '/share/rollups',
  '/share/place',
  '/share/invite',
  '/share/join',
];

/** How every screen is looked at, one after the other, without opening it anew. */
const LOOKS = [
  { name: 'panel, light', dark: false, size: { width: 360, height: 800 }, axe: 'everything' },
  { name: 'narrowest panel, dark', dark: true, size: { width: 320, height: 700 }, axe: 'look' },
  { name: 'wide tab, light', dark: false, size: { width: 1280, height: 900 }, axe: 'everything' },
] as const;

/** Milliseconds without a change after which another width of the same layout counts as drawn. */
const REDRAWN = 60;

/** Tests among which the screens are dealt out, so that no worker has them all. */
const PARTS = 3;

const WORDLESS =
  /^(affairs|today|life|plan|minutes|ballot|matter|talk|types|study|lists|lesson|governance|governanceLint|branch|dues|members|settings|notice|robot|terms|reentry|review|exchange|exhibits|evidenceForm|findings|share|sharePeople|shareInvite|rollups|lock|rules|popup|common|fault|commit|papers|posts|charter|heard|registers)\./;

async function look(page: Page, name: string, axe: 'everything' | 'look'): Promise<string[]> {
  const problems: string[] = [];
  const { overflow, text } = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - innerWidth,
    text: document.querySelector('main')?.textContent?.trim() ?? '',
  }));
  if (overflow > 0) problems.push(`${overflow} px wider than the window`);
  if (text.length < 5) problems.push('empty');
  const missing = text.match(/\b[a-z]+\.[a-z]+[A-Za-z.]*\b(?=[^/@]|$)/g)?.filter((key) => WORDLESS.test(key));
  if (missing?.length) problems.push(`keys without words ${missing.join(', ')}`);
  problems.push(...(await axeViolations(page, axe)));
  return problems.map((line) => `${name}: ${line}`);
}

/** Opens a screen once and looks at it in every way; `open` does what it needs to show everything. */
async function lookAll(
  page: Page,
  ext: Extension,
  screen: string,
  open?: (page: Page) => Promise<void>,
): Promise<string[]> {
  const problems: string[] = [];
  const opened = LOOKS[0];
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(opened.size);
  await page.goto(ext.url('sidepanel', screen));
  await settle(page);
  await open?.(page);
  for (const { name, dark, size, axe } of LOOKS) {
    if (name !== opened.name) {
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
      await page.setViewportSize(size);
      // The wide layout may read what the narrow one did not.
      await settle(page, size.width > 1000 ? undefined : REDRAWN);
    }
    problems.push(...(await look(page, `${screen} (${name})`, axe)));
  }
  return problems;
}

/** Looks at screens in two windows side by side: while one waits for its screen, the other is looked at. */
async function lookAtAll(ext: Extension, pages: Page[], screens: readonly string[]): Promise<string[]> {
  const waiting = [...screens];
  const problems: string[] = [];
  await Promise.all(
    pages.map(async (page) => {
      for (let screen = waiting.shift(); screen !== undefined; screen = waiting.shift())
        problems.push(...(await lookAll(page, ext, screen)));
    }),
  );
  return problems;
}

for (let part = 0; part < PARTS; part += 1) {
  test(`every screen has content, fits its width and has no accessibility violation, ${part + 1} of ${PARTS}`, async ({
    ext,
  }) => {
    test.setTimeout(480_000);
    const page = await ext.openSampleBranch();
    const first = await ext.inLedger(page, async ({ openSpace }) => {
      const ledger = await openSpace('sample');
      const [meeting] = await ledger.list('meeting', { reverse: true, to: '2999', limit: 5 });
      const orgLife = (await ledger.list('meeting')).find(({ fields }) => fields.types.orgLife);
      const [talk] = await ledger.list('talk', { limit: 1 });
      const [request] = await ledger.list('request', { limit: 1 });
      const [honour] = await ledger.list('honour', { limit: 1 });
      const [clip] = await ledger.list('clip', { limit: 1 });
      const reread = (await ledger.list('clip')).find(({ fields }) => fields.title.startsWith('算法取中'));
      const [listed] = (await ledger.list('clip')).flatMap(({ fields }) => Object.keys(fields.lists ?? {}));
      const [lesson] = await ledger.list('lesson', { limit: 1 });
      const [reflection] = await ledger.list('reflection', { limit: 1 });
      const [member] = await ledger.list('member', { limit: 1 });
      const [template] = await ledger.list('paperTemplate', { limit: 1 });
      const [admission] = await ledger.list('developmentCase', { limit: 1 });
      const held = await ledger.list('meeting', { reverse: true, to: '2999' });
      const voted = held.find(({ fields }) => fields.ballots)?.id;
      ledger.close();
      return {
        orgLife: orgLife?.id,
        talk: talk?.id,
        honour: honour?.id,
        request: request?.id,
        meeting: meeting?.id,
        voted,
        clip: clip?.id,
        reread: reread?.id,
        month: listed,
        lesson: lesson?.id,
        reflection: reflection?.id,
        member: member?.id,
        template: template?.id,
        admission: admission?.id,
      };
    });
    const screens = [
      ...SCREENS,
      `/life/meeting/${first.meeting}`,
      `/life/meeting/${first.voted}`,
      `/life/meeting/${first.voted}/edit`,
      `/life/meeting/${first.meeting}/edit`,
      `/life/meeting/${first.meeting}/notice?kind=reminder`,
      `/reentry/meeting/${first.meeting}`,
      `/life/meeting/${first.orgLife}`,
      `/requests/${first.request}`,
      `/requests/${first.request}?edit=1`,
      `/honours/${first.honour}`,
      `/life/talk/${first.talk}`,
      `/life/talk/${first.talk}/edit`,
      `/study/clip/${first.clip}`,
      `/study/clip/${first.clip}/read`,
      `/study/clip/${first.reread}/changes`,
      `/study/list/${first.month}`,
      `/study/lesson/${first.lesson}`,
      `/study/reflection/${first.reflection}`,
      `/print/clip/${first.clip}`,
      `/print/lesson/${first.lesson}`,
      `/print/reflection/${first.reflection}`,
      `/study/lesson/new?clip=${first.clip}`,
      `/branch/member/${first.member}`,
      `/papers/template/${first.template}`,
      `/papers/template/${first.template}/bind`,
      `/branch/development/${first.admission}`,
      `/branch/member/${first.member}/privacy`,
      `/dues/member/${first.member}`,
    ];
    const mine = screens.filter((_, index) => index % PARTS === part);
    expect(await lookAtAll(ext, [page, await ext.openPanelPage()], mine)).toEqual([]);
  });
}

test('all that sharing can show at once fits its width and has no accessibility violation', async ({
  ext,
}) => {
  const page = await ext.openPanelPage();
  await openShared(page, 'folder');
  const problems: string[] = [];
  for (const screen of [
    '/share/people',
    '/governance/B1',
    '/life/meeting/withFiles',
    '/study/clip/withoutText',
    '/share',
  ])
    problems.push(
      ...(await lookAll(page, ext, screen, async () => {
        await page.evaluate(() => {
          for (const part of document.querySelectorAll<HTMLDetailsElement>('main details')) part.open = true;
        });
        await settle(page);
      })),
    );
  expect(problems).toEqual([]);
  // Everything is there that the pictures are to show.
  await expect(page.getByText('证据链异常').first()).toBeVisible();
  await expect(page.getByText('先停下来，等您看')).toBeVisible();
  await expect(page.locator('[data-conflict]')).toHaveCount(2);
  await expect(page.getByText('示例高：1 份')).toBeVisible();
  await expect(page.getByText('对方说已经送出')).toHaveCount(0);
  await expect(page.locator('[data-blobs-sending="1"]')).toBeVisible();
  await expect(page.locator('[data-blobs-lacking="2"]')).toBeVisible();
  await expect(page.locator('[data-erased="1"]')).toBeVisible();
});

test('公司共享 beside a branch fits its width and has no accessibility violation', async ({ ext }) => {
  const page = await ext.openPanelPage();
  await openShared(page, 'company');
  await page.goto(ext.url('sidepanel', '/share'));
  const company = page.locator('[data-space="company"]');
  const at = (await company.getAttribute('href'))?.replace(/^#/, '') ?? '';
  expect(at).toContain('space=');
  const pages = [page, await ext.openPanelPage()];
  const screens = ['', '/invite', '/place', '/people'].map((part) => at.replace('/share', `/share${part}`));
  expect(await lookAtAll(ext, pages, ['/share/company', ...screens])).toEqual([]);
  await page.goto(ext.url('sidepanel', at));
  await expect(company).toHaveAttribute('aria-current', 'true');
  await expect(page.getByText('示例仓储有限公司').first()).toBeVisible();
});

test('a reviewer is shown exhibits and offered nothing to write', async ({ ext }) => {
  const page = await ext.openPanelPage();
  await openShared(page, 'reviewer');
  const problems = await lookAtAll(ext, [page], ['/new', '/governance/F8', '/governance/B1']);
  expect(problems).toEqual([]);
  await expect(page.locator('[data-exhibit]')).toHaveCount(1);
  await expect(page.locator('main').locator('textarea, input[type="file"]')).toHaveCount(0);
});
