import type { Io } from '../model/ports.js';

export interface ProgressLine {
  /** The text is made only when it is shown. */
  readonly show: (text: () => string) => void;
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
    show(text) {
      const now = performance.now();
      if (now - start < patience || (shownAt !== undefined && now - shownAt < pause) || !io.stderrIsTerminal) return;
      shownAt = now;
      io.stderr(`\r${text()}\x1b[K`);
    },
    clear() {
      if (shownAt !== undefined) io.stderr('\r\x1b[K');
    },
  };
}
