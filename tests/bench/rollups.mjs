import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { buildGather, GATHER } from '../../scripts/lib/keeper.mjs';
import { serveFolder } from '../../scripts/lib/local-server.mjs';
import { MODULES } from '../../scripts/lib/modules.mjs';
import { OUTPUT, ROOT } from '../../scripts/lib/paths.mjs';
import { startApache } from '../../scripts/lib/servers/apache.mjs';
import { makeBucket } from '../../scripts/lib/servers/bucket.mjs';
import { startCeph } from '../../scripts/lib/servers/ceph.mjs';
import { findProgram } from '../../scripts/lib/servers/programs.mjs';
import { launchQuietly } from './rollups/quiet-browser.mjs';

/** Branches, and the share of them that reports again the next day. */
const BRANCHES = 10_000;

/** So many files go to a place that takes them by request. */
const AT_ONCE = 24;

/** Apache's mark of a file that changed within the last second is a weak one. */
const FRESH = 2_100;

/** Milliseconds between two looks at the memory while the page reads. */
const LOOK = 250;

/** Names of the servers of this machine on which reading can be measured. */
export const rollupServers = () =>
  /** @type {const} */ ([
    ['Apache mod_dav', 'apache2', startApache],
    ['Ceph RGW', 'radosgw', startCeph],
  ]).filter(([, program]) => findProgram(program));

/**
 * What it takes a committee to read the reports of many branches from a real server, and the next day those of 5 %:
 * milliseconds, and bytes of the page's memory at its highest; beside it the same requests with nothing done to what
 * comes. The branches' files are made here, outside of the page, and are at the place before anything is measured.
 * @param {typeof startApache | typeof startCeph} start
 * @param {number} [count]
 */
export async function rollupTimes(start, count = BRANCHES) {
  const changed = Math.ceil(count / 20);
  const bench = await openBench(start, count);
  try {
    const bytes = await bench.report([...Array(count).keys()], 1);
    const committee = await bench.open();
    const bare = await committee.evaluate(`bare(${bench.said})`);
    const [one, peak] = await watched(committee, `read(${bench.said})`);
    const text = await committee.evaluate('file()');
    const firstGather = await bench.gather();
    const withBundles = await bench.openOn('bundles.localhost');
    await withBundles.evaluate(`take(${JSON.stringify(text)})`);
    const [bundled, peak2] = await watched(withBundles, `read(${bench.said})`);
    await withBundles.close();
    await bench.report(
      Array.from({ length: changed }, (_, at) => (at * 7) % count),
      2,
    );
    // The next day the page is opened anew: it remembers nothing but what it stored.
    await committee.close();
    const nextDay = await bench.open();
    const bareNext = await nextDay.evaluate(`bare(${bench.said}, ${changed})`);
    const [two, peak3] = await watched(nextDay, `read(${bench.said})`);
    const nextGather = await bench.gather();
    const bundlesNextDay = await bench.openOn('bundles.localhost');
    const [bundledTwo, peak4] = await watched(bundlesNextDay, `read(${bench.said})`);
    await bundlesNextDay.close();
    const left = await nextDay.evaluate(`leave(${bench.said}, ${count})`);
    await nextDay.close();
    const elsewhere = await bench.openOn('localhost');
    await elsewhere.evaluate(`take(${JSON.stringify(text)})`);
    const [other, peak5] = await watched(elsewhere, `read(${bench.said})`);
    const all = [one, two, bundled, bundledTwo, other];
    const taken = [count, changed, count, changed, count];
    const fetched = [count, changed, 0, 0, 0];
    if (
      all.some(
        (found, at) => found.taken !== taken[at] || found.fetched !== fetched[at] || found.rows !== count,
      )
    ) {
      throw new Error(`not all was read, or not as it should be: ${JSON.stringify(all)}`);
    }
    return {
      branches: count,
      changed,
      each: bytes / count,
      first: { ...one, bare, left },
      second: { ...two, bare: bareNext },
      other,
      bundled: { first: bundled.time, second: bundledTwo.time, gather: firstGather, gatherNext: nextGather },
      peak: Math.max(peak, peak2, peak3, peak4, peak5),
    };
  } finally {
    await bench.stop();
  }
}

/**
 * A server, a browser, a committee with so many branches on its list, and the means to have them report.
 * @param {typeof startApache | typeof startCeph} start
 * @param {number} count
 */
