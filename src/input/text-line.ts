/** A line of text, without what a terminal or a mail program wrapped around it: colour codes and signs of quoting. */

export interface TextLine {
  /** 1-based. */
  readonly number: number;
  /** Without line end, colour codes and mail quoting. */
  readonly text: string;
  /** What was taken out: `length` characters before index `at` of `text`. */
  readonly cuts: readonly Cut[];
}

export interface Cut {
  readonly at: number;
  readonly length: number;
}

export const esc = '\u001b';
const afterEscape = /\[[0-9;:<=>?]*[ -/]*[@-~]|[()][0-9A-Za-z]|[@-Z\\^_]/y;
const noCuts: readonly Cut[] = [];

/** The line without them; `raw` is what stands in the text, without its end. */
export function cleanLine(raw: string, number: number): TextLine {
  if (!raw.includes(esc) && !isQuoted(raw)) return { number, text: raw, cuts: noCuts };
  const plain = raw.includes(esc) ? withoutEscapes(raw) : { text: raw, cuts: noCuts };
  const quote = quotingLength(plain.text);
  if (quote === 0) return { number, text: plain.text, cuts: plain.cuts };
  const moved = plain.cuts.map((cut) => ({ at: Math.max(0, cut.at - quote), length: cut.length }));
  return { number, text: plain.text.slice(quote), cuts: [{ at: 0, length: quote }, ...moved] };
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

/** Tells most lines by their first character. */
function isQuoted(text: string): boolean {
  const at = skipWhile(text, 0, text.length);
  return at < text.length && text.charCodeAt(at) === 0x3e;
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
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x09) return at;
  }
  return to;
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
