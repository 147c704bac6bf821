import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from './browser.mjs';
import { bundleForPage } from './bundle.mjs';
import { ROOT } from './paths.mjs';

/** Where a page stands whose address is not known. */
const NOWHERE = 'https://page.invalid/';
const ROUNDS = 5;
/** Nothing of the page runs and nothing is loaded. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox allow-same-origin";

/**
 * @typedef {object} Clipping
 * @property {string} title
 * @property {string} siteName
 * @property {string} source
 * @property {string} author
 * @property {string} editor
 * @property {string} published `YYYY-MM-DD HH:MM` or `YYYY-MM-DD`
 * @property {string} text one paragraph a line
 * @property {string[]} images addresses
 * @property {number} ms milliseconds of the extraction alone, median of several
 * @property {{ title: string, byline: string, siteName: string, published: string, text: string, ms: number, withCopy: number }} [readability] its `ms` without the copy of the page that it reads
 */

/**
 * Starts one browser that clips pages with the extractor of the extension, each laid out as the browser does it,
 * without network and without running anything of the page. What a page does not say is an empty string.
 * @returns {Promise<{ clip: (html: string, options?: { url?: string, readability?: boolean, rounds?: number }) => Promise<Clipping>, close: () => Promise<void> }>}
 */
export async function startClipper() {
  const code = await bundleForPage(join(ROOT, 'scripts', 'lib', 'clip-in-page.mjs'), 'clipping');
  const browser = await chromium.launch({
    executablePath: findBrowser().path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND',
    ],
  });
  const context = await browser.newContext({ serviceWorkers: 'block', acceptDownloads: false });
  return {
    clip: async (html, { url, readability = false, rounds = ROUNDS } = {}) => {
      const address = url ?? NOWHERE;
      const page = await context.newPage();
      try {
        let served = false;
        await page.route('**/*', (route) => {
          if (served || !route.request().isNavigationRequest()) return route.abort('aborted');
          served = true;
          return route.fulfill({
            body: html,
            contentType: 'text/html; charset=utf-8',
            headers: { 'content-security-policy': POLICY },
          });
        });
        await page.goto(address, { waitUntil: 'domcontentloaded', timeout: 60_000 });
        const result = await inOwnWorld(
          page,
          `${code}\nclipping.clip(${JSON.stringify(address)}, ${rounds}, ${readability})`,
        );
        const { found, ms } = result;
        const none = url === undefined && found.siteName === new URL(NOWHERE).hostname;
        return {
          title: found.title === new URL(NOWHERE).hostname ? '' : found.title,
          siteName: none ? '' : (found.siteName ?? ''),
          source: found.source ?? '',
          author: found.author ?? '',
          editor: found.editor ?? '',
          published: found.published ?? '',
          text: found.text,
          images: found.images,
          ms,
          ...(result.readability && { readability: result.readability }),
        };
      } finally {
        await page.close();
      }
    },
    close: () => browser.close(),
  };
}

/** As the extension runs it: in an isolated world. @param {import('@playwright/test').Page} page @param {string} expression */
async function inOwnWorld(page, expression) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'clip',
  });
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    contextId: executionContextId,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}
