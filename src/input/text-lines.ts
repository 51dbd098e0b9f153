/**
 * Bytes to lines of text: what counts as text, and what a terminal or a mail program wrapped around
 * the lines. Columns are kept, so that a message can name the place in the text as it was given.
 */
import { NoBlockError } from '../model/errors.js';

export interface TextLine {
  /** 1-based. */
  readonly number: number;
  /** Without line end, colour codes and mail quoting. */
  readonly text: string;
  /** What was taken out: `length` characters before index `at` of `text`. */
  readonly cuts: readonly Cut[];
}

interface Cut {
  readonly at: number;
  readonly length: number;
}

const noCuts: readonly Cut[] = [];
const esc = '\u001b';
/** Form feed, and the no-break spaces of pages and mails. */
const otherBlanks = /[\f\u00a0\u2007\u202f]/g;
const afterEscape = /\[[0-9;:<=>?]*[ -/]*[@-~]|[()][0-9A-Za-z]|[@-Z\\^_]/y;

/** Bytes, recognised once. */
export interface Input {
  readonly bytes: Uint8Array;
  /** The text that they are; null when they are none. */
  readonly text: string | null;
}

/** Bytes with the text that they are. */
export function recogniseText(bytes: Uint8Array): Input {
  return { bytes, text: decodeText(bytes) };
}

/**
 * The text that `bytes` are, or null: valid UTF-8 without NUL and control characters other than TAB,
 * LF, CR, FF and ESC is text, anything else is bytes.
 */
export function decodeText(bytes: Uint8Array): string | null {
  for (const byte of bytes) if (isControl(byte)) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /[\u0080-\u009f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** What makes bytes no text, and where, for bytes that `decodeText` refuses. */
export function whyNoText(bytes: Uint8Array): string {
  const at = bytes.findIndex(isControl);
  const text = new TextDecoder('utf-8').decode(at < 0 ? bytes : bytes.subarray(0, at));
  const index = at < 0 ? Math.max(0, text.search(/[\u0080-\u009f\ufffd]/)) : text.length;
  const before = text.slice(0, index).split(/\r\n?|\n/);
  const code = (at < 0 ? (text.codePointAt(index) ?? 0) : (bytes[at] ?? 0)).toString(16).padStart(2, '0');
  const what = code === 'fffd' ? 'invalid UTF-8' : `control character 0x${code}`;
  return `${what} in line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** More lines than this no dump has: formats keep something for each. */
const mostLines = 1_500_000;

/**
 * Lines without their ends (LF, CRLF, CR), colour codes and mail quoting (`> `). Of blank lines in a row the first stands
 * for all.
 * @throws NoBlockError when there are too many.
 */
export function splitLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  let wasBlank = false;
  forEachLine(text, (raw, number) => {
    const isEmpty = raw === '';
    if (isEmpty && wasBlank) return;
    const line = isEmpty ? { number, text: '', cuts: noCuts } : cleanLine(raw.replace(otherBlanks, ' '), number);
    const isNext = wasBlank && isBlank(line);
    wasBlank = isBlank(line);
    if (isNext) return;
    if (lines.push(line) > mostLines) {
      throw new NoBlockError(`text of more than ${mostLines} lines, which is the limit for one text`, [
        "cut out the lines of the dump: sed -n '1,5000p'; or give --input binary if it is no text",
      ]);
    }
  });
  return lines;
}

/** Calls `visit` with each line as it stands in the text, without its end, and its number from 1. */
export function forEachLine(text: string, visit: (line: string, number: number) => void): void {
  let number = 0;
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    visit(text.slice(start, end), ++number);
    start = skipLineEnd(text, end);
  }
}

/** The 1-based column, in the text as it was given, of index `at` of the cleaned line. */
export function columnOf(line: TextLine, at: number): number {
  let column = at + 1;
  for (const cut of line.cuts) if (cut.at <= at) column += cut.length;
  return column;
}

/** True when nothing but blanks is left of the line. */
export function isBlank(line: TextLine): boolean {
  return line.text.trim() === '';
}

function isControl(byte: number): boolean {
  if (byte === 0x7f) return true;
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b;
}

function lineEnd(text: string, start: number): number {
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

function cleanLine(raw: string, number: number): TextLine {
  const plain = raw.includes(esc) ? withoutEscapes(raw) : { text: raw, cuts: noCuts };
  const quote = quotingLength(plain.text);
  if (quote === 0) return { number, text: plain.text, cuts: plain.cuts };
  const moved = plain.cuts.map((cut) => ({ at: Math.max(0, cut.at - quote), length: cut.length }));
  return { number, text: plain.text.slice(quote), cuts: [{ at: 0, length: quote }, ...moved] };
}

/** Length of the signs of quoting at the start, `>>`, `> > ` and the like, with one blank behind them. */
function quotingLength(text: string): number {
  let end = 0;
  let at = skipWhile(text, 0, text.length);
  while (text[at] === '>') {
    end = at + 1;
    at = skipWhile(text, end, end + 1);
  }
  return end === 0 ? 0 : at;
}

function skipWhile(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && (text[at] === ' ' || text[at] === '\t')) at++;
  return at;
}

/** Behind so many codes of colour a line is left as it is: none of a dump has them. */
const mostCuts = 10_000;

function withoutEscapes(raw: string): { text: string; cuts: Cut[] } {
  const cuts: Cut[] = [];
  let text = '';
  let start = 0;
  for (let at = raw.indexOf(esc); at >= 0 && cuts.length < mostCuts; at = raw.indexOf(esc, start)) {
    text += raw.slice(start, at);
    start = escapeEnd(raw, at + 1);
    cuts.push({ at: text.length, length: start - at });
  }
  return { text: text + raw.slice(start), cuts };
}

/** `start` is behind the ESC; a title (`ESC ] … ESC \`) ends at the next ESC, an unknown sequence at once. */
function escapeEnd(raw: string, start: number): number {
  if (raw[start] === ']') {
    const end = raw.indexOf(esc, start);
    return end < 0 ? raw.length : end + (raw[end + 1] === '\\' ? 2 : 0);
  }
  afterEscape.lastIndex = start;
  return start + (afterEscape.exec(raw)?.[0].length ?? 0);
}
