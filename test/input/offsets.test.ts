import { describe, expect, test } from 'vitest';
import { blocksOf, errorOf, read } from './known.js';

const zeros = '00'.repeat(16);
const row = (offset: string, last = '00') =>
  `${offset}: 0000 0000 0000 0000 0000 0000 0000 00${last}  ................\n`;
const canonical = (offset: string, bytes = '00 '.repeat(16).trim()) => `${offset}  ${bytes}\n`;

describe('repeats', () => {
  test('`*` fills up to the next offset', () => {
    const text = `${row('00000000', '01')}*\n${row('00000040', '02')}`;
    const line = `${'00'.repeat(15)}01`;
    expect(blocksOf(read(text).blocks)).toEqual([`${line.repeat(4)}${'00'.repeat(15)}02 @ 1-3`]);
  });

  test('`*` fills up to the bare offset at the end', () => {
    expect(blocksOf(read(`${canonical('00000000')}*\n00000040\n`).blocks)).toEqual([`${'00'.repeat(64)} @ 1-3`]);
  });

  test('busybox writes `*` for no line at all before a last line that begins like the others', () => {
    const text = `${canonical('00000000')}*\n${canonical('00000010', '00 00 00 00')}00000014\n`;
    expect(blocksOf(read(text).blocks)).toEqual([`${'00'.repeat(20)} @ 1-4`]);
  });

  test.each([
    ['0000020', 16],
    ['0000032', 32],
    ['0000048', 48],
    ['0000060', 48],
    ['0000096', 96],
    ['0000128', 128],
    ['00000a0', 160],
  ])('od: what `*` stands for tells the base of the offset %s', (end, length) => {
    const text = `0000000 ${'00 '.repeat(16).trim()}\n*\n${end}\n`;
    expect(blocksOf(read(text).blocks)).toEqual([`${'00'.repeat(length)} @ 1-3`]);
  });

  test('od -tx1c: a line of blanks between the line and its `*`', () => {
    const text = `0000000  ${'20  '.repeat(16).trim()}\n${' '.repeat(71)}\n*\n0000060\n`;
    expect(blocksOf(read(text).blocks)).toEqual([`${'20'.repeat(48)} @ 1-4`]);
  });

  test('no whole number of lines is an error', () => {
    expect(errorOf(`${canonical('00000000')}*\n00000048\n`).message).toBe(
      "hexdump: line 3, column 1: '*' in line 2 would stand for 56 bytes, no whole number of lines of 16: offset 0x48 after 0x10",
    );
  });

  test('a `*` that nothing follows has no length', () => {
    const text = `${canonical('00000000')} *\n`;
    const what = "'*' is not followed by an offset: how often the line before it repeats is not in the text";
    expect(errorOf(text).message).toBe(`hexdump: line 2, column 2: ${what}`);
    const partial = read(text, { partial: true });
    expect(blocksOf(partial.blocks)).toEqual([`${zeros} @ 1-2`]);
    expect(partial.notes).toEqual([`line 2: ${what}; the block ends before it`]);
  });

  test('more than 64 MiB is refused before it is made', () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(errorOf(`${canonical('00000000')}*\nfffffff0\n`).message).toBe(
      "hexdump: line 3, column 1: '*' in line 2 would stand for 4294967264 bytes: more than 64 MiB of bytes, which is the limit for one text",
    );
    expect(errorOf(`${canonical('0000000000000000')}*\nfffffffffffffff0\n`).message).toContain('more than 64 MiB');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
  });

  test('all dumps of one text share the limit', () => {
    const dump = `${canonical('00000000')}*\n03000000\n`;
    expect(read(dump).blocks[0]?.bytes.length).toBe(0x3000000);
    expect(errorOf(`${dump}\n${dump}`).message).toMatch(/^hexdump: line 7, column 1: .* more than 64 MiB/);
  });
});

