/** Small copies share memory of this size. */
const slabSize = 1 << 16;

/** Larger copies have memory of their own, so that at most a part of a slab stays unused. */
const largestShared = 1 << 13;

let slab: Uint8Array = new Uint8Array(0);
let used = 0;

/**
 * A copy of the bytes that nobody else writes to. Small copies are slices of one slab: to give each memory of its own
 * would take longer than to decode it. A slab stays in memory as long as any of its copies does.
 */
export function ownCopy(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  if (length > largestShared) return new Uint8Array(bytes);
  if (used + length > slab.length) {
    slab = Buffer.allocUnsafeSlow(slabSize);
    used = 0;
  }
  slab.set(bytes, used);
  const copy = new Uint8Array(slab.buffer, used, length);
  used += length;
  return copy;
}
