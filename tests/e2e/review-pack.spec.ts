import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { expect, test } from './support/extension';

test('a pack is made, its own page checks it from a file, and a flipped byte is named', async ({ ext }) => {
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-pack-'));
  try {
    const page = await ext.openSampleBranch('/governance');
    await page.locator('[data-action="open-pack"]').click();
    const saved = page.waitForEvent('download');
    await page.locator('[data-action="review-pack"]').click();
    const pack = join(folder, 'pack.zip');
    await (await saved).saveAs(pack);
    const print = await page.locator('[data-pack-fingerprint]').innerText();

    const bytes = readFileSync(pack);
    const files = unzipSync(new Uint8Array(bytes));
    const verifier = join(folder, 'verifier.html');
    writeFileSync(verifier, files['verifier.html'] as Uint8Array);
    const reader = await ext.context.newPage();
    await reader.goto(pathToFileURL(verifier).href);
    await reader.locator('#file').setInputFiles(pack);
    await expect(reader.locator('[data-verdict="ok"]')).toBeVisible();
    await expect(reader.locator('#out')).toContainText(print);

    const at = bytes.indexOf('register.xlsx') + 200;
    bytes[at] = (bytes[at] as number) ^ 1;
    const changed = join(folder, 'changed.zip');
    writeFileSync(changed, bytes);
    await reader.locator('#file').setInputFiles(changed);
    await expect(reader.locator('[data-verdict="bad"]')).toBeVisible();
    await expect(reader.locator('[data-problems]')).toContainText('register.xlsx');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