export async function openBench(start, count) {
  const [outDir, branchesFile] = await buildPages();
  const { makeBranches, statements, reportFileOf, carrierOf } = await import(
    pathToFileURL(branchesFile).href
  );
  const pages = await serveFolder(outDir, {});
  const { stop, ...server } = await start();
  // An extension that was given the site reaches it without CORS; this page is none.
  const browser = await launchQuietly(['--disable-web-security']);
  const open = (url = pages.url) => browser.open(`${url}/`, '"read" in globalThis');
  /**
   * Another name of this computer has a storage of its own, as another computer has.
   * @param {string} host
   */
  const openOn = (host) => open(pages.url.replace('127.0.0.1', host));
  const stopAll = async () => {
    await browser.close();
    await pages.close();
    await stop();
  };
  try {
    const first = await open();
    const card = await first.evaluate('make()');
    const branches = await makeBranches(count);
    await first.evaluate(`list(${JSON.stringify(statements(branches))})`);
    await first.close();
    if (server.kind === 's3') await makeBucket({ ...server, stop });
    const place = 'root' in server ? undefined : carrierOf(server);
    /**
     * Some of the branches send a report of a day; answers its bytes.
     * @param {number[]} which @param {number} day
     */
    const report = async (which, day) => {
      let bytes = 0;
      let next = 0;
      const run = async () => {
        for (let at = which[next++]; at !== undefined; at = which[next++]) {
          const file = await reportFileOf(card, branches[at], at, day);
          if (place) await place.put(file.name, file.bytes);
          else keep(/** @type {any} */ (server).root, file);
          bytes += file.bytes.length;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, run));
      await pause(FRESH);
      return bytes;
    };
    return {
      browser,
      open,
      openOn,
      report,
      gather: () => gather(server),
      said: JSON.stringify(server),
      stop: stopAll,
    };
  } catch (thrown) {
    await stopAll();
    throw thrown;
  }
}

/**
 * Lays the reports together as whoever keeps the place does; milliseconds.
 * @param {Awaited<ReturnType<typeof startApache>> | Awaited<ReturnType<typeof startCeph>> | any} server
 */
async function gather(server) {
  await buildGather();
  const [where, secret] =
    server.kind === 'webdav'
      ? [['--address', server.address, '--user', server.user], server.password]
      : [
          ['--endpoint', server.endpoint, '--bucket', server.bucket, '--access-key', server.accessKey],
          server.secretKey,
        ];
  const more = server.region ? ['--region', server.region] : [];
  const began = performance.now();
  await promisify(execFile)(process.execPath, [GATHER, ...where, ...(server.kind === 's3' ? more : [])], {
    env: { ...process.env, SIDEBOOK_SECRET: secret },
  });
  return performance.now() - began;
}

/** The committee's page, and the branches as a module for this process. */
async function buildPages() {
  const here = join(ROOT, 'tests', 'bench', 'rollups');
  const outDir = join(OUTPUT, 'bench-rollups');
  const apart = join(OUTPUT, 'bench-rollups-branches');
  const alias = [...MODULES, { find: 'wxt/browser', replacement: join(here, 'no-browser.ts') }];
  const common = /** @type {const} */ ({
    configFile: false,
    root: here,
    logLevel: 'error',
    resolve: { alias },
  });
  await build({
    ...common,
    build: { outDir, emptyOutDir: true, target: 'chrome137', chunkSizeWarningLimit: 4000 },
  });
  await build({
    ...common,
    ssr: { noExternal: true },
    build: {
      outDir: apart,
      emptyOutDir: true,
      ssr: join(here, 'branches.ts'),
      rollupOptions: { output: { entryFileNames: 'branches.mjs' } },
    },
  });
  return /** @type {const} */ ([outDir, join(apart, 'branches.mjs')]);
}

/**
 * Puts a file where the server has its files, as the server's own account could.
 * @param {string} root
 * @param {{ name: string, bytes: Uint8Array }} file
 */
function keep(root, { name, bytes }) {
  const path = join(root, name);
  const umask = process.umask(0);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  process.umask(umask);
}

/**
 * Runs an expression in a page and looks at its memory meanwhile.
 * @param {Awaited<ReturnType<Awaited<ReturnType<typeof openBench>>['open']>>} page
 * @param {string} expression
 * @returns {Promise<[any, number]>} the value, and bytes at the highest
 */
async function watched(page, expression) {
  let peak = 0;
  const state = { over: false };
  const looking = (async () => {
    while (!state.over) {
      peak = Math.max(peak, await page.held());
      await pause(LOOK);
    }
  })();
  const value = await page.evaluate(expression).finally(() => {
    state.over = true;
  });
  await looking;
  return [value, peak];
}
