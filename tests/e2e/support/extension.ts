import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { test as base, type BrowserContext, expect, type Page } from '@playwright/test';
import { bundleForPage } from '../../../scripts/lib/bundle.mjs';
import { launchExtension, PANEL_SIZE } from '../../../scripts/lib/extension.mjs';
import { type LocalServer, serveFolder } from '../../../scripts/lib/local-server.mjs';
import { ROOT } from '../../../scripts/lib/paths.mjs';
import { openSample, pageUrl, settle } from '../../../scripts/lib/screens.mjs';
import { SidePanel } from '../../../scripts/lib/side-panel.mjs';
import type * as InPage from './in-page';
import { copyProfile } from './profiles';
import { stopWorker } from './worker';

export { expect, settle };

/** Size of the wide tab in CSS pixels. */
const WIDE = { width: 1280, height: 900 };

/** How the browser of a test is started; set with `test.use({ browserOptions: { … } })`. */
export interface BrowserOptions {
  dark?: boolean;
  locale?: string;
  /** Folder of an unpacked build; the Chrome production build when absent. */
  dir?: string;
  /** Further command-line switches. */
  args?: string[];
  /** Begins with nothing, as right after the extension was installed, and not as after a first start. */
  fresh?: boolean;
}

/** Lets every page run as on a machine that is `SLOWDOWN` times slower; see `playwright.config.ts`. */
function slowDown(context: BrowserContext): void {
  const rate = Number(process.env.SLOWDOWN ?? 1);
  if (rate === 1) return;
  const slow = async (page: Page): Promise<void> => {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate });
  };
  // A page that has closed meanwhile needs no slowing down.
  const begin = (page: Page) => void slow(page).catch(() => undefined);
  context.pages().forEach(begin);
  context.on('page', begin);
}

/** The production build in a browser with a profile of its own. */
export class Extension {
  readonly profile = mkdtempSync(join(tmpdir(), 'sidebook-e2e-'));
  readonly #options: BrowserOptions;
  readonly #started: ((context: BrowserContext) => void)[] = [];
  #running: Awaited<ReturnType<typeof launchExtension>> | undefined;

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  /** Calls back with each browser that is started, so that nothing of its pages is missed. */
  onStart(callback: (context: BrowserContext) => void): void {
    this.#started.push(callback);
  }

