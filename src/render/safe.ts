/**
 * Text that came from a file, made inert: control characters of any kind are shown as escapes.
 */

import { dangerous } from '../model/json-text.js';

/** Workflow commands of a CI: `::` at the start of a line, `##[` and `##vso[` anywhere. */
const command = /(?<=:):|##(?=\w*\[)/g;

/**
 * The text with every dangerous character as `\x1b` or `\u202e`, and without what a CI takes for a command when it
 * reads the log.
 */
export function safe(text: string): string {
  return visible(text).replace(command, (chars) => (chars === ':' ? '\\x3a' : '#\\x23'));
}

/** The text with every dangerous character as an escape. */
export function visible(text: string): string {
  return text.replace(dangerous, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code > 0xffff) return `\\u{${code.toString(16)}}`;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The same line by line. */
export function safeLines(text: string): string {
  return text.split('\n').map(safe).join('\n');
}

/** A text field: quoted, with blanks and NULs at its end counted instead of printed. */
export function quoted(text: string): string {
  const last = text.at(-1);
  let length = text.length;
  if (last === ' ' || last === '\u0000') while (text[length - 1] === last) length--;
  const tail = text.slice(length);
  const body = safe(text.slice(0, text.length - tail.length)).replaceAll('"', '\\"');
  if (tail === '') return `"${body}"`;
  const what = tail.startsWith(' ') ? 'blank' : 'NUL';
  return `"${body}" + ${tail.length} ${what}${tail.length === 1 ? '' : 's'}`;
}
