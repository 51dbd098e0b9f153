/** `rd -8` of crash; its default, words, needs a byte order. */
import type { Dialect, RowPlace } from '../dump/dialect.js';
import { endAtWideBlank, looksLikeData } from '../dump/groups.js';
import { parseDump } from '../dump/parse-dump.js';
import type { TextFormat } from '../text-format.js';
import type { TextLine } from '../text-line.js';

const rowStart = /^[ \t]*(?:crash> *)?([0-9a-f]{3,16}): {2}(?! )/i;

function place(line: TextLine, inside: boolean): RowPlace | null {
  const start = rowStart.exec(line.text);
  const offset = start?.[1];
  if (start === null || offset === undefined) return null;
  const from = start[0].length;
  const to = endAtWideBlank(line.text, from);
  if (!(inside && /[0-9]/.test(offset)) && !looksLikeData(line.text, from, to)) return null;
  return { offset, at: start[0].indexOf(offset), from, to, tail: line.text.slice(to), isAddress: true };
}

const dialect: Dialect = {
  title: 'crash rd',
  absent: "no line begins with an address, ':', two blanks and bytes",
  bases: [16],
  place,
  wordAdvice: 'rd -8 <address> <count>',
};

/** The text format `crash`. */
export const crash = {
  name: 'crash',
  title: 'crash rd -8 (address, colon, two blanks, bytes)',
  parse: (lines, options) => parseDump(lines, dialect, options),
} as const satisfies TextFormat;
