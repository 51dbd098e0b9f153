/**
 * Integers and bit fields against BigInt arithmetic that knows nothing of a DataView.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexNumber, toHex } from '../../src/bytes/hex.js';
import { bitsReader, integerReader, isZero } from '../../src/bytes/integers.js';

const run = { seed: 42, numRuns: 300 };

/** A view that does not begin where its buffer does, as the view of a block inside a file. */
function viewOf(bytes: Uint8Array): DataView {
  const buffer = new ArrayBuffer(bytes.length + 3);
  new Uint8Array(buffer).fill(0xee);
  new Uint8Array(buffer, 3).set(bytes);
  return new DataView(buffer, 3, bytes.length);
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
        const view = viewOf(bytes);
        expect(BigInt(integerReader(size, 'big')(view, offset))).toBe(bigNumber(own));
        expect(BigInt(integerReader(size, 'little')(view, offset))).toBe(bigNumber(own.reverse()));
      }),
      run,
    );
  });

  it('is a number up to 4 bytes and a bigint of 8', () => {
    const view = viewOf(new Uint8Array(8).fill(0xff));
    const expected = { 1: 255, 2: 65535, 4: 4294967295, 8: 18446744073709551615n }[size];
    expect(integerReader(size, 'big')(view, 0)).toBe(expected);
    expect(integerReader(size, 'little')(view, 0)).toBe(expected);
  });

  it('is not read beyond the end', () => {
    expect(() => integerReader(size, 'big')(viewOf(new Uint8Array(8)), 9 - size)).toThrow(RangeError);
  });
});

it('numbers that only one order gives', () => {
  const view = viewOf(Uint8Array.of(0x01, 0x02, 0x03, 0x04, 0x80, 0x06, 0x07, 0xf8));
  expect(integerReader(2, 'big')(view, 1)).toBe(0x0203);
  expect(integerReader(2, 'little')(view, 1)).toBe(0x0302);
  expect(integerReader(4, 'big')(view, 4)).toBe(0x800607f8);
  expect(integerReader(4, 'little')(view, 4)).toBe(0xf8070680);
  expect(integerReader(8, 'big')(view, 0)).toBe(0x01020304800607f8n);
  expect(integerReader(8, 'little')(view, 0)).toBe(0xf807068004030201n);
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
        expect(bitsReader(bitOffset, bitLength)(viewOf(bytes), offset)).toBe(expected);
      }),
      { seed: 43, numRuns: 3000 },
    );
  });

  it.each(shapes)('bit $bitOffset, $bitLength wide: all ones, and zero among ones', ({ bitOffset, bitLength }) => {
    const touched = Math.ceil((bitOffset + bitLength) / 8);
    const mask = (2n ** BigInt(bitLength) - 1n) << BigInt(touched * 8 - bitOffset - bitLength);
    const bytesOf = (value: bigint): Uint8Array =>
      Uint8Array.from({ length: touched }, (_, i) => Number((value >> BigInt(8 * (touched - 1 - i))) & 0xffn));
    const read = bitsReader(bitOffset, bitLength);
    expect(read(viewOf(bytesOf(mask)), 0)).toBe(2 ** bitLength - 1);
    expect(read(viewOf(bytesOf(2n ** BigInt(touched * 8) - 1n - mask)), 0)).toBe(0);
  });

  it('reads no byte that it does not touch', () => {
    expect(bitsReader(0, 8)(viewOf(Uint8Array.of(0xa5)), 0)).toBe(0xa5);
    expect(bitsReader(3, 13)(viewOf(Uint8Array.of(0xff, 0xfe)), 0)).toBe(0x1ffe);
    expect(() => bitsReader(3, 13)(viewOf(Uint8Array.of(0xff)), 0)).toThrow(RangeError);
  });
});

it('isZero looks at the range only', () => {
  const bytes = Uint8Array.of(1, 0, 0, 2);
  expect(isZero(bytes, 1, 3)).toBe(true);
  expect(isZero(bytes, 0, 3)).toBe(false);
  expect(isZero(bytes, 1, 4)).toBe(false);
  expect(isZero(bytes, 2, 2)).toBe(true);
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
