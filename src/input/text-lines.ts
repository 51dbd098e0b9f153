/**
 * The lines of a text. Columns are kept, so that a message can name the place in the text as it was given.
 */
import { NoBlockError } from '../model/errors.js';
import { cleanLine, esc, isBlank, type TextLine } from './text-line.js';

/** Form feed, and the no-break spaces of pages and mails. */
const otherBlanks = /[\f\u00a0\u2007\u202f]/g;

/** More lines than this no dump has, nor as many codes of colour. */
const mostLines = 1_500_000;
const mostCodes = 500_000;

/**
 * The lines of a text, without their ends, colour codes and mail quoting (`> `). Only where they are is kept: a line is
 * made when it is asked for, so that a text of a million lines is not a million objects.
 */
export class TextLines implements Iterable<TextLine> {
  readonly #text: string;
  /** Three numbers for each line: where it begins, where it ends, its number. */
  readonly #places: Uint32Array;
  readonly #hasOtherBlanks: boolean;
  /** The line asked for last: it is asked for again by those who look from token to token. */
  #last: { readonly index: number; readonly line: TextLine } | undefined;

  constructor(text: string, places: Uint32Array) {
    this.#text = text;
    this.#places = places;
    this.#hasOtherBlanks = text.search(otherBlanks) >= 0;
  }

  get length(): number {
    return this.#places.length / 3;
  }

  /** The line at an index from 0; undefined before the first and behind the last. */
  at(index: number): TextLine | undefined {
    if (this.#last?.index === index) return this.#last.line;
    const line = this.#made(index);
    this.#last = line === undefined ? undefined : { index, line };
    return line;
  }

  #made(index: number): TextLine | undefined {
    const [start, end, number] = [this.#places[3 * index], this.#places[3 * index + 1], this.#places[3 * index + 2]];
    if (start === undefined || end === undefined || number === undefined) return undefined;
    const raw = this.#text.slice(start, end);
    return cleanLine(this.#hasOtherBlanks ? raw.replace(otherBlanks, ' ') : raw, number);
  }

  /** The lines from index `from` up to `to`, but without it. */
  *slice(from: number, to = this.length): Generator<TextLine> {
    for (let index = from; index < to; index++) {
      const line = this.#made(index);
      if (line !== undefined) yield line;
    }
  }

  [Symbol.iterator](): Generator<TextLine> {
    return this.slice(0);
  }

  find(isWanted: (line: TextLine) => boolean): TextLine | undefined {
    for (let index = 0; index < this.length; index++) {
      const line = this.#made(index);
      if (line !== undefined && isWanted(line)) return line;
    }
    return undefined;
  }

  some(isWanted: (line: TextLine) => boolean): boolean {
    return this.find(isWanted) !== undefined;
  }

  /** The last line whose number is below `number`. */
  before(number: number): TextLine | undefined {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[3 * middle + 2] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return this.at(low - 1);
  }
}

/**
 * Finds the lines (ends are LF, CRLF, CR). Of blank lines in a row the first stands for all.
 * @throws NoBlockError when there are too many, or too many codes of colour.
 */
export function splitLines(text: string): TextLines {
  refuseCodes(text);
  let places = new Uint32Array(3 * 256);
  let length = 0;
  let number = 0;
  let wasBlank = false;
  const lineEnd = endFinder(text);
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    number++;
    const isNext = isBlankFrom(text, start, end);
    if (!(isNext && wasBlank)) {
      if (length === 3 * mostLines) throw tooManyLines();
      if (length === places.length) {
        const larger = new Uint32Array(2 * length);
        larger.set(places);
        places = larger;
      }
      places.set([start, end, number], length);
      length += 3;
    }
    wasBlank = isNext;
    start = skipLineEnd(text, end);
  }
  return new TextLines(text, places.slice(0, length));
}

/** Each is taken out anew where a line is looked at. @throws NoBlockError when they are too many. */
function refuseCodes(text: string): void {
  let count = 0;
  for (let at = text.indexOf(esc); at >= 0; at = text.indexOf(esc, at + 1)) count++;
  if (count <= mostCodes) return;
  throw new NoBlockError(`text with ${count} codes of colour, of which ${mostCodes} are the limit for one text`, [
    "take them out: sed 's/\\x1b\\[[0-9;]*m//g'",
  ]);
}

function tooManyLines(): NoBlockError {
  return new NoBlockError(`text of more than ${mostLines} lines, which is the limit for one text`, [
    "cut out the lines of the dump: sed -n '1,5000p'; or give --input binary if it is no text",
  ]);
}

/** True when nothing but blanks is left of the line; most lines tell by their first character. */
function isBlankFrom(text: string, start: number, end: number): boolean {
  if (start === end) return true;
  const code = text.charCodeAt(start);
  if (code > 0x20 && code < 0x7f && code !== 0x3e) return false;
  return isBlank(cleanLine(text.slice(start, end).replace(otherBlanks, ' '), 0));
}

/** Calls `visit` with each line as it stands in the text, without its end, and its number from 1. */
export function forEachLine(text: string, visit: (line: string, number: number) => void): void {
  let number = 0;
  const lineEnd = endFinder(text);
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    visit(text.slice(start, end), ++number);
    start = skipLineEnd(text, end);
  }
}

/**
 * Finds the end of the line that begins at an index; of a text without CR many times faster. Which way it is must be a
 * function and no flag: optimised by V8, a loop with the flag looked through the whole text again for each line.
 */
function endFinder(text: string): (text: string, start: number) => number {
  return text.includes('\r') ? feedOrReturn : nextFeed;
}

function nextFeed(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

function feedOrReturn(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || code === 0x0d) return at;
  }
  return text.length;
}

/** A run of CR with or without LF after it is one line end (CR CR LF comes from a double conversion). */
function skipLineEnd(text: string, end: number): number {
  let at = end;
  while (text.charCodeAt(at) === 0x0d) at++;
  return text.charCodeAt(at) === 0x0a ? at + 1 : Math.max(at, end + 1);
}
