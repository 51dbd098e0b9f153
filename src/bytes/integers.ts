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

/** How an integer is read, one number for each pair of size and byte order: found once, quick to go by. */
export type WayToRead = number;

/** For what is no integer. */
export const notRead: WayToRead = 0;
const u8 = 1;
const u16 = 2;
const u32 = 3;
const u64 = 4;
const littleU16 = 5;
const littleU32 = 6;
const littleU64 = 7;
const bitsOfU8 = 8;
const bitsOfMore = 9;

/** The way to read a whole number of 1, 2, 4 or 8 bytes, or bits in at most 4 bytes. */
export function wayToRead({ byteLength, bitLength, endian }: IntegerPlace): WayToRead {
  if (bitLength !== byteLength * 8) return byteLength === 1 ? bitsOfU8 : bitsOfMore;
  const isLittle = endian === 'little';
  if (byteLength === 1) return u8;
  if (byteLength === 2) return isLittle ? littleU16 : u16;
  if (byteLength === 4) return isLittle ? littleU32 : u32;
  if (byteLength === 8) return isLittle ? littleU64 : u64;
  return bitsOfMore;
}

/**
 * The unsigned integer at `at`, read in the way of its place. Up to 32 bits are a number, 64 bits a bigint; undefined for
 * what is no integer.
 * @throws RangeError when it does not lie inside `view`.
 */
export function readInWay(
  view: DataView,
  at: number,
  way: WayToRead,
  place: IntegerPlace,
): number | bigint | undefined {
  switch (way) {
    case u8:
      return view.getUint8(at);
    case u16:
      return view.getUint16(at);
    case u32:
      return view.getUint32(at);
    case u64:
      return view.getBigUint64(at);
    case littleU16:
      return view.getUint16(at, true);
    case littleU32:
      return view.getUint32(at, true);
    case littleU64:
      return view.getBigUint64(at, true);
    case bitsOfU8:
      return bitsOf(view.getUint8(at), place);
    case bitsOfMore:
      return bitsOf(bigEndian(view, at, place.byteLength), place);
    default:
      return undefined;
  }
}

/**
 * The unsigned integer at `at`: a whole number of 1, 2, 4 or 8 bytes, or bits in at most 4 bytes. Up to 32 bits are a
 * number, 64 bits a bigint.
 * @throws RangeError when it does not lie inside `view`.
 */
export function readInteger(view: DataView, at: number, place: IntegerPlace): number | bigint {
  return readInWay(view, at, wayToRead(place), place) ?? 0;
}

/** The number that 2 to 4 bytes are together. */
function bigEndian(view: DataView, at: number, byteLength: number): number {
  if (byteLength === 2) return view.getUint16(at);
  return byteLength === 4 ? view.getUint32(at) : (view.getUint8(at) << 16) | view.getUint16(at + 1);
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
