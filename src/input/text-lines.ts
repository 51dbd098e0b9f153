/**
 * Bytes to lines of text: what counts as text, and what a terminal or a mail program wrapped around
 * the lines. Columns are kept, so that a message can name the place in the text as it was given.
 */

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
const quoting = /[ \t]*>(?:[ \t]?>)*[ \t]?/y;
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

/** Lines without their ends (LF, CRLF, CR), colour codes and mail quoting (`> `). */
export function splitLines(text: string): TextLine[] {
  const lines: TextLine[] = [];
  let start = 0;
  while (start < text.length) {
    const end = lineEnd(text, start);
    lines.push(cleanLine(text.slice(start, end).replace(otherBlanks, ' '), lines.length + 1));
    start = skipLineEnd(text, end);
  }
  return lines;
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
  quoting.lastIndex = 0;
  const quote = quoting.exec(plain.text)?.[0].length ?? 0;
  if (quote === 0) return { number, text: plain.text, cuts: plain.cuts };
  const moved = plain.cuts.map((cut) => ({ at: Math.max(0, cut.at - quote), length: cut.length }));
  return { number, text: plain.text.slice(quote), cuts: [{ at: 0, length: quote }, ...moved] };
}

function withoutEscapes(raw: string): { text: string; cuts: Cut[] } {
  const cuts: Cut[] = [];
  let text = '';
  let start = 0;
  for (let at = raw.indexOf(esc); at >= 0; at = raw.indexOf(esc, start)) {
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
