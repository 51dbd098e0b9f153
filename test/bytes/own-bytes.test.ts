import { expect, it } from 'vitest';
import { OwnBytes } from '../../src/bytes/own-bytes.js';

/** Around the largest copy that shares memory, and enough small ones for several slabs. */
const lengths = [1, 8191, 8192, 8193, 1 << 17, ...Array.from({ length: 600 }, (_, i) => 384 + (i % 7))];

it('copies share nothing, with the original or with each other', () => {
  const originals = lengths.map((length, i) => new Uint8Array(length).fill(i & 0xff));
  const copies = originals.map((original) => new OwnBytes(original));
  for (const original of originals) original.fill(0xee);
  for (const [i, { bytes, length, view, start }] of copies.entries()) {
    expect(length).toBe(lengths[i]);
    expect(bytes.length).toBe(length);
    expect(bytes.every((byte) => byte === (i & 0xff))).toBe(true);
    expect(view.getUint8(start + length - 1)).toBe(i & 0xff);
    bytes.fill(0xdd);
  }
});

it('a slice of a Node buffer becomes plain bytes', () => {
  expect(new OwnBytes(Buffer.from('abcdef').subarray(2, 4)).bytes).toStrictEqual(Uint8Array.of(0x63, 0x64));
});
