import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { serveFolder } from '../../scripts/lib/local-server.mjs';
import { OUTPUT, ROOT } from '../../scripts/lib/paths.mjs';
import { installPeers } from './peers.mjs';

const HERE = join(ROOT, 'tests', 'bench');

/** Two headers that give the page a clock of five microseconds instead of a hundred. */
const FINE_CLOCK = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/**
 * Times of writing to storage, in milliseconds (medians), by contestant.
 * @returns {Promise<{ commit: Record<string, number>, bulk: Record<string, number> }>}
 */
export async function storageTimes() {
  installPeers();
  const outDir = join(OUTPUT, 'bench-page');
  await build({
    configFile: false,
    root: join(HERE, 'page'),
    logLevel: 'error',
    // RxDB brings a Dexie of another version, which refuses to run beside ours; both get the newer one.
    resolve: { dedupe: ['dexie'] },
    build: { outDir, emptyOutDir: true, target: 'chrome120', chunkSizeWarningLimit: 4000 },
  });
  const server = await serveFolder(outDir, { headers: FINE_CLOCK });
  // A profile on disk: without one the browser keeps IndexedDB in memory and durability costs nothing.
  const profile = mkdtempSync(join(tmpdir(), 'sidebook-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser().path,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await context.newPage();
    await page.goto(`${server.url}/`);
    await page.waitForFunction('globalThis.bench');
    const commit = await page.evaluate('bench.commitTimes()');
    const bulk = await page.evaluate('bench.bulkTimes()');
    return { commit, bulk };
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
