import { defineConfig } from '@playwright/test';

/** Tests in the real Electron window. `npm test` prepares the runtime, the build and the display, and names them in the environment. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  // One window at a time: two of them on two cores would time each other.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  // All data is invented, so a picture of what went wrong may be kept.
  use: { actionTimeout: 20_000 },
});
