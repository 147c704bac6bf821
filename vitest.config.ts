import { defineConfig } from 'vitest/config';
import { MODULES } from './scripts/lib/modules.mjs';

export default defineConfig({
  resolve: { alias: MODULES },
  test: {
    include: ['tests/{unit,property,meta}/**/*.test.{ts,tsx}'],
    // Dexie looks for IndexedDB when it is imported, so the in-memory one has to be there before any test file.
    setupFiles: ['fake-indexeddb/auto', './tests/unit/support/messages.ts'],
    restoreMocks: true,
  },
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
});
