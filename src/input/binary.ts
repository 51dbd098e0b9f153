import type { Reading } from './detect.js';
import { whyNoText } from './text-lines.js';

/** Bytes as they are: one block. */
export function binaryReading(bytes: Uint8Array, why?: string): Reading {
  const notes = why === undefined ? textNotes(bytes) : [];
  const reason = why ?? 'not text: control characters or invalid UTF-8';
  return { format: 'binary', why: reason, blocks: [{ bytes, lines: null }], rejected: [], notes };
}

/** For bytes that were to be a text. */
function textNotes(bytes: Uint8Array): string[] {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return ['begins as UTF-16 text does; if it is text, convert it: iconv -f utf-16 -t utf-8'];
  // No block begins with eight printable characters.
  if (!bytes.subarray(0, 8).every(isPrintable)) return [];
  return [`taken for bytes, and begins as text does: ${whyNoText(bytes)}; if it is a dump, take that out`];
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
