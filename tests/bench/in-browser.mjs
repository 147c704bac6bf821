import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { serveFolder } from '../../scripts/lib/local-server.mjs';
import { OUTPUT, ROOT } from '../../scripts/lib/paths.mjs';

/**
 * Builds the page `tests/bench/<name>` with the product's own code, opens it in real Chromium with a profile of its
 * own, and gives the value of an expression in it. The page sets `globalThis.measure`.
 * @param {string} name
 * @param {string} expression
 * @param {Record<string, string>} [folders] what else the page fetches: names below its address, and where they lie
 * @returns {Promise<any>}
 */
export async function measuredInBrowser(name, expression, folders = {}) {
  const outDir = join(OUTPUT, `bench-${name}`);
  await build({
    configFile: false,
    root: join(ROOT, 'tests', 'bench', name),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, target: 'chrome120', chunkSizeWarningLimit: 4000 },
  });
  for (const [at, from] of Object.entries(folders)) cpSync(from, join(outDir, at), { recursive: true });
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
    return await page.evaluate(expression);
  } finally {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}
