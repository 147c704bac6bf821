/** Builds the verifier of review packs: the page that lies in every pack, and the same for the terminal. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { OUTPUT, ROOT } from './paths.mjs';

/**
 * @param {string} entry
 * @param {'iife' | 'es'} format
 */
async function bundle(entry, format) {
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      // Browsers of the last six years; integers of any size came with these.
      target: ['es2020', 'chrome85', 'firefox80', 'safari14'],
      minify: true,
      lib: { entry: join(ROOT, entry), formats: [format], name: 'verifier' },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !('output' in output)) throw new Error(`${entry} could not be bundled`);
  return output.output[0].code;
}

/**
 * The verifier as one HTML file that needs nothing else.
 * @returns {Promise<string>}
 */
export async function verifierPage() {
  const code = (await bundle('verifier/main.ts', 'iife')).replaceAll('</script', '<\\/script');
  const page = readFileSync(join(ROOT, 'verifier/page.html'), 'utf8');
  return page.replace('/*script*/', () => code);
}

/**
 * What `npm run verify` runs.
 * @returns {Promise<typeof import('../../verifier/in-node')>}
 */
export async function verifierForNode() {
  const folder = join(OUTPUT, 'verifier');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'in-node.mjs');
  writeFileSync(file, await bundle('verifier/in-node.ts', 'es'));
  return import(pathToFileURL(file).href);
}
