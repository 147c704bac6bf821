import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * What the side panel may make the browser read before it can be used, in bytes of gzip. `npm run bench` holds what was
 * really asked for against it, a test what the build says will be.
 */
export const FIRST_LOAD = { js: 110 * 1024, css: 30 * 1024 };

/** An import that is carried out before the module itself: `import{a as b}from"./c.js"`, `export*from"./c.js"`, `import"./c.js"`. */
const STATIC = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;

/**
 * The files that a page of a build loads before anything of it runs: what it names, and all that those import at once.
 * @param {string} dir folder of the build
 * @param {string} page such as `sidepanel.html`
 * @returns {{ file: string, bytes: number }[]} bytes of gzip, the greatest first
 */
export function firstLoad(dir, page) {
  const html = readFileSync(join(dir, page), 'utf8');
  const files = new Set(
    [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, name = '']) => name),
  );
  /** @type {{ file: string, bytes: number }[]} */
  const found = [];
  // What is added while this runs is visited too.
  for (const file of files) {
    const content = readFileSync(join(dir, file));
    found.push({ file, bytes: gzipSync(content).length });
    if (!file.endsWith('.js')) continue;
    for (const [, name = ''] of content.toString('utf8').matchAll(STATIC))
      files.add(posix.join(posix.dirname(file), name));
  }
  return found.sort((a, b) => b.bytes - a.bytes);
}

/**
 * @param {readonly { file: string, bytes: number }[]} files
 * @param {string} ending such as `.js`
 */
export const bytesOf = (files, ending) =>
  files.reduce((sum, { file, bytes }) => (file.endsWith(ending) ? sum + bytes : sum), 0);
