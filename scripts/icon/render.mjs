// Draws the icon in every size that the manifest names: `node scripts/icon/render.mjs`. Run it after a change of
// the drawings; the pictures are kept in the repository, so that a build needs no browser.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from '../lib/browser.mjs';
import { ROOT } from '../lib/paths.mjs';
import { runMain, say } from '../lib/say.mjs';

/** Up to this size in pixels the simplified drawing is used. */
const SMALL = 32;

await runMain(async () => {
  const browser = await chromium.launch({
    executablePath: findBrowser().path,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const folder = join(ROOT, 'public', 'icon');
  mkdirSync(folder, { recursive: true });
  try {
    for (const size of [16, 32, 48, 96, 128]) {
      const drawing = size <= SMALL ? 'icon-small.svg' : 'icon.svg';
      const svg = readFileSync(join(ROOT, 'scripts', 'icon', drawing), 'utf8');
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      await page.setContent(
        `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
      );
      await page.screenshot({ path: join(folder, `${size}.png`), omitBackground: true });
      await page.close();
      say(`  public/icon/${size}.png`);
    }
  } finally {
    await browser.close();
  }
});
