import { describe, expect, test } from 'vitest';
import { blocksOf, errorOf, read } from './known.js';

const zeros = '00'.repeat(16);
const row = (offset: string, last = '00') =>
  `${offset}: 0000 0000 0000 0000 0000 0000 0000 00${last}  ................\n`;
const canonical = (offset: string, bytes = '00 '.repeat(16).trim()) => `${offset}  ${bytes}\n`;

describe('damaged groups', () => {
  test.each([
    ['00000000: 0118 001\n', "xxd: line 1, column 16: odd number of hex digits: '001'"],
    ['00000000: 0118 00 0000\n', "xxd: line 1, column 16: group '00' is not 4 digits long as the groups before it"],
    ['00000000: 01 1800\n', "xxd: line 1, column 14: group '1800' is not 2 digits long as the groups before it"],
    ['00000000: 01 18\n00000002: 0010\n', 'xxd: line 2, column 11: groups of 2 bytes, in the lines before of 1'],
    ['> \u001b[1m00000000: 01 1O 00 10\n', "xxd: line 1, column 21: 'O' is not a hex digit"],
    ['00000000  01 18 0x 10  |....|\n', "hexdump: line 1, column 18: 'x' is not a hex digit"],
  ])('%j', (text, message) => {
    expect(errorOf(text).message).toBe(message);
  });
});

describe('a damaged line is no text', () => {
  test.each([
    ['a lost colon', row('00000010').replace(':', ''), 2],
    ['a lost digit of the offset', canonical('0000010'), 2],
    ['a letter before', `x${row('00000010')}`, 2],
  ])('%s', (_, damaged, line) => {
    const error = errorOf(`${row('00000000')}${damaged}${row('00000020')}`);
    expect(error.message).toMatch(
      new RegExp(`^xxd: line ${line}, column 1: '.*' looks like a damaged line of the dump beside it$`),
    );
  });

  test('at the end, too', () => {
    expect(errorOf(`${row('00000000')}00000010 0118  ..\n`).message).toBe(
      "xxd: line 2, column 1: '00000010 0118  ..' looks like a damaged line of the dump beside it",
    );
  });

  test('a lost blank after the colon is mended', () => {
    expect(blocksOf(read(`${row('00000000')}00000010:0118  ..\n`).blocks)).toEqual([`${zeros}0118 @ 1-2`]);
  });

  test('a line that is not read cannot be repeated', () => {
    expect(errorOf(`${row('00000000')}zz: zz\n*\n${row('00000040')}`).message).toBe(
      "xxd: line 3, column 1: '*' repeats the line before it, but line 2 is not of the dump",
    );
  });

  test('hex digits: a wrong character is an error, not words', () => {
    const line = '01 18 00 10 00 00 00 00\n';
    expect(errorOf(`${line}01 18 0O 10\n${line}`).message).toBe("hex: line 2, column 8: 'O' is not a hex digit");
    expect(errorOf(`${line}x01, 0x02, 0x03\n`).message).toBe("hex: line 2, column 1: 'x' is not a hex digit");
    expect(errorOf(`${zeros}\n${zeros.replace('0', 'o')}\n`).message).toBe(
      "hex: line 2, column 1: 'o' is not a hex digit",
    );
  });

  test('hex digits: one digit among pairs is read, with a note', () => {
    expect(read('0x01, 0x1, 0x00').notes).toEqual([
      "line 1: '0x1' has one digit where others have two: one may be lost",
    ]);
    expect(read('{ 0x01, 0x1, 0x00 }').notes).toEqual([
      "line 1: '0x1' has one digit where others have two: one may be lost",
    ]);
    expect(read('0x1, 0x18, 0x0').notes).toEqual([]);
  });

  test('base64: a line of another width is an error', () => {
    const line = 'Q'.repeat(76);
    expect(errorOf(`${line}\n${line.slice(1)}\n${line}\nQUJD\n`).message).toBe(
      'base64: line 2, column 1: 75 base64 digits in a line, 76 in the first one',
    );
    expect(errorOf(`${line}\nQUJD\n${line}\n`).message).toBe(
      'base64: line 3, column 1: base64 digits follow at once on a line that is the last one',
    );
  });
});

describe('a line of a debugger that is cut to its address', () => {
  const bytes = '0x01 0x02 0x03 0x04 0x05 0x06 0x07 0x08';
  test.each([
    ['gdb', '0x3ff00000: ', '0x3ff00008:', '0x3ff00010: ', bytes],
    ['qemu-monitor', '0000000003ff0000: ', '0000000003ff0008', '0000000003ff0010: ', bytes],
    ['crash', '3ff0000:  ', '3ff0008:', '3ff0010:  ', bytes.replaceAll('0x', '')],
  ])('%s', (format, first, cut, last, row) => {
    for (const text of [`${first}${row}\n${cut}\n${last}${row}\n`, `${first}${row}\n${cut}\n`]) {
      expect(errorOf(text).message).toBe(`${format}: line 2, column 1: '${cut}' is an address without its bytes`);
      expect(blocksOf(read(text, { partial: true }).blocks)[0]).toBe('0102030405060708 @ 1-1');
    }
  });
});
