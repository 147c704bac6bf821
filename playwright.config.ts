import { defineConfig } from '@playwright/test';

/** How many times slower the pages run: `SLOWDOWN=4 npm test -- e2e life` finds a test that relies on a fast machine. */
const slowdown = Number(process.env.SLOWDOWN ?? 1);

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: '.output/test-results',
  globalSetup: './tests/e2e/support/build.ts',
  timeout: 60_000 * slowdown,
  expect: { timeout: 10_000 * slowdown },
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
});
