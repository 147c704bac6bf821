import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildDir, OUTPUT, ROOT } from './paths.mjs';
import { runTool } from './process.mjs';
import { say, Stop } from './say.mjs';

/** What a build is made of. */
const INPUTS = [
  'components',
  'entrypoints',
  'lib',
  'locales',
  'package-lock.json',
  'public',
  'tsconfig.json',
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

/**
 * Makes the production build of a browser unless it is there already for the present sources.
 * @param {'chrome' | 'edge' | 'firefox'} browser
 * @param {{ force?: boolean }} [options]
 */
export function ensureBuilt(browser, options = {}) {
  const manifest = join(buildDir(browser), 'manifest.json');
  const note = join(OUTPUT, `.${browser}-built-from`);
  const state = () => `${inputHash()} ${statSync(manifest).mtimeMs}`;
  if (!options.force && existsSync(manifest) && existsSync(note) && readFileSync(note, 'utf8') === state()) {
    return;
  }
  say(`Building for ${browser} …`);
  const { code, output } = runTool('wxt/bin/wxt.mjs', ['build', '--browser', browser], { capture: true });
  if (code !== 0 || !existsSync(manifest)) throw new Stop(`The build for ${browser} failed.\n${output}`);
  writeFileSync(note, state());
}
