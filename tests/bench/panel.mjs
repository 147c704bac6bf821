import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleForPage } from '../../scripts/lib/bundle.mjs';
import { launchExtension } from '../../scripts/lib/extension.mjs';
import { buildDir, ROOT } from '../../scripts/lib/paths.mjs';

const SMALL = { members: 12, meetings: 12, clips: 10, studies: 14 };
const LARGE = { members: 300, meetings: 5000, clips: 5000, studies: 39_698 };
const ROUNDS = 15;
const WARM_UP = 3;

/** Nothing has changed on the screen for this many milliseconds: it is complete. */
const QUIET = 500;

/**
 * Notes when the document last changed before it was quiet. Runs before the page's own scripts.
 * @param {number} quiet milliseconds
 */
function watch(quiet) {
  let last = 0;
  const observer = new MutationObserver(() => (last = performance.now()));
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  Object.assign(globalThis, {
    usableAt: () => {
      const ready = document.querySelector('#app button') && !document.querySelector('[aria-busy="true"]');
      return ready && performance.now() - last > quiet ? last : null;
    },
  });
}

/**
 * Milliseconds from navigation to a complete, operable first screen of the side panel, with a small and a large
 * ledger; two browsers, measured in turns. Also what that first screen loaded.
 * @returns {Promise<{ small: number, large: number, counts: number[], js: number, css: number }>} sizes in bytes
 *   of gzip
 */
export async function panelTimes() {
  const code = await bundleForPage(join(ROOT, 'tests', 'bench', 'seed.ts'), 'seeding');
  const today = new Date().toISOString().slice(0, 10);
  const browsers = [];
  /** @type {number[]} */
  const counts = [];
  /** @type {Set<string>} */
  const loaded = new Set();
  try {
    for (const mix of [SMALL, LARGE]) {
      const running = await launchExtension();
      browsers.push(running);
      const page = await running.context.newPage();
      await page.goto(running.url('manifest.json'));
      await page.evaluate(code);
      counts.push(await page.evaluate(`seeding.seed(${JSON.stringify(mix)}, ${JSON.stringify(today)})`));
      await page.close();
      await running.context.addInitScript(watch, QUIET);
    }
    /** @type {number[][]} */
    const times = [[], []];
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
      for (const side of round % 2 ? [1, 0] : [0, 1]) {
        const running = browsers[side];
        if (!running) continue;
        const page = await running.context.newPage();
        page.on('request', (request) => loaded.add(request.url()));
        await page.goto(running.url('sidepanel.html'));
        const took = await usable(page);
        if (round >= WARM_UP) times[side]?.push(took);
        await page.close();
      }
    }
    const [small = Number.NaN, large = Number.NaN] = times.map(median);
    return { small, large, counts, js: gzipped(loaded, '.js'), css: gzipped(loaded, '.css') };
  } finally {
    for (const running of browsers) await running.close();
  }
}

/**
 * Asks from outside, since the page's security policy forbids the waiting that Playwright does inside.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<number>} milliseconds after navigation
 */
async function usable(page) {
  for (const end = performance.now() + 60_000; performance.now() < end; await page.waitForTimeout(50)) {
    const at = await page.evaluate('globalThis.usableAt()');
    if (typeof at === 'number') return at;
  }
  throw new Error('the side panel was never usable');
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/**
 * @param {Iterable<string>} urls
 * @param {string} ending
 */
function gzipped(urls, ending) {
  let bytes = 0;
  for (const url of urls) {
    const { protocol, pathname } = new URL(url);
    if (protocol !== 'chrome-extension:' || !pathname.endsWith(ending)) continue;
    bytes += gzipSync(readFileSync(join(buildDir(), pathname))).length;
  }
  return bytes;
}
