import { describe, expect, test } from 'vitest';
import { blocksOf, errorOf, read } from './known.js';

const zeros = '00'.repeat(16);
const canonical = (offset: string, bytes = '00 '.repeat(16).trim()) => `${offset}  ${bytes}\n`;

describe('the text column is found by structure', () => {
  test('xxd: digits in the text column are no data', () => {
    expect(blocksOf(read('00000000: 6162 6364  abcd\n').blocks)).toEqual(['61626364 @ 1-1']);
    expect(blocksOf(read('00000000: 61 62 63 64 20 20  ab cd\n').blocks)).toEqual(['616263642020 @ 1-1']);
  });

  test('hexdump -C: digits and bars in the text column are no data', () => {
    const line = '00000000  7c 7c 20 31 32 20 33 34  61 62 7c 20 30 30 20 7c  ||| 12 34ab| 00 ||\n';
    expect(blocksOf(read(line).blocks)).toEqual(['7c7c203132203334' + '61627c203030207c @ 1-1']);
  });

  test('hexdump -C without its text column', () => {
    const text = `${canonical('00000000')}${canonical('00000010', 'aa bb cc')}00000013\n`;
    expect(blocksOf(read(text).blocks)).toEqual([`${zeros}aabbcc @ 1-3`]);
    expect(read(text).format).toBe('hexdump');
  });

  test('a text column longer than the data means lost digits', () => {
    expect(errorOf('00000000: 0118 00  ....\n').message).toBe(
      'xxd: line 1, column 11: 3 bytes, but the text column shows 4 characters',
    );
    expect(errorOf('00000000  01 18 00  |....|\n').message).toBe(
      'hexdump: line 1, column 11: 3 bytes, but the text column shows 4 characters',
    );
  });

  test('blanks that a mail program cut off the end are no error', () => {
    expect(blocksOf(read('00000000: 6120 2020  a\n').blocks)).toEqual(['61202020 @ 1-1']);
  });
});

describe('words', () => {
  const words = '00000000: 64636261 00000065  abcde...\n';

  test('the text column proves the order, and still somebody has to say it', () => {
    const error = errorOf(words);
    expect(error.message).toBe(
      'xxd: line 1, column 11: grouped in words of 4 bytes, and which byte of a word comes first in memory is not in the text',
    );
    expect(error.details.slice(0, 3)).toEqual([
      'give --word 4 and --word-endian big|little (the byte order of the machine that made the dump)',
      'the text column fits --word-endian little',
      'or dump single bytes: xxd -g1',
    ]);
    expect(blocksOf(read(words, { word: 4, wordEndian: 'little' }).blocks)).toEqual(['6162636465000000 @ 1-1']);
  });

  test('the wrong order is read as asked, with a note', () => {
    const reading = read(words, { word: 4, wordEndian: 'big' });
    expect(blocksOf(reading.blocks)).toEqual(['6463626100000065 @ 1-1']);
    expect(reading.notes).toEqual(['the text column fits the other byte order than --word-endian big']);
  });

  test('xxd in groups of four bytes is read when the text column proves it, else refused', () => {
    expect(blocksOf(read('00000000: 61626364  abcd\n').blocks)).toEqual(['61626364 @ 1-1']);
    expect(errorOf('00000000: 00000000  ....\n').message).toContain('grouped in words of 4 bytes');
  });

  test('xxd unasked writes groups of two bytes: memory order, unless the text column proves words', () => {
    expect(blocksOf(read('00000000: 0118 0010  ....\n').blocks)).toEqual(['01180010 @ 1-1']);
    expect(errorOf('00000000: 6261 6463  abcd\n').message).toContain('grouped in words of 2 bytes');
  });

  test('the word size given has to be the one of the dump', () => {
    expect(errorOf(words, { word: 2, wordEndian: 'big' }).message).toBe(
      'xxd: line 1, column 11: groups of 4 bytes, but --word 2 was given',
    );
  });

  test('a word size alone is not enough', () => {
    const error = errorOf(words, { word: 4 });
    expect(error.message).toBe('xxd: line 1, column 11: --word 4 alone does not say the byte order');
    expect(error.details[0]).toBe('give --word-endian big|little too');
  });

  test('a word size for single bytes does nothing, and a note says so', () => {
    const reading = read('00000000: 01 18  ..\n', { word: 4, wordEndian: 'little' });
    expect(blocksOf(reading.blocks)).toEqual(['0118 @ 1-1']);
    expect(reading.notes).toEqual(['--word 4 has no effect: the dump shows single bytes']);
  });

  test('the zeros that fill the last word end where the dump says', () => {
    const text = '0000000 1801 00aa\n0000003\n';
    expect(blocksOf(read(text, { word: 2, wordEndian: 'little' }).blocks)).toEqual(['0118aa @ 1-2']);
    expect(errorOf(text, { word: 2, wordEndian: 'big' }).message).toBe(
      'hexdump: line 2, column 1: the dump ends at offset 0x3, but its lines reach 0x4',
    );
  });

  test.each([
    ['00000000:       61                             a', '61'],
    ['00000000: 64636261       65                    abcde', '6162636465'],
    ['00000000: 64636261   676665                    abcdefg', '61626364656667'],
    ['00000000: 64636261 68676665   6b6a69           abcdefghijk', '6162636465666768696a6b'],
  ])('xxd -e moves the last word to the right: %s', (line, hex) => {
    expect(blocksOf(read(line, { word: 4, wordEndian: 'little' }).blocks)).toEqual([`${hex} @ 1-1`]);
  });

  test('xxd -e -g8', () => {
    const line = '00000000: 6867666564636261           6b6a69  abcdefghijk';
    expect(blocksOf(read(line, { word: 8, wordEndian: 'little' }).blocks)).toEqual(['6162636465666768696a6b @ 1-1']);
  });
});
