import { expect, it } from 'vitest';
import { ownCopy } from '../../src/bytes/own-copy.js';

/** Around the largest copy that shares memory, and enough small ones for several slabs. */
const lengths = [1, 8191, 8192, 8193, 1 << 17, ...Array.from({ length: 600 }, (_, i) => 384 + (i % 7))];

it('copies share nothing, with the original or with each other', () => {
  const originals = lengths.map((length, i) => new Uint8Array(length).fill(i & 0xff));
  const copies = originals.map(ownCopy);
  for (const original of originals) original.fill(0xee);
  for (const [i, copy] of copies.entries()) {
    expect(copy.length).toBe(lengths[i]);
    expect(copy.every((byte) => byte === (i & 0xff))).toBe(true);
    copy.fill(0xdd);
  }
});

it('a slice of a Node buffer becomes plain bytes', () => {
  const copy = ownCopy(Buffer.from('abcdef').subarray(2, 4));
  expect(copy).toStrictEqual(Uint8Array.of(0x63, 0x64));
});
