// Uses built-in modules only: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { say, Stop } from './say.mjs';

const OLDEST_NODE = { major: 20, minor: 19 };

/**
 * Makes a fresh clone ready for any command: checks Node, installs the packages of the lock file when they are
 * missing or other ones, and lets WXT write its generated types.
 */
export function ensureReady() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE.major || (major === OLDEST_NODE.major && minor < OLDEST_NODE.minor)) {
    throw new Stop(
      `Node ${OLDEST_NODE.major}.${OLDEST_NODE.minor} or newer is needed; this is ${process.versions.node}.`,
    );
  }
  if (!isInstalled()) install();
  if (!existsSync(join(ROOT, '.wxt', 'tsconfig.json'))) prepare();
}

/**
 * Whether `node_modules` holds what the lock file asks for. Compares versions, not times, so that neither a
 * touched file nor a changed script triggers an installation.
 */
function isInstalled() {
  const wanted = readLock(join(ROOT, 'package-lock.json'));
  const present = readLock(join(ROOT, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.peer || present[path]?.version === entry.version,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }> | undefined}
 */
function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

function install() {
  say('Installing packages (npm ci) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund'];
  // Under `npm start` npm tells where its own script is; run by hand, the name on PATH has to do.
  const result = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: ROOT, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) throw new Stop('npm ci failed; see its message above.');
}

/** Lets WXT write `.wxt/` (types and the base tsconfig). */
export function prepare() {
  const wxt = join(ROOT, 'node_modules', 'wxt', 'bin', 'wxt.mjs');
  const result = spawnSync(process.execPath, [wxt, 'prepare'], { cwd: ROOT, encoding: 'utf8' });
  if (result.status !== 0) throw new Stop(`wxt prepare failed.\n${result.stdout}${result.stderr}`);
}
