/** `print_hex_dump` of the Linux kernel with an offset or an address, as dmesg and journals show it. */
import type { Dialect, RowPlace } from '../dump/dialect.js';
import { endAtWideBlank, hexDigit, looksLikeData } from '../dump/groups.js';
import { parseDump } from '../dump/parse-dump.js';
import { stampLength } from '../log-prefix.js';
import type { TextFormat } from '../text-format.js';
import type { TextLine } from '../text-line.js';

const rowStart = /(?:^|[^0-9a-f])([0-9a-f]{8}|[0-9a-f]{16}): (?=[^ ])/gi;

function place({ text }: TextLine): RowPlace | null {
  if (!mayHoldOffset(text)) return null;
  const stamp = stampLength(text);
  rowStart.lastIndex = Math.max(0, stamp - 1);
  const start = rowStart.exec(text);
  const offset = start?.[1];
  if (start === null || offset === undefined) return null;
  const at = start.index + start[0].indexOf(offset);
  if (text.slice(0, at).trim() === '') return null;
  const from = start.index + start[0].length;
  const to = endAtWideBlank(text, from);
  if (!looksLikeData(text, from, to)) return null;
  return { offset, at, from, to, tail: text.slice(to), key: text.slice(stamp, at), isAddress: offset.length === 16 };
}

/** True where a colon stands behind eight hex digits: tells most lines for less than their stamps cost. */
function mayHoldOffset(text: string): boolean {
  for (let colon = text.indexOf(': '); colon >= 0; colon = text.indexOf(': ', colon + 1)) {
    let at = colon;
    while (at > 0 && colon - at < 8 && hexDigit(text.charCodeAt(at - 1)) >= 0) at--;
    if (colon - at === 8) return true;
  }
  return false;
}

const dialect: Dialect = {
  title: 'print_hex_dump',
  absent: "no line has a prefix or time stamp, 8 or 16 hex digits, ':' and bytes",
  bases: [16],
  log: true,
  place,
  addressAdvice: 'addresses that jump are hashed: print with DUMP_PREFIX_OFFSET, or boot with no_hash_pointers',
  wordAdvice: 'print_hex_dump(..., DUMP_PREFIX_OFFSET, 16, 1, ...)',
};

/** The text format `print-hex-dump`. */
export const printHexDump = {
  name: 'print-hex-dump',
  title: 'print_hex_dump of the kernel log (time stamp, prefix, offset, colon, bytes)',
  parse: (lines, options) => parseDump(lines, dialect, options),
} as const satisfies TextFormat;
