/**
 * Unsigned integers into bytes: the other direction of `integers.ts`.
 */
import type { Endian } from '../model/layout.js';

/** Where the bits of a number lie in the bytes that it touches. */
export interface BitPlace {
  /** Bits left of it inside its first byte, MSB first. */
  readonly bitOffset: number;
  readonly bitLength: number;
  /** Counts for whole numbers of 1, 2, 4 or 8 bytes; everything else is big-endian. */
  readonly endian: Endian;
}

const wholeSizes: readonly number[] = [1, 2, 4, 8];

/** Bytes that a place touches. */
export function touchedBytes({ bitOffset, bitLength }: Pick<BitPlace, 'bitOffset' | 'bitLength'>): number {
  return Math.ceil((bitOffset + bitLength) / 8);
}

/** The bytes touched by a number at its place, in memory order, bits of neighbours 0; bits too many are cut off. */
export function packInteger(value: bigint, place: BitPlace): Uint8Array {
  const { bitOffset, bitLength } = place;
  const bytes = new Uint8Array(touchedBytes(place));
  let rest = BigInt.asUintN(bitLength, value) << BigInt(bytes.length * 8 - bitOffset - bitLength);
  for (let i = bytes.length - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  const isWhole = bitOffset === 0 && bitLength === bytes.length * 8 && wholeSizes.includes(bytes.length);
  return isWhole && place.endian === 'little' ? bytes.reverse() : bytes;
}

/** Which bits of its byte number `index` (of those it touches) a place has. */
export function maskOf({ bitOffset, bitLength }: Pick<BitPlace, 'bitOffset' | 'bitLength'>, index: number): number {
  const first = index === 0 ? bitOffset : 0;
  const last = Math.min(8, bitOffset + bitLength - index * 8);
  return (0xff >> first) & (0xff << (8 - last)) & 0xff;
}
