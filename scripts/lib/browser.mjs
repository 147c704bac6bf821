import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { say, Stop } from './say.mjs';

/**
 * @typedef {object} Browser
 * @property {string} path the program
 * @property {boolean} branded true for Google Chrome and Microsoft Edge, which ignore `--load-extension`
 *   (Chrome from 137 on) and get the extension over the DevTools pipe instead
 */

const CHROMIUM_NAMES = ['chromium', 'chromium-browser'];
const BRANDED_NAMES = ['google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge', 'msedge'];

/** Usual places of programs that are not on PATH. */
const PLACES = {
  darwin: {
    chromium: ['/Applications/Chromium.app/Contents/MacOS/Chromium'],
    branded: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
  },
  win32: {
    chromium: programFiles('Chromium\\Application\\chrome.exe'),
    branded: [
      ...programFiles('Google\\Chrome\\Application\\chrome.exe'),
      ...programFiles('Microsoft\\Edge\\Application\\msedge.exe'),
    ],
  },
};

/** @param {string} rest */
function programFiles(rest) {
  const { ProgramFiles, LOCALAPPDATA } = process.env;
  return [ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA].flatMap((base) =>
    base ? [`${base}\\${rest}`] : [],
  );
}

/**
 * The browser to run the extension in, in this order: `CHROMIUM_PATH`, Playwright's own, a Chromium of the
 * machine, a Chrome or Edge of the machine, and on Debian as root a Chromium installed now.
 * @returns {Browser}
 */
export function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Stop(`CHROMIUM_PATH names no file: ${given}`);
    return { path: given, branded: isBranded(given) };
  }
  const found = findInstalled();
  if (found) return found;
  if (isRootOnDebian()) {
    aptInstall('chromium', 'fonts-noto-cjk');
    const installed = findInstalled();
    if (installed) return installed;
  }
  throw new Stop('No Chromium was found. Install one with:  npx playwright install chromium');
}

/** @returns {Browser | undefined} */
function findInstalled() {
  const own = chromium.executablePath();
  if (own && existsSync(own)) return { path: own, branded: false };
  const places =
    process.platform === 'darwin' || process.platform === 'win32' ? PLACES[process.platform] : null;
  const plain = CHROMIUM_NAMES.flatMap(onPath).concat(places?.chromium.filter(existsSync) ?? []);
  if (plain[0]) return { path: plain[0], branded: false };
  const branded = BRANDED_NAMES.flatMap(onPath).concat(places?.branded.filter(existsSync) ?? []);
  return branded[0] ? { path: branded[0], branded: true } : undefined;
}

/** @param {string} path */
function isBranded(path) {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return /Google Chrome|Microsoft Edge/.test(stdout ?? '');
}

/** @param {string} name */
function onPath(name) {
  const endings = process.platform === 'win32' ? ['.exe'] : [''];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .filter(existsSync);
}

/** On Debian as root, installs a Chinese font when there is none, so that pictures show text and not boxes. */
export function ensureChineseFont() {
  if (process.platform !== 'linux' || !isRootOnDebian()) return;
  const { stdout, error } = spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' });
  if (error || !stdout.trim()) aptInstall('fonts-noto-cjk');
}

function isRootOnDebian() {
  return (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    existsSync('/etc/os-release') &&
    /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
  );
}

/** @param {string[]} packages */
function aptInstall(...packages) {
  say(`Installing ${packages.join(', ')} (apt-get) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const result = spawnSync('apt-get', args, { encoding: 'utf8', env, maxBuffer: 64 * 1024 * 1024 });
    if (result.status !== 0) {
      throw new Stop(`apt-get ${args.join(' ')} failed.\n${result.stderr?.slice(-2000) ?? result.error}`);
    }
  }
}
