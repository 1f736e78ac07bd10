import { defineConfig } from 'vitest/config';

/** Unit and integration tests; the real window has its own runner (`playwright.config.ts`). */
export default defineConfig({
  test: {
    include: ['tests/{unit,integration,house,faults,attacks}/**/*.test.{ts,tsx}'],
    // Processes of their own: native modules (SQLite, sharp) and worker processes are part of what is tested.
    pool: 'forks',
    maxWorkers: 2,
    globalSetup: ['tests/fixtures/temporary-folder.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
