import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { axeViolations, type Extension, expect, settle, test } from './support/extension';
import { Hand } from './support/hand';

// What somebody who reviews the checklist does most, at a wide window, every click and key counted.
// `npm run bench -- --only tasks` prints the counts beside the secretary's.

/** Items of the sample branch that were answered in calendar periods, by code, the latest period first. */
const answered = (ext: Extension, page: Page) =>
  ext.inLedger(page, async ({ openSpace }) => {
    const ledger = await openSpace('sample');
    const steps = await ledger.list('itemStep');
    const given = new Set(steps.map(({ fields }) => fields.item));
    const items = (await ledger.list('governanceItem'))
      .filter(({ fields }) => fields.design && fields.effect && !fields.eventOn)
      .map(({ id, fields }) => ({ id, code: fields.item, period: fields.period, given: given.has(id) }))
      .sort((a, b) => a.code.localeCompare(b.code) || b.period.localeCompare(a.period));
    ledger.close();
    return items;
  });

/** A hand on a wide window that was just opened over the sample branch. */
async function reviewing(ext: Extension, route: string, seed?: (page: Page) => Promise<unknown>) {
  const before = await ext.openSampleBranch();
  await seed?.(before);
  const items = await answered(ext, before);
  await ext.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const hand = await Hand.on(ext.context, () => ext.openWorkbench(route));
  await settle(hand.page);
  return { hand, page: hand.page, items };
}

const action = (page: Page, name: string) => page.locator(`[data-action="${name}"]`);
const rows = (page: Page) => page.locator('[role="listitem"][data-row]');
const review = (page: Page) => page.locator('[data-review]');

/** Hands an item over on its own page. */
async function submit(ext: Extension, page: Page, { code, period }: { code: string; period: string }) {
  await page.goto(ext.url('workbench', `/governance/${code}?period=${period}`));
  await settle(page);
  await action(page, 'review-submit').click();
  await expect(page.locator('[data-standing="submitted"]')).toBeVisible();
}

test('1 the queue: what changed since my signature first, then by risk, then by due day', async ({ ext }) => {
  const { hand, page, items } = await reviewing(ext, '/governance', (seeded) =>
    ext.inLedger(seeded, async ({ openSpace }) => {
      const ledger = await openSpace('sample');
      const open = (await ledger.list('governanceItem'))
        .filter(({ fields }) => fields.design && !fields.eventOn)
        .sort((a, b) => (a.fields.item < b.fields.item ? -1 : 1))
        .slice(-3);
      const set = [
        { dueOn: '2031-05-01', risk: 'high' as const },
        { dueOn: '2031-03-01', risk: 'high' as const },
        { dueOn: '2031-01-01', risk: 'low' as const },
      ];
      const writes = open.map(({ id, stamps }, at) => ({
        kind: 'governanceItem' as const,
        id,
        set: set[at] ?? {},
        base: stamps,
      }));
      await ledger.commit(writes, { label: 'test' });
      ledger.close();
    }),
  );
  const [graveLate, graveSoon, light] = items.slice(-3).map(({ code }) => code);
  await hand.click(page.getByRole('link', { name: /^复核 ?待复核/ }));
  await hand.click(page.getByRole('button', { name: /^全部/ }));
  await expect(rows(page).first()).toContainText('签后有变');
  const order = await rows(page).allInnerTexts();
  const at = (code: string | undefined) => order.findIndex((text) => text.startsWith(`${code}\n`));
  expect(order.map((text) => text.includes('签后有变')).lastIndexOf(true)).toBeLessThan(at(graveSoon));
  expect([at(graveSoon), at(graveLate), at(light)]).toEqual(
    [at(graveSoon), at(graveLate), at(light)].toSorted((a, b) => a - b),
  );
  expect(at(graveSoon)).toBeGreaterThan(-1);
  await hand.done(11, 'the queue by what changed since my signature', 3);
});

