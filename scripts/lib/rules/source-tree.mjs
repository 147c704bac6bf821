import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { parseSync } from 'oxc-parser';
import { ROOT } from '../paths.mjs';

/**
 * @typedef {object} Import
 * @property {string} from the specifier as written
 * @property {string | undefined} file the file of ours that it means, path below the root
 * @property {number} line
 * @property {boolean} lazy a dynamic `import()`
 * @property {boolean} typeOnly gone after compiling
 */

/**
 * @typedef {object} Source
 * @property {string} path below the root, with `/`
 * @property {string} text
 * @property {any} program ESTree
 * @property {{ value: string, start: number }[]} comments
 * @property {Import[]} imports
 * @property {(offset: number) => number} line
 */

const PRODUCT = ['entrypoints', 'components', 'lib'];
const ENDINGS = ['', '.ts', '.tsx', '.json', '.mjs', '/index.ts', '/index.tsx'];

/** @type {Map<string, Source[]>} */
const read = new Map();

/**
 * Every source file of the product (`entrypoints`, `components`, `lib`), or of the tests.
 * @param {'product' | 'tests'} part
 */
export function sources(part) {
  const known = read.get(part);
  if (known) return known;
  const folders = part === 'product' ? PRODUCT : ['tests'];
  const found = folders.flatMap((folder) => listSources(folder)).map(readSource);
  read.set(part, found);
  return found;
}

/** @param {string} folder */
function listSources(folder) {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.(tsx?|mjs)$/.test(path) && !path.includes('node_modules/'))
    .sort();
}

/**
 * @param {string} path
 * @returns {Source}
 */
function readSource(path) {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const { program, module, comments, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const line = (/** @type {number} */ offset) => {
    let low = 0;
    for (let high = starts.length; low + 1 < high;) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  const imported = (
    /** @type {string} */ from,
    /** @type {number} */ start,
    lazy = false,
    typeOnly = false,
  ) => ({
    from,
    file: resolveOwn(path, from),
    line: line(start),
    lazy,
    typeOnly,
  });
  /** @type {Import[]} */
  const imports = module.staticImports.map(({ moduleRequest, entries }) =>
    imported(
      moduleRequest.value,
      moduleRequest.start,
      false,
      entries.length > 0 && entries.every((e) => e.isType),
    ),
  );
  for (const { entries } of module.staticExports) {
    const request = entries[0]?.moduleRequest;
    if (request)
      imports.push(
        imported(
          request.value,
          request.start,
          false,
          entries.every((e) => e.isType),
        ),
      );
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    if (/^['"]/.test(written)) imports.push(imported(written.slice(1, -1), moduleRequest.start, true));
  }
  return { path, text, program, comments, imports, line };
}

/**
 * @param {string} importer
 * @param {string} from
 */
function resolveOwn(importer, from) {
  let base;
  if (from.startsWith('.')) base = posix.join(posix.dirname(importer), from);
  else if (/^[@~]{1,2}\//.test(from)) base = from.replace(/^[@~]{1,2}\//, '');
  else return undefined;
  // Vite's `?raw` and `?worker` say how a file is taken, not which.
  base = base.replace(/\?.*$/, '');
  for (const ending of ENDINGS) {
    const file = join(ROOT, base + ending);
    if (/\.\w+$/.test(file) && existsSync(file)) return relative(ROOT, file).replaceAll('\\', '/');
  }
  return base;
}

/**
 * Visits every node of a tree with its chain of ancestors, innermost last.
 * @param {any} node
 * @param {(node: any, parents: any[]) => void} visit
 * @param {any[]} [parents]
 */
export function walk(node, visit, parents = []) {
  visit(node, parents);
  parents.push(node);
  for (const [key, value] of Object.entries(node)) {
    if (key === 'type' || !value || typeof value !== 'object') continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child.type === 'string') walk(child, visit, parents);
    }
  }
  parents.pop();
}

/**
 * The folder that stands for a place in the house: `lib/life`, `components/today`, `entrypoints`.
 * @param {string} path
 */
export function placeOf(path) {
  const [top = '', second = ''] = path.split('/');
  return top === 'entrypoints' || !path.includes('/', top.length + 1) ? top : `${top}/${second}`;
}
