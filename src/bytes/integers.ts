/**
 * Exact unsigned integers at any place of a block. DataView only: typed arrays follow the byte order
 * of the machine that runs the program.
 */
import type { Endian } from '../model/layout.js';

/** Reads an unsigned integer at a byte offset counted from the start of `view`. */
export type ReadInteger = (view: DataView, offset: number) => number | bigint;

const readers: Readonly<Record<Endian, Readonly<Record<1 | 2 | 4 | 8, ReadInteger>>>> = {
  big: {
    1: (view, offset) => view.getUint8(offset),
    2: (view, offset) => view.getUint16(offset, false),
    4: (view, offset) => view.getUint32(offset, false),
    8: (view, offset) => view.getBigUint64(offset, false),
  },
  little: {
    1: (view, offset) => view.getUint8(offset),
    2: (view, offset) => view.getUint16(offset, true),
    4: (view, offset) => view.getUint32(offset, true),
    8: (view, offset) => view.getBigUint64(offset, true),
  },
};

/** A reader of `size` bytes in the byte order given; up to 4 bytes number, 8 bytes bigint. */
export function integerReader(size: 1 | 2 | 4 | 8, endian: Endian): ReadInteger {
  return readers[endian][size];
}

/**
 * A reader of a big-endian bit field of at most 32 bits that begins `bitOffset` bits (MSB first) into
 * its first byte and touches at most 4 bytes.
 */
export function bitsReader(bitOffset: number, bitLength: number): ReadInteger {
  const touched = Math.ceil((bitOffset + bitLength) / 8);
  const shift = touched * 8 - bitOffset - bitLength;
  const mask = 2 ** bitLength - 1;
  return (view, offset) => {
    let word = 0;
    for (let i = 0; i < touched; i++) word = word * 256 + view.getUint8(offset + i);
    return (Math.floor(word / 2 ** shift) & mask) >>> 0;
  };
}

/** True when no byte of the range is set. */
export function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 0) return false;
  return true;
}
