/** `x/32xb` of gdb; its `xh`, `xw` and `xg` need a byte order. */

import { noAccess } from '../dump/damage.js';
import type { Dialect, RowPlace } from '../dump/dialect.js';
import { type Groups, looksLikeData, readGroups } from '../dump/groups.js';
import { parseDump } from '../dump/parse-dump.js';
import { type Broken, broken, type TextFormat } from '../text-format.js';
import type { TextLine } from '../text-line.js';

/** `x/16db` and the like: recognised, to say what to print instead. */
const decimals = /^[ \t]*-?[0-9]+(?:[ \t]+-?[0-9]+)*[ \t]*$/;

const rowStart = /^[ \t]*(?:\(gdb\) *)?(0x[0-9a-f]+)(?: <.*>)?:[ \t]+/i;

function place({ text }: TextLine, inside: boolean): RowPlace | null {
  const start = rowStart.exec(text);
  const offset = start?.[1];
  if (start === null || offset === undefined) return null;
  const from = start[0].length;
  const to = text.trimEnd().length;
  if (!inside && !looksLikeData(text, from, to, '0x') && !decimals.test(text.slice(from))) return null;
  return { offset, at: start[0].indexOf(offset), from, to, tail: '', isAddress: true };
}

function groups(line: TextLine, { from, to }: RowPlace): Groups | Broken {
  const text = line.text.slice(from, to);
  if (decimals.test(text)) return broken(line, from, 'numbers in decimal', 'print them in hex: x/<count>xb <address>');
  return noAccess(line, from) ?? readGroups(line, from, to, '0x');
}

const dialect: Dialect = {
  title: 'gdb x/xb',
  absent: "no line begins with 0x and an address, ':' and numbers",
  bases: [16],
  place,
  groups,
  wordAdvice: 'x/<count>xb <address>',
};

/** The text format `gdb`. */
export const gdbExamine = {
  name: 'gdb',
  title: 'gdb x/<count>xb (address, symbol, colon, 0x and two digits each)',
  parse: (lines, options) => parseDump(lines, dialect, options),
} as const satisfies TextFormat;