test('2 item, clause and evidence in one view, nothing saved to a disk', async ({ ext }) => {
  const { hand, page, items } = await reviewing(ext, '/review?show=all');
  let saved = 0;
  page.on('download', () => (saved += 1));
  const first = items[0]?.code ?? '';
  await hand.click(rows(page).filter({ hasText: first }).first());
  await expect(review(page)).toHaveAttribute('data-review', first);
  await expect(review(page).locator('summary', { hasText: '依据' }).first()).toBeVisible();
  // The clause on the left and the evidence on the right, at one height.
  const evidence = page.getByText('示例出行公司章程（公示）').first();
  await expect(evidence).toBeInViewport();
  await expect(page.locator('main')).toContainText('章程写有党建内容');
  const [clause, proof] = await Promise.all([review(page).boundingBox(), evidence.boundingBox()]);
  expect(proof?.x).toBeGreaterThan((clause?.x ?? 0) + (clause?.width ?? 0) - 1);
  expect(await axeViolations(page)).toEqual([]);
  expect(saved).toBe(0);
  await hand.done(12, 'item, clause and evidence in one view', 2);
});

test('3 next and previous, verdict and return with a reason, by keys alone', async ({ ext }) => {
  const { hand, page } = await reviewing(ext, '/review');
  const first = await review(page).getAttribute('data-review');
  await hand.press('j');
  await expect(review(page)).not.toHaveAttribute('data-review', first ?? '');
  await hand.press('k');
  await expect(review(page)).toHaveAttribute('data-review', first ?? '');
  await hand.press('Shift+Digit2');
  await hand.press('3');
  const pressed = page.locator('[data-review] [aria-pressed="true"], [data-review] input:checked');
  await expect(pressed).toHaveCount(2);
  await hand.press('r');
  // Written at once: the field has the focus.
  await expect(page.locator('dialog[open] textarea')).toBeFocused();
  await hand.paste('请附签到表');
  await hand.click(action(page, 'review-words'));
  await expect(page.locator('[data-trail]')).toContainText('请附签到表');
  await expect(page.getByText('已退回').first()).toBeVisible();
  await hand.done(13, 'next, previous, two verdicts, return with a reason', 7);
});

test('4 the matrix of appointments, and every term that has passed', async ({ ext }) => {
  const { hand, page } = await reviewing(ext, '/governance');
  const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  const lapsed = await ext.inLedger(
    page,
    async ({ openSpace }, day) => {
      const ledger = await openSpace('sample');
      const posts = (await ledger.list('appointment')).map(({ fields }) => fields);
      ledger.close();
      return posts
        .filter(({ termEnd, to }) => termEnd !== undefined && termEnd < day && (to ?? '9999') >= day)
        .map(({ name }) => name);
    },
    today,
  );
  expect(lapsed.length).toBeGreaterThan(0);
  await hand.click(page.getByRole('link', { name: '双向进入、交叉任职' }).first());
  await expect(page.locator('[data-figure="both"]')).toBeVisible();
  const noted = (name: string) =>
    page.getByRole('button').filter({ hasText: new RegExp(`^${name}（.+届满，仍在任`) });
  for (const name of lapsed) await expect(noted(name).first()).toBeVisible();
  await hand.click(noted(lapsed[0] ?? '').first());
  await expect(page.getByRole('dialog')).toContainText(lapsed[0] ?? '');
  await hand.done(14, 'the matrix, and the record of a term that has passed', 3);
});

