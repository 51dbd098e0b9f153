/**
 * Text that came from a file, made inert: control characters of any kind are shown as escapes.
 */

/** C0, DEL, C1, soft hyphen, zero-width and bidirectional controls, line separators, tags, lone surrogates. */
const dangerous =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text with every dangerous character as `\x1b` or `\u202e`. */
export function safe(text: string): string {
  return text.replace(dangerous, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code > 0xffff) return `\\u{${code.toString(16)}}`;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
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
