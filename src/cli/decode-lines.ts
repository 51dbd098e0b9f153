/**
 * `decode --format ndjson`: lines are written while blocks are decoded, so that memory does not grow with the input.
 */

import type { ReadingOptions } from '../load/blocks.js';
import { runTask, type Task } from '../load/decode-tasks.js';
import type { SourceReport } from '../load/source-report.js';
import { BlockLines } from './block-lines.js';
import type { DecodeCliOptions } from './decode-settings.js';
import { exitCodes } from './exit-codes.js';
import { type LineProgress, lineProgress } from './line-progress.js';
import { type ResultSink, resultSink } from './result-sink.js';
import { blockFilter } from './select.js';
import type { Session } from './session.js';

/** Lines are written when this many bytes have come together. */
const enough = 1 << 18;

/** Decodes all sources in their order. A reader of the lines that goes away ends the run. */
export async function runDecodeLines(
  tasks: AsyncIterable<Task>,
  options: DecodeCliOptions,
  reading: ReadingOptions,
  report: SourceReport,
  { io, found }: Session,
): Promise<void> {
  const sink = await resultSink(options, io);
  const progress = lineProgress(io);
  try {
    const jobs = jobsOf(options, report);
    const isFound =
      jobs === 1
        ? await decodeInline(tasks, options, reading, report, sink, progress)
        : await (await import('./line-jobs.js')).decodeInWorkers(tasks, jobs, options, report, sink, progress, io);
    progress.clear();
    sink.finish();
    if (isFound) found(exitCodes.found);
  } catch (error) {
    progress.clear();
    sink.discard();
    throw error;
  }
}

/** Threads that are worth it: to hand out blocks takes longer than to pick a few of their fields. */
function jobsOf({ jobs = '1', fields }: DecodeCliOptions, report: SourceReport): number {
  if (jobs === '1' || fields === undefined) return Number(jobs);
  report.note('--jobs has no effect with --fields: one thread picks fields faster than several');
  return 1;
}

/** In this thread. True when a block had a finding at or above `--fail-on`. */
async function decodeInline(
  tasks: AsyncIterable<Task>,
  options: DecodeCliOptions,
  reading: ReadingOptions,
  report: SourceReport,
  sink: ResultSink,
  progress: LineProgress,
): Promise<boolean> {
  const lines = new BlockLines(options, await blockFilter(options));
  const { buffer } = lines;
  for await (const task of tasks) {
    await runTask(task, reading, report, (read) => lines.add(read));
    progress.add(task.bytes.length, lines.count);
    if (buffer.length < enough) continue;
    if (!(await sink.write(buffer.bytes))) return lines.isFound;
    buffer.clear();
  }
  if (buffer.length > 0) await sink.write(buffer.bytes);
  return lines.isFound;
}
