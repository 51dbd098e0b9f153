/**
 * `decode --format ndjson`: lines are written while blocks are decoded, so that memory does not grow with the input.
 */

import { runTask, type Task, tasksOf } from '../load/decode-tasks.js';
import type { Source } from '../load/source.js';
import type { SourceReport } from '../load/source-report.js';
import { splitBy } from '../load/split-source.js';
import type { Io } from '../model/ports.js';
import { BlockLines } from './block-lines.js';
import type { DecodeCliOptions } from './decode-settings.js';
import { exitCodes } from './exit-codes.js';
import { type LineProgress, lineProgress } from './line-progress.js';
import { type ResultSink, resultSink } from './result-sink.js';
import type { Session } from './session.js';

/** Lines are written when so many bytes have come together. */
const enough = 1 << 18;
/** Input of more bytes is a stream. */
const much = 1 << 18;

/** Decodes all sources in their order. A reader of the lines that goes away ends the run. */
export async function runDecodeLines(
  sources: AsyncIterable<Source>,
  options: DecodeCliOptions,
  report: SourceReport,
  { io, found }: Session,
): Promise<void> {
  const tasks = watched(tasksOf(sources, splitBy(options), options, report), io);
  const sink = await resultSink(options, io);
  const progress = lineProgress(io);
  try {
    const jobs = Number(options.jobs ?? 1);
    const isFound =
      jobs === 1
        ? await decodeHere(tasks, options, report, sink, progress)
        : await (await import('./line-jobs.js')).decodeThere(tasks, jobs, options, report, sink, progress, io);
    progress.clear();
    sink.finish();
    if (isFound) found(exitCodes.found);
  } catch (error) {
    progress.clear();
    sink.discard();
    throw error;
  }
}

/** The tasks; when they have become many, that is said. */
async function* watched(tasks: AsyncIterable<Task>, io: Io): AsyncGenerator<Task> {
  let size = 0;
  for await (const task of tasks) {
    const before = size;
    size += task.bytes.length;
    if (before <= much && size > much) await io.expectStream();
    yield task;
  }
}

/** In this thread. True when a block had a finding at or above `--fail-on`. */
async function decodeHere(
  tasks: AsyncIterable<Task>,
  options: DecodeCliOptions,
  report: SourceReport,
  sink: ResultSink,
  progress: LineProgress,
): Promise<boolean> {
  const lines = new BlockLines(options);
  const { buffer } = lines;
  for await (const task of tasks) {
    await runTask(task, options, report, lines);
    progress.add(task.bytes.length, lines.count);
    if (buffer.length < enough) continue;
    if (!(await sink.write(buffer.bytes))) return lines.isFound;
    buffer.clear();
  }
  if (buffer.length > 0) await sink.write(buffer.bytes);
  return lines.isFound;
}
