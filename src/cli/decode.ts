import type { SplitBy } from '../decode/split.js';
import { formatNamed } from '../input/read-bytes.js';
import { type Task, tasksOf } from '../load/decode-tasks.js';
import { inputLimit } from '../load/files.js';
import { openSources } from '../load/sources.js';
import { ToolError } from '../model/errors.js';
import type { Io } from '../model/ports.js';
import { keptSession } from './about.js';
import { runDecodeBlocks } from './decode-blocks.js';
import type { DecodeCliOptions } from './decode-settings.js';
import { readingOptions } from './reading-options.js';
import { refuseUnknownFields } from './select.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';

/** Input of more bytes is a stream. */
const much = 1 << 18;

/** Decodes each input by itself; one that cannot be read is reported and left out. */
export async function runDecode(files: readonly string[], options: DecodeCliOptions, given: Session): Promise<void> {
  const session = await keptSession(given, options.format);
  const { io } = session;
  if (files.length === 0 && io.stdinIsTerminal) {
    throw new ToolError("no input: name files, or '-' to read standard input (zpci-inspect decode --help)");
  }
  if (options.input !== undefined) await formatNamed(options.input);
  const reading = await readingOptions(options, io);
  await refuseUnknownFields(options, reading.catalog);
  refuseWithoutEffect(options);
  const report = sourceReport(session, options);
  const by = splitBy(options.split);
  const sources = openSources(files.length === 0 ? ['-'] : files, reading, io, report);
  const tasks = watched(tasksOf(sources, by, reading, report), io);
  if (options.format === 'ndjson') {
    const { runDecodeLines } = await import('./decode-lines.js');
    await runDecodeLines(tasks, options, reading, report, session);
  } else await runDecodeBlocks(tasks, options, reading, report, session);
  report.finish();
}

/** What `--split` says; undefined without it. @throws ToolError when it is neither a size nor `response`. */
function splitBy(split: string | undefined): SplitBy | undefined {
  if (split === undefined || split === 'response') return split;
  const size = /^[1-9][0-9]*$/.test(split) ? Number(split) : 0;
  if (size > 0 && size <= inputLimit) return size;
  if (size > inputLimit)
    throw new ToolError(`--split takes at most ${inputLimit} bytes, no block is larger; not ${split}`);
  throw new ToolError(`--split takes a size in bytes or 'response', not '${split}'`);
}

/** @throws ToolError for an option that the format has no use for. */
function refuseWithoutEffect({ jobs, format, exposure }: DecodeCliOptions): void {
  if (jobs !== undefined && !/^[1-9][0-9]?$/.test(jobs)) throw new ToolError(`--jobs takes 1 to 99, not '${jobs}'`);
  if (jobs !== undefined && format !== 'ndjson') throw new ToolError('--jobs goes with --format ndjson');
  if (exposure !== undefined && format !== 'json' && format !== 'ndjson')
    throw new ToolError('--exposure goes with --format json or ndjson');
}

/** The tasks; once they are many, `io` is prepared for a stream. */
async function* watched(tasks: AsyncIterable<Task>, io: Io): AsyncGenerator<Task> {
  let size = 0;
  for await (const task of tasks) {
    const before = size;
    size += task.bytes.length;
    if (before <= much && size > much) await io.expectStream();
    yield task;
  }
}
