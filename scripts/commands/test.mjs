// `npm test [-- unit|e2e [FILTER …]]`: production builds, then the tests of logic, of the tree and of places on real
// servers (vitest), then the tests in a real browser (Playwright). The last line counts both; an empty run fails.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../lib/build.mjs';
import { OUTPUT } from '../lib/paths.mjs';
import { runTool } from '../lib/process.mjs';
import { runMain, say, Stop } from '../lib/say.mjs';
import { missingServers } from '../lib/servers/programs.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number, again?: string[] }} Sum `again`: titles of tests that passed only when they were run once more */

await runMain(async () => {
  const [part, ...filters] = process.argv.slice(2);
  if (part && part !== 'unit' && part !== 'e2e')
    throw new Stop('npm test takes "unit" or "e2e", then filters.');
  await ensureBuilt(['chrome', 'firefox']);
  mkdirSync(join(OUTPUT, 'test-reports'), { recursive: true });
  /** @type {Sum[]} */
  const sums = [];
  if (part !== 'e2e') sums.push(runVitest(filters));
  if (part !== 'unit') sums.push(runPlaywright(filters));
  const total = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    sums.reduce((sum, one) => sum + one[key], 0);
  const skipped = total('skipped');
  say();
  const missing = missingServers();
  if (part !== 'e2e' && missing.length) say(`Not on this machine, so not tested: ${missing.join(', ')}.`);
  for (const title of sums.flatMap(({ again = [] }) => again)) say(`Passed only the second time: ${title}`);
  say(`${total('passed')} passed, ${total('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return total('failed') || sums.some(({ passed }) => !passed) ? 1 : 0;
});

/**
 * @param {string[]} filters
 * @returns {Sum}
 */
function runVitest(filters) {
  const file = reportFile('vitest');
  const { code } = runTool('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...filters,
  ]);
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  // A file that cannot be loaded has no tests of its own and counts as one that failed.
  const broken = report.testResults.filter(
    (/** @type {any} */ result) => result.status === 'failed' && !result.assertionResults.length,
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: failed || (code ? 1 : 0),
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/**
 * @param {string[]} filters
 * @returns {Sum}
 */
function runPlaywright(filters) {
  const file = reportFile('playwright');
  const { code } = runTool('@playwright/test/cli.js', ['test', '--reporter=list,json', ...filters], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const again = flaky ? titlesOf(report.suites, 'flaky') : [];
  return { passed: expected + flaky, failed: unexpected || (code ? 1 : 0), skipped, again };
}

/**
 * @param {any[]} suites
 * @param {string} status
 * @returns {string[]} `file › title` of the tests that ended so
 */
function titlesOf(suites, status) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs
      .filter((/** @type {any} */ { tests }) =>
        tests.some((/** @type {any} */ test) => test.status === status),
      )
      .map((/** @type {any} */ { file, title }) => `${file} › ${title}`),
    ...titlesOf(inner, status),
  ]);
}

/** @param {string} name */
function reportFile(name) {
  const file = join(OUTPUT, 'test-reports', `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
