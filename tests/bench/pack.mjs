import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'node:fs/promises';
import { Reader, ZipReader } from '@zip.js/zip.js';
import { bundleForPage } from '../../scripts/lib/bundle.mjs';
import { launchExtension } from '../../scripts/lib/extension.mjs';
import { bytesOf } from '../../scripts/lib/file-bytes.mjs';
import { ROOT } from '../../scripts/lib/paths.mjs';

const MIB = 1024 * 1024;
/** Usual packs, and such as need the wide numbers of a zip. */
const SIZES = { usual: { files: 2000, size: MIB }, large: { files: 2200, size: 2 * MIB } };
/** Which of the evidence files is damaged, by its place. */
const DAMAGED = 1234;
const LONG = 900_000;

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
 * Bytes of the files below a folder.
 * @param {string} folder
 * @returns {number}
 */
function bytesBelow(folder) {
  let sum = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    sum += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return sum;
}

/**
 * Runs the command that checks packs.
 * @param {string} file
 */
async function verify(file) {
  let pid = 0;
  let said = '';
  const { value, peak, milliseconds } = await watched(
    async () => [pid],
    () =>
      new Promise((resolve) => {
        const run = spawn(process.execPath, ['scripts/commands/verify.mjs', file], { cwd: ROOT });
        pid = run.pid ?? 0;
        for (const stream of [run.stdout, run.stderr]) stream.on('data', (data) => (said += String(data)));
        run.on('close', resolve);
      }),
  );
  return { holds: value === 0, said, peak, milliseconds };
}

/**
 * Reads a pack as another program does.
 * @param {string} pack
 */
async function readerOf(pack) {
  const { size } = statSync(pack);
  const bytes = bytesOf(await open(pack), size);
  /** @extends {Reader<undefined>} */
  class OfFile extends Reader {
    /** @override */
    size = size;
    /** @override */
    async readUint8Array(/** @type {number} */ at, /** @type {number} */ length) {
      return new Uint8Array(await bytes.slice(at, Math.min(at + length, size)).arrayBuffer());
    }
  }
  return new ZipReader(new OfFile(undefined), { useWebWorkers: false });
}

/**
 * Turns one bit in the middle of one of a pack's evidence files; gives the name of that file.
 * @param {string} pack
 */
async function damage(pack) {
  const reader = await readerOf(pack);
  const inside = (await reader.getEntries()).filter(({ filename }) => filename.startsWith('evidence/'));
  const entry = inside[DAMAGED - 1];
  if (!entry) throw new Error('The pack has too few files.');
  const at = entry.offset + Math.floor(entry.compressedSize / 2);
  const handle = openSync(pack, 'r+');
  const byte = Buffer.alloc(1);
  readSync(handle, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 1;
  writeSync(handle, byte, 0, 1, at);
  closeSync(handle);
  return entry.filename;
}

/** What lies in the folder of temporary files. Runs in the page. */
const LEFT = `(async () => {
  const names = [];
  try {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('handed-over');
    for await (const name of folder.keys()) names.push(name);
  } catch {}
  return names.length;
})()`;

/**
 * Makes a review pack of thousands of files in the production build: stopped half-way first, then whole. Has it checked by
 * the command, by the verifier that lies in it, opened from the disk, and by `unzip` where there is one; then once more
 * after one bit of its 1,234th file was turned. Peaks are of the fullest process of the browser's pages, and of all
 * processes of the browser, in bytes.
 * @param {{ large?: boolean }} [options] `large`: beyond 4 GiB
 */
export async function packTimes({ large = false } = {}) {
  const { files, size } = SIZES[large ? 'large' : 'usual'];
  const code = await bundleForPage(join(ROOT, 'tests', 'bench', 'review', 'seed.ts'), 'seeding');
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-pack-'));
  const running = await launchExtension({ viewport: { width: 1280, height: 900 } });
  try {
    const session = await running.context.browser()?.newBrowserCDPSession();
    let whole = 0;
    const pages = async () => {
      const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
      whole = Math.max(
        whole,
        processInfo.reduce((sum, { id }) => sum + resident(id), 0),
      );
      return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    };
    const seeding = await running.context.newPage();
    await seeding.goto(running.url('manifest.json'));
    await seeding.evaluate(code);
    await seeding.evaluate(`seeding.seedFiles(${files}, ${size})`);
    await seeding.close();
    const page = await running.context.newPage();
    await page.goto(running.url('workbench.html#/governance'));
    const button = page.locator('[data-action="review-pack"]');
    await page.locator('[data-action="open-pack"]').click();
    await button.waitFor();
    const before = bytesBelow(running.profile);
    await button.click();
    // The page's own policy forbids what Playwright waits with.
    const progress = page.locator('progress');
    while (Number(await progress.getAttribute('value', { timeout: LONG })) < 50)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const disk = bytesBelow(running.profile) - before;
    const from = performance.now();
    await page.locator('[role="status"]:has(progress) button').click();
    await button.waitFor();
    const stopped = {
      milliseconds: performance.now() - from,
      left: Number(await page.evaluate(LEFT)),
      bytes: bytesBelow(running.profile) - before,
      disk,
    };
    const file = join(folder, 'pack.zip');
    whole = 0;
    const made = await watched(pages, async () => {
      const download = page.waitForEvent('download', { timeout: LONG });
      await button.click();
      return download;
    });
    const all = whole;
    const needed = bytesBelow(running.profile) - before;
    await made.value.saveAs(file);
    await page.close();
    const command = await verify(file);
    const html = join(folder, 'verifier.html');
    const reader = await readerOf(file);
    const own = (await reader.getEntries()).find(({ filename }) => filename === 'verifier.html');
    if (!own || own.directory) throw new Error('The pack has no verifier.');
    writeFileSync(html, new Uint8Array(await own.arrayBuffer()));
    const check = async () => {
      const verifier = await running.context.newPage();
      await verifier.goto(`file://${html}`);
      const shown = await watched(pages, async () => {
        await verifier.locator('#file').setInputFiles(file);
        const verdict = verifier.locator('[data-verdict]');
        await verdict.waitFor({ timeout: LONG });
        return verdict.getAttribute('data-verdict');
      });
      const said = (await verifier.locator('body').textContent()) ?? '';
      await verifier.close();
      return { holds: shown.value === 'ok', said, peak: shown.peak, milliseconds: shown.milliseconds };
    };
    const shown = await check();
    const unzip = spawnSync('unzip', ['-tqq', file]).status;
    const name = await damage(file);
    const [commandAfter, pageAfter] = [await verify(file), await check()];
    return {
      bytes: statSync(file).size,
      files,
      stopped,
      made: { milliseconds: made.milliseconds, peak: made.peak, all, needed },
      command,
      page: shown,
      /** Exit code; null where there is no such program. */
      unzip,
      /** True when both named the file that was damaged. */
      found:
        !commandAfter.holds &&
        !pageAfter.holds &&
        commandAfter.said.includes(name) &&
        pageAfter.said.includes(name),
    };
  } finally {
    await running.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
