import { bitsReader, integerReader, type ReadInteger } from '../bytes/integers.js';
import type { Leaf } from '../catalog/plan.js';

const known = new Map<number, ReadInteger>();

/** The function that reads an integer leaf; null for byte strings. */
export function readerOf(leaf: Leaf): ReadInteger | null {
  if (!leaf.isInteger) return null;
  const { byteLength, bitOffset, bitLength, endian } = leaf;
  const key = ((byteLength * 8 + bitOffset) * 65 + bitLength) * 2 + (endian === 'little' ? 1 : 0);
  let reader = known.get(key);
  if (reader === undefined) {
    reader = makeReader(leaf);
    known.set(key, reader);
  }
  return reader;
}

function makeReader(leaf: Leaf): ReadInteger {
  const isWhole = leaf.bitOffset === 0 && leaf.bitLength === leaf.byteLength * 8;
  if (isWhole && (leaf.byteLength === 1 || leaf.byteLength === 2 || leaf.byteLength === 4 || leaf.byteLength === 8)) {
    return integerReader(leaf.byteLength, leaf.endian);
  }
  return bitsReader(leaf.bitOffset, leaf.bitLength);
}
