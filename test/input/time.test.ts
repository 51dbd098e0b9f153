/** Time grows with the length of the text, whatever the text is: a quadratic step would not end within the timeout. */
import { describe, expect, test } from 'vitest';
import { builtInCatalog } from '../../src/catalog/catalog.js';
import { logError } from '../../src/load/log-error.js';
import { ToolError } from '../../src/model/errors.js';
import { read } from './known.js';

const size = 256 * 1024;
const long = 16 * size;
/** Many times what it takes, also on a busy machine; anything quadratic takes many minutes. */
const timeout = 120_000;

/** Reads the text or is refused; it must only come to an end. */
function end(text: string): void {
  try {
    read(text, { partial: true });
  } catch (error) {
    expect(error).toBeInstanceOf(ToolError);
  }
}

test.each([
  ['hex', '01180010'.repeat(long / 8), long / 2],
  ['hex', '0x01, '.repeat(700_000), 700_000],
  ['strace', `read(3, "${'\\1'.repeat(long / 2)}", 1) = ${long / 2}`, long / 2],
  ['gdb-print', `$1 = {${'0x1, '.repeat(800_000)}0x1}`, 800_001],
  ['base64', 'QUJD'.repeat(long / 4), (long / 4) * 3],
])('a line of 4 MB of %s', { timeout }, (format, text, length) => {
  const reading = read(text);
  expect(reading.format).toBe(format);
  expect(reading.blocks.map((block) => block.bytes.length)).toEqual([length]);
});

const pieces = [
  ...['a b ', '00000000: ', '0: ', '> ', '>', ' ', '\t', '0x', '\\x', '|', '*', '{0x1, ', '{', '"', '"\\1', '\\"'],
  ...["'", "'\\", '/*', '//', '\u001b', '\u001b[', '\u001b]', '\r', 'A', '=', '$1 = {', '$1 = "', '<repeats 2 times>'],
  ...['[ 1.0] ', 'read(3, "', '0x1 <', 'a_len = 1; {1}', '1234567 12 ', '\u00e9', '00 '],
];

describe.each(['Q', '\n'])('repeated, then %j', (last) => {
  test.each(pieces)('256 KB of %j', { timeout }, (piece) => {
    end(piece.repeat(Math.floor(size / piece.length)) + last);
  });
});

const lines = [
  ...[
    '',
    '*',
    '>',
    'x',
    '0',
    '00',
    '00'.repeat(30),
    'A'.repeat(76),
    'QUJD'.repeat(19),
    '{',
    '{1}',
    '00000000',
    '0000000 00',
  ],
  ...[
    '00000000: 0118',
    '00000000: 0118\n',
    '00000000: 0118\n*',
    '00000000  01 18',
    '00000000  01 18\n*\n00000010\n',
    '0x1000: 0x01',
  ],
  ...['0x1000: 0x01\n(gdb)', 'clp: 00000000: 01 02', 'clp: 0000: 01 02', ' | 00000  01 02', '1000:  01 02', '$1 = {1}'],
  ...[
    'read(3, "\\1", 1) = 1',
    '0000000000004000: 0x01',
    'QUJDREVG'.repeat(9),
    `${'A'.repeat(76)}\n${'Q'.repeat(76)}\n`,
  ],
  ...[
    '00 01721893452:123456 0 - 0003 000003ff80123456  51 20 | Q',
    'ioctl(4, VFIO_X, 0x7) = 0',
    'u8 a[] = {1};\nint a_len = 1;',
  ],
];

test.each(lines)('256 KB of lines %j', { timeout }, (line) => {
  end(`${line}\n`.repeat(Math.floor(size / (line.length + 1))));
});

test('a log of a million lines that say the same', { timeout }, () => {
  const hint = { log: 'kernel log', source: 'x', line: 3, event: 'ena', function: 1, numbers: {} } as const;
  expect(logError(new Array(1_000_000).fill(hint), builtInCatalog()).details[0]).toBe(
    'line 3: function 0x00000001: ena (1000000 times)',
  );
});
