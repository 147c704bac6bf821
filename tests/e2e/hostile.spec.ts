import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { buildDir } from '../../scripts/lib/paths.mjs';
import type { Extraction } from '../../lib/records/extraction';
import { hostileBodies, hostilePages } from '../fixtures/hostile/index.mjs';
import { type Extension, expect, test } from './support/extension';

const SEED = 20_261_126;
const PAGES = 200;
/** A sheet in CSS pixels: what is wider is cut in print. */
const A4 = { width: 794, height: 1123 };
/** Pages read side by side in each test. */
const TABS = 4;
/** Tests that share the pages between them, so that they run side by side. */
const PARTS = 2;

/** What one page did: `hits` and `asked` count what ran and what was loaded from the moment of reading on. */
interface Reading {
  found?: Extraction;
  error?: string;
  same: boolean;
  hits: number;
  asked: string[];
}

/** Reads hostile pages one after another in one tab, as a click does: the built script in a world of its own. */
async function readAll(
  context: BrowserContext,
  pages: ReadonlyMap<number, string>,
): Promise<Map<number, Reading>> {
  const page = await context.newPage();
  const asked: string[] = [];
  await page.addInitScript("Object.defineProperty(window, 'hit', { set() { performance.mark('hit'); } })");
  await page.route('**/*', (route) => {
    const url = new URL(route.request().url());
    const html = url.host === 'page.example' ? pages.get(Number(url.pathname.slice(1))) : undefined;
    if (html !== undefined) return route.fulfill({ body: html, contentType: 'text/html' });
    asked.push(url.href);
    return route.abort();
  });
  const session = await page.context().newCDPSession(page);
  const script = readFileSync(join(buildDir('chrome'), 'clip-page.js'), 'utf8');
  const answers = new Map<number, Reading>();
  for (const at of pages.keys()) {
    await page.goto(`https://page.example/${at}`, { waitUntil: 'load' });
    await settled(page, asked);
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'clip',
    });
    const evaluate = async (expression: string) => {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression,
        contextId,
        awaitPromise: true,
        returnByValue: true,
      });
      return { value: result.value as unknown, error: exceptionDetails?.exception?.description };
    };
    asked.length = 0;
    await evaluate(
      'globalThis.hits = performance.getEntriesByName("hit").length; globalThis.before = document.documentElement.outerHTML',
    );
    const { value, error } = await evaluate(script);
    const after = await evaluate(
      '[document.documentElement.outerHTML === before, performance.getEntriesByName("hit").length - hits]',
    );
    const [same, hits] = after.value as [boolean, number];
    answers.set(at, { found: value as Extraction, error, same, hits, asked: [...asked] });
  }
  await page.close();
  return answers;
}

/** Waits until what a page runs and loads by itself is over: its late frames and handlers are no doing of ours. */
async function settled(page: Page, asked: readonly string[]): Promise<void> {
  for (let quiet = 0, before = -1; quiet < 2;) {
    const now = asked.length + (await page.evaluate(() => performance.getEntriesByName('hit').length));
    quiet = now === before ? quiet + 1 : 0;
    before = now;
  }
}

/** Notes what anybody is asked for from here on, and what the policy of our own pages refuses. */
function watch(ext: Extension, panel: Page): string[] {
  const asked: string[] = [];
  ext.context.on('request', (request) => {
    if (!/^(?:chrome-extension|https:\/\/reader\.example)/.test(request.url())) asked.push(request.url());
  });
  panel.on('console', (message) => {
    // The browser tells of handlers and styles even where a text is only parsed, in a document that can run nothing.
    if (
      /Content Security Policy/.test(message.text()) &&
      !/inline (event handler|style)/.test(message.text())
    )
      asked.push(message.text());
  });
  return asked;
}

/** Opens a text in the reader of a narrow panel, and shows each of `bodies` there as it shows it; gives what is wrong. */
async function shownIn(ext: Extension, panel: Page, id: string, bodies: string[]): Promise<string[]> {
  await panel.setViewportSize({ width: 360, height: 760 });
  await panel.goto(ext.url('sidepanel', `/study/clip/${id}/read`));
  await panel.locator('.reader-column .reader').waitFor();
  return ext.inLedger(
    panel,
    ({ sanitise }, list) => {
      const wrong: string[] = [];
      for (const html of list) {
        const box = document.createElement('article');
        box.className = 'reader';
        document.querySelector('.reader-column')?.append(box);
        box.innerHTML = sanitise(html, window);
        const bad = box.querySelector(
          'script,style,svg,math,iframe,form,video,object,link,meta,template,base,dialog,input,button,[src],[srcset],[style],[id],[name],[onclick],[onerror],a[href]:not([href^="http"])',
        );
        const isWide =
          document.documentElement.scrollWidth > innerWidth || box.scrollWidth > box.clientWidth + 1;
        if (bad || isWide) wrong.push(`${bad?.outerHTML ?? 'too wide'}\n${html.slice(0, 800)}`);
        box.remove();
      }
      return wrong;
    },
    bodies,
  );
}

