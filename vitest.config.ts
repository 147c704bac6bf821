import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { MODULES } from './scripts/lib/modules.mjs';
import { mutate } from './scripts/lib/mutants.mjs';
import { ROOT } from './scripts/lib/paths.mjs';

const PLACES = ['tests/unit', 'tests/property', 'tests/meta'];
const ALL = PLACES.map((place) => `${place}/**/*.test.{ts,tsx}`);

/**
 * Test files that change what others of the same process would see: a document, a replaced module or global, the
 * browser's API; or that say `@alone`, because what they load stays loaded. They get a process each. The rest share
 * one for each core, which takes a third of the time.
 */
const ALONE = PLACES.flatMap((place) =>
  readdirSync(place, { recursive: true, encoding: 'utf8' }).map(
    (name) => `${place}/${name.replaceAll('\\', '/')}`,
  ),
).filter(
  (file) =>
    // Over the slow database they would take a quarter of an hour.
    !/unit\/(sync\/(schedules-|quick-parts)|share\/(blobs|by-hand|join)\.)/.test(file) &&
    (file.endsWith('.test.tsx') ||
      (file.endsWith('.test.ts') &&
        /@alone|vitest-environment|vi\.(mock|doMock|stub|spyOn|resetModules|useFakeTimers)|Object\.assign\(globalThis|globalThis[^\n]* = /.test(
          readFileSync(file, 'utf8'),
        ))),
);

const QUICK_DATABASE = fileURLToPath(new URL('tests/unit/support/quick/dexie.ts', import.meta.url));

/** Keys of passphrases are worked out once for each passphrase and salt. */
const DERIVED = {
  find: /^@noble\/hashes\/argon2\.js$/,
  replacement: fileURLToPath(new URL('tests/unit/support/derived.ts', import.meta.url)),
};

/** What runs over the stand-in for the database. Migrations and backups have to do with what it leaves out. */
const QUICK = [
  'tests/unit/sync/{exchange,devices,failures-place,standing}.test.ts',
  'tests/unit/ledger/{commit,merge}.test.ts',
];

/** What runs over it alone: it has to do with files and people, and not with what the browser's database does. */
const QUICK_ONLY = [
  'tests/unit/sync/{attacker,blobs,blobs-attack,company,crossing,failures-device,invitation,own,own-size}.test.ts',
  'tests/unit/sync/{quick-parts,removal,renewed,schedules-*}.test.ts',
  'tests/unit/share/conflicts.test.ts',
];

/** The same for files that put something in the place of a module: what stands in for it must not outlive them. */
const QUICK_ALONE = ['tests/unit/share/{blobs,by-hand,join}.test.ts'];

const common = {
  // Dexie looks for IndexedDB when it is imported, so the in-memory one has to be there before any test file.
  setupFiles: ['fake-indexeddb/auto', './tests/unit/support/messages.ts', './tests/unit/support/patience.ts'],
  restoreMocks: true,
  // No test judges a time; a shared machine may take several times what a quiet one does.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  resolve: { alias: [...MODULES, DERIVED] },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  test: {
    // Left to itself the runner keeps one core free, which is half of a machine of two.
    maxWorkers: availableParallelism(),
    projects: [
      { extends: true, test: { ...common, name: 'alone', include: ALONE } },
      {
        extends: true,
        test: {
          ...common,
          name: 'together',
          include: ALL,
          exclude: [...ALONE, ...QUICK_ONLY, ...QUICK_ALONE],
          isolate: false,
        },
      },
      // The same database calls over a lean stand-in, which random schedules run on; what it answers is held to account
      // by the tests of ledger and sharing, which run on both.
      {
        extends: true,
        resolve: { alias: { ...MODULES, dexie: QUICK_DATABASE } },
        plugins: [mutate(process.env.SCHEDULE_MUTANT, ROOT)],
        test: {
          ...common,
          name: 'quick',
          setupFiles: common.setupFiles.slice(1),
          include: [...QUICK, ...QUICK_ONLY],
          isolate: false,
        },
      },
      {
        extends: true,
        resolve: { alias: { ...MODULES, dexie: QUICK_DATABASE } },
        test: {
          ...common,
          name: 'quick-alone',
          setupFiles: common.setupFiles.slice(1),
          include: QUICK_ALONE,
        },
      },
      // Real servers on this machine: each file starts its own, and waits for what servers need to come up. They come
      // after the rest, so that neither waits for the other's work.
      {
        extends: true,
        resolve: { alias: { ...MODULES, dexie: QUICK_DATABASE } },
        test: {
          restoreMocks: true,
          name: 'servers',
          sequence: { groupOrder: 1 },
          include: ['tests/servers/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
