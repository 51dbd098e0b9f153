/** `qemu_hexdump`: `prefix: 0010:  00 00 03 0a  00 00 10 00 ...`, the text column after a single blank. */
import type { Dialect, RowPlace } from '../dump/dialect.js';
import { endOfCells, looksLikeData } from '../dump/groups.js';
import { parseDump } from '../dump/parse-dump.js';
import { stampLength } from '../log-prefix.js';
import type { TextFormat } from '../text-format.js';
import type { TextLine } from '../text-line.js';

const cell = / {0,2}([0-9a-f]{2})(?![^ ])/iy;
const rowStart = /: ([0-9a-f]{4,7}): {1,2}(?=[^ ])/i;

function place({ text }: TextLine): RowPlace | null {
  const start = rowStart.exec(text);
  const offset = start?.[1];
  if (start === null || offset === undefined) return null;
  const from = start.index + start[0].length;
  const to = endBeforeText(text, from) ?? endOfCells(text, from, 4);
  if (!looksLikeData(text, from, to)) return null;
  const key = text.slice(Math.min(stampLength(text), start.index), start.index);
  return { offset, at: start.index + 2, from, to, tail: text.slice(to), key };
}

/**
 * The end of the data column where the text column shows the very bytes before it. Since QEMU 9 a last line of 12 to
 * 15 bytes is not filled up, and a text such as `12 34` would pass for more of them.
 */
function endBeforeText(text: string, from: number): number | null {
  const ends: number[] = [];
  let ascii = '';
  for (cell.lastIndex = from; ends.length < 16; ) {
    const byte = cell.exec(text)?.[1];
    if (byte === undefined) break;
    const code = Number.parseInt(byte, 16);
    ascii += code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
    ends.push(cell.lastIndex);
  }
  for (let count = ends.length; count > 0; count--) {
    const end = ends[count - 1] ?? from;
    const shown = text.slice(end).trimEnd();
    const expected = ascii.slice(0, count).trimEnd();
    if (shown.endsWith(expected) && shown.slice(0, shown.length - expected.length).trim() === '') return end;
  }
  return null;
}

const dialect: Dialect = {
  title: 'qemu_hexdump',
  absent: "no line has a prefix, ':', 4 hex digits, ':' and bytes",
  bases: [16],
  log: true,
  place,
  wordAdvice: 'qemu_hexdump',
};

/** The text format `qemu-hexdump`. */
export const qemuHexdump = {
  name: 'qemu-hexdump',
  title: 'qemu_hexdump (prefix, colon, offset of 4 digits, colon, bytes in fours)',
  parse: (lines, options) => parseDump(lines, dialect, options),
} as const satisfies TextFormat;
