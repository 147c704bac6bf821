import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { serveFolder } from '../../scripts/lib/local-server.mjs';
import { MODULES } from '../../scripts/lib/modules.mjs';
import { OUTPUT, ROOT } from '../../scripts/lib/paths.mjs';
import { startApache } from '../../scripts/lib/servers/apache.mjs';
import { startCeph } from '../../scripts/lib/servers/ceph.mjs';
import { findProgram } from '../../scripts/lib/servers/programs.mjs';

/** Branches, and the share of them that reports again the next day. */
const BRANCHES = 10_000;
const CHANGED = BRANCHES / 20;

/** Milliseconds between two looks at the memory while the page reads. */
const LOOK = 250;

/** Names of the servers of this machine on which reading can be measured. */
export const rollupServers = () =>
  /** @type {const} */ ([
    ['Apache mod_dav', 'apache2', startApache],
    ['Ceph RGW', 'radosgw', startCeph],
  ]).filter(([, program]) => findProgram(program));

/**
 * What it takes a committee to read 10,000 reports from a real server, and the next day those of 5 %: milliseconds, and
 * bytes of the page's memory at its highest.
 * @param {typeof startApache | typeof startCeph} start
 */
export async function rollupTimes(start) {
  const here = join(ROOT, 'tests', 'bench', 'rollups');
  const outDir = join(OUTPUT, 'bench-rollups');
  await build({
    configFile: false,
    root: here,
    logLevel: 'error',
    resolve: {
      alias: [...MODULES, { find: 'wxt/browser', replacement: join(here, 'no-browser.ts') }],
    },
    build: { outDir, emptyOutDir: true, target: 'chrome137', chunkSizeWarningLimit: 4000 },
  });
  const pages = await serveFolder(outDir, {});
  const { stop, ...server } = await start();
  const profile = mkdtempSync(join(tmpdir(), 'sidebook-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser().path,
    headless: true,
    // An extension that was given the site reaches it without CORS; this page is none.
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-web-security'],
  });
  const open = async () => {
    const page = await context.newPage();
    await page.goto(`${pages.url}/`);
    await page.waitForFunction('globalThis.read');
    return page;
  };
  const said = JSON.stringify(server);
  try {
    const branches = await open();
    const { bytes } = await branches.evaluate(`fill(${said}, ${BRANCHES})`);
    // Apache's mark of a file that changed within the last second is a weak one.
    await pause(2_100);
    const committee = await open();
    const [first, peak] = await watched(committee, `read(${said})`);
    await branches.evaluate(`change(${said}, ${CHANGED})`);
    await pause(2_100);
    const [second, peak2] = await watched(committee, `read(${said})`);
    if (first.taken !== BRANCHES || second.taken !== CHANGED || first.rows !== BRANCHES) {
      throw new Error(`read ${first.taken} and ${second.taken}: ${JSON.stringify([first, second])}`);
    }
    return {
      branches: BRANCHES,
      changed: CHANGED,
      each: bytes / BRANCHES,
      first,
      second,
      peak: Math.max(peak, peak2),
    };
  } finally {
    await context.close();
    await pages.close();
    await stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Runs an expression in a page and looks at its memory meanwhile.
 * @param {import('@playwright/test').Page} page
 * @param {string} expression
 * @returns {Promise<[any, number]>} the value, and bytes at the highest
 */
async function watched(page, expression) {
  const session = await page.context().newCDPSession(page);
  let peak = 0;
  const state = { over: false };
  const looking = (async () => {
    while (!state.over) {
      const usage = /** @type {{ usedSize: number, backingStorageSize?: number }} */ (
        await session.send('Runtime.getHeapUsage')
      );
      peak = Math.max(peak, usage.usedSize + (usage.backingStorageSize ?? 0));
      await pause(LOOK);
    }
  })();
  const value = await page.evaluate(expression);
  state.over = true;
  await looking;
  await session.detach();
  return [value, peak];
}
