/**
 * Exact unsigned integers at any place of a block. DataView only: typed arrays follow the byte order of the machine that
 * runs the program.
 */
import type { Endian } from '../model/layout.js';

/** Where the bits of an integer lie in the bytes that it touches. */
export interface IntegerPlace {
  /** Bytes touched. */
  readonly byteLength: number;
  /** Bits left of it inside its first byte, MSB first. */
  readonly bitOffset: number;
  readonly bitLength: number;
  /** Counts for whole numbers of 2, 4 or 8 bytes; everything else is big-endian. */
  readonly endian: Endian;
}

/**
 * The unsigned integer at `at`: a whole number of 1, 2, 4 or 8 bytes, or bits in at most 4 bytes. Up to 32 bits are a
 * number, 64 bits a bigint.
 * @throws RangeError when it does not lie inside `view`.
 */
export function readInteger(view: DataView, at: number, place: IntegerPlace): number | bigint {
  const { byteLength, bitLength } = place;
  const little = place.endian === 'little';
  switch (byteLength) {
    case 1:
      return bitLength === 8 ? view.getUint8(at) : bitsOf(view.getUint8(at), place);
    case 2:
      return bitLength === 16 ? view.getUint16(at, little) : bitsOf(view.getUint16(at), place);
    case 4:
      return bitLength === 32 ? view.getUint32(at, little) : bitsOf(view.getUint32(at), place);
    case 8:
      return view.getBigUint64(at, little);
    default:
      return bitsOf((view.getUint8(at) << 16) | view.getUint16(at + 1), place);
  }
}

function bitsOf(word: number, { byteLength, bitOffset, bitLength }: IntegerPlace): number {
  return ((word >>> (byteLength * 8 - bitOffset - bitLength)) & (-1 >>> (32 - bitLength))) >>> 0;
}

/** True when no byte of the range is set. */
export function isZero(view: DataView, start: number, end: number): boolean {
  let at = start;
  for (; at + 4 <= end; at += 4) if (view.getInt32(at) !== 0) return false;
  for (; at < end; at++) if (view.getUint8(at) !== 0) return false;
  return true;
}
