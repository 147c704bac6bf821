import { chromium } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'vite';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { serveFolder } from '../../scripts/lib/local-server.mjs';
import { OUTPUT, ROOT } from '../../scripts/lib/paths.mjs';
import { startApache } from '../../scripts/lib/servers/apache.mjs';
import { makeBucket } from '../../scripts/lib/servers/bucket.mjs';
import { startCeph } from '../../scripts/lib/servers/ceph.mjs';
import { isInstalled } from '../../scripts/lib/servers/programs.mjs';
import { freePort, Running } from '../../scripts/lib/servers/running.mjs';
import { Stop } from '../../scripts/lib/say.mjs';
import { installPeers, PEERS } from './peers.mjs';

const RECORDS = 10_000;
const EDITS = 10;
const ROUNDS = 3;
/** Records of the round that only warms up. */
const WARMING = 1_000;

/** Apache gives a file a mark that can be relied on once its second is over. */
const FRESH = 2_100;

/**
 * @typedef {object} Marks
 * @property {number} push milliseconds
 * @property {number} pull milliseconds, with merging
 * @property {number} pushUp bytes of bodies sent in the push
 * @property {number} pullDown bytes of bodies that came in the pull
 * @property {number} nothingNew milliseconds
 * @property {number} nothingNewRequests
 * @property {number} editsPush milliseconds
 * @property {number} editsUp bytes of bodies sent
 * @property {number} editsPull milliseconds
 * @property {number} editsPullRequests
 * @property {number} pushRequests
 * @property {number} pullRequests
 * @property {number} heap bytes that are kept after pull and merge
 */

/**
 * The same records over every server, by our exchange and by PouchDB's replication, in turns; medians.
 * @param {object} [options]
 * @param {boolean} [options.onlyOurs] without the peer, which then need not be installed
 * @param {string} [options.profiles] folder for a CPU profile of every push and pull; the page is then not made small
 * @param {(place: string, marks: Marks, round: number) => void} [options.tell] told of every round as it ends; round 0 only warms up
 * @returns {Promise<{ records: number, marks: Record<string, Marks> }>} by server
 */
export async function shareMarks({ onlyOurs = false, profiles, tell } = {}) {
  if (!isInstalled('apache')) throw new Stop('The measurement of sharing needs apache2 and apache2-utils.');
  if (!onlyOurs) installPeers();
  const outDir = join(OUTPUT, 'bench-share');
  await build({
    configFile: false,
    root: join(ROOT, 'tests', 'bench', 'share'),
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome120',
      chunkSizeWarningLimit: 4000,
      minify: !profiles,
      // Not installed then, and never asked for.
      rollupOptions: { external: onlyOurs ? ['pouchdb-browser'] : [] },
    },
  });
  if (profiles) mkdirSync(profiles, { recursive: true });
  /** @type {Record<string, any>} */
  const servers = {};
  const profile = mkdtempSync(join(tmpdir(), 'sidebook-bench-'));
  try {
    if (!onlyOurs) servers.PouchDB = await startPouchDb();
    servers.Apache = await startApache();
    if (isInstalled('ceph') && !profiles) {
      servers['Ceph RGW'] = await startCeph();
      await makeBucket(servers['Ceph RGW']);
    }
    return { records: RECORDS, marks: await measured({ outDir, profile, profiles, tell }, servers) };
  } finally {
    for (const server of Object.values(servers)) await server.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** pouchdb-server with its data in memory, so that it need not wait for a disk. */
async function startPouchDb() {
  const running = new Running('pouchdb');
  const port = await freePort();
  const program = join(PEERS, 'node_modules', 'pouchdb-server', 'bin', 'pouchdb-server');
  const options = ['--in-memory', '--port', String(port), '--dir', running.folder, '--no-color-logs'];
  writeFileSync(running.path('config.json'), JSON.stringify({ log: { file: running.path('log.txt') } }));
  running.start(process.execPath, [program, ...options, '--config', running.path('config.json')]);
  await running.answers(`http://127.0.0.1:${port}/`);
  return { kind: 'pouchdb', address: `http://127.0.0.1:${port}/`, stop: () => running.stop() };
}

/**
 * @param {{ outDir: string, profile: string, profiles?: string, tell?: (place: string, marks: Marks, round: number) => void }} how
 * @param {Record<string, any>} servers
 */
async function measured({ outDir, profile, profiles, tell }, servers) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser().path,
    headless: true,
    // An extension may go to the site that was entered without asking the server first. So may this page, for all.
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-web-security'],
  });
  /** @type {Record<string, Marks[]>} */
  const rounds = {};
  try {
    for (let round = 0; round <= (profiles ? 1 : ROUNDS); round += 1) {
      const names = Object.keys(servers);
      if (round % 2) names.reverse();
      for (const name of names) {
        const { stop: _, ...server } = servers[name];
        const space = `b${round}-${name.toLowerCase().replace(/\W/g, '')}`;
        const file = round && profiles ? join(profiles, name) : undefined;
        // An origin of its own: what was deleted before still costs whoever writes next into the same storage.
        const pages = await serveFolder(outDir, {});
        const marks = await oneRound(context, pages.url, { server, space, file, isShort: !round });
        await pages.close();
        tell?.(name, marks, round);
        if (round) (rounds[name] ??= []).push(marks);
      }
    }
  } finally {
    await context.close();
  }
  return Object.fromEntries(Object.entries(rounds).map(([name, all]) => [name, medians(all)]));
}

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} url
 * @param {{ server: { kind: string }, space: string, file?: string, isShort: boolean }} what `file`: beginning of the
 *   names of CPU profiles; `isShort`: few records, and no waiting, because it only warms up
 * @returns {Promise<Marks>}
 */
