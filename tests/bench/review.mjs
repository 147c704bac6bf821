import { join } from 'node:path';
import { bundleForPage } from '../../scripts/lib/bundle.mjs';
import { launchExtension } from '../../scripts/lib/extension.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';

const ITEMS = 10_000;
const REVIEWS = 4_000;
const ROUNDS = 7;
const WARM_UP = 2;

/** Goes to an address of the window that runs, and waits for the first drawn row. Runs in the page. */
const OPEN = `new Promise((resolve) => {
  const from = performance.now();
  const look = () => document.querySelector('[data-row]') && (watch.disconnect(), requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from))));
  const watch = new MutationObserver(look);
  watch.observe(document, { subtree: true, childList: true });
  location.hash = '#/review';
})`;

/**
 * Changes something and waits until the list is another one and is drawn. Runs in the page.
 * @param {string} act
 */
const change = (act) => `new Promise((resolve) => {
  const size = () => document.querySelector('[data-row]')?.getAttribute('aria-setsize') ?? '0';
  const before = size();
  const from = performance.now();
  const watch = new MutationObserver(() => {
    if (size() === before) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true });
  ${act}
})`;

const type = (/** @type {string} */ text) =>
  change(`const field = document.querySelector('input[type=search]');
  field.value = ${JSON.stringify(text)};
  field.dispatchEvent(new Event('input', { bubbles: true }));`);

/**
 * Milliseconds until the queue of ten thousand items stands, in a window that runs; and until it follows a filter and
 * a keystroke. Every window is a new one.
 * @returns {Promise<{ items: number, links: number, reviews: number, first: number, open: number, filter: number,
 *   keystroke: number, heap: number }>} `first`: with nothing kept; `heap`: bytes of the page that shows the queue
 */
export async function reviewTimes() {
  const code = await bundleForPage(join(ROOT, 'tests', 'bench', 'review', 'seed.ts'), 'seeding');
  const running = await launchExtension({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await running.context.newPage();
    await page.goto(running.url('manifest.json'));
    await page.evaluate(code);
    /** @type {{ items: number, links: number, reviews: number }} */
    const made = await page.evaluate(`seeding.seedReviews(${ITEMS}, ${REVIEWS})`);
    await page.close();
    /** @type {Record<'open' | 'filter' | 'keystroke', number[]>} */
    const times = { open: [], filter: [], keystroke: [] };
    let first = 0;
    let heap = 0;
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
      const window = await running.context.newPage();
      await window.goto(running.url('workbench.html#/'));
      await window.waitForSelector('#app button');
      await window.waitForTimeout(1500);
      /** @type {number} */
      const open = await window.evaluate(OPEN);
      if (round === 0) {
        first = open;
        // What was found out is kept once it is quiet.
        await window.waitForTimeout(5000);
      }
      /** @type {number} */
      const filter = await window.evaluate(change(`location.hash = '#/review?show=all';`));
      /** @type {number[]} */
      const keys = [];
      for (const text of ['夜', '夜间', '夜间配', '天气', '第 77'])
        keys.push(await window.evaluate(type(text)));
      if (round >= WARM_UP) {
        times.open.push(open);
        times.filter.push(filter);
        times.keystroke.push(Math.max(...keys));
      }
      if (round === WARM_UP) {
        const session = await running.context.newCDPSession(window);
        await session.send('HeapProfiler.collectGarbage');
        heap = (await session.send('Runtime.getHeapUsage')).usedSize;
      }
      await window.close();
    }
    return {
      ...made,
      first,
      open: median(times.open),
      filter: median(times.filter),
      keystroke: median(times.keystroke),
      heap,
    };
  } finally {
    await running.close();
  }
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
