import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForPage } from '../../scripts/lib/bundle.mjs';
import { launchExtension } from '../../scripts/lib/extension.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';

const FILES = 2000;
const SIZE = 1024 * 1024;

/**
 * Resident bytes of a process now.
 * @param {number} pid
 */
function resident(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/**
 * Does something while the memory of processes is looked at; gives the most that one of them held.
 * @template T
 * @param {() => Promise<number[]>} pids
 * @param {() => Promise<T>} work
 * @returns {Promise<{ value: T, peak: number, milliseconds: number }>}
 */
async function watched(pids, work) {
  let peak = 0;
  const done = new AbortController();
  const from = performance.now();
  const watching = (async () => {
    while (!done.signal.aborted) {
      for (const pid of await pids()) peak = Math.max(peak, resident(pid));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  try {
    const value = await work();
    return { value, peak, milliseconds: performance.now() - from };
  } finally {
    done.abort();
    await watching;
  }
}

/**
 * Makes a review pack of 2,000 files and 2,000 MiB in the production build, and has it checked by the command and by
 * the verifier's page. Peaks are of the fullest process of the browser's pages, in bytes.
 */
export async function packTimes() {
  const code = await bundleForPage(join(ROOT, 'tests', 'bench', 'review', 'seed.ts'), 'seeding');
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-pack-'));
  const running = await launchExtension({ viewport: { width: 1280, height: 900 } });
  try {
    const session = await running.context.browser()?.newBrowserCDPSession();
    const pages = async () => {
      const found = await session?.send('SystemInfo.getProcessInfo');
      return (found?.processInfo ?? []).filter(({ type }) => type === 'renderer').map(({ id }) => id);
    };
    const seeding = await running.context.newPage();
    await seeding.goto(running.url('manifest.json'));
    await seeding.evaluate(code);
    await seeding.evaluate(`seeding.seedFiles(${FILES}, ${SIZE})`);
    await seeding.close();
    const page = await running.context.newPage();
    await page.goto(running.url('workbench.html#/governance'));
    const button = page.locator('[data-action="review-pack"]');
    await page.locator('[data-action="open-pack"]').click();
    await button.waitFor();
    const file = join(folder, 'pack.zip');
    const made = await watched(pages, async () => {
      const download = page.waitForEvent('download', { timeout: 300_000 });
      await button.click();
      return download;
    });
    await made.value.saveAs(file);
    await page.close();
    let pid = 0;
    const command = await watched(
      async () => [pid],
      () =>
        new Promise((resolve) => {
          const run = spawn(process.execPath, ['scripts/run.mjs', 'verify', file], {
            cwd: ROOT,
            stdio: 'ignore',
          });
          pid = run.pid ?? 0;
          run.on('exit', resolve);
        }),
    );
    const verifier = await running.context.newPage();
    await verifier.goto(running.url('verifier.html'));
    const shown = await watched(pages, async () => {
      await verifier.locator('#file').setInputFiles(file);
      const verdict = verifier.locator('[data-verdict]');
      await verdict.waitFor({ timeout: 300_000 });
      return verdict.getAttribute('data-verdict');
    });
    return {
      bytes: statSync(file).size,
      made: { milliseconds: made.milliseconds, peak: made.peak },
      command: { holds: command.value === 0, milliseconds: command.milliseconds, peak: command.peak },
      page: { holds: shown.value === 'ok', milliseconds: shown.milliseconds, peak: shown.peak },
    };
  } finally {
    await running.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
