import { join } from 'node:path';
import { bundleForPage } from '../../scripts/lib/bundle.mjs';
import { launchExtension } from '../../scripts/lib/extension.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';

const ITEMS = 10_000;
const REVIEWS = 4_000;
const ROUNDS = 7;
const WARM_UP = 2;
/** Each of them leaves another number of lines than the one before. */
const WORDS = ['夜间', '天气', '夜间配', '第 77', '第 7'];

/**
 * Does something and waits until the list is another one and is drawn. Runs in the page.
 * @param {string} act
 */
const change = (act) => `new Promise((resolve, reject) => {
  const size = () => document.querySelector('[data-row]')?.getAttribute('aria-setsize') ?? '';
  const before = size();
  const late = setTimeout(() => reject(new Error('The list stayed as it was.')), 60_000);
  const watch = new MutationObserver(() => {
    if (size() === before) return;
    watch.disconnect();
    clearTimeout(late);
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
  });
  watch.observe(document, { subtree: true, childList: true, attributes: true });
  const from = performance.now();
  ${act}
})`;

const type = (/** @type {string} */ text) =>
  change(`const field = document.querySelector('input[type=search]');
  field.value = ${JSON.stringify(text)};
  field.dispatchEvent(new Event('input', { bubbles: true }));`);

/** Ends when the page fetched nothing and was idle for ten looks in a row: what it reads ahead is there. Runs in the page. */
const QUIET = `(async () => {
  for (let calm = 0, before = -1; calm < 10; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const left = await new Promise((resolve) =>
      requestIdleCallback((deadline) => resolve(deadline.timeRemaining()), { timeout: 1000 }),
    );
    const fetched = performance.getEntriesByType('resource').length;
    calm = fetched === before && left > 0 ? calm + 1 : 0;
    before = fetched;
  }
})()`;

/**
 * Milliseconds from the press of the queue's link until the queue of ten thousand items stands; and until it follows a
 * filter and a keystroke. Every window is a new one.
 * @returns {Promise<{ items: number, links: number, reviews: number, first: number, open: number,
 *   again: number, filter: number,
 *   keystroke: number, direct: number, heap: number }>} `first`: with nothing kept; `again`: opened once more from the checklist; `direct`: a window that begins with
 *   the queue; `heap`: bytes of the page that shows the queue
 */
export async function reviewTimes() {
  const code = await bundleForPage(join(ROOT, 'tests', 'bench', 'review', 'seed.ts'), 'seeding');
  const running = await launchExtension({ viewport: { width: 1280, height: 900 } });
  try {
    const seeding = await running.context.newPage();
    await seeding.goto(running.url('manifest.json'));
    await seeding.evaluate(code);
    /** @type {{ items: number, links: number, reviews: number }} */
    const made = await seeding.evaluate(`seeding.seedReviews(${ITEMS}, ${REVIEWS})`);
    /** @type {Record<'open' | 'again' | 'filter' | 'keystroke' | 'direct', number[]>} */
    const times = { open: [], again: [], filter: [], keystroke: [], direct: [] };
    const reviewAt = '#app a[href="#/review"]';
    const firstWindow = await running.context.newPage();
    await firstWindow.goto(running.url('workbench.html#/'));
    await firstWindow.waitForSelector('#app button');
    /** @type {number} */
    const first = await firstWindow.evaluate(change(`location.hash = '#/review';`));
    await seeding.evaluate('seeding.untilKept()');
    await firstWindow.close();
    await seeding.close();
    let heap = 0;
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
      const window = await running.context.newPage();
      await window.goto(running.url('workbench.html#/governance'));
      await window.waitForSelector(reviewAt);
      await window.evaluate(QUIET);
      const press = `document.querySelector('${reviewAt}').click();`;
      /** @type {number} */
      const open = await window.evaluate(change(press));
      await window.waitForSelector('[data-integrity]', { timeout: 120_000 });
      await window.evaluate(`location.hash = '#/governance'`);
      await window.waitForSelector(reviewAt);
      await window.evaluate(QUIET);
      /** @type {number} */
      const again = await window.evaluate(change(press));
      /** @type {number} */
      const filter = await window.evaluate(change(`location.hash = '#/review?show=all';`));
      /** @type {number[]} */
      const keys = [];
      for (const text of WORDS) keys.push(await window.evaluate(type(text)));
      if (round === WARM_UP) {
        const session = await running.context.newCDPSession(window);
        await session.send('HeapProfiler.collectGarbage');
        heap = (await session.send('Runtime.getHeapUsage')).usedSize;
      }
      await window.goto('about:blank');
      await window.goto(running.url('workbench.html#/review'));
      await window.waitForSelector('[data-row]');
      /** @type {number} */
      const direct = await window.evaluate('performance.now()');
      await window.close();
      if (round < WARM_UP) continue;
      times.open.push(open);
      times.again.push(again);
      times.filter.push(filter);
      times.keystroke.push(Math.max(...keys));
      times.direct.push(direct);
    }
    return {
      ...made,
      first,
      open: median(times.open),
      again: median(times.again),
      filter: median(times.filter),
      keystroke: median(times.keystroke),
      direct: median(times.direct),
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
