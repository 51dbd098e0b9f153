import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesText, quantityText } from '../../src/bytes/quantity.js';

describe('byte counts are exact', () => {
  it.each<[bigint, string]>([
    [0n, '0 bytes'],
    [1n, '1 byte'],
    [2n, '2 bytes'],
    [1023n, '1023 bytes'],
    [1024n, '1 KiB'],
    [1025n, '1025 bytes'],
    [1536n, '1536 bytes'],
    [2048n, '2 KiB'],
    [9999n, '9999 bytes'],
    [65535n, '65535 bytes'],
    [16380n * 1073741824n, '16380 GiB'],
    [1048575n, '1 MiB - 1 byte'],
    [1048576n, '1 MiB'],
    [1073741824n, '1 GiB'],
    [8388604n * 1073741824n, '8 PiB - 4 GiB'],
    [4398046511104n, '4 TiB'],
    [1125899906842624n, '1 PiB'],
    [9007199254740993n, '8 PiB + 1 byte'],
    [134217724n * 1073741824n, '128 PiB - 4 GiB'],
    [12345678n * 1024n, '12345678 KiB'],
    [1152921504606846976n, '1 EiB'],
    [18446744073709551615n, '16 EiB - 1 byte'],
    [18446744073709551616n, '16 EiB'],
    [1180591620717411303424n, '1024 EiB'],
  ])('%s is %s', (count, text) => {
    expect(bytesText(count)).toBe(text);
  });

  it('any number comes back from its text', () => {
    const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n }), fc.nat(60), (count, shift) => {
        const shifted = (count >> BigInt(shift)) << BigInt(shift);
        const parts = [...bytesText(shifted).matchAll(/(^|[+-] )(\d+) (\w+)/g)].map(
          ([, sign = '', digits = '', unit = '']) => {
            const power = unit === 'byte' ? 0 : units.indexOf(unit);
            return (sign.startsWith('-') ? -1n : 1n) * BigInt(digits) * 1024n ** BigInt(power);
          },
        );
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(shifted);
      }),
      { seed: 44, numRuns: 1000 },
    );
  });
});

it.each<[bigint, string, string]>([
  [0n, 'ms', '0 ms'],
  [1n, 'ms', '1 ms'],
  [4000n, 'ms', '4000 ms'],
  [1n, 'interrupts', '1 interrupt'],
  [4095n, 'interrupts', '4095 interrupts'],
  [0n, 'interrupts', '0 interrupts'],
  [1n, 'interrupt indexes', '1 interrupt index'],
  [1n, 'DMA address spaces', '1 DMA address space'],
  [1n, 'bytes', '1 byte'],
  [4096n, 'bytes', '4 KiB'],
  [9007199254740993n, 'mappings', '9007199254740993 mappings'],
])('%s %s reads %s', (count, unit, text) => {
  expect(quantityText(count, unit)).toBe(text);
});
