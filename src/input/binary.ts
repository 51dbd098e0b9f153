import { NoBlockError } from '../model/errors.js';
import type { Reading } from './detect.js';
import { whyNoText } from './recognise-text.js';

/** Bytes as they are: one block. @throws NoBlockError for text in UTF-32, unless `why` says that they are bytes. */
export function binaryReading(bytes: Uint8Array, why?: string): Reading {
  if (why === undefined) refuseUtf32(bytes);
  const notes = why === undefined ? textNotes(bytes) : [];
  const reason = why ?? 'not text: control characters or invalid UTF-8';
  return { format: 'binary', why: reason, blocks: [{ bytes, lines: null }], rejected: [], notes };
}

/**
 * Text in UTF-32 reads as words of small numbers, as a block does.
 * @throws NoBlockError when all of the bytes are printable characters of 32 bits.
 */
function refuseUtf32(bytes: Uint8Array): void {
  if (bytes.length < 16 || bytes.length % 4 !== 0) return;
  const isText = (first: number): boolean => {
    for (let at = 0; at < bytes.length; at += 4) {
      const others = (bytes[at + 1] ?? 0) | (bytes[at + 2] ?? 0) | (bytes[at + 3 - first] ?? 0);
      const isMark = at === 0 && bytes[first === 0 ? 0 : 3] === 0xff && bytes[first === 0 ? 1 : 2] === 0xfe;
      if (!isMark && (others !== 0 || !isPrintable(bytes[at + first] ?? 0))) return false;
    }
    return true;
  };
  if (isText(0) || isText(3))
    throw new NoBlockError('text in UTF-32, which is not read', ['convert it: iconv -f utf-32 -t utf-8']);
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
