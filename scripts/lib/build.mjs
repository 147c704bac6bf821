import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildDir, OUTPUT, ROOT } from './paths.mjs';
import { startTool } from './process.mjs';
import { say, Stop } from './say.mjs';

/** What a build is made of. */
const INPUTS = [
  'components',
  'entrypoints',
  'lib',
  'locales',
  'package-lock.json',
  'public',
  'scripts/lib/verifier.mjs',
  'tsconfig.json',
  'verifier',
  'wxt.config.ts',
];

/**
 * All files below a folder, or the file itself.
 * @param {string} path
 * @returns {string[]}
 */
export function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Names the state of everything that goes into a build.
 * @returns {string}
 */
function inputHash() {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    for (const file of filesBelow(join(ROOT, input))) {
      hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** Most of what a build makes lives for a moment only; without room for that, a fifth of its time goes into clearing up. */
const ROOM = ['--max-semi-space-size=64'];

/**
 * Makes the production builds of browsers, side by side, unless they are there already for the present sources.
 * @param {readonly ('chrome' | 'edge' | 'firefox')[]} browsers
 * @param {{ force?: boolean }} [options]
 */
export async function ensureBuilt(browsers, options = {}) {
  const inputs = inputHash();
  await Promise.all(browsers.map((browser) => buildFor(browser, inputs, options.force ?? false)));
}

/**
 * @param {'chrome' | 'edge' | 'firefox'} browser
 * @param {string} inputs
 * @param {boolean} force
 */
async function buildFor(browser, inputs, force) {
  const manifest = join(buildDir(browser), 'manifest.json');
  const note = join(OUTPUT, `.${browser}-built-from`);
  const state = () => `${inputs} ${statSync(manifest).mtimeMs}`;
  if (!force && existsSync(manifest) && existsSync(note) && readFileSync(note, 'utf8') === state()) return;
  say(`Building for ${browser} …`);
  const { code, output } = await startTool('wxt/bin/wxt.mjs', ['build', '--browser', browser], ROOM);
  if (code !== 0 || !existsSync(manifest)) throw new Stop(`The build for ${browser} failed.\n${output}`);
  writeFileSync(note, state());
}
