/** Digits of base64 in a line. */
import type { TextLine } from './text-line.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** By character code; -1 for what is no digit. */
const values = new Int8Array(128).fill(-1);
for (const [value, char] of [...alphabet].entries()) values[char.charCodeAt(0)] = value;

/** The value of the digit at an index; -1 for what is none. */
export function valueAt(text: string, at: number): number {
  return values[text.charCodeAt(at)] ?? -1;
}

/** Number of `=` at the end, two at most. */
export function paddingOf(text: string): number {
  return text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
}

/** Number of base64 digits, `=` included, of a line that holds nothing else; else 0. */
export function digitsOf(line: TextLine | undefined): number {
  const text = line?.text.trim() ?? '';
  const end = text.length - paddingOf(text);
  for (let at = 0; at < end; at++) if (valueAt(text, at) < 0) return 0;
  return text.length;
}

/** True for a line that ends with `=`. */
export function endsPadded(line: TextLine | undefined): boolean {
  return line?.text.trimEnd().endsWith('=') === true;
}

/**
 * How many characters are no digits, the first of them, and whether all are digits of base64url. Where they are not, it
 * is enough to know that there are three.
 */
export function strangers(text: string) {
  const end = text.length - paddingOf(text);
  let first = '';
  let count = 0;
  let areUrl = true;
  for (let at = 0; at < end && (areUrl || count < 3); at++) {
    if (valueAt(text, at) >= 0) continue;
    if (count === 0) first = text[at] ?? '';
    count++;
    areUrl &&= text[at] === '-' || text[at] === '_';
  }
  return { count, first, areUrl };
}
