/**
 * A thread of `decode --format ndjson --jobs`: portions in, lines out. Memory goes back and forth instead of being
 * copied.
 */
import { nodeIo } from '../io/node-io.js';
import { serveWorker } from '../io/worker.js';
import { runTask, type Task } from '../load/decode-tasks.js';
import type { SourceReport } from '../load/source-report.js';
import { BlockLines } from './block-lines.js';
import type { DecodeCliOptions } from './decode-settings.js';
import { readingOptions } from './reading-options.js';
import { blockFilter } from './select.js';

export type LineOrder =
  | { readonly kind: 'task'; readonly task: Task }
  /** Memory that was given away and is free again. */
  | { readonly kind: 'memory'; readonly memory: Uint8Array<ArrayBuffer> };

/** What was said to the report, to be said again where it can be heard. */
export type Said =
  | { readonly kind: 'trouble'; readonly message: string; readonly details: readonly string[] }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'skip'; readonly container: string; readonly name: string; readonly reason: string }
  | { readonly kind: 'add'; readonly container: string | undefined; readonly blocks: number };

export interface LineAnswer {
  /** Its first `length` bytes are the lines. */
  readonly memory: Uint8Array<ArrayBuffer>;
  readonly length: number;
  readonly said: readonly Said[];
  readonly isFound: boolean;
  readonly blocks: number;
}

serveWorker<DecodeCliOptions, LineOrder, LineAnswer>(async (options) => {
  const reading = await readingOptions(options, nodeIo());
  const lines = new BlockLines(options, await blockFilter(options));
  const free: Uint8Array<ArrayBuffer>[] = [];
  return async (order) => {
    if (order.kind === 'memory') {
      free.push(order.memory);
      return null;
    }
    const said: Said[] = [];
    const before = lines.count;
    await runTask(order.task, reading, recorder(said), (read) => lines.add(read));
    const { memory, length } = lines.buffer.exchange(free.pop() ?? new Uint8Array(lines.buffer.size));
    const answer = { memory, length, said, isFound: lines.isFound, blocks: lines.count - before };
    return { answer, transfer: [memory.buffer] };
  };
});

function recorder(said: Said[]): SourceReport {
  return {
    trouble: ({ message, details }) => void said.push({ kind: 'trouble', message, details }),
    note: (text) => void said.push({ kind: 'note', text }),
    skip: (container, name, reason) => void said.push({ kind: 'skip', container, name, reason }),
    add: (container, blocks) => void said.push({ kind: 'add', container, blocks }),
    open: () => undefined,
    finish: () => undefined,
  };
}
