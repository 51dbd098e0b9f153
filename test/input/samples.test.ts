/** What the real tools wrote (samples/make.sh) reads back to the bytes they were given. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type InputFormat, inputFormats } from '../../src/input/formats.js';
import { readInput } from '../../src/input/read-input.js';
import { ToolError } from '../../src/model/errors.js';
import { errorOf, known } from './known.js';

const folder = new URL('samples/', import.meta.url);
const sample = (name: string) => readFileSync(new URL(`${name}.txt`, folder));

interface Sample {
  readonly format: InputFormat;
  /** First and last line of each block. */
  readonly lines: readonly (readonly [number, number])[];
  /** Word size when the sample is refused without it. */
  readonly word?: 2 | 4 | 8;
  /** Bytes of each block, when it is not all of them. */
  readonly lengths?: readonly number[];
}

const samples: Readonly<Record<string, Sample>> = {
  xxd: { format: 'xxd', lines: [[1, 10]] },
  'xxd-a': { format: 'xxd', lines: [[1, 8]] },
  'xxd-g1-u': { format: 'xxd', lines: [[1, 10]] },
  'xxd-g0': { format: 'xxd', lines: [[1, 10]] },
  'xxd-g4': { format: 'xxd', lines: [[1, 10]] },
  'xxd-c8': { format: 'xxd', lines: [[1, 19]] },
  'xxd-d': { format: 'xxd', lines: [[1, 10]] },
  'xxd-e': { format: 'xxd', lines: [[1, 10]], word: 4 },
  'xxd-e-g2': { format: 'xxd', lines: [[1, 10]], word: 2 },
  'xxd-e-g8': { format: 'xxd', lines: [[1, 10]], word: 8 },
  'xxd-p': { format: 'hex', lines: [[1, 5]] },
  'xxd-i-stdin': { format: 'hex', lines: [[1, 13]] },
  'hexdump-canonical': { format: 'hexdump', lines: [[1, 9]] },
  'hexdump-busybox': { format: 'hexdump', lines: [[1, 9]] },
  'hexdump-canonical-v': { format: 'hexdump', lines: [[1, 11]] },
  'hexdump-words': { format: 'hexdump', lines: [[1, 9]], word: 2 },
  'hexdump-x': { format: 'hexdump', lines: [[1, 9]], word: 2 },
  'xxd-b': { format: 'xxd', lines: [[1, 25]] },
  'xxd-i': { format: 'c-array', lines: [[1, 15]] },
  'hexdump-octal': { format: 'od', lines: [[1, 9]] },
  'od-tx1': { format: 'od', lines: [[1, 9]] },
  'od-tx1z': { format: 'od', lines: [[1, 9]] },
  'od-Ax-tx1': { format: 'od', lines: [[1, 9]] },
  'od-Ax-tx1z-v': { format: 'od', lines: [[1, 11]] },
  'od-Ad-tx1': { format: 'od', lines: [[1, 9]] },
  'od-tx1-w8': { format: 'od', lines: [[1, 14]] },
  'od-tx1c': { format: 'od', lines: [[1, 16]] },
  'od-b': { format: 'od', lines: [[1, 9]] },
  'od-tx2': { format: 'od', lines: [[1, 9]], word: 2 },
  'od-Ax-tx4': { format: 'od', lines: [[1, 9]], word: 4 },
  'od-tx8': { format: 'od', lines: [[1, 9]], word: 8 },
  'gdb-xb': { format: 'gdb', lines: [[1, 19]] },
  'gdb-xb-address': { format: 'gdb', lines: [[1, 19]] },
  'gdb-xh': { format: 'gdb', lines: [[1, 10]], word: 2 },
  'gdb-xw': { format: 'gdb', lines: [[1, 9]], word: 4, lengths: [144] },
  'gdb-xg': { format: 'gdb', lines: [[1, 9]], word: 8, lengths: [144] },
  'gdb-print': { format: 'gdb-print', lines: [[1, 1]] },
  'gdb-print-repeats': { format: 'gdb-print', lines: [[1, 1]] },
  'gdb-print-decimal': { format: 'gdb-print', lines: [[1, 1]] },
  'gdb-print-words': { format: 'gdb-print', lines: [[1, 1]], word: 4, lengths: [144] },
  'strace-one': { format: 'strace', lines: [[1, 1]] },
  'strace-one-x': { format: 'strace', lines: [[1, 1]] },
  'strace-one-xx': { format: 'strace', lines: [[1, 1]] },
  'strace-one-dump': { format: 'strace-dump', lines: [[2, 11]] },
  strace: {
    format: 'strace',
    lines: [
      [3, 3],
      [4, 4],
      [5, 5],
    ],
    lengths: [146, 146, 64],
  },
  'strace-x': {
    format: 'strace',
    lines: [
      [3, 3],
      [4, 4],
      [5, 5],
    ],
    lengths: [146, 146, 64],
  },
  'strace-xx': {
    format: 'strace',
    lines: [
      [3, 3],
      [4, 4],
      [5, 5],
    ],
    lengths: [146, 146, 64],
  },
  'strace-pid': {
    format: 'strace',
    lines: [
      [3, 3],
      [4, 4],
      [5, 5],
    ],
    lengths: [146, 146, 64],
  },
  'strace-dump': {
    format: 'strace-dump',
    lines: [
      [4, 13],
      [15, 24],
      [26, 29],
    ],
    lengths: [146, 146, 64],
  },
  base64: { format: 'base64', lines: [[1, 3]] },
  'base64-w0': { format: 'base64', lines: [[1, 1]] },
  'od-An-v-tx1': { format: 'hex', lines: [[1, 10]] },
  'hex-one-line': { format: 'hex', lines: [[1, 1]] },
  'hex-fours': { format: 'hex', lines: [[1, 5]] },
  'hex-colons': { format: 'hex', lines: [[1, 10]] },
  'hex-escapes': { format: 'hex', lines: [[1, 10]] },
  'hex-0x-commas': { format: 'hex', lines: [[1, 10]] },
  'c-array-hex': { format: 'c-array', lines: [[1, 15]] },
  'c-array-decimal': { format: 'c-array', lines: [[1, 15]] },
  'rte-hexdump': { format: 'rte-hexdump', lines: [[2, 11]] },
  'python-bytes': { format: 'bytes-literal', lines: [[1, 1]] },
  'python-bytearray': { format: 'bytes-literal', lines: [[1, 1]] },
  'rust-debug': { format: 'byte-list', lines: [[1, 1]] },
  'go-v': { format: 'byte-list', lines: [[1, 1]] },
  'printk-ph': { format: 'printk-ph', lines: [[1, 1]], lengths: [64] },
};

