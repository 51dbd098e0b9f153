/** Attributes of sysfs as people copy them; the files of `copies` were typed after what the commands print on a host. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rawCopyText } from '../../src/input/raw-copies.js';
import { readSysfs } from '../../src/input/sysfs.js';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';

const copy = (name: string): string => readFileSync(`${root}test/input/copies/${name}`, 'utf8');

const attributes = {
  function_id: '0x000000ab',
  function_handle: '0x80010000',
  pchid: '0x01c4',
  pfgid: '0x05',
  vfn: '0x0023',
  pft: '0x02',
  uid: '0x37',
};

test.each([
  ['forloop.txt', 'forloop.txt'],
  ['head.txt', 'head.txt'],
  ['name-newline.txt', 'name-newline.txt'],
  ['grep-r.txt', '0037:00:00.0'],
])('%s', (name, source) => {
  const [one, ...more] = readSysfs(copy(name), name);
  expect(more).toEqual([]);
  expect(one?.source).toBe(source);
  expect(Object.fromEntries(one?.attributes ?? [])).toMatchObject(attributes);
});

test('head prints several lines of an attribute, several functions, and paths', () => {
  const text = copy('head.txt')
    .replace('==> port <==\n1\n', '==> resource <==\n0x1 0x2 0x3\n0x4 0x5 0x6\n')
    .replaceAll('==> ', '==> /sys/bus/pci/devices/0037:00:00.0/');
  const [one, other] = readSysfs(text + text.replaceAll('0037:', '0038:'), 'x');
  expect([one?.source, other?.source]).toEqual(['0037:00:00.0', '0038:00:00.0']);
  expect(one?.attributes.get('resource')).toBe('0x1 0x2 0x3 | 0x4 0x5 0x6');
  expect(one?.attributes.get('pfip/segment3')).toBe('0x03');
});

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

test.each([
  ['head', bytes('==> function_id <==\n0xab\n\n==> config <==\n', [0, 0x0a, 0xff], '\n==> uid <==\n0x37\n')],
  ['grep', bytes('./config:', [0, 0xff], '\n./function_id:0xab\n./uid:0x37\n')],
])('%s: bytes between the lines are those of their attribute', (how, copy) => {
  const [one] = readSysfs(rawCopyText(copy) ?? '', 'x');
  expect(Object.fromEntries(one?.attributes ?? [])).toEqual({
    function_id: '0xab',
    config: how === 'head' ? 'hex:000aff' : 'hex:00ff',
    uid: '0x37',
  });
});

test.each([
  ['head, which prints ten lines', bytes('==> function_id <==\n0xab\n\n==> rom <==\n', [0], '\n'.repeat(10))],
  ['grep, which prints a line feed as a new line', bytes('./rom:', [0], '\n./rom:', [1], '\n./function_id:0xab\n')],
])('%s: bytes that may not be all are none', (_how, copy) => {
  const [one] = readSysfs(rawCopyText(copy) ?? '', 'x');
  expect(one?.attributes.get('rom') ?? '').toBe('');
  expect(one?.attributes.get('function_id')).toBe('0xab');
});

test('other bytes are no copy', () => {
  for (const other of [bytes([0, 0x20, 0, 2]), bytes('ELF', [0]), bytes([])]) expect(rawCopyText(other)).toBeNull();
});

test('a copy larger than the attributes of a thousand functions is not read', () => {
  const copy = bytes('==> function_id <==\n0xab\n\n==> config <==\n', [0, 0xff], '\n==> uid <==\n0x37\n');
  const large = new Uint8Array(16 * 1024 * 1024 + 1);
  large.set(copy);
  expect(rawCopyText(large.subarray(0, -1))).toContain('function_id');
  expect(rawCopyText(large)).toBeNull();
});

test('nor are more lines of grep', () => {
  const lines = (count: number): Uint8Array => bytes('./config:', [0, 0xff], '\n', './uid:1\n'.repeat(count - 1));
  expect(rawCopyText(lines(200_000))).toContain('./config:hex:00ff');
  expect(rawCopyText(lines(200_001))).toBeNull();
});

test('grep below the folder of a function, and the slot of a function', () => {
  const text = './function_id:0x000000ab\n./uid:0x37\n/sys/bus/pci/slots/000000ab/power:1\n';
  const [one] = readSysfs(text, 'x');
  expect([...(one?.attributes ?? [])]).toEqual([
    ['function_id', '0x000000ab'],
    ['uid', '0x37'],
    ['slots/<fid>/power', '1'],
  ]);
});

test('decode of such a text says who reads it', async () => {
  const { status, stdout, stderr } = await runHere(['decode', `${root}test/input/copies/head.txt`]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^zpci-inspect: head\.txt: sysfs text holds no block\n {2}zpci-inspect diff takes it/);
});
