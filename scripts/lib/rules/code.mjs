import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';
import { sources, walk } from './source-tree.mjs';

/** Lines that a person reads in one sitting, with room to spare. */
const LONGEST = 400;

/** The places that may ask what time it is now. */
const CLOCKS = /^(lib\/ledger\/clock\.ts|lib\/platform\/|components\/ui\/use-today\.ts)/;

/**
 * Product files in which Chinese literals are data and not interface. Everything else that a person reads is in
 * `locales/`.
 */
const CHINESE_DATA = [
  // What a parser has to recognise on paper, in a file or on a page.
  // Names of columns in exports.
  'lib/algorithm/columns.ts',
  'lib/branch/name-list',
  'lib/branch/roster-',
  'lib/company/positions.ts',
  'lib/company/charter/split-text.ts',
  'lib/company/heard/import-words.ts',
  'lib/company/import/post-words.ts',
  'lib/exchange/chinese-number.ts',
  'lib/dues/payment-list-words.ts',
  'lib/rulebook/table-words.ts',
  // What stands for a name in the text of an exhibit, for everybody who reads it.
  'lib/governance/exhibit-names.ts',
  'lib/life/minutes-',
  'lib/life/talk-list.ts',
  'lib/requests/request-list.ts',
  'lib/rollups/branch-lines.ts',
  'lib/life/appraisal-table.ts',
  'lib/notice/post.ts',
  'lib/papers/template-guess.ts',
  'lib/rules/terms.ts',
  'lib/study/extract/',
  'lib/study/pdf/lines.ts',
  'lib/study/document/',
  'lib/study/analysis/',
  'lib/study/reflections/same-text.ts',
  'lib/assist/',
  // The fictional sample, and the rules with their sources.
  'lib/sample/',
  'lib/rules/packs/',
  // Dates and times as other systems want them, whatever our own language is.
  'lib/reentry/style.ts',
  // Words of dates and periods, in all three languages side by side.
  'lib/rules/calendar.ts',
  'lib/rules/periods.ts',
  // Names of fonts, of the files that we write, and of what an administrator sees in two languages at once.
  'lib/exchange/backup/index.ts',
  'lib/exchange/print.ts',
  'lib/exchange/sheet-write/layout.ts',
  'lib/exchange/word/faces.ts',
  'lib/platform/policy-schema.ts',
  'lib/review/pack/write.ts',
];

const CHINESE = /[\u3400-\u9fff\uf900-\ufaff]/;

/**
 * Every breach of the rules of the code that a linter has no rule for, as `file:line what to do instead`.
 * @returns {string[]}
 */
export function codeProblems() {
  return [
    ...sources('product').flatMap((source) => [...lengthProblems(source), ...productProblems(source)]),
    ...sources('tests').flatMap((source) => [...lengthProblems(source), ...testProblems(source)]),
    ...[...sources('product'), ...sources('tests')].flatMap(debtProblems),
  ];
}

/** @param {import('./source-tree.mjs').Source} source */
function lengthProblems({ path, text }) {
  const lines = text.split('\n').length - 1;
  return lines > LONGEST ? [`${path}:${LONGEST} has ${lines} lines; split it by what its parts are for`] : [];
}

/** @param {import('./source-tree.mjs').Source} source */
function productProblems({ path, program, line }) {
  /** @type {string[]} */
  const problems = [];
  const report = (/** @type {any} */ node, /** @type {string} */ lesson) =>
    problems.push(`${path}:${line(node.start)} ${lesson}`);
  const mayTellTime = CLOCKS.test(path);
  const mayHaveChinese = CHINESE_DATA.some((place) => path.startsWith(place));
  const isShell = path.startsWith('entrypoints/') || path.startsWith('lib/platform/');
  let chinese = 0;
  walk(program, (node) => {
    if (!mayTellTime && (isMember(node, 'Date', 'now') || (isNew(node, 'Date') && !node.arguments.length))) {
      report(
        node,
        'asks for the time; take now or today as an argument, or ledger.clock.wall(), or useToday()',
      );
    }
    if (isMember(node, 'console'))
      report(node, 'writes to the console; throw a Fault, or show it with toastFault');
    if (!isShell && (isMember(node, 'chrome') || isMember(node, 'browser'))) {
      report(node, 'calls the browser; put the call into lib/platform and import that');
    }
    if (!mayHaveChinese && CHINESE.test(literalText(node)) && (chinese += 1) <= 3) {
      report(
        node,
        `has Chinese in the code (${literalText(node).trim().slice(0, 16)}); put it into locales/zh-CN and use t()`,
      );
    }
  });
  return problems;
}

