// `npm run locales`: sorts the keys of every catalogue, writes the whole of zh-TW (catalogues and the texts of the
// rule packs) from zh-CN, and reports what English lacks. zh-TW is never edited by hand: a wrong character or word
// is put right in CORRECTIONS below, so that it stays right.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Converter } from 'opencc-js';
import { ROOT } from '../lib/paths.mjs';
import { runTool } from '../lib/process.mjs';
import { localeProblems } from '../lib/rules/locales.mjs';
import { complain, runMain, say } from '../lib/say.mjs';

/**
 * Conversion is by character, with the official terms of the mainland kept (網絡, 信息, 軟件). What it gets wrong,
 * as pairs of traditional text.
 */
const CORRECTIONS = [
  ['臺', '台'],
  ['複核', '覆核'],
  ['籤', '簽'],
  ['標簽', '標籤'],
  ['錶', '表'],
  ['采納', '採納'],
  ['采用', '採用'],
  ['天后', '天後'],
  ['日里', '日裡'],
  ['本里', '本裡'],
  ['”里', '”裡'],
];

const toTraditional = Converter({ from: 'cn', to: 'tw' });

/** @param {string} text */
function convert(text) {
  let result = toTraditional(text);
  for (const [wrong = '', right = ''] of CORRECTIONS) result = result.replaceAll(wrong, right);
  return result;
}

await runMain(() => {
  const written = [];
  for (const name of jsonFiles('locales/zh-CN')) {
    const source = readJson(`locales/zh-CN/${name}`);
    const english = existsSync(join(ROOT, 'locales/en', name)) ? readJson(`locales/en/${name}`) : {};
    const traditional = Object.fromEntries(
      Object.entries(source).map(([key, text]) => [key, convert(String(text))]),
    );
    const languages = Object.entries({ 'zh-CN': source, en: english, 'zh-TW': traditional });
    for (const [language, catalog] of languages) {
      if (writeJson(`locales/${language}/${name}`, sorted(catalog)))
        written.push(`locales/${language}/${name}`);
    }
  }
  for (const name of jsonFiles('lib/rules/packs')) {
    const file = `lib/rules/packs/${name}`;
    const pack = readJson(file);
    fillTraditional(pack);
    if (writeJson(file, pack)) written.push(file);
  }
  for (const file of written) say(`  ${file}`);
  const problems = localeProblems();
  problems.forEach(complain);
  say(problems.length ? `${problems.length} problems are left.` : 'All languages are complete.');
  return problems.length ? 1 : 0;
});

/** @param {string} folder */
function jsonFiles(folder) {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.json'))
    .sort();
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}

/**
 * Writes a file when its content differs, in the format of the repository.
 * @param {string} file
 * @param {unknown} value
 * @returns {boolean} whether anything was written
 */
function writeJson(file, value) {
  const path = join(ROOT, file);
  if (existsSync(path) && JSON.stringify(readJson(file)) === JSON.stringify(value)) return false;
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
  runTool('prettier/bin/prettier.cjs', ['--write', file], { capture: true });
  return true;
}

/** @param {Record<string, unknown>} catalog */
function sorted(catalog) {
  return Object.fromEntries(Object.entries(catalog).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Sets `zhTW` beside every `zh` of a rule pack.
 * @param {any} node
 */
function fillTraditional(node) {
  if (!node || typeof node !== 'object') return;
  if (!Array.isArray(node) && typeof node.zh === 'string') node.zhTW = convert(node.zh);
  for (const value of Object.values(node)) fillTraditional(value);
}
