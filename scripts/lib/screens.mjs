/** Finding one's way through the built extension: shared by pictures, the tour and the tests. */

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

/**
 * Waits until a page has drawn what it has to say: fonts are there, nothing is marked busy, and nothing has
 * changed for a moment.
 * @param {import('@playwright/test').Page} page
 */
export async function settle(page) {
  await page.waitForLoadState('load');
  await page.evaluate(async () => {
    await document.fonts.ready;
    const quiet = 250;
    const limit = performance.now() + 10_000;
    let last = performance.now();
    const observer = new MutationObserver(() => (last = performance.now()));
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    while (performance.now() < limit) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (performance.now() - last > quiet && !document.querySelector('[aria-busy="true"]')) break;
    }
    observer.disconnect();
  });
}
