// `npm run zip [-- --rebuild]`: the four archives of a release in `.output/`. With `--rebuild` the sources archive
// is unpacked elsewhere, installed and built, and must give the same Firefox extension byte for byte.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { spawnSync } from 'node:child_process';
import { unzipSync } from 'fflate';
import { filesBelow } from '../lib/build.mjs';
import { buildDir, OUTPUT, ROOT } from '../lib/paths.mjs';
import { runTool } from '../lib/process.mjs';
import { runMain, say, Stop } from '../lib/say.mjs';

/** What must be in no archive: secrets, history, installed packages, earlier output. */
const FORBIDDEN = /(^|\/)(\.env(\..*)?|\.git|node_modules|\.output|\.wxt|.*\.pem|.*\.zip)(\/|$)/;

await runMain(() => {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const expected = ['chrome', 'edge', 'firefox', 'sources'].map((kind) => `${name}-${version}-${kind}.zip`);
  mkdirSync(OUTPUT, { recursive: true });
  for (const file of zips()) rmSync(join(OUTPUT, file));
  for (const browser of ['chrome', 'edge', 'firefox']) {
    say(`Packing for ${browser} …`);
    const { code, output } = runTool('wxt/bin/wxt.mjs', ['zip', '--browser', browser], { capture: true });
    if (code !== 0) throw new Stop(`wxt zip failed for ${browser}.\n${output}`);
  }
  const made = zips();
  if (made.join() !== expected.join()) {
    throw new Stop(`Expected exactly these archives: ${expected.join(', ')}\nFound: ${made.join(', ')}`);
  }
  for (const file of made) {
    const content = readFileSync(join(OUTPUT, file));
    const entries = Object.keys(unzipSync(content, { filter: () => true }));
    const bad = entries.filter((entry) => FORBIDDEN.test(entry));
    if (bad.length) throw new Stop(`${file} must not contain ${bad.join(', ')}`);
    const needed = file.endsWith('sources.zip') ? 'package-lock.json' : 'manifest.json';
    if (!entries.includes(needed)) throw new Stop(`${file} has no ${needed}`);
    say(
      `  ${relative(ROOT, join(OUTPUT, file))}  ${Math.ceil(content.length / 1024)} KiB, ${entries.length} files`,
    );
  }
  if (process.argv.includes('--rebuild')) rebuild(join(OUTPUT, expected[3] ?? ''));
});

function zips() {
  return readdirSync(OUTPUT)
    .filter((file) => file.endsWith('.zip'))
    .sort();
}

/** @param {string} archive */
function rebuild(archive) {
  say('Rebuilding from the sources archive …');
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-sources-'));
  try {
    for (const [path, bytes] of Object.entries(unzipSync(readFileSync(archive)))) {
      if (path.endsWith('/')) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'build', 'firefox'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Stop(`The sources archive does not build.\n${stdout}${stderr}`);
    const differing = compare(buildDir('firefox'), join(folder, '.output', 'firefox-mv3'));
    if (differing.length) throw new Stop(`The rebuilt extension differs in: ${differing.join(', ')}`);
    say('  the same extension, byte for byte');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Files that are not the same in two folders.
 * @param {string} left
 * @param {string} right
 */
function compare(left, right) {
  const read = (/** @type {string} */ base) =>
    new Map(filesBelow(base).map((file) => [relative(base, file), readFileSync(file)]));
  const [a, b] = [read(left), read(right)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => {
    const [x, y] = [a.get(path), b.get(path)];
    return !x || !y || !x.equals(y);
  });
}
