/**
 * Integers and bit fields against BigInt arithmetic.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexNumber, toHex } from '../../src/bytes/hex.js';
import { isZero, readInteger } from '../../src/bytes/integers.js';
import type { Endian } from '../../src/index.js';

const run = { seed: 42, numRuns: 300 };

type Size = 1 | 2 | 4 | 8;

const whole = (byteLength: Size, endian: Endian) => ({ byteLength, bitOffset: 0, bitLength: byteLength * 8, endian });

const bits = (bitOffset: number, bitLength: number, endian: Endian = 'big') => ({
  byteLength: Math.ceil((bitOffset + bitLength) / 8),
  bitOffset,
  bitLength,
  endian,
});

/** A view that does not begin where its buffer does, as the view of a block inside a file. */
function inside(bytes: Uint8Array): DataView {
  const buffer = new Uint8Array(bytes.length + 6).fill(0xee);
  buffer.set(bytes, 3);
  return new DataView(buffer.buffer, 3, bytes.length);
}

/** Bytes as one number, the first byte the most significant one. */
function bigNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

const bytesAndOffset = fc
  .uint8Array({ minLength: 8, maxLength: 24 })
  .chain((bytes) => fc.tuple(fc.constant(bytes), fc.nat(bytes.length - 8)));

describe.each([1, 2, 4, 8] as const)('an integer of %i bytes', (size) => {
  it('is the sum of its bytes in either order, at any offset', () => {
    fc.assert(
      fc.property(bytesAndOffset, ([bytes, offset]) => {
        const own = [...bytes.slice(offset, offset + size)];
        const view = inside(bytes);
        expect(BigInt(readInteger(view, offset, whole(size, 'big')))).toBe(bigNumber(own));
        expect(BigInt(readInteger(view, offset, whole(size, 'little')))).toBe(bigNumber(own.reverse()));
      }),
      run,
    );
  });

  it('is a number up to 4 bytes and a bigint of 8', () => {
    const view = inside(new Uint8Array(8).fill(0xff));
    const expected = { 1: 255, 2: 65535, 4: 4294967295, 8: 18446744073709551615n }[size];
    expect(readInteger(view, 0, whole(size, 'big'))).toBe(expected);
    expect(readInteger(view, 0, whole(size, 'little'))).toBe(expected);
  });

  it('is not read beyond the end', () => {
    expect(() => readInteger(inside(new Uint8Array(8)), 9 - size, whole(size, 'big'))).toThrow(RangeError);
  });
});

it('numbers that only one order gives', () => {
  const view = inside(Uint8Array.of(0x01, 0x02, 0x03, 0x04, 0x80, 0x06, 0x07, 0xf8));
  expect(readInteger(view, 1, whole(2, 'big'))).toBe(0x0203);
  expect(readInteger(view, 1, whole(2, 'little'))).toBe(0x0302);
  expect(readInteger(view, 4, whole(4, 'big'))).toBe(0x800607f8);
  expect(readInteger(view, 4, whole(4, 'little'))).toBe(0xf8070680);
  expect(readInteger(view, 0, whole(8, 'big'))).toBe(0x01020304800607f8n);
  expect(readInteger(view, 0, whole(8, 'little'))).toBe(0xf807068004030201n);
});

describe('bit fields', () => {
  const shapes = Array.from({ length: 8 }, (_, bitOffset) =>
    Array.from({ length: 32 - bitOffset }, (_, i) => ({ bitOffset, bitLength: i + 1 })),
  ).flat();

  it('has every width at every bit', () => {
    expect(shapes.length).toBe(8 * 32 - (0 + 1 + 2 + 3 + 4 + 5 + 6 + 7));
  });

  it('are the bits of the big-endian number, whatever lies around them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shapes), bytesAndOffset, ({ bitOffset, bitLength }, [bytes, offset]) => {
        const digits = [...bytes.slice(offset, offset + 5)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
        const expected = Number.parseInt(digits.slice(bitOffset, bitOffset + bitLength), 2);
        expect(readInteger(inside(bytes), offset, bits(bitOffset, bitLength))).toBe(expected);
      }),
      { seed: 43, numRuns: 3000 },
    );
  });

  it.each(shapes)('bit $bitOffset, $bitLength wide: all ones, and zero among ones', ({ bitOffset, bitLength }) => {
    const touched = Math.ceil((bitOffset + bitLength) / 8);
    const mask = (2n ** BigInt(bitLength) - 1n) << BigInt(touched * 8 - bitOffset - bitLength);
    const bytesOf = (value: bigint): Uint8Array =>
      Uint8Array.from({ length: touched }, (_, i) => Number((value >> BigInt(8 * (touched - 1 - i))) & 0xffn));
    const read = (value: bigint) => readInteger(inside(bytesOf(value)), 0, bits(bitOffset, bitLength));
    expect(read(mask)).toBe(2 ** bitLength - 1);
    expect(read(2n ** BigInt(touched * 8) - 1n - mask)).toBe(0);
  });

  it('reads no byte that it does not touch', () => {
    expect(readInteger(inside(Uint8Array.of(0xa5)), 0, bits(0, 8))).toBe(0xa5);
    expect(readInteger(inside(Uint8Array.of(0xff, 0xfe)), 0, bits(3, 13))).toBe(0x1ffe);
    expect(() => readInteger(inside(Uint8Array.of(0xff)), 0, bits(3, 13))).toThrow(RangeError);
  });
});

it('isZero looks at the range only', () => {
  for (let set = 0; set < 12; set++) {
    const view = inside(Uint8Array.from({ length: 12 }, (_, i) => (i === set ? 0x10 : 0)));
    for (let start = 0; start <= 12; start++) {
      for (let end = start; end <= 12; end++) expect(isZero(view, start, end)).toBe(set < start || set >= end);
    }
  }
});

describe('hex', () => {
  it('writes every byte with two lower-case digits, in memory order', () => {
    expect(toHex(Uint8Array.of(0, 1, 0x0f, 0xa5, 0xff))).toBe('00010fa5ff');
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(toHex(all)).toBe(Buffer.from(all).toString('hex'));
  });

  it('writes a part', () => {
    expect(toHex(Uint8Array.of(1, 2, 3, 4), 1, 2)).toBe('0203');
    expect(toHex(Uint8Array.of(1, 2, 3, 4), 2)).toBe('0304');
    expect(toHex(Uint8Array.of(1, 2), 2)).toBe('');
  });

  it('writes numbers without rounding', () => {
    expect(hexNumber(0)).toBe('0x0');
    expect(hexNumber(0x10, 4)).toBe('0x0010');
    expect(hexNumber(0x12345, 4)).toBe('0x12345');
    expect(hexNumber(2n ** 64n - 1n, 16)).toBe('0xffffffffffffffff');
    expect(hexNumber(2n ** 53n + 1n, 16)).toBe('0x0020000000000001');
  });
});
