import type { Leaf, Plan } from '../catalog/plan.js';

/**
 * Everything that reading the integers of a struct depends on, as text: plans with the same signature are read by the
 * same code.
 */
export function signatureOf({ size, leaves }: Plan): string {
  return [String(size), ...leaves.map(leafSignature)].join(' ');
}

/** `16+2b` is a number of two bytes, `18.2:1b` a bit; `r` stands before what should be zero. */
function leafSignature(leaf: Leaf): string {
  if (leaf.absent) return '-';
  const { byteOffset, bitOffset, bitLength, byteLength } = leaf;
  const isWhole = bitOffset === 0 && bitLength === byteLength * 8;
  const place = isWhole ? `${byteOffset}+${byteLength}` : `${byteOffset}.${bitOffset}:${bitLength}`;
  return `${leaf.kind === 'value' ? '' : 'r'}${place}${leaf.isInteger ? leaf.endian.charAt(0) : ''}`;
}
