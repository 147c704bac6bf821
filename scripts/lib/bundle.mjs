import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';

/**
 * Bundles a module into one script that a test puts into a page of the extension: its exports are the members of
 * the global `name`. Sent over the DevTools protocol, it runs whatever the page's security policy allows. Bundling keeps a
 * core busy for seconds: a run of the tests that names a folder in `SIDEBOOK_PROFILES` does it once for all processes.
 * @param {string} entry
 * @param {string} name
 * @returns {Promise<string>}
 */
export async function bundleForPage(entry, name) {
  const folder = process.env.SIDEBOOK_PROFILES;
  const kept = folder && join(folder, `${basename(entry)}-${name}.js`);
  if (kept && existsSync(kept)) return readFileSync(kept, 'utf8');
  const code = await bundle(entry, name);
  if (kept) {
    // Whole or not at all, for a process that looks in between.
    writeFileSync(`${kept}.${process.pid}`, code);
    renameSync(`${kept}.${process.pid}`, kept);
  }
  return code;
}

/**
 * @param {string} entry
 * @param {string} name
 * @returns {Promise<string>}
 */
async function bundle(entry, name) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, target: 'chrome120', minify: false, lib: { entry, formats: ['iife'], name } },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !('output' in output)) throw new Error(`${entry} could not be bundled`);
  return `${output.output[0].code}\nglobalThis[${JSON.stringify(name)}] = ${name};`;
}
