import { describe, expect, test } from 'vitest';
import { blocksOf, errorOf, read } from './known.js';

describe('any grouping', () => {
  test.each([
    '0118001000000000',
    '01 18 00 10 00 00 00 00',
    '0118 0010 0000 0000',
    '01180010 00000000',
    '0118001000 000000',
    '0x01, 0x18, 0x00, 0x10, 0x00, 0x00, 0x00, 0x00,',
    '0x1,0x18,0x0,0x10,0x0,0x0,0x0,0x0',
    '0X01 0X18 0X00 0X10 0X00 0X00 0X00 0X00',
    '01:18:00:10:00:00:00:00',
    '\\x01\\x18\\x00\\x10\\x00\\x00\\x00\\x00',
    '0x0118001000000000',
    '\t01\t18\t00\t10\n00 00 00 00\n',
    '01180010\n00000000\n',
  ])('%j', (text) => {
    const last = text.trimEnd().split('\n').length;
    expect(blocksOf(read(text).blocks)).toEqual([`0118001000000000 @ 1-${last}`]);
    expect(read(text).format).toBe('hex');
  });

  test('both cases', () => {
    expect(blocksOf(read('aBcDeF0a').blocks)).toEqual(['abcdef0a @ 1-1']);
  });

  test('a number that a mail program cut after an odd number of digits', () => {
    expect(blocksOf(read('0118001\n0aabbcc\ndd\n').blocks)).toEqual(['01180010aabbccdd @ 1-3']);
    expect(errorOf('0118001\n0aabbcc\nd\n').message).toBe(
      'hex: line 3, column 1: odd number of hex digits: the last one has no partner',
    );
  });
});

describe('damaged', () => {
  test.each([
    ['0118001', "hex: line 1, column 1: odd number of hex digits: 7 in '0118001'"],
    ['01 18 0 10', "hex: line 1, column 7: odd number of hex digits: 1 in '0'"],
    ['0118\n> 0010\n> 00 000', "hex: line 3, column 6: odd number of hex digits: 3 in '000'"],
    ['01, 0x180', "hex: line 1, column 7: odd number of hex digits: 3 in '180'"],
    [
      '01 18\n*\n00 10',
      "hex: line 2, column 1: '*' stands for repeated lines, but without offsets nothing says how many",
    ],
  ])('%j', (text, message) => {
    expect(errorOf(text).message).toBe(message);
  });

  test('two short lines do not make up for each other', () => {
    const full = '00'.repeat(30);
    const short = full.slice(1);
    expect(errorOf(`${full}\n${short}\n${full}\n${short}\n`).message).toMatch(/^hex: line 2, column 1: odd number/);
  });

  test.each(['0x', '01 0x', 'x01', '01 18 0g', '01-18'])('%j is no hex', (text) => {
    expect(errorOf(text).message).toBe('text (1 line) that fits no input format');
  });
});

describe('lines of hexdump -e', () => {
  const line = '0x01, 0x18, 0x00, 0x10, 0x00, 0x00, 0x00, 0x00,\n';

  test('cells of the last line that hold no byte are blank', () => {
    const last = `0x0a, ${'0x  , '.repeat(7).trim()}\n`;
    expect(blocksOf(read(line + last).blocks)).toEqual(['01180010000000000a @ 1-2']);
    expect(blocksOf(read((line + last).replaceAll(',', '')).blocks)).toEqual(['01180010000000000a @ 1-2']);
  });

  test('0x without digits is an error, and not the end of the block', () => {
    expect(errorOf(`${line}0x0a, 0x, 0x, 0x, 0x, 0x, 0x, 0x,\n`).message).toBe(
      "hex: line 2, column 7: '0x' without digits",
    );
  });
});

describe('offsets are no data', () => {
  test.each(['0010 00 00 03 0a\n', '0000000 00 00\n', '01 18\n00000002 00 10\n'])('%j is refused', (text) => {
    const error = errorOf(text, { format: 'hex' });
    expect(error.message).toMatch(
      /^hex: line \d, column 1: one longer group and then single bytes: the longer one looks like an offset$/,
    );
  });

  test('a colon and a blank end an offset, not a group', () => {
    expect(errorOf('00: 01 18 00 10 00 00 00 00\n').message).toBe('text (1 line) that fits no input format');
  });
});

describe('paragraphs and words', () => {
  test('a blank line parts blocks, and a note says so', () => {
    const reading = read('0118\n0010\n\n\n00aa\n');
    expect(blocksOf(reading.blocks)).toEqual(['01180010 @ 1-2', '00aa @ 5-5']);
    expect(reading.notes).toEqual(['a blank line ends a block; remove blank lines inside one dump']);
  });

  test('words around are not read, even those that look like hex', () => {
    const reading = read('Dear all,\nface\nadd a bad\n10\n\nthe bytes:\n01180010 00000000\n\nDave\n');
    expect(blocksOf(reading.blocks)).toEqual(['0118001000000000 @ 7-7']);
    expect(reading.notes).toEqual(['text around the bytes, not read: lines 1-4, 6, 9']);
  });

  test('words alone are no hex, even when some look like it', () => {
    expect(errorOf('Dear all,\nface\n10\n').details).toContain("not hex: line 1: 'r' is not a hex digit");
  });
});

describe('words of several bytes', () => {
  const words = '0x10001801, 0x0, 0xa030000\n';

  test('0x and more than two digits are words', () => {
    expect(errorOf(words).message).toBe(
      'hex: line 1, column 1: grouped in words of 4 bytes, and which byte of a word comes first in memory is not in the text',
    );
    expect(blocksOf(read(words, { word: 4, wordEndian: 'little' }).blocks)).toEqual(['01180010000000000000030a @ 1-1']);
    expect(blocksOf(read(words, { word: 4, wordEndian: 'big' }).blocks)).toEqual(['10001801000000000a030000 @ 1-1']);
  });

  test('bare groups are words when the caller says so', () => {
    expect(blocksOf(read('1801 1000', { word: 2, wordEndian: 'little' }).blocks)).toEqual(['01180010 @ 1-1']);
    expect(errorOf('1801 1000', { word: 4, wordEndian: 'little' }).message).toBe(
      'hex: line 1, column 1: groups of 2 bytes, but --word 4 was given',
    );
  });
});
