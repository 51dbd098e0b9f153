// Loaded before the program: writes the most memory that the process had, in MiB, where BENCH_MEMORY says. What the
// kernel keeps for a process that has ended may be that of the one that started it.
const { readFileSync, writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.once('exit', () => {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    writeFileSync(process.env.BENCH_MEMORY, peak === null ? '' : String(Number(peak[1]) / 1024));
  });
}
