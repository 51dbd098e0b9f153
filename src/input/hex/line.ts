/** One line of bare hex digits. */
import { hexDigit } from '../dump/groups.js';
import type { TextLine } from '../text-line.js';

export interface HexLine {
  readonly line: TextLine;
  readonly groups: number;
  /** Groups led by `0x` or `\x`. */
  readonly prefixed: number;
  /** Digits of the longest group. */
  readonly longest: number;
  /** Index of the first group with an odd number of digits, or -1; `0x1` is no such group. */
  readonly firstOdd: number;
  /** Index of the first group of more than two digits, or -1. */
  readonly firstLong: number;
  readonly digits: number;
  /** Index of the first `0x1`, and whether there is a `0x01`: one digit lost, maybe. */
  readonly firstSingle: number;
  readonly hasPadded: boolean;
  /** All groups but the first have two digits, and it has more: an offset, maybe. */
  readonly hasLongFirst: boolean;
  readonly hasDecimal: boolean;
}

export interface HexGroup {
  readonly start: number;
  readonly end: number;
  readonly prefixed: boolean;
}

/** What `hexdump -e '16/1 "0x%02x, "'` writes in the place of bytes that the last line does not have. */
const unusedCells = /(?:0x {2,}[,;]? ?)+(?:0x)?$/y;

const separators = new Set([...' \t,;'].map((each) => each.charCodeAt(0)));
const colon = 0x3a;

/** The groups of a line, or null when it holds anything but hex digits, `0x`, `\x`, and separators. */
export function scanHexLine(line: TextLine): HexLine | null {
  const found = { groups: 0, prefixed: 0, longest: 0, firstOdd: -1, firstLong: -1, firstSingle: -1, digits: 0 };
  let hasPadded = false;
  let longGroups = 0;
  for (let group = nextGroup(line.text, 0); group !== null; group = nextGroup(line.text, group.end)) {
    const digits = group.end - group.start;
    if (digits === 0) return null;
    found.groups++;
    if (group.prefixed) found.prefixed++;
    if (found.firstOdd < 0 && digits % 2 !== 0 && !(group.prefixed && digits === 1)) found.firstOdd = group.start;
    if (found.firstLong < 0 && digits > 2) found.firstLong = group.start - (group.prefixed ? 2 : 0);
    if (digits !== 2) longGroups++;
    if (found.firstSingle < 0 && digits === 1) found.firstSingle = group.start - 2;
    hasPadded ||= digits === 2 && line.text[group.start] === '0';
    found.longest = Math.max(found.longest, digits);
    found.digits += digits;
  }
  if (found.groups === 0) return null;
  const isFirst = found.firstLong >= 0 && line.text.slice(0, found.firstLong).trim() === '';
  const hasLongFirst = isFirst && longGroups === 1 && found.groups > 1;
  return { line, ...found, hasPadded, hasLongFirst, hasDecimal: /[0-9]/.test(line.text) };
}

/** The digits from `at` on; empty ones (`start` equal to `end`) when something else stands there; null at the end. */
export function nextGroup(text: string, at: number): HexGroup | null {
  let start = at;
  // `01:18` is a grouping, `0010: 01 18` is an offset.
  if (text.charCodeAt(at) === colon && at > 0 && hexDigit(text.charCodeAt(at + 1)) >= 0) start++;
  while (start < text.length && separators.has(text.charCodeAt(start))) start++;
  if (start === text.length) return null;
  const prefixed = hasPrefix(text, start);
  if (prefixed) start += 2;
  let end = start;
  while (end < text.length && hexDigit(text.charCodeAt(end)) >= 0 && !(end > start && hasPrefix(text, end))) end++;
  unusedCells.lastIndex = start - 2;
  if (prefixed && end === start && at > 0 && unusedCells.test(text)) return null;
  return { start, end, prefixed };
}

function hasPrefix(text: string, at: number): boolean {
  if ((text.charCodeAt(at + 1) | 0x20) !== 0x78) return false;
  return text[at] === '0' || text[at] === '\\';
}
