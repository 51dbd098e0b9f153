import { describe, expect, test } from 'vitest';
import { inputFormats } from '../../src/input/read-input.js';
import { decodeText } from '../../src/input/recognise-text.js';
import { columnOf } from '../../src/input/text-line.js';
import { splitLines } from '../../src/input/text-lines.js';
import { blocksOf, errorOf, known, read } from './known.js';

describe('bytes or text', () => {
  test('a NUL, a control character or invalid UTF-8 makes bytes', () => {
    for (const bytes of [[0x30, 0x00], [0x30, 0x07], [0x7f], [0xff, 0x30], [0xc3], [0xc2, 0x85], [0x30, 0x0b]]) {
      expect(decodeText(Uint8Array.from(bytes)), String(bytes)).toBeNull();
      expect(read(Uint8Array.from(bytes)).format, String(bytes)).toBe('binary');
    }
  });

  test('TAB, LF, CR, FF and ESC are text, and so is UTF-8', () => {
    expect(decodeText(Uint8Array.from([9, 10, 13, 12, 27, 0x30]))).toBe('\t\n\r\f\u001b0');
    expect(decodeText(Buffer.from('\u201csehr geehrte\u201d'))).toBe('\u201csehr geehrte\u201d');
  });

  test('a byte order mark is no character of the text', () => {
    expect(blocksOf(read(Buffer.from('\ufeff0118 0010\n')).blocks)).toEqual(['01180010 @ 1-1']);
  });

  test('bytes come back as they are, without lines', () => {
    const reading = read(known);
    expect(reading.format).toBe('binary');
    expect(reading.blocks).toEqual([{ bytes: known, lines: null }]);
    expect(reading.rejected).toEqual([]);
  });

  test('--input binary forces bytes', () => {
    expect(blocksOf(read('0118', { format: 'binary' }).blocks)).toEqual(['30313138 @ binary']);
  });

  test('a text format named for bytes is an error', () => {
    expect(errorOf(known, { format: 'xxd' }).message).toBe(
      'not xxd: not text: control character 0x01 in line 1, column 1',
    );
  });

  test.each([
    [[0x30, 0x0a, 0x30, 0x30, 0x07], 'control character 0x07 in line 2, column 3'],
    [[0x30, 0x0d, 0x0a, 0x7f], 'control character 0x7f in line 2, column 1'],
    [[0x30, 0xc3, 0xa4, 0xff, 0x30], 'invalid UTF-8 in line 1, column 3'],
    [[0x30, 0xc2, 0x9b], 'control character 0x9b in line 1, column 2'],
  ])('what makes %j no text is said when a text format was named', (bytes, what) => {
    const error = errorOf(Uint8Array.from(bytes), { format: 'hex' });
    expect(error.message).toBe(`not hex: not text: ${what}`);
  });

  test('UTF-16 text is bytes, and a note says what to do', () => {
    const reading = read(Buffer.from('\ufeff0118', 'utf16le'));
    expect(reading.format).toBe('binary');
    expect(reading.notes).toEqual(['begins as UTF-16 text does; if it is text, convert it: iconv -f utf-16 -t utf-8']);
  });

  test('bytes that begin as text are told apart by a note', () => {
    const reading = read(Buffer.from('00000000: 0118\u0000 0010\n'));
    expect(reading.format).toBe('binary');
    expect(reading.notes).toEqual([
      'taken for bytes, and begins as text does: control character 0x00 in line 1, column 15; if it is a dump, take that out',
    ]);
    expect(read('00000000: 0118\u0000', { format: 'binary' }).notes).toEqual([]);
  });

  test('nothing is an error', () => {
    expect(errorOf('').message).toBe('empty: 0 bytes');
    expect(errorOf('', { format: 'binary' }).message).toBe('empty: 0 bytes');
    expect(errorOf(' \r\n\t\n\n').message).toBe('empty: the text holds only blank lines');
  });
});

describe('text that fits nothing', () => {
  const error = errorOf('Dear list,\n\nplease see below.\n');

  test('is an error that lists every format with line and reason', () => {
    expect(error.message).toBe('text (3 lines) that fits no input format');
    for (const format of inputFormats.filter((name) => name !== 'binary')) {
      expect(error.details.filter((detail) => detail.startsWith(`not ${format}: line `))).toHaveLength(1);
    }
    expect(error.details).toContain("not hex: line 1: 'r' is not a hex digit");
  });

  test('says what to do', () => {
    expect(error.details.at(-1)).toBe(
      'name the format with --input <format>; if these are bytes and no text, --input binary',
    );
  });

  test('is quoted without control or bidi characters', () => {
    expect(errorOf('\u202e\u001bQ').details.join('\n')).toMatch(/^[ -~\n\u2026]*$/);
  });
});

