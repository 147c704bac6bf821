// `npm run check`: format, lint, types, unused code, order of the house, rules of the code, texts. Stops at the
// first kind of problem and shows all of that kind.
import { runTool } from '../lib/process.mjs';
import { codeProblems, undocumentedKinds } from '../lib/rules/code.mjs';
import { layerProblems } from '../lib/rules/layers.mjs';
import { localeProblems } from '../lib/rules/locales.mjs';
import { complain, runMain, say } from '../lib/say.mjs';

/** How many problems of a kind are shown. */
const SHOWN = 60;

/** @type {[name: string, look: () => string[]][]} */
const CHECKS = [
  [
    'format',
    // What was in order when it was last looked at, by its content, is not read again.
    tool(
      'prettier/bin/prettier.cjs',
      [
        '--check',
        '.',
        '--cache',
        '--cache-strategy',
        'content',
        '--cache-location',
        '.output/prettier-cache',
      ],
      'run npm run format',
    ),
  ],
  ['lint', tool('oxlint/bin/oxlint', ['--format', 'unix'])],
  ['types', tool('typescript/bin/tsc', ['--noEmit'])],
  ['unused code', tool('knip/bin/knip.js', ['--no-progress'])],
  ['order of the house', layerProblems],
  ['rules of the code', () => [...codeProblems(), ...undocumentedKinds()]],
  ['texts', localeProblems],
  ['lock file', ownScript('scripts/complete-lock.mjs', ['--check'])],
  ['managed policy', ownScript('scripts/managed-schema.mjs', ['--check'])],
];

await runMain(() => {
  for (const [name, look] of CHECKS) {
    const start = performance.now();
    const problems = look();
    if (problems.length) {
      complain(`${name}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`);
      for (const problem of problems.slice(0, SHOWN)) complain(`  ${problem}`);
      if (problems.length > SHOWN) complain(`  … and ${problems.length - SHOWN} more`);
      return 1;
    }
    say(`  ${name.padEnd(20)} ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  return 0;
});

/**
 * @param {string} script
 * @param {string[]} args
 * @param {string} [cure]
 * @returns {() => string[]}
 */
function tool(script, args, cure) {
  return () => {
    const { code, output } = runTool(script, args, { capture: true });
    if (code === 0) return [];
    const lines = output.split('\n').filter((line) => line.trim());
    return cure ? [...lines, cure] : lines;
  };
}

/**
 * @param {string} script
 * @param {string[]} args
 */
function ownScript(script, args) {
  return tool(`../${script}`, args);
}
