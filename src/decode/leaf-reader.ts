import { bitsReader, integerReader, type ReadInteger } from '../bytes/integers.js';
import type { Leaf } from '../catalog/plan.js';

const known = new WeakMap<Leaf, ReadInteger | null>();

/** The function that reads an integer leaf; null for byte strings. */
export function readerOf(leaf: Leaf): ReadInteger | null {
  let reader = known.get(leaf);
  if (reader === undefined) {
    reader = makeReader(leaf);
    known.set(leaf, reader);
  }
  return reader;
}

function makeReader(leaf: Leaf): ReadInteger | null {
  if (!leaf.isInteger) return null;
  const isWhole = leaf.bitOffset === 0 && leaf.bitLength === leaf.byteLength * 8;
  if (isWhole && (leaf.byteLength === 1 || leaf.byteLength === 2 || leaf.byteLength === 4 || leaf.byteLength === 8)) {
    return integerReader(leaf.byteLength, leaf.endian);
  }
  return bitsReader(leaf.bitOffset, leaf.bitLength);
}
