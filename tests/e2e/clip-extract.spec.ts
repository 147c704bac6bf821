import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { buildDir } from '../../scripts/lib/paths.mjs';
import type { Extraction } from '../../lib/records/extraction';
import { expect, test } from './support/extension';

const FIXTURES = join(import.meta.dirname, '../fixtures/pages');
const script = (): string => readFileSync(join(buildDir('chrome'), 'clip-page.js'), 'utf8');

/** Opens HTML as a page of the web and notes every address it asks for. */
async function serve(page: Page, body: string | Buffer, contentType = 'text/html'): Promise<string[]> {
  const asked: string[] = [];
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url === 'https://page.example/n/1.html') return route.fulfill({ body, contentType });
    asked.push(url);
    return route.abort();
  });
  await page.goto('https://page.example/n/1.html');
  return asked;
}

/** Runs the built script as the extension does: in an isolated world of the page. */
async function clip(page: Page): Promise<Extraction> {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'clip',
  });
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: script(),
    contextId: executionContextId,
    awaitPromise: true,
    returnByValue: true,
  });
  expect(exceptionDetails).toBeUndefined();
  return result.value as Extraction;
}

const PROSE =
  '支部把会开在换班的十分钟里，议的都是身边事。大家一条一条说，书记一条一条记，散会前当场分工。'.repeat(2);
const EVIL = `
<script>window.hit = 1</script><img src="https://evil.example/i.png" onerror="hit()">
<p style="background:url(https://evil.example/s.png)" onclick="hit()">点我。</p><a href="javascript:hit()">链接</a>
<svg onload="hit()"><use href="https://evil.example/u.svg#a"></use></svg><math><mtext><img src=x onerror=hit()></mtext></math>
<iframe srcdoc="<script>parent.hit=1</script>"></iframe><link rel="stylesheet" href="https://evil.example/c.css">
<style>@import "https://evil.example/m.css"; p{background:url(https://evil.example/p.png)}</style>
<form action="https://evil.example/"><input name="firstChild"><input name="tagName"><input name="nextSibling"><p>表单里的字，也是正文的一句。</p></form>
<video src="https://evil.example/v.mp4" poster="https://evil.example/v.png"></video><object data="https://evil.example/o"></object>
<img name="body"><img name="querySelectorAll"><img name="createElement"><meta http-equiv="refresh" content="99;url=https://evil.example/r">`;
const evilPage = `<!DOCTYPE html><meta charset="utf-8"><title>示例文章 - 示例网</title><article><h1>示例文章</h1><p>${PROSE}</p>${EVIL}<p>${PROSE}</p></article>`;

test('a GBK page is read as the browser decodes it', async ({ ext }) => {
  await ext.start();
  const page = await ext.context.newPage();
  await serve(page, readFileSync(join(FIXTURES, 'old-portal-gbk.html')));
  expect(await clip(page)).toMatchObject({
    title: '老站台上的新支部',
    source: '示例在线',
    published: '2018-07-01 10:05',
    coverage: 'article',
  });
});

test('clipping a hostile page changes nothing in it and asks the network for nothing', async ({ ext }) => {
  await ext.start();
  const page = await ext.context.newPage();
  const asked = await serve(page, evilPage);
  await page.waitForLoadState('load').catch(() => undefined);
  const before = await page.evaluate('document.documentElement.outerHTML');
  asked.length = 0;
  const found = await clip(page);
  expect(found).toMatchObject({ title: '示例文章', coverage: 'article' });
  expect(found.text.startsWith(PROSE)).toBe(true);
  expect(found.text).toContain('表单里的字');
  expect(asked).toEqual([]);
  expect(await page.evaluate('document.documentElement.outerHTML')).toBe(before);
});

test('what was kept of a hostile page runs nothing and loads nothing where it is shown', async ({ ext }) => {
  const panel = await ext.openSampleBranch();
  const asked: string[] = [];
  ext.context.on('request', (request) => {
    if (!request.url().startsWith('chrome-extension:')) asked.push(request.url());
  });
  // As if the stored body had been written by an older, careless version.
  const id = await ext.inLedger(
    panel,
    async ({ openSpaces, create }, html) => {
      const { ledger } = await openSpaces();
      const body = await ledger.putBlob(new Blob([html], { type: 'text/html' }));
      const write = create('clip', {
        title: '示例文章',
        url: 'https://page.example/',
        coverage: 'article',
        body,
      });
      await ledger.commit([write], { label: 'clipSave' });
      return write.id;
    },
    `<p>开头。</p>${EVIL}<p>结尾。</p>`,
  );
  await panel.goto(ext.url('sidepanel', `/study/clip/${id}`));
  const article = panel.locator('article.reader');
  await expect(article).toContainText('结尾。');
  await expect(
    article.locator('script,style,svg,math,iframe,form,video,object,link,meta,[src],[style],[onclick]'),
  ).toHaveCount(0);
  expect(await panel.evaluate('window.hit')).toBeUndefined();
  expect(asked).toEqual([]);
});

test('10,000 nested elements and 20 MB of text are read', async ({ ext }) => {
  await ext.start();
  const page = await ext.context.newPage();
  await serve(
    page,
    `<!DOCTYPE html><meta charset="utf-8"><title>很长</title>${'<div>'.repeat(10_000)}在最深处的一句话。${'</div>'.repeat(10_000)}<article>${`<p>${'一直说下去，没有尽头。'.repeat(60)}</p>`.repeat(10_500)}</article>`,
  );
  const found = await clip(page);
  expect(found.coverage).toBe('article');
  expect(found.cut?.total).toBeGreaterThan(6_900_000);
  expect(found.cut?.kept).toBe(found.text.length);
});
