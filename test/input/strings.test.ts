import { describe, expect, test } from 'vitest';
import { check, errorOf } from './known.js';

describe('strace strings', () => {
  const call = (text: string, count: number) => `read(3, "${text}", 4096) = ${count}\n`;

  test.each([
    ['\\1\\30\\0\\20', '01180010', 4],
    ['\\0008', '0038', 2],
    ['\\x01\\x18\\x0a', '01180a', 3],
    ['\\t\\n\\v\\f\\r\\"\\\\a', '090a0b0c0d225c61', 8],
    ['\\377\\18', 'ff0138', 3],
  ])('%s', (text, hex, count) => {
    check(call(text, count), 'strace', [`${hex} @ 1-1`]);
  });

  test('calls with a process, a time, a path, an offset; written and resumed ones', () => {
    const text = [
      '[pid  1234] 08:00:01.123456 pread64(3</sys/x>, "\\1\\2", 2, 0) = 2',
      '1235 write(4, "\\3", 1 <unfinished ...>',
      '1234 <... read resumed>"\\4\\5", 8)       = 2',
      'read(3, "", 4096) = 0',
    ].join('\n');
    check(text, 'strace', ['0102 @ 1-1', '03 @ 2-2', '0405 @ 3-3']);
  });

  test.each([
    ['read(3, "\\1\\2"..., 96) = 96', "strace: line 1, column 15: the string is cut after 2 bytes: '...'"],
    ['read(3, "\\1\\2", 96) = 3', 'strace: line 1, column 9: the string has 2 bytes, but the call says 3'],
    ['write(3, "\\1\\2", 3) = 3', 'strace: line 1, column 10: the string has 2 bytes, but the call says 3'],
    ['read(3, "\\1\\2', 'strace: line 1, column 9: no closing " in this line'],
    ['read(3, "\\1\\q", 2) = 2', "strace: line 1, column 12: unknown escape '\\q'"],
    ['read(3, "\\400", 1) = 1', 'strace: line 1, column 10: \\400 is more than a byte'],
    [
      'read(3, "\u00e9", 1) = 1',
      "strace: line 1, column 10: '\\u{e9}' is no byte: such characters are written as escapes",
    ],
  ])('%j', (text, message) => {
    expect(errorOf(text).message).toBe(message);
  });

  test('a cut string is read with --partial, with a note', () => {
    const reading = check('read(3, "\\1\\2"..., 96) = 96', 'strace', ['0102 @ 1-1'], { partial: true });
    expect(reading.notes).toEqual(["line 1: the string is cut after 2 bytes: '...'; the block holds what is there"]);
  });

  test('the dump of the same call is preferred to its cut string', () => {
    const text =
      'read(3, "\\1"..., 2) = 2\n | 00000  01 18                                             ..               |\n';
    check(text, 'strace-dump', ['0118 @ 2-2']);
  });
});

describe('base64', () => {
  const bytes = Buffer.from(Array.from({ length: 100 }, (_, i) => (i * 37) & 0xff));
  const wrapped = bytes.toString('base64').replace(/.{76}/g, '$&\n');

  test('wrapped, in one line, quoted, among words', () => {
    check(wrapped, 'base64', [`${bytes.toString('hex')} @ 1-2`]);
    check(bytes.toString('base64'), 'base64', [`${bytes.toString('hex')} @ 1-1`]);
    check(`Hello,\nattached:\n\n${wrapped}\n\nDave\n`.replace(/^/gm, '> '), 'base64', [
      `${bytes.toString('hex')} @ 4-5`,
    ]);
  });

  test('every length', () => {
    for (let length = 8; length < 80; length++) {
      const part = bytes.subarray(0, length);
      check(part.toString('base64'), 'base64', [`${part.toString('hex')} @ 1-1`]);
    }
  });

  test('lines of zeros are base64 where other lines are, hex where none is', () => {
    const zeros = Buffer.concat([Buffer.alloc(114), bytes]);
    check(zeros.toString('base64').replace(/.{76}/g, '$&\n'), 'base64', [`${zeros.toString('hex')} @ 1-4`]);
    check('A'.repeat(76), 'hex', [`${'aa'.repeat(38)} @ 1-1`]);
  });

  test('damaged', () => {
    const lines = wrapped.split('\n');
    expect(errorOf(`${lines[0]}\n${lines[1]?.slice(0, -3)}\n`).message).toBe(
      `base64: line 2, column ${(lines[1]?.length ?? 0) - 3}: 133 base64 digits, no multiple of 4: the end is missing`,
    );
    expect(errorOf(`${'Q'.repeat(26)}R==\n`.replace('QR==', 'R=='), { format: 'base64' }).message).toBe(
      'base64: line 1, column 26: the last base64 digit holds bits that belong to no byte',
    );
  });

  test('a word or a path is no base64', () => {
    expect(errorOf('drivers/vfio/pci/vfiopcizdev\nHello\n', {}).message).toBe(
      'text (2 lines) that fits no input format',
    );
  });
});