const names = Object.keys(samples);

test('every sample is read or refused by a test', () => {
  const files = readdirSync(folder).flatMap((file) => (file.endsWith('.txt') ? [file.slice(0, -4)] : []));
  // s390dbf-records is the page of page.test.ts.
  expect(files.filter((file) => !names.includes(file) && !Object.keys(refused).includes(file))).toEqual([
    's390dbf-records',
  ]);
});

/** The format that a text is read as; null when it needs options. */
function formatRead(file: URL): InputFormat | null {
  try {
    return readInput(readFileSync(file)).format;
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

test('every format has the page of the fixtures', () => {
  const page = new URL('../../fixtures/text/clp-query-page/', import.meta.url);
  const files = readdirSync(page).filter((file) => file.endsWith('.txt'));
  const read = new Set(files.map((file) => formatRead(new URL(file, page))));
  // %*ph of the kernel prints 64 bytes at most.
  expect(inputFormats.filter((format) => format !== 'binary' && !read.has(format))).toEqual(['printk-ph']);
});

test('every format has texts that are damaged', () => {
  const files = readdirSync(new URL('malformed/', import.meta.url));
  const damaged = (format: string): boolean => files.some((file) => file.startsWith(`${format}-`));
  expect(inputFormats.filter((format) => format !== 'binary' && !damaged(format))).toEqual([]);
});

describe.each(names)('%s', (name) => {
  const { format, lines, word, lengths = [known.length] } = samples[name] ?? { format: 'binary', lines: [] };
  const options = word === undefined ? {} : ({ word, wordEndian: 'little' } as const);

  test('is found and read', () => {
    const reading = readInput(sample(name), options);
    expect(reading.format).toBe(format);
    expect(reading.blocks.map((block) => Buffer.from(block.bytes).toString('hex'))).toEqual(
      lines.map((_, i) => known.subarray(0, lengths[i] ?? known.length).toString('hex')),
    );
    expect(reading.blocks.map((block) => [block.lines?.first, block.lines?.last])).toEqual(lines);
  });

  test('reads the same when it is named, quoted, and sent with CRLF', () => {
    const mailed = sample(name).toString().replace(/^/gm, '> ').replaceAll('\n', '\r\n');
    const reading = readInput(Buffer.from(mailed), { ...options, format });
    expect(reading.blocks).toEqual(readInput(sample(name), options).blocks);
  });
});

const wordSamples = Object.entries(samples).flatMap(([name, { word }]) => (word === undefined ? [] : [{ name, word }]));

test.each(wordSamples)('$name is refused without word size and byte order', ({ name, word }) => {
  const error = errorOf(sample(name));
  expect(error.message).toContain(`grouped in words of ${word} bytes`);
  expect(error.details[0]).toMatch(`give --word ${word} and --word-endian big|little`);
});

const refused: Readonly<Record<string, string>> = {
  'hex-0x-short': "hex: line 10, column 11: '0x' without digits",
  's390dbf-sprintf':
    'line 1: s390dbf sprintf view: the pci_msg log holds sentences with a few numbers, never the block',
  'gdb-db': 'gdb: line 1, column 17: numbers in decimal',
  'gdb-print-cut': "gdb-print: line 1, column 160: the list is cut: '...'",
  'gdb-print-string':
    'gdb-print: line 1, column 6: gdb leaves out a NUL at the end of a string: the length is not in the text',
  'od-words': 'od: line 1, column 9: words in octal digits',
  'strace-cut': "strace: line 3, column 81: the string is cut after 32 bytes: '...'",
  'strace-ioctl': 'line 1: strace of ioctl calls: strace prints the address of an ioctl buffer, never what is in it',
  'strace-ioctl-raw':
    'line 1: strace of ioctl calls: strace prints the address of an ioctl buffer, never what is in it',
};

test.each(Object.keys(refused))('%s is refused', (name) => {
  expect(errorOf(sample(name)).message).toBe(refused[name]);
});

test.each([
  'xxd',
  'xxd-g1-u',
  'xxd-c8',
  'xxd-b',
  'hexdump-canonical',
  'od-tx1z',
  'od-b',
  'gdb-xb',
  'strace-dump',
  'base64',
])('%s: no lost character changes a byte unseen', (name) => {
  const text = sample(name).toString();
  const bytesOf = (lossy: string) => readInput(Buffer.from(lossy)).blocks.map((block) => Buffer.from(block.bytes));
  const whole = bytesOf(text);
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\n') continue;
    const lossy = text.slice(0, at) + text.slice(at + 1);
    const unseen = outcome(() => bytesOf(lossy));
    if (unseen !== null) expect(unseen, `without character ${at}`).toEqual(whole);
  }
});

/** What `read` gives, or null when it ends in a ToolError. */
function outcome<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}
