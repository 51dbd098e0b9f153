import { describeBlock } from '../decode/describe.js';
import type { SplitBy } from '../decode/split.js';
import { formatNamed } from '../input/read-bytes.js';
import type { ReadingOptions } from '../load/blocks.js';
import { runTask, type Task, tasksOf } from '../load/decode-tasks.js';
import { inputLimit } from '../load/files.js';
import type { SourceReport } from '../load/source-report.js';
import { openSources } from '../load/sources.js';
import { ToolError } from '../model/errors.js';
import { type BlockResult, type DecodeResult, decodeSchema } from '../model/result.js';
import { isAtLeast } from '../model/severity.js';
import { blockFormats } from '../render/formats.js';
import type { DecodeCliOptions } from './decode-settings.js';
import { exitCodes } from './exit-codes.js';
import { renderOptions, writeResult } from './output.js';
import { readingOptions } from './reading-options.js';
import { fieldsNamed, onlyNamed, refuseUnknownFields } from './select.js';
import type { Session } from './session.js';
import { sourceReport } from './source-report.js';

/** Decodes each input by itself; one that cannot be read is reported and left out. */
export async function runDecode(files: readonly string[], options: DecodeCliOptions, session: Session): Promise<void> {
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
  const tasks = tasksOf(openSources(files.length === 0 ? ['-'] : files, reading, io, report), by, reading, report);
  if (options.format === 'ndjson') {
    const { runDecodeLines } = await import('./decode-lines.js');
    await runDecodeLines(tasks, options, reading, report, session);
    report.finish();
    return;
  }
  const blocks = await decodeAll(tasks, by, reading, report);
  report.finish();
  if (blocks.length === 0) return;
  const names = fieldsNamed(options);
  const result: DecodeResult = {
    schema: decodeSchema,
    blocks: names === undefined ? blocks : blocks.map((block) => onlyNamed(block, names)),
  };
  const render = { ...renderOptions(options, io), ...(options.only === undefined ? {} : { only: options.only }) };
  const renderBlocks = await blockFormats[options.format]();
  await writeResult(renderBlocks(result, render), options, io);
  if (blocks.some((block) => block.issues.some((issue) => isAtLeast(issue.severity, options.failOn))))
    session.found(exitCodes.found);
}

/** What `--split` says; undefined without it. @throws ToolError when it is neither a size nor `response`. */
function splitBy(split: string | undefined): SplitBy | undefined {
  if (split === undefined || split === 'response') return split;
  const size = /^[1-9][0-9]*$/.test(split) ? Number(split) : 0;
  if (size > 0 && size <= inputLimit) return size;
  throw new ToolError(`--split takes a size in bytes or 'response', not '${split}'`);
}

/** All blocks in memory, as every format but ndjson has them. */
async function decodeAll(
  tasks: AsyncIterable<Task>,
  by: SplitBy | undefined,
  options: ReadingOptions,
  report: SourceReport,
): Promise<BlockResult[]> {
  const blocks: BlockResult[] = [];
  let size = 0;
  for await (const task of tasks) {
    size += task.bytes.length;
    if (by !== undefined && size > inputLimit)
      throw new ToolError(`more than ${inputLimit} bytes to split; --format ndjson has no limit`);
    await runTask(task, options, report, ({ block, lines, ...place }) => {
      const result = describeBlock(block, place);
      blocks.push(lines === null ? result : { ...result, lines });
    });
  }
  return blocks;
}

/** @throws ToolError for an option that the format has no use for. */
function refuseWithoutEffect({ jobs, format }: DecodeCliOptions): void {
  if (jobs !== undefined && !/^[1-9][0-9]?$/.test(jobs)) throw new ToolError(`--jobs takes 1 to 99, not '${jobs}'`);
  if (jobs !== undefined && format !== 'ndjson') throw new ToolError('--jobs goes with --format ndjson');
}
