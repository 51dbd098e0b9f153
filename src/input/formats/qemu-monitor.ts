/** `xp /32xb` and `x /32xb` of the QEMU monitor; `h`, `w` and `g` need a byte order. */

import { noAccess } from '../dump/damage.js';
import type { Dialect, RowPlace } from '../dump/dialect.js';
import { looksLikeData, readGroups } from '../dump/groups.js';
import { parseDump } from '../dump/parse-dump.js';
import type { TextFormat } from '../text-format.js';
import type { TextLine } from '../text-line.js';

const rowStart = /^[ \t]*(?:\(qemu\) *)?([0-9a-f]{8,16}):[ \t]+(?=0x|Cannot access)/i;

function place({ text }: TextLine, inside: boolean): RowPlace | null {
  const start = rowStart.exec(text);
  const offset = start?.[1];
  if (start === null || offset === undefined) return null;
  const from = start[0].length;
  const to = text.trimEnd().length;
  if (!inside && !looksLikeData(text, from, to, '0x')) return null;
  return { offset, at: start[0].indexOf(offset), from, to, tail: '', isAddress: true };
}

const dialect: Dialect = {
  title: 'QEMU monitor xp /xb',
  absent: "no line begins with an address of 8 or more hex digits, ':' and 0x",
  bases: [16],
  place,
  groups: (line, { from, to }) => noAccess(line, from) ?? readGroups(line, from, to, '0x'),
  wordAdvice: 'xp /<count>xb <address>',
};

/** The text format `qemu-monitor`. */
export const qemuMonitor = {
  name: 'qemu-monitor',
  title: 'QEMU monitor xp /<count>xb (address, colon, 0x and two digits each)',
  parse: (lines, options) => parseDump(lines, dialect, options),
} as const satisfies TextFormat;