test('5 signed with name and day; what is edited later voids it for all to see', async ({ ext }) => {
  let item = { code: '', period: '' };
  const { hand, page } = await reviewing(ext, '/review', async (seeded) => {
    item = (await answered(ext, seeded)).find(({ given }) => !given) ?? item;
    await submit(ext, seeded, item);
  });
  await hand.click(rows(page).filter({ hasText: item.code }).first());
  await expect(review(page)).toHaveAttribute('data-review', item.code);
  await hand.press('Shift+Digit1');
  await hand.press('1');
  await hand.press('s');
  const dialog = page.locator('dialog[open]');
  await expect(dialog).toContainText('有形：符合；有效：符合');
  // Whoever answered it may sign, and it says so.
  await expect(dialog).toContainText('未独立');
  await hand.click(action(page, 'review-sign-now'));
  const trail = page.locator('[data-trail]').first();
  await expect(trail).toContainText('复核签字');
  await expect(trail).toContainText(/\d{4}-\d\d-\d\d|\d+月\d+日/);
  await hand.done(15, 'two verdicts and a signature', 6);

  const other = await ext.context.newPage();
  await other.goto(ext.url('workbench', `/governance/${item.code}?period=${item.period}`));
  await other.getByLabel('说明').fill('已换新台账');
  await action(other, `save-${item.code}`).click();
  await expect(other.locator('[data-standing="changed"]')).toBeVisible();
  await page.bringToFront();
  await expect(page.locator('[data-diff]').first()).toContainText('已换新台账');
  await page.goto(ext.url('workbench', '/review'));
  await expect(rows(page).filter({ hasText: item.code }).first()).toContainText('签后有变');
});

test('6 the pack: handed over, and verified by its own page without an account', async ({ ext }) => {
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-pack-'));
  try {
    const { hand, page } = await reviewing(ext, '/governance');
    await hand.click(action(page, 'open-pack'));
    const saved = page.waitForEvent('download');
    await hand.click(action(page, 'review-pack'));
    const pack = join(folder, 'pack.zip');
    await (await saved).saveAs(pack);
    const print = await page.locator('[data-pack-fingerprint]').innerText();
    await hand.done(16, 'the pack made', 4);

    const verifier = join(folder, 'verifier.html');
    writeFileSync(verifier, unzipSync(new Uint8Array(readFileSync(pack)))['verifier.html'] as Uint8Array);
    const reader = await ext.context.newPage();
    await reader.goto(pathToFileURL(verifier).href);
    await reader.locator('#file').setInputFiles(pack);
    await expect(reader.locator('[data-verdict="ok"]')).toBeVisible();
    await expect(reader.locator('#out')).toContainText(print);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('7 held against the period before and a year ago, item by item', async ({ ext }) => {
  const { hand, page, items } = await reviewing(ext, '/review?show=all', (seeded) =>
    ext.inLedger(seeded, async ({ openSpace, create, earlierPeriods, itemRecordId, refOf }) => {
      const ledger = await openSpace('sample');
      const kept = (await ledger.list('governanceItem')).filter(
        ({ fields }) => fields.design && fields.effect && !fields.eventOn,
      );
      const writes = kept.flatMap(({ fields }) =>
        earlierPeriods(fields.period).map(({ period }) =>
          create(
            'governanceItem',
            { ...fields, period, effect: 'partly', reason: '去年的说明', evidence: undefined },
            itemRecordId(refOf(fields, fields.item, period)),
          ),
        ),
      );
      const known = new Set((await ledger.list('governanceItem')).map(({ id }) => id));
      await ledger.commit(
        [...new Map(writes.filter(({ id }) => !known.has(id)).map((one) => [one.id, one])).values()],
        { label: 'test' },
      );
      ledger.close();
    }),
  );
  await hand.click(page.locator(`a[href*="/review/${items[0]?.id}"]`).first());
  const compared = page.locator('[data-compare="before"]').first();
  await hand.click(compared.locator('summary'));
  await expect(compared).toContainText('那一期没有复核签字');
  await expect(compared.locator('[data-diff]')).toContainText('去年的说明');
  // It stays open from item to item.
  const code = await review(page).getAttribute('data-review');
  await hand.press('j');
  await expect(review(page)).not.toHaveAttribute('data-review', code ?? '');
  await expect(compared).toContainText(/那一期/);
  await hand.done(17, 'this period beside the one before, item by item', 4);
});
