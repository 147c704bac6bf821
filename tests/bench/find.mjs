import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { serveFolder } from '../../scripts/lib/local-server.mjs';
import { OUTPUT, ROOT } from '../../scripts/lib/paths.mjs';
import { MODULES } from '../../scripts/lib/modules.mjs';

/** Documents of 1,500 characters that are searched, and how many of them the peer takes in. */
const DOCUMENTS = 20_000;
const PEER_DOCUMENTS = 2_000;

/**
 * What a keystroke in the search box costs over 20,000 records, with the index opened as it was kept: all times in
 * milliseconds, memory in bytes. The peer holds a tenth of the texts; more would take it a minute.
 */
export async function findTimes() {
  const outDir = join(OUTPUT, 'bench-find');
  await build({
    configFile: false,
    root: join(ROOT, 'tests', 'bench', 'find'),
    logLevel: 'error',
    resolve: { alias: MODULES },
    build: { outDir, emptyOutDir: true, target: 'chrome120', chunkSizeWarningLimit: 4000 },
  });
  const server = await serveFolder(outDir, {});
  const profile = mkdtempSync(join(tmpdir(), 'sidebook-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser().path,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  /** @param {string} code */
  const inPage = async (code) => {
    const page = await context.newPage();
    await page.goto(`${server.url}/`);
    await page.waitForFunction('globalThis.ask');
    const before = await memory(page);
    const result = await page.evaluate(code);
    const bytes = (await memory(page)) - before;
    await page.close();
    return { ...result, bytes };
  };
  try {
    const made = await inPage(`fill(${DOCUMENTS})`);
    const asked = await inPage(`ask(${DOCUMENTS})`);
    const peer = await inPage(`peer(${PEER_DOCUMENTS})`);
    return {
      documents: DOCUMENTS,
      peerDocuments: PEER_DOCUMENTS,
      building: made.building,
      opening: asked.opening,
      p95: quantile(asked.times, 0.95),
      median: quantile(asked.times, 0.5),
      bytes: asked.bytes,
      peer: { building: peer.building, p95: quantile(peer.times, 0.95), bytes: peer.bytes },
    };
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @param {import('@playwright/test').Page} page */
async function memory(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const usage = /** @type {{ usedSize: number, backingStorageSize?: number }} */ (
    await session.send('Runtime.getHeapUsage')
  );
  await session.detach();
  return usage.usedSize + (usage.backingStorageSize ?? 0);
}

/**
 * @param {number[]} values
 * @param {number} share
 */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
