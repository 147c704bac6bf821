import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { MODULES } from './scripts/lib/modules.mjs';

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
    file.endsWith('.test.tsx') ||
    (file.endsWith('.test.ts') &&
      /@alone|vitest-environment|vi\.(mock|doMock|stub|spyOn|resetModules|useFakeTimers)|Object\.assign\(globalThis|globalThis[^\n]* = /.test(
        readFileSync(file, 'utf8'),
      )),
);

const common = {
  // Dexie looks for IndexedDB when it is imported, so the in-memory one has to be there before any test file.
  setupFiles: ['fake-indexeddb/auto', './tests/unit/support/messages.ts'],
  restoreMocks: true,
  // No test judges a time; a shared machine may take several times what a quiet one does.
  testTimeout: 20_000,
};

export default defineConfig({
  resolve: { alias: MODULES },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  test: {
    // Left to itself the runner keeps one core free, which is half of a machine of two.
    maxWorkers: availableParallelism(),
    projects: [
      { extends: true, test: { ...common, name: 'alone', include: ALONE } },
      { extends: true, test: { ...common, name: 'together', include: ALL, exclude: ALONE, isolate: false } },
      // Real servers on this machine: each file starts its own, and waits for what servers need to come up. They come
      // after the rest, so that neither waits for the other's work.
      {
        extends: true,
        test: {
          restoreMocks: true,
          setupFiles: ['fake-indexeddb/auto'],
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
