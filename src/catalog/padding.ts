import type { Endian } from '../model/layout.js';
import { type Leaf, makeLeaf } from './leaf.js';

/** Sorts leaves by bit and fills every hole up to `size` bytes. */
export function withPadding(leaves: readonly Leaf[], size: number, endian: Endian): Leaf[] {
  const start = (leaf: Leaf): number => leaf.byteOffset * 8 + leaf.bitOffset;
  const sorted = [...leaves].sort((a, b) => start(a) - start(b));
  const whole: Leaf[] = [];
  let bit = 0;
  for (const leaf of sorted) {
    if (!leaf.absent) {
      if (start(leaf) > bit) whole.push(paddingLeaf(bit, start(leaf), endian));
      bit = start(leaf) + leaf.bitLength;
    }
    whole.push(leaf);
  }
  if (bit < size * 8) whole.push(paddingLeaf(bit, size * 8, endian));
  return whole;
}

/** The run of bits `from` to `to` (exclusive) that no member has. */
export function paddingLeaf(from: number, to: number, endian: Endian): Leaf {
  const byteOffset = Math.floor(from / 8);
  const bitOffset = from % 8;
  const bitLength = to - from;
  const path = `(padding ${byteOffset}.${bitOffset})`;
  return makeLeaf({
    path,
    generic: path,
    prefix: '',
    kind: 'padding',
    byteOffset,
    bitOffset,
    bitLength,
    byteLength: Math.ceil((bitOffset + bitLength) / 8),
    field: null,
    absent: false,
    endian,
    isInteger: bitOffset + bitLength <= 32,
  });
}
