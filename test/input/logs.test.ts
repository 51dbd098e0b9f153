/** Lines written by hand after the tools' sources (domain/ZPCI.md 6.2). */
import { describe, expect, test } from 'vitest';
import { blocksOf, check, errorOf, read } from './known.js';

const first = `01180010${'00'.repeat(12)}`;
const second = '0000030a0000100015000000000001f0';
const firstRow = '01 18 00 10 00 00 00 00 00 00 00 00 00 00 00 00';
const secondRow = '00 00 03 0a 00 00 10 00 15 00 00 00 00 00 01 f0';

describe('print_hex_dump', () => {
  const row = (offset: string, bytes: string) => `[   12.345678] clp rsp: ${offset}: ${bytes}  ................\n`;
  const dump = row('00000000', firstRow) + row('00000010', secondRow);

  test('time stamp and prefix are no data', () => {
    check(dump, 'print-hex-dump', [`${first}${second} @ 1-2`]);
  });

  test.each([
    ['syslog', dump.replace(/^\[.*?\]/gm, 'Nov 22 08:19:01 lpar1 kernel:')],
    ['journal with a time stamp', dump.replace(/^\[/gm, '2025-11-22T08:19:01+0100 lpar1 kernel: [')],
    ['raw kernel log', dump.replace(/^\[/gm, '<7>[')],
    ['callers', dump.replace(/\]/gm, '][  T123]')],
    ['dmesg --decode', dump.replace(/^/gm, 'kern  :debug : ')],
    ['dmesg --decode --ctime', dump.replace(/^\[.*?\]/gm, 'daemon:warn  : [Sat Nov 22 08:19:01 2025]')],
    ['dmesg --show-delta', dump.replace(/^\[.*?\]/gm, '[   12.345678 <    0.000021>]')],
    ['dmesg --ctime --show-delta', dump.replace(/^\[.*?\]/gm, '[Sat Nov 22 08:19:01 2025 <    0.000021>]')],
    ['dmesg --time-format delta', dump.replace(/^\[.*?\]/m, '[<    0.000021>]').replace(/^\[ .*?\]/m, '[<    1.2>]')],
    ['dmesg --human', dump.replace(/^\[.*?\]/m, '[Nov22 08:19]').replace(/^\[ .*?\]/m, '[  +0.000021]')],
    ['journalctl -o short-full', dump.replace(/^\[.*?\]/gm, 'Sat 2025-11-22 08:19:01 UTC lpar1 kernel:')],
    ['journalctl -o short-unix', dump.replace(/^\[.*?\]/gm, '1763799541.123456 lpar1 kernel:')],
    ['no time stamp', dump.replace(/^\[.*?\] /gm, '')],
    ['a mail', dump.replace(/^/gm, '> ')],
    ['a PCI address in the prefix', dump.replaceAll('clp rsp', 'zpci 0001:00:00.0')],
  ])('%s', (_, text) => {
    check(text, 'print-hex-dump', [`${first}${second} @ 1-2`]);
  });

  test('offset 0 begins another dump, even at once', () => {
    check(dump + dump, 'print-hex-dump', [`${first}${second} @ 1-2`, `${first}${second} @ 3-4`]);
  });

  test('another prefix is another dump', () => {
    const text = row('00000000', firstRow) + row('00000000', secondRow).replace('clp rsp', 'clp req');
    check(text, 'print-hex-dump', [`${first} @ 1-1`, `${second} @ 2-2`]);
  });

  test('what changes in the prefix from line to line is an error, and not many blocks', () => {
    const text = dump.replace('[   12.345678]', '(1.2)').replace('[   12.345678]', '(1.3)');
    const what = "offset 0x10 goes on from the line before, but its prefix '(1.3) clp rsp:' is another one";
    expect(errorOf(text).message).toBe(`print-hex-dump: line 2, column 1: ${what}`);
    expect(errorOf(text).details[0]).toBe('take out what differs from line to line, such as a time stamp');
    const partial = read(text, { partial: true });
    expect(blocksOf(partial.blocks)).toEqual([`${first} @ 1-1`, `${second} @ 2-2`]);
    expect(partial.notes).toEqual([`line 2: ${what}`]);
    const addresses = text.replace('00000000:', '00000000fe000000:').replace('00000010:', '00000000fe000010:');
    expect(errorOf(addresses).message).toMatch(/^print-hex-dump: line 2, column 1: offset 0xfe000010 goes on from/);
  });

  test('two dumps mixed up line by line are an error', () => {
    const other = dump.replaceAll('clp rsp', 'clp req').split('\n');
    const mixed = dump.split('\n').flatMap((line, i) => [line, other[i] ?? '']);
    const error = errorOf(mixed.join('\n'));
    expect(error.message).toBe(
      "print-hex-dump: line 3, column 16: the dump of prefix 'clp rsp:' goes on here, after lines of prefix 'clp req:'",
    );
    expect(error.details[0]).toBe(
      'bring the lines of each prefix together (grep), with a blank line between two dumps',
    );
  });

  test('a dump whose first lines are missing after one of another prefix is an error', () => {
    const text = dump + row('00000030', firstRow).replace('clp rsp', 'clp req');
    expect(errorOf(text).message).toBe('print-hex-dump: line 3, column 25: the dump begins at offset 0x30, not at 0');
  });

  test('other messages between are mentioned, a lost line is a gap', () => {
    const between = '[   12.345679] vfio-pci 0001:00:00.0: enabling device\n';
    const reading = check(row('00000000', firstRow) + between + row('00000010', secondRow), 'print-hex-dump', [
      `${first}${second} @ 1-3`,
    ]);
    expect(reading.notes).toEqual(['text inside a dump that goes on after it, not read: line 2']);
    expect(errorOf(row('00000000', firstRow) + between + row('00000020', secondRow)).message).toBe(
      'print-hex-dump: line 3, column 25: gap of 16 bytes: offset 0x20 follows where 0x10 was expected',
    );
  });

  test('addresses, and words of four bytes', () => {
    const words = 'buf ffffffff88089af0: 73727170 77767574 7b7a7978 7f7e7d7c  pqrstuvwxyz{|}~.\n';
    expect(errorOf(words).message).toBe(
      'print-hex-dump: line 1, column 23: grouped in words of 4 bytes, and which byte of a word comes first in memory is not in the text',
    );
    expect(errorOf(words).details[1]).toBe('the text column fits --word-endian little');
    check(words, 'print-hex-dump', ['707172737475767778797a7b7c7d7e7f @ 1-1'], { word: 4, wordEndian: 'little' });
  });
});

describe('qemu_hexdump', () => {
  const dump = [
    'clp: 0000:  01 18 00 10  00 00 00 00  00 00 00 00  00 00 00 00 ................',
    'clp: 0010:  00 00 03 0a  00 00 10 00  15 00 00 00  00 00 01 f0 ................',
    'clp: 0020:  61 62 63 64  30 31 32                              abcd012',
    '',
  ].join('\n');

  test('the text column follows after a single blank', () => {
    check(dump, 'qemu-hexdump', [`${first}${second}61626364303132 @ 1-3`]);
    check(dump.replaceAll('................', '00 11 22 33 44 5'), 'qemu-hexdump', [
      `${first}${second}61626364303132 @ 1-3`,
    ]);
  });

  test('newer QEMU writes one blank after the colon', () => {
    check(dump.replaceAll(':  ', ': '), 'qemu-hexdump', [`${first}${second}61626364303132 @ 1-3`]);
  });

  test.each([
    ['clp: 0000: 30 30 20 31  31 20 32 32  20 33 33 20 00 11 22 33 ', '303020313120323220333320'],
    ['clp: 0000: 30 30 20 31  31 20 32 32  20 33 33 20 00 11 22 33', '303020313120323220333320'],
    ['clp: 0000: 30 30 20 31  31 20 32 32  20 33 33 20  34 34 20 00 11 22 33 44 ', '303020313120323220333320343420'],
    ['clp: 0000: 00 00 00 00  00 00 00 00  00 00 00 00  00 .............', '00'.repeat(13)],
    ['clp: 0000: 61 62 63 64  30 31 32             abcd012', '61626364303132'],
  ])('newer QEMU does not fill up the last line: %s', (line, hex) => {
    check(line, 'qemu-hexdump', [`${hex} @ 1-1`]);
  });

  test('in a log with time stamps', () => {
    check(dump.replace(/^clp/gm, '2025-11-22 08:19:01.123 clp'), 'qemu-hexdump', [
      `${first}${second}61626364303132 @ 1-3`,
    ]);
  });

  test('a lost line is a gap', () => {
    expect(errorOf(dump.split('\n').toSpliced(1, 1).join('\n')).message).toBe(
      'qemu-hexdump: line 2, column 6: gap of 16 bytes: offset 0x20 follows where 0x10 was expected',
    );
  });
});

describe('s390dbf', () => {
  const head = '00 01721893452:123456 0 - 0003 000003ff80123456  ';
  const record = `${head}51 20 50 43 49 20 46 4e 3a 0a 00 00 00 00 00 00 | Q PCI FN:.......\n`;

  test('hex_ascii: a block for each record', () => {
    const other = `${head.replace(' - 0003', ' * 03')}00 00 01 01 00 00 00 00 00 00 00 00 00 00 00 00 | ................\n`;
    const bytes = `${head}51 20 50 43 49 20 46 4e 00 00 00 00 00 00 00 01 | Q PCI FN........\n`;
    const reading = check(bytes + other, 's390dbf', [
      '512050434920464e0000000000000001 @ 1-1',
      '00000101000000000000000000000000 @ 2-2',
    ]);
    expect(reading.notes).toEqual([
      'a record of this log holds a few bytes (a tag, or a result code), never a whole response',
    ]);
  });

  test('hex_ascii: records that were announced are one block', () => {
    const [tag, first, second] = [
      '65 72 72 6f 72 20 43 43 44 46 3a 0a 00 00 00 00 | error CCDF:.....',
      `${'01 '.repeat(16)}| ................`,
      `${'02 '.repeat(16)}| ................`,
    ].map((text) => `${head}${text}\n`);
    const later = `${head.replace(':123456', ':125000')}${'03 '.repeat(16)}| ................\n`;
    const reading = check(`${tag}${first}${second}${later}`, 's390dbf', [
      `${'01'.repeat(16)}${'02'.repeat(16)} @ 2-3`,
      `${'03'.repeat(16)} @ 4-4`,
    ]);
    expect(reading.blocks.map(({ announced }) => announced)).toEqual(['error CCDF', undefined]);
  });

  test('sprintf view: recognised, and why it is refused', () => {
    const error = errorOf(`${head}ena fid:10, fh:80000005, rc:0\n`);
    expect(error.message).toBe(
      'line 1: s390dbf sprintf view: the pci_msg log holds sentences with a few numbers, never the block',
    );
    expect(error.details[0]).toBe('get the bytes on the host with the script that `zpci-inspect capture` prints');
    expect(errorOf(`${head}ena fid:10, fh:80000005, rc:0\n`, { format: 's390dbf' }).message).toBe(error.message);
  });

  test('damaged', () => {
    expect(errorOf(record.replace('4e 3a', '4e 3')).message).toBe(
      "s390dbf: line 1, column 74: odd number of hex digits: '3'",
    );
  });
});

describe('texts without the bytes', () => {
  test.each([
    ['ioctl(4, VFIO_DEVICE_GET_INFO, 0x7fff4989a530) = 0', 'strace of ioctl calls'],
    ['1234  08:00:01 ioctl(4</dev/vfio/vfio>, VFIO_IOMMU_GET_INFO, 0x7fff4989a530) = 0', 'strace of ioctl calls'],
    ['ioctl(0x4, 0x3b6b, 0x7ffd5cf53160)      = 0', 'strace of ioctl calls'],
    ['s390_pci_list_entry g_l2 32 vendor id 0x1af4 device id 0x1041 fid 0x0 fh 0x80000001', 'QEMU trace'],
    ['1234@1721893452.123456:s390_pci_bar bar 0 addr 0x0 size 0x4000barsize 0xe', 'QEMU trace'],
  ])('%s', (text, title) => {
    expect(errorOf(`a log:\n${text}\n`).message).toMatch(new RegExp(`^line 2: ${title}: `));
  });

  test('with a dump beside them, the dump is read', () => {
    const text = `ioctl(4, VFIO_DEVICE_GET_INFO, 0x7fff4989a530) = 0\n\n${first}\n`;
    check(text, 'hex', [`${first} @ 3-3`]);
  });
});
