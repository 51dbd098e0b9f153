/** Lines written by hand after the tools' sources (domain/ZPCI.md 6.2). */
import { describe, expect, test } from 'vitest';
import { check, errorOf } from './known.js';

const first = `01180010${'00'.repeat(12)}`;
const firstRow = '01 18 00 10 00 00 00 00 00 00 00 00 00 00 00 00';

describe('QEMU monitor', () => {
  const dump = [
    '(qemu) xp /16xb 0x4000',
    '0000000000004000: 0x01 0x18 0x00 0x10 0x00 0x00 0x00 0x00',
    '0000000000004008: 0x00 0x00 0x00 0x00 0x00 0x00 0x00 0x00',
    '(qemu) ',
  ].join('\n');

  test('xp /xb', () => {
    const reading = check(dump, 'qemu-monitor', [`${first} @ 2-3`]);
    expect(reading.notes).toEqual(['text around the bytes, not read: lines 1, 4']);
  });

  test('another address after a command is another block', () => {
    check(`${dump}xp /8xb 0x9000\n0000000000009000: 0x0a 0x0b\n`, 'qemu-monitor', [`${first} @ 2-3`, '0a0b @ 5-5']);
  });

  test('xp /xw is refused without a byte order', () => {
    const words = '0000000000004000: 0x01180010 0x00000000 0x00000000 0x00000000\n';
    expect(errorOf(words).message).toMatch(/^qemu-monitor: line 1, column 19: grouped in words of 4 bytes/);
    check(words, 'qemu-monitor', [`${first} @ 1-1`], { word: 4, wordEndian: 'big' });
  });
});

describe('gdb x', () => {
  const row = (address: string, bytes: string) => `${address} <buf+8>:\t${bytes.replaceAll(' ', '\t')}\n`;
  const bytes = '0x01 0x18 0x00 0x10 0x00 0x00 0x00 0x00';

  test('without a symbol, with one that holds brackets, after the prompt', () => {
    check(`(gdb) x/8xb p\n0x3ff80: ${bytes}\n`, 'gdb', ['0118001000000000 @ 2-2']);
    check(`0x3ff80 <std::vector<int, std::allocator<int> >+4>: ${bytes}\n`, 'gdb', ['0118001000000000 @ 1-1']);
    check(`(gdb) 0x3ff80:\t${bytes}\n`, 'gdb', ['0118001000000000 @ 1-1']);
  });

  test('another address is another block only after a line of words', () => {
    const [one, two] = [row('0x1000', bytes), row('0x2000', bytes)];
    check(`${one}(gdb) x/8xb 0x2000\n${two}`, 'gdb', ['0118001000000000 @ 1-1', '0118001000000000 @ 3-3']);
    expect(errorOf(one + two).message).toBe(
      'gdb: line 2, column 1: gap of 4088 bytes: offset 0x2000 follows where 0x1008 was expected',
    );
  });

  test('damaged', () => {
    expect(errorOf(row('0x1000', '0x01 0x1g 0x00')).message).toBe("gdb: line 1, column 25: 'g' is not a hex digit");
    expect(errorOf(row('0x1000', '0x01 18 0x00')).message).toBe("gdb: line 1, column 22: '18' does not begin with 0x");
    expect(errorOf(row('0x1000', '0x01 0x1 0x00')).message).toBe(
      "gdb: line 1, column 22: odd number of hex digits: '0x1'",
    );
  });
});

describe('crash', () => {
  const dump = [
    'crash> rd -8 ffff8803e2122000 20',
    `ffff8803e2122000:  ${firstRow}   ................`,
    'ffff8803e2122010:  23 69 6e 63                                       #inc',
    '',
  ].join('\n');

  test('rd -8', () => {
    check(dump, 'crash', [`${first}23696e63 @ 2-3`]);
  });

  test('rd of words is refused without a byte order', () => {
    const words = 'ffff800010da0120:  65762078756e694c                    Linux ve\n';
    const error = errorOf(words);
    expect(error.message).toMatch(/^crash: line 1, column 20: grouped in words of 8 bytes/);
    expect(error.details).toContain('the text column fits --word-endian little');
    check(words, 'crash', ['4c696e7578207665 @ 1-1'], { word: 8, wordEndian: 'little' });
  });
});
