import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { serveFolder } from '../../scripts/lib/local-server.mjs';
import { OUTPUT, ROOT } from '../../scripts/lib/paths.mjs';

/** As many rows as the public file of waybills (TSL-Meituan 2024) has. */
const ROWS = 654_343;
/** Turns of both; the medians count. */
const TURNS = 3;
/** Milliseconds between two looks at the memory. */
const LOOK = 15;

/**
 * What counting an invented dispatch export costs in real Chromium, beside what Papa Parse alone takes for the same file
 * in the same run, turn by turn; and bytes of memory for each row at the highest, above what the page held before.
 * @returns {Promise<{ rows: number, bytes: number, ours: number, peer: number, eachRow: number }>}
 */
export async function algorithmTimes() {
  const outDir = join(OUTPUT, 'bench-algorithm');
  await build({
    configFile: false,
    root: join(ROOT, 'tests', 'bench', 'algorithm'),
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'chrome120', chunkSizeWarningLimit: 4000 },
  });
  const server = await serveFolder(outDir, {});
  const profile = mkdtempSync(join(tmpdir(), 'sidebook-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser().path,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--js-flags=--expose-gc'],
  });
  try {
    const page = await context.newPage();
    await page.goto(`${server.url}/`);
    await page.waitForFunction('globalThis.measure');
    const bytes = await page.evaluate(`measure.fill(${ROWS})`);
    /** @type {Record<'ours' | 'peer', number[]>} */
    const times = { ours: [], peer: [] };
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const name of /** @type {const} */ (['peer', 'ours'])) {
        const { time, rows } = await page.evaluate(`measure.${name}()`);
        if (rows < ROWS || rows > ROWS + 1) throw new Error(`${name} found ${rows} of ${ROWS} rows`);
        times[name].push(time);
      }
    }
    const eachRow = (await peak(page)) / ROWS;
    return { rows: ROWS, bytes, ours: median(times.ours), peer: median(times.peer), eachRow };
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @param {number[]} list */
const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

/**
 * Bytes that counting adds to the page's heap and buffers at the highest.
 * @param {import('@playwright/test').Page} page
 */
async function peak(page) {
  const session = await page.context().newCDPSession(page);
  const used = async () => {
    const usage = /** @type {{ usedSize: number, backingStorageSize?: number }} */ (
      await session.send('Runtime.getHeapUsage')
    );
    return usage.usedSize + (usage.backingStorageSize ?? 0);
  };
  await page.evaluate('gc()');
  const before = await used();
  let highest = before;
  const state = { over: false };
  const looking = (async () => {
    while (!state.over) {
      highest = Math.max(highest, await used());
      await pause(LOOK);
    }
  })();
  await page.evaluate('measure.inPage()');
  state.over = true;
  await looking;
  // What the last, undivided stretch of work held is still there until somebody sweeps.
  highest = Math.max(highest, await used());
  return highest - before;
}
