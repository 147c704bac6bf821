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
