/** `xxd`, any width and grouping, and `xxd -e`, whose words need a byte order. */
import type { Dialect, RowPlace } from '../dump/dialect.js';
import { endAtWideBlank, type Groups, looksLikeData, readGroups, skipBlanks, skipWord } from '../dump/groups.js';
import { parseDump } from '../dump/parse-dump.js';
import type { Broken, TextFormat } from '../text-format.js';
import type { TextLine } from '../text-line.js';

const rowStart = /^[ \t]*([0-9a-f]{7,16}|0[0-9a-f]{3,5}):(?:[ \t]|[ \t]{3,})(?![ \t])/i;
/** The blank after the colon was lost. */
const tight = /^[ \t]*([0-9a-f]{7,16}):(?=[0-9a-f]{2})/i;

function place(line: TextLine, inside: boolean): RowPlace | null {
  const start = rowStart.exec(line.text) ?? (inside ? tight.exec(line.text) : null);
  const offset = start?.[1];
  if (start === null || offset === undefined) return null;
  const from = skipBlanks(line.text, start[0].length);
  const to = behindRightAligned(line.text, from, endAtWideBlank(line.text, from));
  if (!(inside && /[0-9]/.test(offset)) && !looksLikeData(line.text, from, to)) return null;
  return { offset, at: line.text.indexOf(offset), from, to, tail: line.text.slice(to) };
}

/** `xxd -e` moves a word that the data does not fill to the right: its blanks are not the end of the data column. */
function behindRightAligned(text: string, from: number, to: number): number {
  const size = (skipWord(text, from, to) - from) / 2;
  const start = skipBlanks(text, to);
  const end = skipWord(text, start);
  const missing = (start - to - 1) / 2;
  const isPart = [2, 4, 8].includes(size) && missing >= 1 && end - start === 2 * (size - missing);
  if (!isPart || !/^[0-9a-f]+$/i.test(text.slice(start, end))) return to;
  const digits = text.slice(from, end).replace(/[ \t]/g, '').length;
  return text.slice(end).trim().length === digits / 2 ? end : to;
}

const eightBits = /^[01]{8}(?:[ \t]|$)/;

/** `xxd -b` writes eight bits where others write eight hex digits; its text column has one character a group. */
function groups(line: TextLine, { from, to, tail }: RowPlace): Groups | Broken {
  if (!eightBits.test(line.text.slice(from, from + 9))) return readGroups(line, from, to);
  const bits = line.text
    .slice(from, to)
    .trim()
    .split(/[ \t]+/);
  const shown = tail.trim().length;
  if (shown === 0 || shown > bits.length || !bits.every((each) => /^[01]{8}$/.test(each))) {
    return readGroups(line, from, to);
  }
  const bytes = Uint8Array.from(bits, (each) => Number.parseInt(each, 2));
  return { bytes, size: 1, count: bytes.length };
}

const dialect: Dialect = {
  title: 'xxd',
  absent: "no line begins with an offset of 4 or more hex digits, ':' and bytes",
  bases: [16, 10],
  repeats: true,
  place,
  groups,
  // Two bytes are what xxd writes unasked; words of four are what `xxd -e` writes.
  memoryOrder: (size, order) => (size === 2 ? order !== 'swapped' : ![4, 8].includes(size) || order === 'as written'),
  wordAdvice: 'xxd -g1',
};

/** The text format `xxd`. */
export const xxd = {
  name: 'xxd',
  title: 'xxd (offset, colon, hex, text column)',
  parse: (lines, options) => parseDump(lines, dialect, options),
} as const satisfies TextFormat;
