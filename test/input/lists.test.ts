import { describe, expect, test } from 'vitest';
import { blocksOf, check, errorOf, read } from './known.js';

describe('C arrays', () => {
  test.each([
    'unsigned char q[] = {\n  0x01, 0x18, 0x00, 0x10\n};\n',
    'static const u8 q[4] = {0x1, 24, 0, 020};',
    'char q[] = { 1, 24, 0, 16, };',
    "char q[] = { '\\1', '\\x18', '\\0', '\\20' };",
    '{0x01, 0x18, 0x00, 0x10}',
    'uint8_t q[] = { 0x01u, 0x18U, /* zero } */ 0x00, // sixteen }\n 0x10 };',
    'Please try this:\n\nunsigned char q[] = { 0x01, 0x18,\n\n 0x00, 0x10 };\n\nDave\n',
  ])('%j', (text) => {
    const reading = read(text);
    expect(reading.format).toBe('c-array');
    expect(blocksOf(reading.blocks).map((each) => each.split(' @ ')[0])).toEqual(['01180010']);
  });

  test('several arrays are several blocks, each with its lines', () => {
    const text = 'u8 a[] = {\n1, 2\n};\nint n;\nu8 b[] = {\n3 };\n';
    check(text, 'c-array', ['0102 @ 1-3', '03 @ 5-6']);
  });

  test('braces in prose and code are no arrays', () => {
    for (const text of [
      'match [0-9]{1,2} here\n',
      'f({ 1, x });\n',
      'see {1} and {2, 3}\n',
      '{"a": {1: 2}}\n',
      'a[1]; x = {1: 2}\n',
    ]) {
      expect(errorOf(text).message).toBe('text (1 line) that fits no input format');
    }
    check('thing { 1, 2, 3, 4, 5, 6, 7, 8 }\n', 'c-array', ['0102030405060708 @ 1-1']);
  });

  test('a patch beside a dump does not hide it', () => {
    const text = '+  f({ 0x1, FOO });\n+  u8 a[] = { 1, BAR };\n\n00000000: 0118 0010  ....\n';
    check(text, 'xxd', ['01180010 @ 4-4']);
  });

  test('negative chars', () => {
    check('char q[] = { -1, -128 };', 'c-array', ['ff80 @ 1-1']);
  });

  test('words need a byte order', () => {
    const text = 'uint32_t q[] = { 0x10001801, 0x0 };';
    expect(errorOf(text).message).toMatch(/^c-array: line 1, column 16: grouped in words of 4 bytes/);
    check(text, 'c-array', ['0118001000000000 @ 1-1'], { word: 4, wordEndian: 'little' });
    check(text, 'c-array', ['1000180100000000 @ 1-1'], { word: 4, wordEndian: 'big' });
    expect(errorOf('{ 0x1800, 0x10 }').message).toMatch(/grouped in words of 2 bytes/);
  });

  test('small words of a type that is not known are bytes, unless the caller says words', () => {
    check('thing q[] = { 1, 2 };', 'c-array', ['0102 @ 1-1']);
    check('thing q[] = { 1, 2 };', 'c-array', ['00010002 @ 1-1'], { word: 2, wordEndian: 'big' });
  });

  test.each([
    ['u8 q[] = { 1, 0x100 };', "c-array: line 1, column 15: '0x100' does not fit in 1 byte"],
    ['u8 q[] = { 1, FOO };', "c-array: line 1, column 15: 'FOO' where a number was expected"],
    ['u8 q[] = { 1, 09 };', "c-array: line 1, column 15: '09' where a number was expected"],
    ['u8 q[] = { 1\n 2 };', "c-array: line 2, column 2: '2' where ',' or '}' was expected"],
    ['u8 q[] = {\n 1,\n 2,\n', "c-array: line 3, column 3: the list does not end: no '}'"],
    [
      'u8 q[] = { 1, 2 };\nunsigned int q_len = 3;',
      "c-array: line 2, column 14: 'q_len' is 3, but the array has 2 bytes",
    ],
  ])('%j', (text, message) => {
    expect(errorOf(text).message).toBe(message);
  });

  test('an array without its end is read with --partial', () => {
    const reading = check('u8 q[] = {\n 1,\n 2,\n', 'c-array', ['0102 @ 1-3'], { partial: true });
    expect(reading.notes).toEqual(["line 3: the list does not end: no '}'; the block holds what is there"]);
  });
});