for (let part = 0; part < PARTS; part += 1) {
  test(`200 hostile pages, part ${part + 1} of ${PARTS}: reading changes and loads nothing; kept and shown, they run nothing`, async ({
    ext,
  }) => {
    const panel = await ext.openSampleBranch();
    const pages = hostilePages(SEED, PAGES)
      .map((html, at) => [at, html] as const)
      .filter(([at]) => at % PARTS === part);
    const read = await Promise.all(
      Array.from({ length: TABS }, (_, tab) =>
        readAll(ext.context, new Map(pages.filter((_page, at) => at % TABS === tab))),
      ),
    );
    const answers = new Map(read.flatMap((map) => [...map]));
    expect(answers.size).toBe(PAGES / PARTS);
    const html = new Map(pages);
    const faults = [...answers].flatMap(([at, { found, ...rest }]) =>
      rest.same && !rest.hits && !rest.asked.length && !rest.error && found
        ? []
        : [`${at}: ${JSON.stringify(rest)} ${html.get(at)?.slice(0, 600)}`],
    );
    expect(faults).toEqual([]);

    const asked = watch(ext, panel);
    // A few of the pages hold nothing but shapes, and no text to keep.
    const found = [...answers.values()].flatMap(({ found: one }) => (one?.html ? [one] : []));
    expect(found.length).toBeGreaterThan((PAGES - 10) / PARTS);
    const { altered, id } = await ext.inLedger(
      panel,
      async ({ openSpaces, saveClip, clipBody, isInert }, extractions) => {
        const { ledger } = await openSpaces();
        const wrong: string[] = [];
        let first = '';
        for (const [at, extraction] of extractions.entries()) {
          const saved = await saveClip(ledger, { ...extraction, url: `https://page.example/${at}` });
          first ||= saved.id;
          const kept = await ledger.get('clip', saved.id);
          const text = kept ? await clipBody(ledger, kept) : '';
          // The same text under another address is one clip, which keeps the markup that it has.
          if (!isInert(text) || (saved.fresh && text !== extraction.html)) wrong.push(text);
        }
        return { altered: wrong, id: first };
      },
      found.filter((_, at) => at % 10 === 0),
    );
    expect(altered).toEqual([]);
    expect(
      await shownIn(
        ext,
        panel,
        id,
        found.map((one) => one.html),
      ),
    ).toEqual([]);
    expect(await panel.evaluate('window.hit')).toBeUndefined();
    expect(asked).toEqual([]);
  });
}

test('bare hostile shapes, as a careless version had stored them: shown, printed and sent, they run nothing', async ({
  ext,
}) => {
  const panel = await ext.openSampleBranch();
  const asked = watch(ext, panel);
  const ids = await ext.inLedger(
    panel,
    async ({ openSpaces, create }, bodies) => {
      const { ledger } = await openSpaces();
      const writes = [];
      for (const html of bodies) {
        const body = await ledger.putBlob(new Blob([html], { type: 'text/html' }));
        const [title, url] = ['示例文章', 'https://page.example/'];
        writes.push(create('clip', { title, url, coverage: 'article', body, listMonth: '2026-11' }));
      }
      await ledger.commit(writes, { label: 'clipSave' });
      return writes.map(({ id }) => id);
    },
    joined(hostileBodies(), 3),
  );

  // Every text, shown as the reader shows it: nothing but text elements, and never wider than the panel.
  expect(await shownIn(ext, panel, ids[0] ?? '', hostileBodies())).toEqual([]);
  await expect(panel.locator('.reader').first()).toContainText('开头。');

  for (const id of ids) {
    for (const route of [`/study/clip/${id}`, `/study/clip/${id}/read`, `/print/clip/${id}?text=1`]) {
      const onPaper = route.startsWith('/print');
      await panel.emulateMedia({ media: onPaper ? 'print' : 'screen' });
      await panel.setViewportSize(onPaper ? A4 : { width: 360, height: 760 });
      await panel.goto(ext.url('sidepanel', route));
      await expect(panel.locator('main, .paper-sheet').last()).toContainText('开头。');
      expect(
        await panel.evaluate(() => [
          [document.documentElement, ...document.querySelectorAll('.paper-sheet')]
            .filter((part) => part.scrollWidth > part.clientWidth + 1)
            .map((part) => `${part.tagName} ${part.scrollWidth} > ${part.clientWidth}`),
          document.querySelectorAll('iframe,object,embed,video,form[action],[onclick],[onerror],base,math')
            .length,
        ]),
        route,
      ).toEqual([[], 0]);
    }
  }
  await panel.emulateMedia({ media: null });
  // The list that is sent on holds their texts as pages, which somebody opens without any of our guards.
  await panel.goto(ext.url('sidepanel', '/study/list/2026-11'));
  const download = panel.waitForEvent('download');
  await panel.locator('[data-action="list-file"]').click();
  const texts = Object.entries(unzipSync(readFileSync(await (await download).path()))).filter(([name]) =>
    name.endsWith('.html'),
  );
  expect(texts.length).toBeGreaterThanOrEqual(ids.length);
  const outside = await ext.context.newPage();
  await outside.addInitScript("Object.defineProperty(window, 'hit', { set() { performance.mark('hit'); } })");
  let sent = '';
  const loaded: string[] = [];
  await outside.route('**/*', (route) => {
    if (route.request().url() === 'https://reader.example/')
      return route.fulfill({ body: sent, contentType: 'text/html' });
    loaded.push(route.request().url());
    return route.abort();
  });
  for (const [name, bytes] of texts) {
    // Without the policy that the page carries: what it holds has to be harmless by itself.
    sent = Buffer.from(bytes)
      .toString()
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
    await outside.goto('https://reader.example/');
    const held = await outside.evaluate(() => [
      performance.getEntriesByName('hit').length,
      document.querySelectorAll(
        'script,style,svg,math,iframe,form,video,object,link,base,[src],[style],[onclick],[onerror],a[href]:not([href^="http"])',
      ).length,
    ]);
    expect(held, name).toEqual([0, 0]);
    expect(await outside.locator('body').innerText()).not.toBe('');
  }
  expect(loaded.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([]);
  expect(await panel.evaluate('window.hit')).toBeUndefined();
  expect(asked).toEqual([]);
});

/** A list joined into so many texts. */
const joined = (list: readonly string[], parts: number): string[] =>
  Array.from({ length: parts }, (_, part) => list.filter((_text, at) => at % parts === part).join('\n'));
