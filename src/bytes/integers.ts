/**
 * Exact unsigned integers at any place of a block, read byte by byte: typed arrays of more follow the byte order of the
 * machine that runs the program.
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
 * @throws RangeError when it does not lie inside `bytes`.
 */
export function readInteger(bytes: Uint8Array, at: number, place: IntegerPlace): number | bigint {
  const { byteLength, bitOffset, bitLength } = place;
  if (at < 0 || at + byteLength > bytes.length)
    throw new RangeError(`${byteLength} bytes at ${at} do not lie in ${bytes.length}`);
  if (byteLength === 1) return ((bytes[at] ?? 0) >>> (8 - bitOffset - bitLength)) & (0xff >> (8 - bitLength));
  const isWhole = bitLength === byteLength * 8 && byteLength !== 3;
  const little = isWhole && place.endian === 'little';
  if (byteLength === 8) return joined(wordAt(bytes, at, 4, little), wordAt(bytes, at + 4, 4, little), little);
  const word = wordAt(bytes, at, byteLength, little);
  return isWhole ? word : ((word >>> (byteLength * 8 - bitOffset - bitLength)) & (-1 >>> (32 - bitLength))) >>> 0;
}

/** At most 4 bytes as a number. */
function wordAt(bytes: Uint8Array, at: number, length: number, little: boolean): number {
  let word = 0;
  if (little) for (let i = at + length - 1; i >= at; i--) word = (word << 8) | (bytes[i] ?? 0);
  else for (let i = at; i < at + length; i++) word = (word << 8) | (bytes[i] ?? 0);
  return word >>> 0;
}

/** Two words become one bigint here: arithmetic with bigints would make three more of them on the way. */
const pair = new DataView(new ArrayBuffer(8));

function joined(first: number, second: number, little: boolean): bigint {
  pair.setUint32(0, little ? second : first);
  pair.setUint32(4, little ? first : second);
  return pair.getBigUint64(0);
}

/** True when no byte of the range is set. */
export function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 0) return false;
  return true;
}
