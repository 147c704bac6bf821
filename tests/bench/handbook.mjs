import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { serveFolder } from '../../scripts/lib/local-server.mjs';
import { OUTPUT, ROOT } from '../../scripts/lib/paths.mjs';

/** Records of the year that is written as a book. */
const RECORDS = 5000;

/**
 * How long 支部工作手册 of a year takes in real Chromium, from the records in storage to the finished file.
 * @returns {Promise<{ records: number, milliseconds: number }>}
 */
export async function handbookTime() {
  const outDir = join(OUTPUT, 'bench-book');
  await build({
    configFile: false,
    root: join(ROOT, 'tests', 'bench', 'book'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'chrome120', chunkSizeWarningLimit: 4000 },
  });
  const server = await serveFolder(outDir, {});
  const profile = mkdtempSync(join(tmpdir(), 'sidebook-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser().path,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await context.newPage();
    await page.goto(`${server.url}/`);
    await page.waitForFunction('globalThis.measure');
    return { records: RECORDS, milliseconds: await page.evaluate(`measure(${RECORDS})`) };
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
