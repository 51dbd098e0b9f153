/** Bytes or text in, blocks of bytes out. The door of `src/input`. */
import { NoBlockError, ToolError } from '../model/errors.js';
import { binaryReading } from './binary.js';
import { detect, type Reading, readAs } from './detect.js';
import type { InputFormat } from './formats.js';
import { type Input, recogniseText, whyNoText } from './recognise-text.js';
import type { ParseOptions, WordOptions } from './text-format.js';
import { isBlank } from './text-line.js';
import { splitLines } from './text-lines.js';

export type { Reading, Rejection } from './detect.js';
export { type InputFormat, inputFormats } from './formats.js';
export type { InputBlock } from './text-format.js';

export interface ReadOptions extends WordOptions {
  /** Named by the caller: never second-guessed. */
  readonly format?: InputFormat | undefined;
  /** Go on where it is safe. */
  readonly partial?: boolean | undefined;
  /** One of many files, of which nobody said that it is a dump: a few digits are none. */
  readonly isAmongOthers?: boolean | undefined;
}

/**
 * Reads what somebody saved or pasted into blocks of bytes, as `decodeBlock` takes them: bytes as they are in one
 * block, a text (a string, or its UTF-8) in the format named or found, a block for each dump in it. `blocks` have the
 * lines they were read from, `notes` name what was not read.
 *
 * @throws ToolError when there is nothing, when no format fits, or when the text is damaged or ambiguous;
 * its details list every candidate with line and reason, and what to do.
 */
export function readInput(input: Uint8Array | string, options: ReadOptions = {}): Reading {
  return readRecognised(recogniseText(typeof input === 'string' ? new TextEncoder().encode(input) : input), options);
}

/** The same for bytes whose text is known. */
export function readRecognised({ bytes, text }: Input, options: ReadOptions): Reading {
  if (bytes.length === 0) throw new NoBlockError('empty: 0 bytes');
  if (options.format === 'binary') return binaryReading(bytes, '--input binary');
  if (text === null) {
    if (options.format === undefined) return binaryReading(bytes);
    throw new ToolError(`not ${options.format}: not text: ${whyNoText(bytes)}`, [
      'take it out, or leave out --input, or give --input binary',
    ]);
  }
  const lines = splitLines(text);
  if (!lines.some((line) => !isBlank(line))) throw new NoBlockError('empty: the text holds only blank lines');
  const { format, partial = false, ...words } = options;
  const parse: ParseOptions = { partial, ...words };
  return format === undefined ? detect(lines, parse) : readAs(format, lines, parse);
}
