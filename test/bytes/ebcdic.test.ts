import { describe, expect, it } from 'vitest';
import { type CodePage, codePages, decodeEbcdic, encodeEbcdic, isCodePageDependent } from '../../src/bytes/ebcdic.js';
import { readCp037 } from '../oracle/cp037.js';
import { page500, page1047 } from './code-pages.js';

const allBytes = Uint8Array.from({ length: 256 }, (_, i) => i);

const tables: Readonly<Record<CodePage, string>> = { '037': readCp037(allBytes), '500': page500, '1047': page1047 };

describe.each(codePages)('code page %s', (page) => {
  it('reads every byte as Python and glibc do', () => {
    const expected = [...tables[page]];
    expect(expected.length).toBe(256);
    for (const byte of allBytes) {
      expect(decodeEbcdic(Uint8Array.of(byte), page), `0x${byte.toString(16)}`).toBe(expected[byte]);
    }
    expect(decodeEbcdic(allBytes, page)).toBe(tables[page]);
  });

  it('has no character twice, so that every text can be written back', () => {
    expect(new Set(tables[page]).size).toBe(256);
    expect(encodeEbcdic(tables[page], page)).toEqual(allBytes);
  });
});

it('three code pages, 037 first', () => {
  expect(codePages).toEqual(['037', '500', '1047']);
});

it('words that differ by code page', () => {
  const bytes = Uint8Array.of(0xc1, 0x4a, 0x4f, 0x5a, 0x5f, 0xad, 0xb0, 0xba, 0xbb, 0xbd, 0xf9);
  expect(decodeEbcdic(bytes, '037')).toBe('A¢|!¬Ý^[]¨9');
  expect(decodeEbcdic(bytes, '500')).toBe('A[!]^Ý¢¬|¨9');
  expect(decodeEbcdic(bytes, '1047')).toBe('A¢|!^[¬Ý¨]9');
});

it('a PNETID is the same in all of them', () => {
  // Upper case letters, digits, blank, and the three national characters that a PNETID may have.
  const bytes = Uint8Array.of(0xd5, 0xc5, 0xe3, 0xf1, 0x40, 0x7b, 0x5b, 0x7c);
  for (const page of codePages) expect(decodeEbcdic(bytes, page)).toBe('NET1 #$@');
});

it('bytes that the code pages read differently are exactly those', () => {
  const dependent = [...allBytes].filter(
    (byte) => tables['037'][byte] !== tables['500'][byte] || tables['037'][byte] !== tables['1047'][byte],
  );
  expect(dependent).toEqual([0x4a, 0x4f, 0x5a, 0x5f, 0xad, 0xb0, 0xba, 0xbb, 0xbd]);
  expect([...allBytes].filter(isCodePageDependent)).toEqual(dependent);
});

it('no bytes are no text, and a byte is one character', () => {
  expect(decodeEbcdic(new Uint8Array(0), '037')).toBe('');
  expect(decodeEbcdic(new Uint8Array(64), '037')).toBe('\0'.repeat(64));
  expect(encodeEbcdic('', '1047')).toEqual(new Uint8Array(0));
});

it('a character without a place is refused with its position', () => {
  expect(() => encodeEbcdic('NET€', '037')).toThrow(new RangeError('character 4 has no place in code page 037'));
  expect(() => encodeEbcdic('\u{1f600}', '500')).toThrow(new RangeError('character 1 has no place in code page 500'));
});
