import type { Io } from '../model/ports.js';

export interface ProgressLine {
  readonly show: (done: number, total: number, failed: number) => void;
  readonly clear: () => void;
}

/** Milliseconds before the first line, and between two. */
const patience = 1000;
const pause = 100;

/** A line on a terminal that says how far a long run has come; nothing anywhere else. */
export function progressLine(io: Io): ProgressLine {
  const start = performance.now();
  let shownAt: number | undefined;
  return {
    show(done, total, failed) {
      const now = performance.now();
      if (!io.stderrIsTerminal || now - start < patience || (shownAt !== undefined && now - shownAt < pause)) return;
      shownAt = now;
      io.stderr(`\r${done} of ${total} cases, ${failed} failed\x1b[K`);
    },
    clear() {
      if (shownAt !== undefined) io.stderr('\r\x1b[K');
    },
  };
}
