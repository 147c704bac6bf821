import type { Page } from '@playwright/test';
import { axeViolations, expect, settle, test } from './support/extension';

const ADDRESS = 'https://news.example.com/reader/1.html';
/** A text in which one sentence stands twice. */
const PARAGRAPHS = [
  '支部把会开在换班的十分钟里，议的都是身边事。散会前当场分工。',
  '第二次会上先回头看，谁的事谁牵头，办成的划掉。散会前当场分工。',
  ...Array.from({ length: 24 }, (_, at) => `第${at + 3}段说的是别的事，说到第${at + 3}件为止。`),
];
const AGAIN = [
  '编者按：这篇报道刊出后有更正。',
  PARAGRAPHS[0] as string,
  (PARAGRAPHS[1] as string).replace('谁的事谁牵头', '谁的事就由谁来牵头'),
  ...PARAGRAPHS.slice(2, -1),
];

/** Clips the page as the worker does. */
const clip = (ext: Parameters<Parameters<typeof test>[2]>[0]['ext'], page: Page, paragraphs: string[]) =>
  ext.inLedger(
    page,
    async ({ openSpace, saveClip }, { texts, url }) => {
      const ledger = await openSpace('sample');
      const { id } = await saveClip(ledger, {
        title: '十分钟议事',
        url,
        source: '示例日报',
        author: '温言',
        published: '2026-11-18 09:46',
        html: texts.map((text) => `<p>${text}</p>`).join(''),
        text: texts.join('\n'),
        coverage: 'article',
        images: [],
      });
      ledger.close();
      return id;
    },
    { texts: paragraphs, url: ADDRESS },
  );

/** Selects words as a drag over them does; `nth` of equal ones, from 0. */
const select = (page: Page, words: string, nth: number) =>
  page.locator('article.reader').evaluate(
    (article, { text, skip }) => {
      let left = skip;
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
        const at = node.data.indexOf(text);
        if (at < 0) continue;
        if (left > 0) left -= 1;
        else {
          getSelection()?.setBaseAndExtent(node, at, node, at + text.length);
          return;
        }
      }
    },
    { text: words, skip: nth },
  );

test('a passage is marked and noted, survives a kill and a changed page, and what changed can be read', async ({
  ext,
}) => {
  const page = await ext.openSampleBranch();
  const id = await clip(ext, page, PARAGRAPHS);
  await page.goto(ext.url('sidepanel', `/study/clip/${id}`));
  await page.locator('[data-action="read-clip"]').click();
  await settle(page);
  const article = page.locator('article.reader');

  // By mouse: the second of two equal sentences is the one that is marked.
  await select(page, '散会前当场分工。', 1);
  await page.locator('[data-action="mark-selection"]').click();
  await expect(article.locator('p').nth(1).locator('mark')).toHaveText('散会前当场分工。');
  await expect(article.locator('p').nth(0).locator('mark')).toHaveCount(0);

  // By keyboard: the second sentence but one of a paragraph, with a note that nobody saves.
  await article.locator('p').nth(1).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('n');
  await expect(page.getByLabel('对这段引文的批注')).toBeFocused();
  await page.keyboard.type('月底对照一次');
  await expect
    .poll(() =>
      ext.inLedger(page, async ({ openSpace }) => {
        const ledger = await openSpace('sample');
        const drafts = await ledger.drafts.list();
        ledger.close();
        return drafts.map(({ data }) => (data as { note?: string }).note);
      }),
    )
    .toContain('月底对照一次');
  // J and M mark the next paragraph whole, in the last one too.
  await article.locator('p').last().focus();
  await page.keyboard.press('m');
  await expect(article.locator('p').last().locator('mark')).toHaveCount(1);
  expect(await axeViolations(page)).toEqual([]);

  // Larger type is remembered, and the paragraph that is read stays in sight.
  const size = () => article.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  const before = await size();
  const top = () =>
    article
      .locator('p')
      .nth(20)
      .evaluate((element) => element.getBoundingClientRect().top);
  await article
    .locator('p')
    .nth(20)
    .evaluate((element) => element.scrollIntoView({ block: 'start' }));
  const place = await top();
  await page.getByRole('button', { name: '字大一些' }).evaluate((button: HTMLElement) => button.click());
  await expect.poll(size).toBeGreaterThan(before);
  expect(Math.abs((await top()) - place)).toBeLessThan(120);

  // The power goes. The draft of the note leads back to its passage.
  await ext.crash();
  await ext.start();
  await ext.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const back = await ext.openPanelPage('/today');
  await back.locator('a[href*="/read?at="]').first().click();
  await settle(back);
  await expect(back.getByLabel('对这段引文的批注')).toHaveValue('月底对照一次');
  const size2 = await back
    .locator('article.reader')
    .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  expect(size2).toBeGreaterThan(before);
  await back.locator('[data-action="save-quotation-note"]').click();
  await expect(back.locator('article.reader button[data-noted]')).toHaveCount(1);

  // The page is clipped again: one passage where it was, one with other words, one that is gone.
  await clip(ext, back, AGAIN);
  await back.goto(ext.url('sidepanel', `/study/clip/${id}`));
  await settle(back);
  const items = back.locator('[data-quotation]');
  await expect(items).toHaveCount(3);
  await expect(items.nth(0)).toContainText('原文有改动');
  await expect(items.nth(0)).toContainText('月底对照一次');
  await expect(items.nth(0)).toContainText('现在是：第二次会上先回头看，谁的事就由谁来牵头，办成的划掉。');
  await expect(items.nth(1)).not.toContainText('原文');
  await expect(items.nth(2)).toContainText('原文里找不到了');
  await expect(items.nth(2)).toContainText('第26段说的是别的事');
  await back.locator('[data-action="copy-quotations"]').click();
  expect(await back.evaluate(() => navigator.clipboard.readText())).toContain(
    `——温言：《十分钟议事》，示例日报，2026年11月18日，${ADDRESS}`,
  );

  // The lost one is given a place by hand; its words are then those of the text.
  await items.nth(2).locator('[data-action="place-quotation"]').click();
  await settle(back);
  await back.locator('article.reader p').last().focus();
  await back.keyboard.press('ArrowRight');
  await back.locator('[data-action="place-here"]').click();
  await expect(back.locator('article.reader p').last().locator('mark')).toHaveCount(1);

  // What changed, with words for it, and the rest folded.
  await back.goto(ext.url('sidepanel', `/study/clip/${id}`));
  await back.getByRole('link', { name: '看改动' }).click();
  const diff = back.locator('.diff.reader');
  await expect(diff.locator('ins').first()).toContainText('编者按');
  await expect(diff.locator('del').first()).toContainText('谁的事谁牵头');
  await expect(diff.locator('summary')).toHaveText(/没有变的 \d+ 段/);
  expect(await axeViolations(back)).toEqual([]);

  // Wide, the notes stand beside the text, and a press on one leads to its place.
  const wide = await ext.openWorkbench(`/study/clip/${id}/read`);
  await wide.locator('aside [data-quotation]').last().getByRole('button').first().click();
  await expect(wide.locator('article.reader p').last()).toBeInViewport();
  await expect(wide.locator('aside').getByLabel('笔记')).toBeVisible();
  expect(await axeViolations(wide)).toEqual([]);
});
