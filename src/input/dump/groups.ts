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

/** By character code; a table, because whether the next digit is a letter is a guess that a processor gets wrong. */
const hexDigits = new Int8Array(128).fill(-1);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  hexDigits[digit.charCodeAt(0)] = value;
  hexDigits[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Value of a hex digit by its character code, or -1. */
export function hexDigit(code: number): number {
  return code < 128 ? (hexDigits[code] ?? -1) : -1;
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

/** Bytes of a row until their number is known; two arrays for each row would cost more than reading it. */
let scratch = new Uint8Array(64);

/** Reads `from` up to `to` of a line; with `prefix` every group begins with it (`0x`). */
export function readGroups(line: TextLine, from: number, to: number, prefix = ''): Groups | Broken {
  const most = (to - from + 1) >> 1;
  if (scratch.length < most) scratch = new Uint8Array(2 * most);
  const sound = readSound(line.text, from, to, prefix);
  if (sound !== null) return sound;
  let length = 0;
  let size = 0;
  let count = 0;
  let shorter = -1;
  for (let at = skipBlanks(line.text, from, to); at < to; at = skipBlanks(line.text, at, to)) {
    const end = skipWord(line.text, at, to);
    if (shorter >= 0) return broken(line, shorter, groupSizes(line.text.slice(shorter, at).trimEnd(), size));
    const read = readGroup(line, at, end, prefix, length);
    if (isBroken(read)) return read;
    if (count === 0) size = read;
    if (read > size) return broken(line, at, groupSizes(line.text.slice(at, end), size));
    if (read < size) shorter = at;
    length += read;
    count++;
    at = end;
  }
  return { bytes: scratch.slice(0, length), size, count };
}

/** Goes through a sound row once, whatever is wrong with any other; null where something is. */
function readSound(text: string, from: number, to: number, prefix: string): Groups | null {
  const bytes = scratch;
  let [length, size, count, isShorter] = [0, 0, 0, false];
  for (let at = from; at < to; ) {
    let code = text.charCodeAt(at);
    if (isBlankCode(code)) {
      at++;
      continue;
    }
    if (isShorter) return null;
    if (prefix !== '') {
      if (!text.startsWith(prefix, at)) return null;
      at += prefix.length;
      code = at < to ? text.charCodeAt(at) : 0;
    }
    const before = length;
    while (!isBlankCode(code)) {
      const high = hexDigit(code);
      const low = at + 1 < to ? hexDigit(text.charCodeAt(at + 1)) : -1;
      if (high < 0 || low < 0) return null;
      bytes[length++] = high * 16 + low;
      at += 2;
      if (at >= to) break;
      code = text.charCodeAt(at);
    }
    const read = length - before;
    if (count++ === 0) size = read;
    if (read === 0 || read > size) return null;
    isShorter = read < size;
  }
  return { bytes: bytes.slice(0, length), size, count };
}

function groupSizes(group: string, size: number): string {
  return `group ${quote(group)} is not ${2 * size} digits long as the groups before it`;
}

/** Writes the bytes of one group to `scratch` at `length` and returns their number. */
function readGroup(line: TextLine, at: number, end: number, prefix: string, length: number) {
  if (prefix !== '' && !beginsWith(line.text, at, end, prefix))
    return broken(line, at, `${quote(line.text.slice(at, end))} does not begin with ${prefix}`);
  const first = at + prefix.length;
  let next = length;
  for (let digit = first; digit + 1 < end; digit += 2) {
    const high = hexDigit(line.text.charCodeAt(digit));
    const low = hexDigit(line.text.charCodeAt(digit + 1));
    if (high < 0 || low < 0) return noDigit(line, high < 0 ? digit : digit + 1);
    scratch[next++] = high * 16 + low;
  }
  if ((end - first) % 2 === 0 && end > first) return next - length;
  if (end > first && hexDigit(line.text.charCodeAt(end - 1)) < 0) return noDigit(line, end - 1);
  return broken(line, at, `odd number of hex digits: ${quote(line.text.slice(at, end))}`);
}

function beginsWith(text: string, at: number, end: number, prefix: string): boolean {
  if (end - at < prefix.length) return false;
  return text.startsWith(prefix, at) || text.slice(at, at + prefix.length).toLowerCase() === prefix;
}

function noDigit(line: TextLine, at: number): Broken {
  return broken(line, at, notHex(line.text, at));
}

/** Says which character is in the way. */
export function notHex(text: string, at: number): string {
  return `${quote(String.fromCodePoint(text.codePointAt(at) ?? 0))} is not a hex digit`;
}

/** Nearly all rows, for a third of what counting their groups costs. */
const evenDigits = /^(?:[0-9a-f]{2}){1,8}(?:[ \t]{1,2}(?:[0-9a-f]{2}){1,8})*$/i;

/** True when at least half of the groups are hex digits in pairs: a row, though maybe a damaged one. */
export function looksLikeData(text: string, from: number, to: number, prefix = ''): boolean {
  if (prefix === '' && evenDigits.test(text.slice(from, to))) return true;
  let good = 0;
  let bad = 0;
  for (let at = skipBlanks(text, from, to); at < to; at = skipBlanks(text, at, to)) {
    const first = text.startsWith(prefix, at) ? at + prefix.length : to;
    let end = first;
    while (end < to && hexDigit(text.charCodeAt(end)) >= 0) end++;
    const isGood = end - first >= 2 && (end === to || isBlankCode(text.charCodeAt(end)));
    if (isGood) good++;
    else bad++;
    at = isGood ? end : skipWord(text, at, to);
  }
  return good > 0 && good >= bad;
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
