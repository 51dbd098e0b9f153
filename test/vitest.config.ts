import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** What the bundler takes as texts: the capture script and the topics of the reference. */
const texts = {
  name: 'texts',
  enforce: 'pre' as const,
  load: (id: string) =>
    /[.](?:md|py)$/.test(id) ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : undefined,
};

export default defineConfig({
  plugins: [texts],
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 60_000,
    // A process that changes its working folder, and keeps what it has imported for the next file: a quarter of the time.
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    // Most code runs a few times in each test: what V8 optimises early is seldom used again. An eighth of the CPU.
    execArgv: ['--interrupt-budget=400000'],
    setupFiles: ['same-bytes.ts'],
    restoreMocks: true,
  },
});
