/**
 * The work of `decode --format ndjson` in portions: a whole source, or a run of blocks that `--split` cut. A portion
 * is plain data, so that another thread can do it.
 */
import { decodeBlock } from '../decode/decode-block.js';
import type { SplitBy } from '../decode/split.js';
import { recogniseText } from '../input/recognise-text.js';
import { DamagedContainerError, ToolError } from '../model/errors.js';
import { decodeOptions, type ReadBlock, type ReadingOptions } from './blocks.js';
import { withKernel } from './kernel-types.js';
import { decodeSource, isHarmless, optionsFor } from './read-source.js';
import type { Source, SourceHead } from './source.js';
import type { SourceReport } from './source-report.js';
import { type Pieces, piecesOf } from './split-source.js';

export interface Task {
  readonly source: SourceHead;
  readonly bytes: Uint8Array;
  /** Null: all of a source, which may be a text. */
  readonly run: {
    /** From the start of the source. */
    readonly offset: number;
    /** Where each block ends in `bytes`. */
    readonly ends: readonly number[];
    /** The one block is the rest behind a response whose length leads nowhere. */
    readonly isRest: boolean;
  } | null;
}

/** Blocks of one portion: enough to be worth a message to another thread, not too many to wait for. */
const mostBlocks = 64;

/** The portions of all sources, in order; what cannot be read is reported and left out. */
export async function* tasksOf(
  sources: AsyncIterable<Source>,
  by: SplitBy | undefined,
  options: ReadingOptions,
  report: SourceReport,
): AsyncGenerator<Task> {
  for await (const source of sources) {
    const { name, place, type, listed, container, kernel } = source;
    const head = { name, place, type, listed, container, kernel };
    try {
      if (by === undefined) yield { source: head, bytes: await source.bytes(), run: null };
      else for await (const pieces of piecesOf(source, by, options)) yield* runsOf(head, pieces);
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      // The next source gives it again.
      if (error instanceof DamagedContainerError) continue;
      if (isHarmless(error, head)) report.skip(container ?? '', place, error.message);
      else report.trouble(error);
    }
  }
}

/** Consecutive pieces lie one behind the other in the same memory. */
function* runsOf(source: SourceHead, { pieces, isRest }: Pieces): Generator<Task> {
  for (let i = 0; i < pieces.length; i += mostBlocks) {
    const some = pieces.slice(i, i + mostBlocks);
    const [first] = some;
    if (first === undefined) return;
    let end = 0;
    const ends = some.map((piece) => {
      end += piece.bytes.length;
      return end;
    });
    const bytes = new Uint8Array(first.bytes.buffer, first.bytes.byteOffset, end);
    yield { source, bytes, run: { offset: first.offset, ends, isRest } };
  }
}

/** Decodes a portion: `add` gets its blocks, `report` what cannot be decoded. */
export async function runTask(
  { source, bytes, run }: Task,
  options: ReadingOptions,
  report: SourceReport,
  add: (read: ReadBlock) => void,
): Promise<void> {
  if (run === null) {
    for (const read of (await decodeSource(source, recogniseText(bytes), options, report)).blocks) add(read);
    return;
  }
  const own = decodeOptions(await withKernel(optionsFor(source, options), source.kernel));
  const header = options.catalog.header('response').tag;
  let start = 0;
  for (const end of run.ends) {
    const sourceOffset = run.offset + start;
    try {
      const block = decodeBlock(bytes.subarray(start, end), run.isRest ? { ...own, type: header } : own);
      add({ block, source: source.name, sourceOffset, lines: null });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      report.trouble(
        new ToolError(`${source.place} at 0x${sourceOffset.toString(16)}: ${error.message}`, error.details),
      );
    }
    start = end;
  }
  report.add(source.container, run.ends.length);
}
