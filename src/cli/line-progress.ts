import type { Io } from '../model/ports.js';
import { progressLine } from './progress.js';

export interface LineProgress {
  /** This many bytes more were decoded; `blocks` is the number of blocks so far. */
  add(bytes: number, blocks: number): void;
  clear(): void;
}

/** A line on a terminal that says how far a long run has come, and how fast it is. */
export function lineProgress(io: Io): LineProgress {
  const start = performance.now();
  const line = progressLine(io);
  let read = 0;
  return {
    add(bytes, blocks) {
      read += bytes;
      line.show(() => {
        const seconds = (performance.now() - start) / 1000;
        return `${blocks} blocks, ${mega(read)} MB, ${Math.round(blocks / seconds)} blocks/s, ${mega(read / seconds)} MB/s`;
      });
    },
    clear: line.clear,
  };
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
