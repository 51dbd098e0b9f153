/** Hex digits in groups parted by blanks: the data column of every dump. */
import { type Broken, broken, isBroken, quote } from '../text-format.js';
import type { TextLine } from '../text-line.js';

export interface Groups {
  /** In the order written. */
  readonly bytes: Uint8Array;
  /** Bytes of a group; only the last of a row may be shorter. */
  readonly size: number;
  readonly count: number;
}

/** Value of a hex digit by its character code, or -1. */
export function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

export function isBlankCode(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Index of the first character at or after `at` that is no blank, at most `to`. */
export function skipBlanks(text: string, at: number, to = text.length): number {
  let next = at;
  while (next < to && isBlankCode(text.charCodeAt(next))) next++;
  return next;
}

/** Index of the first blank at or after `at`, at most `to`. */
export function skipWord(text: string, at: number, to = text.length): number {
  let next = at;
  while (next < to && !isBlankCode(text.charCodeAt(next))) next++;
  return next;
}

/** Reads `from` up to `to` of a line; with `prefix` every group begins with it (`0x`). */
export function readGroups(line: TextLine, from: number, to: number, prefix = ''): Groups | Broken {
  const bytes = new Uint8Array((to - from + 1) >> 1);
  let length = 0;
  let size = 0;
  let count = 0;
  let shorter = -1;
  for (let at = skipBlanks(line.text, from, to); at < to; at = skipBlanks(line.text, at, to)) {
    const end = skipWord(line.text, at, to);
    if (shorter >= 0) return broken(line, shorter, groupSizes(line.text.slice(shorter, at).trimEnd(), size));
    const read = readGroup(line, at, end, prefix, bytes, length);
    if (isBroken(read)) return read;
    if (count === 0) size = read;
    if (read > size) return broken(line, at, groupSizes(line.text.slice(at, end), size));
    if (read < size) shorter = at;
    length += read;
    count++;
    at = end;
  }
  return { bytes: bytes.slice(0, length), size, count };
}

function groupSizes(group: string, size: number): string {
  return `group ${quote(group)} is not ${2 * size} digits long as the groups before it`;
}

/** Writes the bytes of one group to `bytes` at `length` and returns their number. */
function readGroup(line: TextLine, at: number, end: number, prefix: string, bytes: Uint8Array, length: number) {
  if (prefix !== '' && !line.text.slice(at, end).toLowerCase().startsWith(prefix))
    return broken(line, at, `${quote(line.text.slice(at, end))} does not begin with ${prefix}`);
  const first = at + prefix.length;
  for (let digit = first; digit < end; digit++) {
    if (hexDigit(line.text.charCodeAt(digit)) < 0) return broken(line, digit, notHex(line.text, digit));
  }
  if ((end - first) % 2 !== 0 || end === first)
    return broken(line, at, `odd number of hex digits: ${quote(line.text.slice(at, end))}`);
  for (let digit = first; digit < end; digit += 2) {
    const high = hexDigit(line.text.charCodeAt(digit));
    bytes[length + (digit - first) / 2] = high * 16 + hexDigit(line.text.charCodeAt(digit + 1));
  }
  return (end - first) / 2;
}

/** Says which character is in the way. */
export function notHex(text: string, at: number): string {
  return `${quote(String.fromCodePoint(text.codePointAt(at) ?? 0))} is not a hex digit`;
}

/** True when at least half of the groups are hex digits in pairs: a row, though maybe a damaged one. */
export function looksLikeData(text: string, from: number, to: number, prefix = ''): boolean {
  let good = 0;
  let bad = 0;
  for (let at = skipBlanks(text, from, to); at < to; at = skipBlanks(text, at, to)) {
    const end = skipWord(text, at, to);
    if (isHexWord(text, at + prefix.length, end) && text.startsWith(prefix, at)) good++;
    else bad++;
    at = end;
  }
  return good > 0 && good >= bad;
}

function isHexWord(text: string, at: number, end: number): boolean {
  for (let i = at; i < end; i++) if (hexDigit(text.charCodeAt(i)) < 0) return false;
  return end - at >= 2;
}

/** End of the data column that begins at `from`: the first run of two blanks, or a tab, after a group. */
export function endAtWideBlank(text: string, from: number): number {
  let at = skipBlanks(text, from);
  while (at < text.length) {
    const end = skipWord(text, at);
    const next = skipBlanks(text, end);
    if (next - end > 1 || text[end] === '\t') return end;
    at = next;
  }
  return text.length;
}

/**
 * End of a data column of single bytes with one more blank after every `block` bytes, at most 16 in a
 * row: the text column may follow after a single blank, so it is found by counting.
 */
export function endOfCells(text: string, from: number, block: number): number {
  let at = skipBlanks(text, from);
  for (let count = 1; at < text.length; count++) {
    const end = skipWord(text, at);
    const next = skipBlanks(text, end);
    const widest = count % block === 0 ? 2 : 1;
    if (count === 16 || next - end > widest) return end;
    at = next;
  }
  return text.length;
}