describe('offsets', () => {
  test('a gap names both offsets', () => {
    const text = `${row('00000000')}${row('00000010')}\n  ${row('00000040')}`;
    const gap = 'gap of 32 bytes: offset 0x40 follows where 0x20 was expected';
    const error = errorOf(text);
    expect(error.message).toBe(`xxd: line 4, column 3: ${gap}`);
    expect(error.details[0]).toBe('paste the missing lines, or give --partial to read the parts as separate blocks');
    const partial = read(text, { partial: true });
    expect(blocksOf(partial.blocks)).toEqual([`${zeros}${zeros} @ 1-2`, `${zeros} @ 4-4`]);
    expect(partial.notes).toContain(`line 4: ${gap}; the parts are separate blocks`);
  });

  test('going backwards is an error, also with --partial', () => {
    const text = `${row('00000000')}${row('00000010')}${row('00000020')}${row('00000010')}`;
    const message = 'xxd: line 4, column 1: offset 0x10 goes backwards: 0x30 was expected';
    expect(errorOf(text).message).toBe(message);
    expect(errorOf(text, { partial: true }).message).toBe(message);
  });

  test('an overlap is an error', () => {
    expect(errorOf(`${row('00000000')}${row('00000008')}`).message).toBe(
      'xxd: line 2, column 1: offset 0x8 overlaps the line before it: 0x10 was expected',
    );
  });

  test('a dump that ends elsewhere than it says is an error', () => {
    const text = `${canonical('00000000')}00000020\n`;
    const what = 'the dump ends at offset 0x20, but its lines reach 0x10';
    expect(errorOf(text).message).toBe(`hexdump: line 2, column 1: ${what}`);
    expect(read(text, { partial: true }).notes).toEqual([`line 2: ${what}`]);
    expect(errorOf(`${canonical('00000000')}00000008\n`, { partial: true }).message).toBe(
      'hexdump: line 2, column 1: the dump ends at offset 0x8, but its lines reach 0x10',
    );
  });

  test('a dump that begins later is an error: lines may be missing', () => {
    const what = 'the dump begins at offset 0x10, not at 0';
    const error = errorOf(row('00000010'));
    expect(error.message).toBe(`xxd: line 1, column 1: ${what}`);
    expect(error.details[0]).toBe('paste the lines before it, or give --partial if the block begins here');
    const partial = read(row('00000010'), { partial: true });
    expect(blocksOf(partial.blocks)).toEqual([`${zeros} @ 1-1`]);
    expect(partial.notes).toEqual([`line 1: ${what}`]);
  });

  test('an offset without bytes', () => {
    expect(errorOf('00000000: 0118\n00000002: 0g\n').message).toBe("xxd: line 2, column 12: 'g' is not a hex digit");
  });
});

describe('a list of words behind a dump', () => {
  const whole = canonical('00000000');

  test('a `*` in it is no repeat', () => {
    const text = `${whole}\nwhat I see:\n*\n\nwhat I want:\n*\n`;
    expect(blocksOf(read(text).blocks)).toEqual([`${zeros} @ 1-1`]);
    expect(blocksOf(read(`${text}${canonical('00000000', 'aa bb')}`).blocks)).toEqual([`${zeros} @ 1-1`, 'aabb @ 8-8']);
  });

  test('a number in it is no end, unless it is written as the offsets are', () => {
    expect(blocksOf(read(`${whole}\nticket\n1234567\n`).blocks)).toEqual([`${zeros} @ 1-1`]);
    expect(errorOf(`${whole}zz\n00000020\n`).message).toBe(
      'hexdump: line 3, column 1: the dump ends at offset 0x20, but its lines reach 0x10',
    );
    expect(errorOf(`${whole}zz\n*\n00000040\n`).message).toBe(
      "hexdump: line 3, column 1: '*' repeats the line before it, but line 2 is not of the dump",
    );
  });
});

describe('several dumps in one text', () => {
  test.each([
    ['a blank line', '\n'],
    ['words', 'and the response:\n'],
  ])('offset 0 after %s begins another block', (_, between) => {
    const text = `${row('00000000')}${row('00000010')}${between}${row('00000000', '01')}`;
    const last = `${'00'.repeat(15)}01`;
    expect(blocksOf(read(text).blocks)).toEqual([`${zeros}${zeros} @ 1-2`, `${last} @ 4-4`]);
  });

  test('offset 0 after the bare offset at the end begins another block', () => {
    const text = `${canonical('00000000')}00000010\n${canonical('00000000', 'aa bb')}00000002\n`;
    expect(blocksOf(read(text).blocks)).toEqual([`${zeros} @ 1-2`, 'aabb @ 3-4']);
  });

  test('offset 0 at once is an error that says what to do', () => {
    const error = errorOf(`${row('00000000')}${row('00000010')}${row('00000000')}`);
    expect(error.message).toBe('xxd: line 3, column 1: offset 0x0 goes backwards: 0x20 was expected');
    expect(error.details[0]).toBe('two dumps in one text need a blank line or a line of words between them');
  });

  test('a dump that goes on after words is one block, and the words are mentioned', () => {
    const reading = read(`${row('00000000')}(page break)\n${row('00000010')}`);
    expect(blocksOf(reading.blocks)).toEqual([`${zeros}${zeros} @ 1-3`]);
    expect(reading.notes).toEqual(['text inside a dump that goes on after it, not read: line 2']);
  });

  test('two formats in one text are an error', () => {
    const text = `${row('00000000')}\n${canonical('00000000')}`;
    const error = errorOf(text);
    expect(error.message).toBe('mixed formats: xxd in line 1, hexdump in line 3');
    expect(error.details).toEqual([
      'give each dump in a file of its own, or name the one to read: --input xxd or --input hexdump',
    ]);
    expect(blocksOf(read(text, { format: 'hexdump' }).blocks)).toEqual([`${zeros} @ 3-3`]);
    expect(read(text, { partial: true }).notes).toContain('line 3: hexdump, not read with --partial');
  });

  test('bare hex beside a dump is an error only when it is long enough to be one', () => {
    expect(errorOf(`${row('00000000')}\n${zeros}\n`).message).toBe('mixed formats: xxd in line 1, hex in line 3');
    expect(blocksOf(read(`face\n${row('00000000')}`).blocks)).toEqual([`${zeros} @ 2-2`]);
  });
});
