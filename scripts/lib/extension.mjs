import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from './browser.mjs';
import { buildDir } from './paths.mjs';
import { Stop } from './say.mjs';

/** The width at which a side panel opens, and a usual height. In CSS pixels. */
export const PANEL_SIZE = { width: 360, height: 800 };

/**
 * Of several such switches the last one counts: what Playwright turns off is named again, as far as it bears on us. The
 * pages that Chromium keeps behind its address bar nobody looks at, and they cost a start as much as a page of ours.
 */
const FEATURES_OFF = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'TcpPortRandomizationWin',
  'ThirdPartyStoragePartitioning',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
  'msEdgeUpdateLaunchServicesPreferredVersion',
  'msForceBrowserSignIn',
];

/** Quiet start: no first-run pages and none of the browser's own traffic. */
const QUIET = [
  `--disable-features=${FEATURES_OFF.join(',')}`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @typedef {object} LaunchOptions
 * @property {string} [dir] folder of the unpacked build; the Chrome production build when absent
 * @property {string} [profile] profile to use again; a fresh one that is removed on close when absent
 * @property {boolean} [headless] true when absent
 * @property {{ width: number, height: number } | null} [viewport] null = as large as the window
 * @property {boolean} [dark] dark colour scheme
 * @property {string} [locale] language of the browser, `zh-CN` when absent
 * @property {string[]} [args] further command-line switches
 */

/**
 * @typedef {object} Running
 * @property {import('@playwright/test').BrowserContext} context
 * @property {string} id the extension's id
 * @property {string} profile folder of the profile
 * @property {(path: string) => string} url address of a page of the extension
 * @property {() => Promise<void>} close closes the browser, and removes the profile when it was made here
 */

/**
 * Starts Chromium with the unpacked production build and waits until its worker answers.
 * @param {LaunchOptions} [options]
 * @returns {Promise<Running>}
 */
export async function launchExtension(options = {}) {
  const browser = findBrowser();
  const dir = options.dir ?? buildDir();
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'sidebook-'));
  const locale = options.locale ?? 'zh-CN';
  const removeProfile = () => {
    if (!options.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  };
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: browser.path,
    headless: options.headless ?? true,
    viewport: options.viewport === undefined ? PANEL_SIZE : options.viewport,
    colorScheme: options.dark ? 'dark' : 'light',
    locale,
    acceptDownloads: true,
    // On Linux the browser takes the language of its own parts, date fields among them, from here.
    env: { ...process.env, LANGUAGE: locale.replace('-', '_') },
    args: [
      ...QUIET,
      `--lang=${locale}`,
      ...(browser.branded ? [] : [`--disable-extensions-except=${dir}`, `--load-extension=${dir}`]),
      ...(options.args ?? []),
    ],
    ignoreDefaultArgs: browser.branded ? ['--disable-extensions'] : [],
  });
  try {
    const id = browser.branded ? await loadOverPipe(context, dir) : await idFromWorker(context);
    return {
      context,
      id,
      profile,
      url: (path) => `chrome-extension://${id}/${path}`,
      close: async () => {
        await context.close();
        removeProfile();
      },
    };
  } catch (error) {
    await context.close();
    removeProfile();
    throw error;
  }
}

/**
 * The extension's id, once its worker runs our code.
 * @param {import('@playwright/test').BrowserContext} context
 */
async function idFromWorker(context) {
  const worker =
    context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }));
  return new URL(worker.url()).host;
}

/**
 * Loads the extension where the command line may not (branded Chrome and Edge).
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} dir
 */
async function loadOverPipe(context, dir) {
  const browser = context.browser();
  const session = await browser?.newBrowserCDPSession();
  // `Extensions` is newer than the protocol types that Playwright ships.
  const send = /** @type {undefined | ((method: string, params: object) => Promise<{ id: string }>)} */ (
    session?.send.bind(session)
  );
  const result = await send?.('Extensions.loadUnpacked', { path: dir }).catch(() => undefined);
  if (!result) {
    throw new Stop(
      'This browser does not let a program load an extension. Install Chromium:  npx playwright install chromium',
    );
  }
  return result.id;
}
