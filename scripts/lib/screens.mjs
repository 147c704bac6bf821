/** Finding one's way through the built extension: shared by pictures, the tour and the tests. */
import { join } from 'node:path';
import { bundleForPage } from './bundle.mjs';
import { ROOT } from './paths.mjs';

/**
 * Address of a screen.
 * @param {{ url: (path: string) => string }} running
 * @param {string} page `sidepanel`, `popup` or `workbench`
 * @param {string} [route] the part behind the `#`, such as `/today`
 */
export function pageUrl(running, page, route = '') {
  return running.url(`${page}.html${route ? `#${route.startsWith('/') ? route : `/${route}`}` : ''}`);
}

/**
 * Opens the fictional sample branch from the first-run screen and waits until it is there.
 * @param {import('@playwright/test').Page} page a page of the extension that shows the first-run screen
 */
export async function openSample(page) {
  const button = page.locator('[data-action="open-sample"]');
  await button.click({ timeout: 15_000 });
  await button.waitFor({ state: 'detached', timeout: 60_000 });
  await settle(page);
}

/** How the shared branch is opened: by its secretary who carries files or has a folder, or by somebody let in. */
export const SHARED = /** @type {const} */ ({
  shared: "fill('file')",
  folder: "fill('folder')",
  company: "fill('file', true)",
  reviewer: "fillAs('reviewer')",
  member: "fillAs('member')",
});

/**
 * Fills the own space of a fresh profile with a branch that invented colleagues share, and opens it.
 * @param {import('@playwright/test').Page} page a page of the extension that shows the first-run screen
 * @param {keyof typeof SHARED} [as]
 */
export async function openShared(page, as = 'shared') {
  await page.evaluate(await bundleForPage(join(ROOT, 'tests/e2e/support/shared-branch.ts'), 'sharedBranch'));
  await page.evaluate(`sharedBranch.${SHARED[as]}`);
  await page.reload();
  await settle(page);
}

/**
 * Opens the sample branch, whose committee then has ten thousand branches on its list.
 * @param {import('@playwright/test').Page} page a page of the extension that shows the first-run screen
 */
export async function openMany(page) {
  await openSample(page);
  await page.evaluate(await bundleForPage(join(ROOT, 'tests/e2e/support/many-branches.ts'), 'manyBranches'));
  await page.evaluate('manyBranches.fill(10_000)');
}

/**
 * Waits until a page has drawn what it has to say: fonts are there, nothing is marked busy, the main part is not
 * empty, and nothing has changed for a moment. A page that stays empty is left after ten seconds.
 * @param {import('@playwright/test').Page} page
 * @param {number} [moment] milliseconds
 */
export async function settle(page, moment = 250) {
  await page.waitForLoadState('load');
  await page.evaluate(async (quiet) => {
    await document.fonts.ready;
    const limit = performance.now() + 10_000;
    let last = performance.now();
    // On a busy machine the code of a page and its records take longer than a moment each.
    const isEmpty = () => document.querySelector('main')?.textContent?.trim() === '';
    const observer = new MutationObserver(() => (last = performance.now()));
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    while (performance.now() < limit) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (performance.now() - last > quiet && !document.querySelector('[aria-busy="true"]') && !isEmpty())
        break;
    }
    observer.disconnect();
  }, moment);
}
