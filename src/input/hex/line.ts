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

/** What `hexdump -e '16/1 "0x%02x, "'` writes in the place of bytes that the last line does not have. */
const unusedCells = /(?:0x {2,}[,;]? ?)+(?:0x)?$/y;

/**
 * Goes through the groups of a line. One object for all of them: a text may have ten million. No character behind the
 * end is asked for: V8 does that many times more slowly.
 */
export class HexGroups {
  private readonly text: string;
  /** The digits of the group; empty (`start` equal to `end`) when something else stands there. */
  start = 0;
  end = 0;
  /** Led by `0x` or `\x`. */
  prefixed = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Goes to the next group; false at the end. */
  next(): boolean {
    const { text } = this;
    const { length } = text;
    let at = this.end;
    // `01:18` is a grouping, `0010: 01 18` is an offset.
    if (at > 0 && at + 1 < length && text.charCodeAt(at) === 0x3a && hexDigit(text.charCodeAt(at + 1)) >= 0) at++;
    while (at < length && isSeparator(text.charCodeAt(at))) at++;
    if (at === length) return false;
    const prefixed = hasPrefix(text, at);
    if (prefixed) at += 2;
    const start = at;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (hexDigit(code) < 0 || (code === 0x30 && at > start && hasPrefix(text, at))) break;
    }
    const isFirst = this.end === 0;
    this.start = start;
    this.end = at;
    this.prefixed = prefixed;
    if (!prefixed || at > start || isFirst) return true;
    unusedCells.lastIndex = start - 2;
    return !unusedCells.test(text);
  }
}

/** Single bytes with one blank between two, as `od` and `xxd` write them: told by one expression, most lines are. */
const plainBytes = /^[ \t]*[0-9a-f]{2}(?: [0-9a-f]{2})*$/i;

function plainLine(line: TextLine): HexLine {
  const { text } = line;
  const groups = (text.trimStart().length + 1) / 3;
  const firsts = { firstOdd: -1, firstLong: -1, firstSingle: -1 };
  const sizes = { groups, prefixed: 0, longest: 2, digits: 2 * groups };
  return {
    line,
    ...sizes,
    ...firsts,
    hasPadded: /(?:^|[ \t])0/.test(text),
    hasLongFirst: false,
    hasDecimal: /[0-9]/.test(text),
  };
}

/** The groups of a line, or null when it holds anything but hex digits, `0x`, `\x`, and separators. */
export function scanHexLine(line: TextLine): HexLine | null {
  const { text } = line;
  if (plainBytes.test(text)) return plainLine(line);
  const group = new HexGroups(text);
  let [groups, prefixed, longest, digits, longGroups] = [0, 0, 0, 0, 0];
  let [firstOdd, firstLong, firstSingle] = [-1, -1, -1];
  let hasPadded = false;
  while (group.next()) {
    const count = group.end - group.start;
    if (count === 0) return null;
    groups++;
    digits += count;
    if (group.prefixed) prefixed++;
    if (count > longest) longest = count;
    if (count === 2) {
      hasPadded ||= text.charCodeAt(group.start) === 0x30;
      continue;
    }
    longGroups++;
    if (firstOdd < 0 && count % 2 !== 0 && !(group.prefixed && count === 1)) firstOdd = group.start;
    if (firstLong < 0 && count > 2) firstLong = group.start - (group.prefixed ? 2 : 0);
    if (firstSingle < 0 && count === 1) firstSingle = group.start - 2;
  }
  if (groups === 0) return null;
  const isFirst = firstLong >= 0 && text.slice(0, firstLong).trim() === '';
  const hasLongFirst = isFirst && longGroups === 1 && groups > 1;
  const hasDecimal = /[0-9]/.test(text);
  const firsts = { firstOdd, firstLong, firstSingle };
  return { line, groups, prefixed, longest, digits, ...firsts, hasPadded, hasLongFirst, hasDecimal };
}

function isSeparator(code: number): boolean {
  return code === 0x20 || code === 0x2c || code === 0x09 || code === 0x3b;
}

/** `0x` or `\x`. */
function hasPrefix(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code === 0x30 || code === 0x5c) && at + 1 < text.length && (text.charCodeAt(at + 1) | 0x20) === 0x78;
}
