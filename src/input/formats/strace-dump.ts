/** The dumps that `strace -e read=<fd> -e write=<fd>` adds: ` | 00010  00 00 03 0a ...  .... |`. */
import type { Dialect, RowPlace } from '../dump/dialect.js';
import { endOfCells } from '../dump/groups.js';
import { parseDump } from '../dump/parse-dump.js';
import type { TextFormat } from '../text-format.js';
import type { TextLine } from '../text-line.js';

const rowStart = /^[ \t]*\| ?([0-9a-f]{5,8}) {1,2}(?=[^ ])/i;

function place({ text }: TextLine): RowPlace | null {
  const start = rowStart.exec(text);
  const offset = start?.[1];
  if (start === null || offset === undefined) return null;
  const from = start[0].length;
  const to = endOfCells(text, from, 8);
  return { offset, at: start[0].indexOf(offset), from, to, tail: text.slice(to).replace(/ \|\s*$/, '') };
}

const dialect: Dialect = {
  title: 'strace -e read=',
  absent: "no line begins with '|', an offset of 5 or more hex digits, two blanks and bytes",
  bases: [16],
  place,
  wordAdvice: 'strace -e read=<fd>',
};

/** The text format `strace-dump`. */
export const straceDump = {
  name: 'strace-dump',
  title: 'strace -e read=<fd> -e write=<fd> (bar, offset, bytes, text column, bar)',
  family: 'strace',
  parse: (lines, options) => parseDump(lines, dialect, options),
} as const satisfies TextFormat;
