import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';

/** How many times slower the pages run: `SLOWDOWN=4 npm test -- e2e life` finds a test that relies on a fast machine. */
const slowdown = Number(process.env.SLOWDOWN ?? 1);

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: '.output/test-results',
  globalSetup: './tests/e2e/support/build.ts',
  // Bounds and no measure: a shared machine may take several times what a quiet one does.
  timeout: 300_000 * slowdown,
  expect: { timeout: 40_000 * slowdown },
  fullyParallel: true,
  // A test waits for the browser about as often as it keeps a core busy.
  workers: Math.min(availableParallelism() + 1, 6),
  // On a machine that others use too a press may be lost; what passes only the second time is named at the end.
  retries: Number(process.env.E2E_RETRIES ?? 0),
  forbidOnly: true,
  reporter: [['list']],
});
