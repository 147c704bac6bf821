import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { buildDir } from '../../scripts/lib/paths.mjs';
import type { Extraction } from '../../lib/records/extraction';
import { hostileBodies, hostilePages, TITLE } from '../fixtures/hostile/index.mjs';
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

/** Inline scripts of a page may run, as they do on the web; whatever it or the reading loads is refused and told. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'";

/**
 * What stays of hostile pages, and which of them the reading changed, ran something of, or loaded something for. They
 * are written one after another into one document: its window stays, and with it whatever a page did to it.
 */
async function clipAll(page: Page, pages: readonly string[]) {
  const asked: string[] = [];
  await page.addInitScript("Object.defineProperty(window, 'hit', { set() { performance.mark('hit'); } })");
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url === 'https://page.example/h/')
      return route.fulfill({
        body: '<!DOCTYPE html>',
        contentType: 'text/html',
        headers: { 'content-security-policy': POLICY },
      });
    asked.push(url);
    return route.abort();
  });
  await page.goto('https://page.example/h/');
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'clip',
  });
  const read = async (list: string[], extract: () => Extraction) => {
    const settled = () => new Promise((done) => setTimeout(done, 4));
    const serialised = () => document.documentElement.outerHTML + document.documentElement.getHTML();
    const answers = [];
    for (const html of list) {
      document.open();
      document.write(html);
      document.close();
      // As on any page that is seen: what rendering loads is asked for before the reading.
      document.documentElement.getBoundingClientRect();
      await settled();
      let refused = 0;
      document.addEventListener('securitypolicyviolation', () => (refused += 1));
      const ran = performance.getEntriesByName('hit').length;
      const before = serialised();
      const found = extract();
      const same = before === serialised();
      const runs = performance.getEntriesByName('hit').length - ran;
      await settled();
      answers.push({ found, same, runs, refused });
    }
    return answers;
  };
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: `(${read.toString()})(${JSON.stringify(pages)}, () => { ${script().replace(/(\w+);\s*$/, 'return $1;')} })`,
    contextId: executionContextId,
    awaitPromise: true,
    returnByValue: true,
  });
  expect(exceptionDetails).toBeUndefined();
  const answers = result.value as { found: Extraction; same: boolean; runs: number; refused: number }[];
  const faults = answers.flatMap((answer, at) =>
    answer.same && !answer.runs && !answer.refused && answer.found.html
      ? []
      : [
          `${at}: ${JSON.stringify({ ...answer, found: answer.found?.coverage })} ${pages[at]?.slice(0, 500)}`,
        ],
  );
  return { found: answers.map((answer) => answer.found), faults, asked };
}

test('200 hostile pages: reading changes and runs nothing, what is kept and shown runs, loads and covers nothing', async ({
  ext,
}) => {
  const panel = await ext.openSampleBranch();
  await panel.setViewportSize({ width: 360, height: 760 });
  const page = await ext.context.newPage();
  const { found, faults, asked } = await clipAll(page, hostilePages(20_261_126, 200));
  await page.close();
  expect(faults).toEqual([]);
  const refused: string[] = [];
  ext.context.on('request', (request) => {
    if (!request.url().startsWith('chrome-extension:')) asked.push(request.url());
  });
  panel.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) refused.push(message.text());
  });
  // Kept as they came, and the bare shapes as an older, careless version might have stored them.
  const stored = await ext.inLedger(
    panel,
    async ({ openSpaces, create, saveClip, clipBody, isInert }, { pages, bodies }) => {
      const { ledger } = await openSpaces();
      const wrong: string[] = [];
      for (const [at, extraction] of pages.entries()) {
        const url = `https://page.example/${at}`;
        const { id } = await saveClip(ledger, { ...extraction, url } as never);
        const kept = await ledger.get('clip', id);
        const html = kept ? await clipBody(ledger, kept) : '';
        if (!isInert(html) || html !== extraction.html) wrong.push(html);
      }
      const careless = [];
      for (const html of bodies) {
        const body = await ledger.putBlob(new Blob([html], { type: 'text/html' }));
        const fields = {
          title: '示例文章',
          url: 'https://page.example/',
          coverage: 'article' as const,
          body,
        };
        careless.push(create('clip', fields));
      }
      await ledger.commit(careless, { label: 'clipSave' });
      return { wrong, ids: careless.map(({ id }) => id) };
    },
    { pages: byFive(found), bodies: fewer(hostileBodies(), 4) },
  );
  expect(stored.wrong).toEqual([]);
  const bodies = [...found.map(({ html }) => html), ...hostileBodies()];
  const shown = await ext.inLedger(
    panel,
    ({ sanitise }, list) => {
      const wrong: string[] = [];
      for (const html of list) {
        const box = document.createElement('article');
        box.className = 'reader';
        document.body.append(box);
        box.innerHTML = sanitise(html, window);
        const bad = box.querySelector(
          'script,style,svg,math,iframe,form,video,object,link,meta,template,base,dialog,[src],[srcset],[style],[id],[name],[onclick],[onerror],a:not([href^="http"])[href]',
        );
        const wide = document.documentElement.scrollWidth > 360 || box.scrollWidth > box.clientWidth;
        if (bad || wide) wrong.push(`${bad?.outerHTML ?? 'too wide'}\n${html}`);
        box.remove();
      }
      return wrong;
    },
    bodies,
  );
  expect(shown).toEqual([]);
  for (const id of stored.ids) {
    await panel.goto(ext.url('sidepanel', `/study/clip/${id}`));
    const article = panel.locator('article.reader');
    await expect(article).toContainText('开头。');
    await expect(article.locator('script,style,svg,math,iframe,form,video,object,[src],[style]')).toHaveCount(
      0,
    );
    expect(await panel.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  }
  await panel.goto(ext.url('sidepanel', '/study'));
  await expect(panel.getByText(TITLE).first()).toBeVisible();
  expect(await panel.evaluate('window.hit')).toBeUndefined();
  expect({ asked, refused }).toEqual({ asked: [], refused: [] });
});

/** Five to a clip: a commit for each would take as long as all the rest. */
const byFive = (found: readonly Extraction[]): Extraction[] =>
  found
    .filter((_one, at) => at % 5 === 0)
    .map((one, at) => {
      const five = found.slice(at * 5, at * 5 + 5);
      const text = `${at}\n${five.map((each) => each.text).join('\n')}`;
      return { ...one, html: five.map(({ html }) => html).join('\n'), text };
    });

/** A list joined into so many texts. */
const fewer = (list: readonly string[], parts: number): string[] =>
  Array.from({ length: parts }, (_, part) => list.filter((_text, at) => at % parts === part).join('\n'));

test('10,000 nested elements and 20 MB of text are read within seconds', async ({ ext }) => {
  await ext.start();
  const page = await ext.context.newPage();
  await serve(
    page,
    `<!DOCTYPE html><meta charset="utf-8"><title>很长</title>${'<div>'.repeat(10_000)}在最深处的一句话。${'</div>'.repeat(10_000)}<article>${`<p>${'一直说下去，没有尽头。'.repeat(60)}</p>`.repeat(10_500)}</article>`,
  );
  const start = performance.now();
  const found = await clip(page);
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(found.coverage).toBe('article');
  expect(found.cut?.total).toBeGreaterThan(6_900_000);
  expect(found.cut?.kept).toBe(found.text.length);
});
