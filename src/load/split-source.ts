/**
 * A source cut into blocks by `--split`.
 */
import { type Piece, type SplitBy, Splitter } from '../decode/split.js';
import { readBytes } from '../input/read-bytes.js';
import { decodeText, recogniseText } from '../input/recognise-text.js';
import { ToolError } from '../model/errors.js';
import type { ReadingOptions } from './blocks.js';
import { inputLimit } from './files.js';
import type { Source } from './source.js';

export interface Pieces {
  readonly pieces: readonly Piece[];
  /** The one piece is the rest behind a response that has no believable length. */
  readonly isRest: boolean;
}

/**
 * The pieces of a source, those of one chunk at a time. Bytes are streamed; a text is read whole, and each block that
 * it holds is cut by itself.
 * @throws ToolError when the source cannot be read, its text is no dump, or bytes at its end had to be left out.
 */
export async function* piecesOf(source: Source, by: SplitBy, options: ReadingOptions): AsyncGenerator<Pieces> {
  for await (const stream of streamsOf(source, options)) {
    const splitter = new Splitter(by, options.catalog);
    for await (const chunk of stream) {
      yield { pieces: splitter.push(chunk), isRest: false };
      // The stream may have no end.
      if (splitter.isOver) break;
    }
    const rest = splitter.end();
    yield { pieces: rest, isRest: splitter.isStuck };
    if (!splitter.isOver) continue;
    const kept = rest[0]?.bytes.length ?? 0;
    const message = `the length of the response at 0x${splitter.offset.toString(16)} leads nowhere; ${kept} bytes from there on are one block, the others are not read`;
    throw new ToolError(`${source.place}: ${message}`);
  }
}

/** The bytes of a source, or those of each block that it holds as text. */
async function* streamsOf(
  source: Source,
  { input }: ReadingOptions,
): AsyncGenerator<AsyncIterable<Uint8Array> | readonly Uint8Array[]> {
  const chunks = source.chunks()[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) throw new ToolError(`${source.place}: empty: 0 bytes`);
  const rest = { [Symbol.asyncIterator]: () => chunks };
  if (input === 'binary' || (input === undefined && !looksLikeText(first.value))) {
    yield withFirst(first.value, rest);
    return;
  }
  const bytes = await readAll(withFirst(first.value, rest), source.place);
  const reading = await readBytes(recogniseText(bytes), { format: input });
  for (const block of reading.blocks) yield [block.bytes];
}

async function* withFirst(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

/** A look at the start; a character that its end cuts through does not count. */
function looksLikeText(chunk: Uint8Array): boolean {
  let end = Math.min(chunk.length, 1 << 16);
  for (let i = 0; i < 4 && end > 0 && (chunk[end - 1] ?? 0) >= 0x80; i++) end--;
  return decodeText(chunk.subarray(0, end)) !== null;
}

async function readAll(chunks: AsyncIterable<Uint8Array>, place: string): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > inputLimit)
      throw new ToolError(`${place}: a text of more than ${inputLimit} bytes; give --input binary if it is none`);
    all.push(chunk);
  }
  return new Uint8Array(Buffer.concat(all));
}
