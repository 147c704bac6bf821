import { build } from 'vite';

/**
 * Bundles a module into one script that a test puts into a page of the extension: its exports are the members of
 * the global `name`. Sent over the DevTools protocol, it runs whatever the page's security policy allows.
 * @param {string} entry
 * @param {string} name
 * @returns {Promise<string>}
 */
export async function bundleForPage(entry, name) {
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