describe('a format that was named', () => {
  test('is never second-guessed', () => {
    const dump = '00000000: 0118 0010\n';
    expect(errorOf(dump, { format: 'hexdump' }).message).toBe(
      'not hexdump: line 1: no line begins with an offset of 4 or more hex digits, two blanks and bytes',
    );
    expect(read(dump, { format: 'xxd' }).why).toBe('--input xxd: 1 line as xxd writes them, the first in line 1');
  });

  test('an unknown name lists the known ones', () => {
    // @ts-expect-error: a caller without types
    const error = errorOf('00', { format: 'uuencode' });
    expect(error.message).toBe('no input format uuencode');
    expect(error.details).toEqual([`known: ${inputFormats.join(', ')}`]);
  });
});

describe('what programs wrap around the lines', () => {
  const plain = '00000000: 0118 0010 0000 0000 0000 0000 0000 0000  ................\n00000010: 0a0b  ..\n';
  const bytes = `01180010${'00'.repeat(12)}0a0b`;

  test.each([
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['CR CR LF', plain.replaceAll('\n', '\r\r\n')],
    ['no line end at the end', plain.trimEnd()],
    ['indentation', plain.replace(/^/gm, '    ')],
    ['tabs before', plain.replace(/^0/gm, '\t0')],
    ['quoting', plain.replace(/^0/gm, '> 0')],
    ['nested quoting', plain.replace(/^0/gm, '> >> 0')],
    ['colours', plain.replace(/(0118|0a0b)/g, '\u001b[1;32m$1\u001b[0m')],
    ['a terminal title', `\u001b]0;root@host\u001b\\${plain}`],
    ['form feed', `\f${plain}`],
    ['no-break spaces', plain.replaceAll(' ', '\u00a0')],
  ])('%s', (_, text) => {
    expect(blocksOf(read(text).blocks)).toEqual([`${bytes} @ 1-2`]);
  });

  test('blank lines around are counted, not read', () => {
    expect(blocksOf(read(`\n\n${plain}\n\n`).blocks)).toEqual([`${bytes} @ 3-4`]);
  });

  test('columns are those of the text as it was given', () => {
    const [line] = splitLines('> \u001b[32m0118\u001b[0m zz');
    expect(line?.text).toBe('0118 zz');
    const columns = [0, 4, 5].map((at) => line && columnOf(line, at));
    expect(columns).toEqual([8, 16, 17]);
  });

  test('text around the bytes is accounted for', () => {
    const reading = read(`Hello,\nhere it is:\n\n${plain}\nRegards\n`);
    expect(blocksOf(reading.blocks)).toEqual([`${bytes} @ 4-5`]);
    expect(reading.notes).toEqual(['text around the bytes, not read: lines 1-2, 7']);
  });
});

describe('a mail', () => {
  const mail = [
    'On Thu, Nov 20, 2025 at 08:19:01AM +0100, Dave wrote:',
    '> Hello, I ran xxd req.bin on fid 10 and got:',
    '> 00000000: 0020 0002 0000 0000 0000 0000 0000 0000  . ..............',
    '> 00000010: 0000 0010 8000 0005                      ........',
    '> and the response (1234567 is my ticket):',
    '>',
    '> 00000000: 0040 0010 0000 0000 0000 0000 0000 0000  .@..............',
    '> 00000010: 0a0b                                     ..',
    '>',
    '> Any idea? The list says { 1, 2 } and 0x3b6b.',
    '',
    '-- ',
    'Dave',
    '',
  ];

  test('two dumps in quoted prose are two blocks with their lines', () => {
    const reading = read(mail.join('\r\n'));
    expect(reading.format).toBe('xxd');
    expect(blocksOf(reading.blocks)).toEqual([
      `00200002${'00'.repeat(14)}001080000005 @ 3-4`,
      `00400010${'00'.repeat(12)}0a0b @ 7-8`,
    ]);
    expect(reading.notes).toEqual(['text around the bytes, not read: lines 1-2, 5, 10, 12-13']);
  });
});

describe('what nobody pastes', () => {
  test('lines of one dump that lie far apart are read', () => {
    const reading = read(`00000000: 0118\n${'\n'.repeat(17_000_000)}00000002: 0010\n`);
    expect(blocksOf(reading.blocks)).toEqual(['01180010 @ 1-17000002']);
  });

  test('more blocks than the limit are refused', () => {
    expect(read('00\n\n'.repeat(100_000)).blocks).toHaveLength(100_000);
    expect(errorOf('00\n\n'.repeat(100_001)).message).toBe(
      'hex: line 200001, column 1: more than 100000 blocks, which is the limit for one text',
    );
  });

  test('more codes of colour than the limit are refused', () => {
    expect(errorOf(`0118\n${'\u001b[m'.repeat(500_001)}`).message).toBe(
      'text with 500001 codes of colour, of which 500000 are the limit for one text',
    );
  });
});
