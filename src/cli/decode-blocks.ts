/**
 * `decode` in every format but ndjson: each block is written when it is decoded, so that no number of them is too many.
 */
import { blockGuide } from '../catalog/guide.js';
import { describeBlock } from '../decode/describe.js';
import type { ReadBlock, ReadingOptions } from '../load/blocks.js';
import { runTask, type Task } from '../load/decode-tasks.js';
import type { SourceReport } from '../load/source-report.js';
import type { BlockResult } from '../model/result.js';
import { isAtLeast } from '../model/severity.js';
import { textPieces } from '../render/formats.js';
import { aboutRun, isKept } from './about.js';
import type { DecodeCliOptions } from './decode-settings.js';
import { exitCodes } from './exit-codes.js';
import { renderOptions } from './output.js';
import { type ResultSink, resultSink } from './result-sink.js';
import { blockFilter, fieldsNamed, onlyNamed } from './select.js';
import type { Session } from './session.js';

/** Text is written when this many characters have come together. */
const enough = 1 << 18;

/** Decodes all sources in their order; where there is no block, nothing is written. A reader that goes away ends the run. */
export async function runDecodeBlocks(
  tasks: AsyncIterable<Task>,
  options: DecodeCliOptions,
  reading: ReadingOptions,
  report: SourceReport,
  session: Session,
): Promise<void> {
  const { io, found } = session;
  const interfaces = reading.catalog.interfaces().flatMap((item) => (item.besideFields ? [item.name] : []));
  const only = options.only === undefined ? {} : { only: options.only };
  const blocks = blocksOf(tasks, options, reading, report, () => found(exitCodes.found));
  const about = isKept(options.format) ? await aboutRun(session) : undefined;
  const pieces = textPieces(options.format, blocks, {
    ...renderOptions(options, io),
    ...only,
    exposure: options.exposure,
    interfaces,
    about,
    guide: blockGuide(reading.catalog),
  });
  const first = await pieces.next();
  if (first.done === true) return;
  const sink = await resultSink(options, io);
  try {
    await writePieces(first.value, pieces, sink);
    sink.finish();
  } catch (error) {
    sink.discard();
    throw error;
  }
}

async function* blocksOf(
  tasks: AsyncIterable<Task>,
  options: DecodeCliOptions,
  reading: ReadingOptions,
  report: SourceReport,
  found: () => void,
): AsyncGenerator<BlockResult> {
  const names = fieldsNamed(options);
  const isWanted = await blockFilter(options);
  for await (const task of tasks) {
    const reads: ReadBlock[] = [];
    await runTask(task, reading, report, (read) => reads.push(read));
    for (const { block, lines, source, sourceOffset } of reads) {
      if (!isWanted(block)) continue;
      const result = describeBlock(block, { source, sourceOffset });
      if (result.issues.some((issue) => isAtLeast(issue.severity, options.failOn))) found();
      const placed = lines === null ? result : { ...result, lines };
      yield names === undefined ? placed : onlyNamed(placed, names);
    }
  }
}

async function writePieces(first: string, others: AsyncIterable<string>, sink: ResultSink): Promise<void> {
  const encoder = new TextEncoder();
  let text = first;
  for await (const piece of others) {
    if (text.length >= enough) {
      if (!(await sink.write(encoder.encode(text)))) return;
      text = '';
    }
    text += piece;
  }
  await sink.write(encoder.encode(text));
}
