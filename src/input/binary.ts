import type { Reading } from './detect.js';

/** Bytes as they are: one block. */
export function binaryReading(bytes: Uint8Array, why = 'not text: control characters or invalid UTF-8'): Reading {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const notes = isUtf16 ? ['begins as UTF-16 text does; if it is text, convert it: iconv -f utf-16 -t utf-8'] : [];
  return { format: 'binary', why, blocks: [{ bytes, lines: null }], rejected: [], notes };
}
