/** `od -tx1` and its kin: offsets in octal, hex or decimal; hex bytes, octal bytes, or words of hex digits. */
import type { Dialect, RowPlace } from '../dump/dialect.js';
import { type Groups, looksLikeData, readGroups, skipBlanks, skipWord } from '../dump/groups.js';
import { parseDump } from '../dump/parse-dump.js';
import { type Broken, broken, quote, type TextFormat } from '../text-format.js';
import type { TextLine } from '../text-line.js';

/** od pads to 6 or 7 digits, so a longer offset has no leading zero. */
const rowStart = /^[ \t]*([0-9a-f]{6,7}|[1-9a-f][0-9a-f]{7,15})[ \t]+(?=\S)/i;
const groupLengths = new Set([2, 3, 4, 6, 8, 11, 16, 22]);
const octalWords = new Set([6, 11, 22]);
const advice = 'print single bytes: od -Ax -tx1z -v';

function place(line: TextLine, inside: boolean): RowPlace | null {
  const start = rowStart.exec(line.text);
  const offset = start?.[1];
  if (start === null || offset === undefined) return null;
  const from = start[0].length;
  const mark = line.text.indexOf('>', from);
  const to = line.text.slice(0, mark < 0 ? undefined : mark).trimEnd().length;
  if (!(inside ? looksLikeData(line.text, from, to) : isEven(line.text, from, to, offset.length))) return null;
  const end = line.text.lastIndexOf('<');
  const tail = mark < 0 ? '' : line.text.slice(mark, end > mark ? end : undefined).replace('>', ' ');
  return { offset, at: line.text.indexOf(offset), from, to, tail };
}

/** All groups are hex digits, as many in each as od writes; groups as long as the offset are no dump but plain hex. */
function isEven(text: string, from: number, to: number, other: number): boolean {
  const length = skipWord(text, from, to) - from;
  for (let at = from; at < to; at = skipBlanks(text, at, to)) {
    const end = skipWord(text, at, to);
    if (end - at !== length || !/^[0-9a-f]+$/i.test(text.slice(at, end))) return false;
    at = end;
  }
  return groupLengths.has(length) && length !== other;
}

function groups(line: TextLine, { from, to }: RowPlace): Groups | Broken {
  const length = skipWord(line.text, from, to) - from;
  if (octalWords.has(length)) return broken(line, from, 'words in octal digits', advice);
  return length === 3 ? octalBytes(line, from, to) : readGroups(line, from, to);
}

function octalBytes(line: TextLine, from: number, to: number): Groups | Broken {
  const bytes: number[] = [];
  for (let at = from; at < to; at = skipBlanks(line.text, at, to)) {
    const end = skipWord(line.text, at, to);
    const digits = line.text.slice(at, end);
    if (!/^[0-3][0-7]{2}$/.test(digits))
      return broken(line, at, `${quote(digits)} is not a byte in three octal digits`);
    bytes.push(Number.parseInt(digits, 8));
    at = end;
  }
  return { bytes: Uint8Array.from(bytes), size: 1, count: bytes.length };
}

const dialect: Dialect = {
  title: 'od',
  absent: 'no line begins with an offset of 6 or more digits, a blank and groups of one length',
  bases: [8, 16, 10],
  repeats: true,
  ends: true,
  // A second type (-tx1c) stands below the first, indented by the width of the offset.
  skips: (text) => /^ {7,}\S/.test(text),
  place,
  groups,
  wordAdvice: 'od -Ax -tx1z -v',
};

/** The text format `od`. */
export const od = {
  name: 'od',
  title: 'od -tx1 (offset in octal, hex or decimal, then bytes)',
  parse: (lines, options) => parseDump(lines, dialect, options),
} as const satisfies TextFormat;
