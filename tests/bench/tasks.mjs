import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OUTPUT } from '../../scripts/lib/paths.mjs';
import { runTool } from '../../scripts/lib/process.mjs';

const FOLDER = join(OUTPUT, 'test-results', 'tasks');
/** Ten of the secretary, seven of the reviewer. */
const TASKS = 17;

/**
 * Runs the tasks of the secretary and of the reviewer in the production build and reads what each wrote down. Playwright empties the folder
 * first, so that no count of an earlier run can be taken for a new one.
 * @returns {{ counts: { task: number, name: string, clicks: number, keystrokes: number, total: number,
 *   target: number }[], failed: number, output: string }}
 */
export function taskCounts() {
  const { code, output } = runTool(
    '@playwright/test/cli.js',
    ['test', 'secretary.spec.ts', 'reviewer.spec.ts', '--reporter=dot'],
    {
      capture: true,
    },
  );
  const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  const counts = files
    .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))
    .sort((a, b) => a.task - b.task);
  // A count above its target was written and then failed its test: that one is no further failure.
  const unfinished = TASKS - counts.length;
  const over = counts.filter(({ total, target }) => total > target).length;
  return { counts, failed: unfinished || (code && !over ? 1 : 0), output };
}
