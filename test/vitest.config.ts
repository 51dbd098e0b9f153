import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 60_000,
    // A process that changes its working folder, and keeps what it has imported for the next file: a quarter of the time.
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    restoreMocks: true,
  },
});