async function oneRound(context, url, { server, space, file, isShort }) {
  const page = await context.newPage();
  /** @type {Promise<number>[]} */
  let answers = [];
  page.on('requestfinished', (request) => {
    answers.push(
      request.sizes().then(
        ({ responseBodySize }) => responseBodySize,
        () => 0,
      ),
    );
  });
  const down = async () => (await Promise.all(answers)).reduce((sum, size) => sum + size, 0);
  /** @param {'push' | 'pull'} what @param {string} [name] of its CPU profile */
  const step = async (what, name) => {
    answers = [];
    const stop = file && name ? await profileOf(context, page, `${file}-${name}.cpuprofile`) : undefined;
    const { ms, requests, up } = await page.evaluate(`measure.step('${what}')`);
    await stop?.();
    return { ms, requests, up, down: await down() };
  };
  await page.goto(`${url}/`);
  await page.waitForFunction('globalThis.measure');
  const count = isShort ? WARMING : RECORDS;
  await page.evaluate(`measure.begin(${JSON.stringify(server)}, '${space}', ${count})`);
  const push = await step('push', 'push');
  const before = await heapOf(context, page);
  const pull = await step('pull', 'pull');
  const heap = (await heapOf(context, page)) - before;
  await page.evaluate('measure.check(0)');
  // Everybody learns that everybody has everything, and the place has had its second.
  for (const what of /** @type {const} */ (['push', 'pull', 'push'])) {
    if (server.kind === 'webdav' && !isShort) await pause(FRESH);
    await step(what);
  }
  const nothing = await step('push');
  await page.evaluate(`measure.edit(${EDITS})`);
  const editsPush = await step('push');
  const editsPull = await step('pull');
  await page.evaluate(`measure.check(${EDITS})`);
  await page.evaluate('measure.end()');
  await page.close();
  return {
    push: push.ms,
    pull: pull.ms,
    pushUp: push.up,
    pullDown: pull.down,
    nothingNew: nothing.ms,
    nothingNewRequests: nothing.requests,
    editsPush: editsPush.ms,
    editsUp: editsPush.up,
    editsPull: editsPull.ms,
    editsPullRequests: editsPull.requests,
    pushRequests: push.requests,
    pullRequests: pull.requests,
    heap,
  };
}

/**
 * Begins a CPU profile of the page; what it answers ends it and writes the file.
 * @param {import('@playwright/test').BrowserContext} context
 * @param {import('@playwright/test').Page} page
 * @param {string} file
 */
async function profileOf(context, page, file) {
  const session = await context.newCDPSession(page);
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 200 });
  await session.send('Profiler.start');
  return async () => {
    const { profile } = await session.send('Profiler.stop');
    writeFileSync(file, JSON.stringify(profile));
    await session.detach();
  };
}

/**
 * Bytes of JavaScript that nobody can let go of.
 * @param {import('@playwright/test').BrowserContext} context
 * @param {import('@playwright/test').Page} page
 */
async function heapOf(context, page) {
  const session = await context.newCDPSession(page);
  for (let time = 0; time < 3; time += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/**
 * @param {Marks[]} rounds
 * @returns {Marks}
 */
function medians(rounds) {
  const keys = /** @type {(keyof Marks)[]} */ (Object.keys(rounds[0] ?? {}));
  const middle = (/** @type {number[]} */ values) =>
    values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
  return /** @type {Marks} */ (
    Object.fromEntries(keys.map((key) => [key, middle(rounds.map((marks) => marks[key]))]))
  );
}
