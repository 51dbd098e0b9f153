/** `hexdump -C`, and the plain `hexdump` of words, which need a byte order. */
import type { Dialect, RowPlace } from '../dump/dialect.js';
import { endOfCells, looksLikeData, skipBlanks } from '../dump/groups.js';
import { parseDump } from '../dump/parse-dump.js';
import type { TextFormat } from '../text-format.js';
import type { TextLine } from '../text-line.js';

const canonical = /^[ \t]*([0-9a-f]{7,16}|0[0-9a-f]{3,5})(?: {2,3}|\t+)[0-9a-f]{2}(?= [0-9a-f]{2}|[ \t]*$)/i;
const damaged = /^[ \t]*(?=[0-9a-f]*[0-9])([0-9a-f]{7,16})(?: {2}|\t+)(?![ \t]|$)/i;
const piped = /^[ \t]*([0-9a-f]{7,16}|0[0-9a-f]{3,5})[ \t]+(?=[^|>]*\|)/i;
const words = /^[ \t]*([0-9a-f]{7,16}) +[0-9a-f]{4}(?: +[0-9a-f]{4})*[ \t]*$/i;

function place(line: TextLine, inside: boolean): RowPlace | null {
  return pipedRow(line.text, inside) ?? plainRow(line.text, inside);
}

/** The text column stands between bars, and no data column holds a bar. */
function pipedRow(text: string, inside: boolean): RowPlace | null {
  const start = piped.exec(text);
  const offset = start?.[1];
  if (start === null || offset === undefined) return null;
  const bar = text.indexOf('|');
  const to = text.slice(0, bar).trimEnd().length;
  const from = start[0].length;
  if (!inside && !looksLikeData(text, from, to)) return null;
  const end = text.lastIndexOf('|');
  const tail = text.slice(bar + 1, end > bar ? end : text.length);
  return { offset, at: text.indexOf(offset), from, to, tail: ` ${tail}` };
}

/** Without its text column; a single byte counts only where rows went before. */
function plainRow(text: string, inside: boolean): RowPlace | null {
  const start = canonical.exec(text) ?? words.exec(text) ?? (inside ? damaged.exec(text) : null);
  const offset = start?.[1];
  if (offset === undefined) return null;
  const at = text.indexOf(offset);
  const from = skipBlanks(text, at + offset.length);
  const isWords = words.test(text);
  const to = isWords ? text.trimEnd().length : endOfCells(text, from, 8);
  if (!inside && !isWords && to - from < 5) return null;
  return { offset, at, from, to, tail: '' };
}

const dialect: Dialect = {
  title: 'hexdump',
  absent: 'no line begins with an offset of 4 or more hex digits, two blanks and bytes',
  bases: [16],
  // od writes the same words behind octal or decimal offsets.
  rivalBases: (size) => (size > 1 ? [8, 10] : []),
  repeats: true,
  ends: true,
  place,
  wordAdvice: 'hexdump -C',
};

/** The text format `hexdump`. */
export const hexdump = {
  name: 'hexdump',
  title: 'hexdump -C (offset, hex, text between bars), hexdump (words)',
  parse: (lines, options) => parseDump(lines, dialect, options),
} as const satisfies TextFormat;