/** @param {import('./source-tree.mjs').Source} source */
function testProblems({ path, program, line }) {
  if (!/^tests\/(unit|property|meta|servers|e2e)\//.test(path)) return [];
  /** @type {string[]} */
  const problems = [];
  walk(program, (node) => {
    if (node.type !== 'CallExpression') return;
    const name = node.callee?.property?.name;
    const base = node.callee?.object;
    const owner = base?.name ?? base?.object?.name ?? base?.property?.name;
    if (
      ['skip', 'only', 'fixme', 'todo'].includes(name) &&
      /^(test|it|describe|suite|each)$/.test(owner ?? '')
    ) {
      problems.push(`${path}:${line(node.start)} leaves tests out with .${name}; make it pass or remove it`);
    }
    if (name === 'waitForTimeout') {
      problems.push(`${path}:${line(node.start)} waits for a time; wait for what the person would see`);
    }
  });
  return problems;
}

/**
 * Debt has a date, and suppressions have a reason.
 * @param {import('./source-tree.mjs').Source} source
 */
function debtProblems({ path, comments, line }) {
  const today = new Date().toISOString().slice(0, 10);
  return comments.flatMap(({ value, start }) => {
    const place = `${path}:${line(start)}`;
    const todo = /\b(?:TODO|FIXME|XXX|HACK)\b(?:\s*\[(\d{4}-\d\d-\d\d)\])?/.exec(value);
    if (todo && !todo[1]) return [`${place} has a debt without a date; do it, or write TODO [YYYY-MM-DD]`];
    if (todo?.[1] && todo[1] < today) return [`${place} has a debt that was due on ${todo[1]}`];
    if (/@ts-(ignore|nocheck)/.test(value))
      return [`${place} switches the type check off; narrow the type instead`];
    if (/(ox|es)lint-disable|@ts-expect-error/.test(value) && !/ -- \S/.test(value)) {
      return [`${place} suppresses a rule without saying why; add " -- reason"`];
    }
    return [];
  });
}

/**
 * @param {any} node
 * @param {string} object
 * @param {string} [property]
 */
function isMember(node, object, property) {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === object &&
    (!property || node.property.name === property)
  );
}

/**
 * @param {any} node
 * @param {string} name
 */
function isNew(node, name) {
  return node.type === 'NewExpression' && node.callee.name === name;
}

/**
 * The text of a literal, of a piece of a template or of JSX; '' for everything else.
 * @param {any} node
 * @returns {string}
 */
function literalText(node) {
  if (node.type === 'Literal')
    return typeof node.value === 'string' ? node.value : (node.regex?.pattern ?? '');
  if (node.type === 'TemplateElement') return node.value.raw;
  return node.type === 'JSXText' ? node.value : '';
}

/**
 * The record kinds of the vocabulary that a document does not name.
 * @returns {string[]}
 */
export function undocumentedKinds() {
  const text = readFileSync(join(ROOT, 'lib/records/index.ts'), 'utf8');
  const list = /export const KINDS = \{([^}]*)\}/.exec(text)?.[1] ?? '';
  const kinds = list.split(',').flatMap((name) => name.trim().split(':')[0]?.trim() || []);
  if (!kinds.length)
    return ['lib/records/index.ts:1 has no list KINDS any more; teach scripts/lib/rules/code.mjs'];
  return ['docs/architecture.md', 'docs/glossary.md'].flatMap((file) => {
    const written = readFileSync(join(ROOT, file), 'utf8');
    return kinds
      .filter((kind) => !written.includes(`\`${kind}\``))
      .map((kind) => `${file}:1 does not name the record kind \`${kind}\`; say what it is`);
  });
}
