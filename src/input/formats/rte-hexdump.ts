/** `rte_hexdump` of DPDK: a title with the length, then upper-case bytes and their text behind a bar. */
import type { Dialect, RowPlace } from '../dump/dialect.js';
import { parseDump } from '../dump/parse-dump.js';
import { broken, type ParseOptions, type ParseResult, type TextFormat } from '../text-format.js';
import type { TextLine } from '../text-line.js';
import type { TextLines } from '../text-lines.js';

const rowStart = /^[ \t]*([0-9A-F]{8}): (?=[0-9A-F]{2} )/;
/** Characters of the offset and of sixteen bytes: the bar stands behind them in every row, also in the last one. */
const barAt = 58;
const title = / at \[(?:0x)?[0-9a-f]+\], len=(\d{1,9})[ \t]*$/i;

function place({ text }: TextLine): RowPlace | null {
  const start = rowStart.exec(text);
  const offset = start?.[1];
  if (start === null || offset === undefined) return null;
  const at = text.indexOf(offset);
  const bar = at + barAt;
  if (text[bar] !== '|' || text[bar - 1] !== ' ') return null;
  const to = text.slice(0, bar).trimEnd().length;
  return { offset, at, from: start[0].length, to, tail: ` ${text.slice(bar + 2)}` };
}

const dialect: Dialect = {
  title: 'rte_hexdump',
  absent: "no line begins with 8 upper-case hex digits, ':' and bytes, with a bar behind the place of sixteen",
  bases: [16],
  place,
  wordAdvice: 'rte_hexdump prints single bytes',
};

function parse(lines: TextLines, options: ParseOptions): ParseResult {
  const result = parseDump(lines, dialect, options);
  if (result.kind !== 'parsed' || options.partial) return result;
  for (const block of result.blocks) {
    const before = lines.before(block.lines?.first ?? 0);
    const said = title.exec(before?.text.slice(0, 1024) ?? '')?.[1];
    if (before === undefined || said === undefined || Number(said) === block.bytes.length) continue;
    const message = `len=${said}, but ${block.bytes.length} bytes follow`;
    return broken(before, 0, message, 'paste the whole dump, or give --partial to read what is there');
  }
  return result;
}

/** The text format `rte-hexdump`. */
export const rteHexdump = {
  name: 'rte-hexdump',
  title: 'rte_hexdump of DPDK (offset, colon, upper-case bytes, bar, text)',
  parse,
} as const satisfies TextFormat;
