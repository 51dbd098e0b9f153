/**
 * The portions of `decode --format ndjson` in several threads. Lines are written in the order of the portions,
 * whatever thread is quicker.
 */

import type { Task } from '../load/decode-tasks.js';
import type { SourceReport } from '../load/source-report.js';
import { ToolError } from '../model/errors.js';
import type { Io, Worker } from '../model/ports.js';
import type { DecodeCliOptions } from './decode-settings.js';
import type { LineProgress } from './line-progress.js';
import type { LineAnswer, LineOrder } from './line-worker.js';
import type { ResultSink } from './result-sink.js';

/** Portions that a thread has at once: one to work on and one to go on with. */
const ahead = 2;

type Thread = Worker<LineOrder, LineAnswer>;

/** In `count` threads. True when a block had a finding at or above `--fail-on`. */
export async function decodeInWorkers(
  tasks: AsyncIterable<Task>,
  count: number,
  options: DecodeCliOptions,
  report: SourceReport,
  sink: ResultSink,
  progress: LineProgress,
  io: Io,
): Promise<boolean> {
  const start = () => io.startWorker<LineOrder, LineAnswer>('line-worker', options);
  const threads = await Promise.all(Array.from({ length: count }, start));
  const waiting: { readonly thread: Thread; readonly answer: Promise<LineAnswer>; readonly size: number }[] = [];
  let isFound = false;
  let blocks = 0;
  const writeNext = async (): Promise<boolean> => {
    const next = waiting.shift();
    if (next === undefined) return true;
    const { memory, length, ...answer } = await next.answer;
    for (const said of answer.said) replay(said, report);
    isFound ||= answer.isFound;
    blocks += answer.blocks;
    progress.add(next.size, blocks);
    const goesOn = length === 0 || (await sink.write(memory.subarray(0, length)));
    next.thread.post({ kind: 'memory', memory }, [memory.buffer]);
    return goesOn;
  };
  try {
    let turn = 0;
    for await (const task of tasks) {
      if (waiting.length >= count * ahead && !(await writeNext())) return isFound;
      const thread = threads[turn++ % count];
      if (thread === undefined) break;
      const bytes = task.bytes.slice();
      const answer = thread.ask({ kind: 'task', task: { ...task, bytes } }, [bytes.buffer]);
      // It is looked at in its turn; until then a failure must not count as unhandled.
      answer.catch(() => undefined);
      waiting.push({ thread, answer, size: bytes.length });
    }
    while (waiting.length > 0) if (!(await writeNext())) break;
    return isFound;
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

function replay(said: LineAnswer['said'][number], report: SourceReport): void {
  if (said.kind === 'trouble') report.trouble(new ToolError(said.message, said.details));
  else if (said.kind === 'note') report.note(said.text);
  else if (said.kind === 'skip') report.skip(said.container, said.name, said.reason);
  else report.add(said.container, said.blocks);
}
