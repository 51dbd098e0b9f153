/** What counts as text, and what makes bytes none. */

/** Bytes, recognised once. */
export interface Input {
  readonly bytes: Uint8Array;
  /** The text that they are; null when they are none. */
  readonly text: string | null;
}

/** Bytes with the text that they are. */
export function recogniseText(bytes: Uint8Array): Input {
  return { bytes, text: decodeText(bytes) };
}

/**
 * The text that `bytes` are, or null: valid UTF-8 without NUL and control characters other than TAB,
 * LF, CR, FF and ESC is text, anything else is bytes.
 */
export function decodeText(bytes: Uint8Array): string | null {
  for (let at = 0; at < bytes.length; at++) if (isControl(bytes[at] ?? 0)) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /[\u0080-\u009f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** What makes bytes no text, and where, for bytes that `decodeText` refuses. */
export function whyNoText(bytes: Uint8Array): string {
  const at = bytes.findIndex(isControl);
  const text = new TextDecoder('utf-8').decode(at < 0 ? bytes : bytes.subarray(0, at));
  const index = at < 0 ? Math.max(0, text.search(/[\u0080-\u009f\ufffd]/)) : text.length;
  const { number, column } = placeOf(text, index);
  const code = (at < 0 ? (text.codePointAt(index) ?? 0) : (bytes[at] ?? 0)).toString(16).padStart(2, '0');
  const what = code === 'fffd' ? 'invalid UTF-8' : `control character 0x${code}`;
  return `${what} in line ${number}, column ${column}`;
}

/** Line and column, from 1, of an index of the text. */
function placeOf(text: string, index: number): { readonly number: number; readonly column: number } {
  const ends = /\r\n?|\n/g;
  let number = 1;
  let start = 0;
  for (let end = ends.exec(text); end !== null && ends.lastIndex <= index; end = ends.exec(text)) {
    number++;
    start = ends.lastIndex;
  }
  return { number, column: index - start + 1 };
}

function isControl(byte: number): boolean {
  if (byte === 0x7f) return true;
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b;
}