describe('gdb print', () => {
  test('repeats, over several lines', () => {
    const text = '(gdb) p/x buf\n$2 = {0x1, 0x18, 0x0, 0x10, \n  0x0 <repeats 14 times>, \n  0x3, 0xa}\n(gdb) ';
    check(text, 'gdb-print', [`01180010${'00'.repeat(14)}030a @ 2-4`]);
  });

  test('p/c, p/d and p/o', () => {
    check("$1 = {1 '\\001', 24 '\\030', 0 '\\000' <repeats 14 times>}", 'gdb-print', [`0118${'00'.repeat(14)} @ 1-1`]);
    check('$1 = {1, 24, 0}', 'gdb-print', ['011800 @ 1-1']);
    check('$1 = {01, 030, 0}', 'gdb-print', ['011800 @ 1-1']);
  });

  test('several values are several blocks', () => {
    check('$1 = {0x1, 0x2}\n$2 = {0x3}\n$3 = 5\n', 'gdb-print', ['0102 @ 1-1', '03 @ 2-2']);
  });

  test('words need a byte order', () => {
    const text = '$1 = {0x10001801, 0x0 <repeats 2 times>}';
    expect(errorOf(text).message).toMatch(/^gdb-print: line 1, column 6: grouped in words of 4 bytes/);
    check(text, 'gdb-print', ['011800100000000000000000 @ 1-1'], { word: 4, wordEndian: 'little' });
  });

  test('a repeat that asks for more than 64 MiB is refused before it is made', () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(errorOf('$1 = {0x1, 0x0 <repeats 4000000000 times>}').message).toBe(
      'gdb-print: line 1, column 12: <repeats 4000000000 times>: more than 64 MiB of bytes, which is the limit for one text',
    );
    expect(errorOf(`$1 = {0x0 <repeats ${'9'.repeat(400)} times>}`).message).toMatch(/more than 64 MiB/);
    expect(errorOf("$1 = '\\000' <repeats 4000000000 times>", { partial: true }).message).toMatch(/more than 64 MiB/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
  });

  test('a list that gdb cut is an error, unless --partial', () => {
    const text = '$1 = {0x1, 0x18, 0x0 <repeats 3 times>...}\n';
    const error = errorOf(text);
    expect(error.message).toBe("gdb-print: line 1, column 39: the list is cut: '...'");
    expect(error.details[0]).toBe('in gdb: set print elements 0, then print again');
    check(text, 'gdb-print', ['0118000000 @ 1-1'], { partial: true });
  });

  test('a struct is no byte sequence', () => {
    expect(errorOf('$1 = {hdr = {a = 0x20, b = 0x2}, c = 0x0}').message).toBe(
      'gdb-print: line 1, column 7: a struct: gdb prints the values of its members, not its bytes',
    );
  });

  test('a string lacks the last NUL: refused, read with --partial', () => {
    const text = '$1 = "\\001\\030\\000\\020", \'\\000\' <repeats 14 times>, "\\003\\n\\"a"\n';
    expect(errorOf(text).message).toBe(
      'gdb-print: line 1, column 6: gdb leaves out a NUL at the end of a string: the length is not in the text',
    );
    check(text, 'gdb-print', [`01180010${'00'.repeat(14)}030a2261 @ 1-1`], { partial: true });
    expect(errorOf('$1 = "\\001\\030"...\n').message).toBe("gdb-print: line 1, column 6: the string is cut: '...'");
  });
});
