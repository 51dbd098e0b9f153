/**
 * Numbers into bytes against the readers of decode, at every place that a number can have.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInteger } from '../../src/bytes/integers.js';
import { maskOf, packInteger, touchedBytes } from '../../src/bytes/pack.js';

const endians = ['big', 'little'] as const;
const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

describe('what is packed is what is read', () => {
  it.each([1, 2, 4, 8] as const)('whole numbers of %i bytes', (size) => {
    const values = fc.bigInt({ min: 0n, max: 2n ** BigInt(size * 8) - 1n });
    fc.assert(
      fc.property(values, fc.constantFrom(...endians), (value, endian) => {
        const place = { bitOffset: 0, bitLength: size * 8, endian };
        const bytes = packInteger(value, place);
        expect(BigInt(readInteger(view(bytes), 0, { ...place, byteLength: size }))).toBe(value);
      }),
      { seed: 1 },
    );
  });

  it('bits inside bytes are big-endian in either order, and touch nobody else', () => {
    for (let bitOffset = 0; bitOffset < 8; bitOffset++) {
      for (let bitLength = 1; bitOffset + bitLength <= 32; bitLength++) {
        if (bitOffset === 0 && [8, 16, 32].includes(bitLength)) continue;
        const value = 2 ** bitLength - 1 - (bitLength > 2 ? 2 : 0);
        for (const endian of endians) {
          const bytes = packInteger(BigInt(value), { bitOffset, bitLength, endian });
          expect(bytes).toHaveLength(touchedBytes({ bitOffset, bitLength }));
          const byteLength = bytes.length;
          expect(readInteger(view(bytes), 0, { byteLength, bitOffset, bitLength, endian })).toBe(value);
          expect([...bytes].filter((byte, i) => (byte & ~maskOf({ bitOffset, bitLength }, i)) !== 0)).toEqual([]);
        }
      }
    }
  });

  it('typed by hand', () => {
    const packed = (value: bigint, bitOffset: number, bitLength: number, endian: 'big' | 'little'): number[] => [
      ...packInteger(value, { bitOffset, bitLength, endian }),
    ];
    expect(packed(0xabcn, 4, 12, 'big')).toEqual([0x0a, 0xbc]);
    expect(packed(1n, 2, 1, 'little')).toEqual([0x20]);
    expect(packed(0x1020304n, 0, 32, 'little')).toEqual([4, 3, 2, 1]);
    expect(packed(0x10203n, 0, 24, 'little')).toEqual([1, 2, 3]);
    expect(packed(0x1ffn, 0, 8, 'big')).toEqual([0xff]);
  });
});
