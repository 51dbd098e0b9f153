/** Groups of several bytes: whether they are words, and which byte of a word comes first in memory. */
import { type Broken, broken, type ParseOptions, type WordOptions } from '../text-format.js';
import type { TextLine } from '../text-line.js';
import type { AsciiOrder, Dialect, Row } from './dialect.js';

export interface WordReading {
  /** Bytes of a word whose order is turned round; 1 leaves them as they are written. */
  readonly swap: number;
  readonly notes: readonly string[];
}

const sizes = [2, 4, 8];

/** Decides how groups are read; groups whose byte order nobody gave are an error. */
export function readingOfWords(
  first: Row | undefined,
  order: AsciiOrder,
  dialect: Dialect,
  options: ParseOptions,
): WordReading | Broken {
  const size = first?.groups.size ?? 1;
  if (first === undefined || size === 1) return { swap: 1, notes: unusedWord(options) };
  if (options.word !== undefined) return givenWord(first.line, first.place.from, size, options, order);
  if (dialect.memoryOrder?.(size, order) === true) return { swap: 1, notes: [] };
  return wordsRefused(first.line, first.place.from, size, dialect.wordAdvice, order);
}

/** The error for words without a byte order. */
export function wordsRefused(line: TextLine, at: number, size: number, instead: string, order: AsciiOrder): Broken {
  const hint = order === 'swapped' && sizes.includes(size) ? ['the text column fits --word-endian little'] : [];
  const written = order === 'as written' ? ['the text column fits --word-endian big'] : [];
  return broken(
    line,
    at,
    `grouped in words of ${size} bytes, and which byte of a word comes first in memory is not in the text`,
    `give --word ${size} and --word-endian big|little (the byte order of the machine that made the dump)`,
    ...hint,
    ...written,
    `or dump single bytes: ${instead}`,
  );
}

/** The reading that `--word` and `--word-endian` ask for. */
export function givenWord(
  line: TextLine,
  at: number,
  size: number,
  options: WordOptions,
  order: AsciiOrder = 'unknown',
): WordReading | Broken {
  if (options.word !== size) {
    const advice = sizes.includes(size) ? `give --word ${size}` : 'leave out --word: these groups are no words';
    return broken(line, at, `groups of ${size} bytes, but --word ${options.word} was given`, advice);
  }
  const endian = options.wordEndian;
  if (endian === undefined) {
    return broken(line, at, `--word ${size} alone does not say the byte order`, 'give --word-endian big|little too');
  }
  const fits = endian === 'little' ? order !== 'as written' : order !== 'swapped';
  const notes = fits ? [] : [`the text column fits the other byte order than --word-endian ${endian}`];
  return { swap: endian === 'little' ? size : 1, notes };
}

/** Says that word options do nothing for single bytes. */
export function unusedWord(options: WordOptions): string[] {
  return options.word === undefined ? [] : [`--word ${options.word} has no effect: the dump shows single bytes`];
}

/** Turns round every `size` bytes; the last word may be shorter. */
export function swapWords(bytes: Uint8Array, size: number): Uint8Array {
  if (size === 1) return bytes;
  const swapped = bytes.slice();
  for (let at = 0; at < swapped.length; at += size) swapped.subarray(at, at + size).reverse();
  return swapped;
}

/** What the text column, which is always in memory order, says about the order inside groups of `size` bytes. */
export class AsciiColumn {
  readonly #size: number;
  #fitsAsWritten: boolean;
  #fitsSwapped: boolean;

  constructor(size: number) {
    this.#size = size;
    this.#fitsAsWritten = sizes.includes(size);
    this.#fitsSwapped = this.#fitsAsWritten;
  }

  add({ groups, place }: Row): void {
    this.#fitsAsWritten &&= fitsAscii(groups.bytes, place.tail);
    this.#fitsSwapped &&= fitsAscii(swapWords(groups.bytes, this.#size), place.tail);
  }

  order(): AsciiOrder {
    if (this.#fitsAsWritten === this.#fitsSwapped) return 'unknown';
    return this.#fitsAsWritten ? 'as written' : 'swapped';
  }
}

/** The text column is the end of the line, as many characters as bytes. */
function fitsAscii(bytes: Uint8Array, tail: string): boolean {
  const ascii = tail.length > bytes.length ? tail.slice(-bytes.length) : '';
  for (let i = 0; i < ascii.length; i++) {
    const byte = bytes[i] ?? 0;
    const shown = byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
    if (ascii[i] !== shown) return false;
  }
  return true;
}