  /**
   * Starts the browser, or starts it again on the same profile after {@link crash} or {@link quit}. The first page
   * that is opened starts it too; a browser that runs is left alone.
   */
  async start(): Promise<void> {
    if (this.#running) return;
    if (this.#isPlain && !this.#options.fresh && !readdirSync(this.profile).length)
      await copyProfile('started', this.profile);
    this.#running = await launchExtension({ ...this.#options, profile: this.profile });
    slowDown(this.#running.context);
    for (const callback of this.#started) callback(this.#running.context);
  }

  /** Whether a prepared profile goes with this browser: it has the production build, and the language of all. */
  get #isPlain(): boolean {
    return !this.#options.dir && !this.#options.locale;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  get #browser() {
    if (!this.#running) throw new Error('the browser is not running: open a page or start() first');
    return this.#running;
  }

  get context(): BrowserContext {
    return this.#browser.context;
  }

  /** Id of the extension: the host of its addresses. */
  get id(): string {
    return this.#browser.id;
  }

  /** Address of a screen: `url('sidepanel', '/today')`. */
  url(page: 'sidepanel' | 'popup' | 'workbench', route = ''): string {
    return pageUrl(this.#browser, page, route);
  }

  /** The side panel's page in a tab of the panel's size. */
  openPanelPage(route = ''): Promise<Page> {
    return this.#open('sidepanel', route, PANEL_SIZE);
  }

  openPopupPage(): Promise<Page> {
    return this.#open('popup', '', { width: 360, height: 560 });
  }

  openWorkbench(route = ''): Promise<Page> {
    return this.#open('workbench', route, WIDE);
  }

  async #open(
    name: 'sidepanel' | 'popup' | 'workbench',
    route: string,
    size: { width: number; height: number },
  ): Promise<Page> {
    await this.start();
    const page = await this.context.newPage();
    await page.setViewportSize(size);
    await page.goto(this.url(name, route));
    await settle(page);
    return page;
  }

  /** Opens the real side panel, which is no tab, from a click in `page` (a page of the extension). */
  openSidePanel(page: Page): Promise<SidePanel> {
    return SidePanel.open(page);
  }

  /**
   * The panel's page with the fictional sample branch open. A browser that was not started yet starts on a copy of a
   * profile that has it; in one that runs, and with a build or language of its own, it is opened as a person does.
   */
  async openSampleBranch(route = ''): Promise<Page> {
    if (!this.#running && this.#isPlain) {
      await copyProfile('sample', this.profile);
      const page = await this.openPanelPage(route);
      await page.locator('[data-sample-banner]').waitFor();
      return page;
    }
    const page = await this.openPanelPage();
    await openSample(page);
    if (route) {
      await page.goto(this.url('sidepanel', route));
      await settle(page);
    }
    return page;
  }

  /**
   * Runs a function in an extension page with the ledger's own code at hand, to seed data or to look at what is
   * stored: `ext.inLedger(page, async ({ openSpace, create }, names) => …, ['示例甲'])`. The function is sent as
   * text and sees only its two arguments, which have to be JSON.
   */
  async inLedger<Argument, Result>(
    page: Page,
    work: (library: typeof InPage, argument: Argument) => Promise<Result> | Result,
    argument?: Argument,
  ): Promise<Result> {
    await page.evaluate(await libraryCode());
    return page.evaluate(`(${work.toString()})(ledgerLibrary, ${JSON.stringify(argument) ?? 'undefined'})`);
  }

  /** Cuts every connection of the browser, or brings them back. */
  setOffline(offline: boolean): Promise<void> {
    return this.context.setOffline(offline);
  }

  /** Stops the worker; {@link isWorkerRunning} tells when it is back, Playwright takes no notice of it. */
  async stopWorker(): Promise<void> {
    const page = this.context.pages().find((open) => open.url().includes(this.id));
    if (!page) throw new Error('no page of the extension is open');
    await stopWorker(this.context, page);
  }

  /**
   * What the browser does when the keys of a command are pressed, whatever has the focus: it wakes the worker with the
   * event. Keys themselves reach no extension over the protocol.
   */
  async pressCommand(name: string): Promise<void> {
    const worker = this.context.serviceWorkers()[0] ?? (await this.context.waitForEvent('serviceworker'));
    await worker.evaluate((command) => {
      const { onCommand } = chrome.commands as unknown as { onCommand: { dispatch(name: string): void } };
      onCommand.dispatch(command);
    }, name);
  }

  /** Whether the worker is alive at this moment. */
  async isWorkerRunning(): Promise<boolean> {
    const session = await this.context.browser()?.newBrowserCDPSession();
    if (!session) throw new Error('no session with the browser');
    const { targetInfos } = await session.send('Target.getTargets');
    await session.detach();
    return targetInfos.some(({ type, url }) => type === 'service_worker' && url.includes(this.id));
  }

  /** Kills the browser without warning, as a power cut does. `start()` opens the same profile again. */
  async crash(): Promise<void> {
    const { context } = this;
    const session = await context.browser()?.newBrowserCDPSession();
    const info = await session?.send('SystemInfo.getProcessInfo');
    const process_ = info?.processInfo.find(({ type }) => type === 'browser');
    if (!process_) throw new Error('the browser has no process id');
    const closed = new Promise((resolve) => context.on('close', resolve));
    process.kill(process_.id, 'SIGKILL');
    await closed;
    this.#running = undefined;
  }

  /** Closes the browser in order; the profile stays until the test ends. */
  async quit(): Promise<void> {
    await this.#running?.close();
    this.#running = undefined;
  }

  /** Removes the profile. */
  dispose(): void {
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

let library: Promise<string> | undefined;

const libraryCode = (): Promise<string> =>
  (library ??= bundleForPage(join(ROOT, 'tests', 'e2e', 'support', 'in-page.ts'), 'ledgerLibrary'));

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Of its rules, those that may answer otherwise when the same document gets other colours or another width. */
const BY_LOOK = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

/**
 * Violations of WCAG 2.2 AA on a page, as one line each; an empty list is what a test wants.
 * @param what with `look`, the same document was examined in another size and other colours just before
 */
export async function axeViolations(
  page: Page,
  what: 'everything' | 'look' = 'everything',
): Promise<string[]> {
  // What lies under a bar at the moment can be scrolled free; what counts is its own size. A colour is judged
  // where it ends, not on its way.
  await page.evaluate(() => {
    const still = new CSSStyleSheet();
    still.replaceSync('* { transition: none !important }');
    document.adoptedStyleSheets = [still];
    for (const bar of document.querySelectorAll<HTMLElement>('.sticky')) bar.style.position = 'static';
  });
  // Put into the page once: the next screen is drawn in the same document.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (runOnly) =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly,
        resultTypes: ['violations'],
      }),
    what === 'look' ? { type: 'rule' as const, values: BY_LOOK } : { type: 'tag' as const, values: WCAG },
  );
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.map(({ target }) => target.join(' ')).slice(0, 4);
    return `${id}: ${help} (${nodes.length}×) ${places.join(' | ')}`;
  });
}

interface Fixtures {
  browserOptions: BrowserOptions;
  /** A browser with the extension and a fresh profile; both are gone after the test. */
  ext: Extension;
  /** Serves `tests/fixtures/pages` on the loopback address. */
  localServer: LocalServer;
  /** Errors that pages of the extension threw during the test; the test fails when there are any. */
  pageErrors: string[];
}

export const test = base.extend<Fixtures>({
  browserOptions: [{}, { option: true }],
  ext: async ({ browserOptions }, use, info) => {
    const extension = new Extension(browserOptions);
    await use(extension);
    if (info.status !== info.expectedStatus) await keepPictures(extension, info.outputPath.bind(info));
    await extension.quit();
    extension.dispose();
  },
  localServer: async ({}, use) => {
    const server = await serveFolder(join(ROOT, 'tests', 'fixtures', 'pages'), { limit: 500 });
    await use(server);
    await server.close();
  },
  pageErrors: [
    async ({ ext }, use) => {
      const errors: string[] = [];
      ext.onStart((context) =>
        context.on('weberror', (error) => {
          if (error.page()?.url().startsWith('chrome-extension:')) errors.push(error.error().message);
        }),
      );
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

async function keepPictures(extension: Extension, path: (name: string) => string): Promise<void> {
  if (!extension.isRunning) return;
  const pages = extension.context.pages().filter((page) => !page.url().startsWith('about:'));
  for (const [index, page] of pages.entries()) {
    await page.screenshot({ path: path(`page-${index + 1}.png`) }).catch(() => undefined);
  }
}
