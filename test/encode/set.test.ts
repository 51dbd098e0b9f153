/** `encode --set`: other values in the bytes of a block. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';

const query = readFileSync(`${root}fixtures/three-views/net-group5/firmware-query-fn.bin`);
const device = readFileSync(`${root}fixtures/three-views/net-group5/vfio-device-info.bin`);
const files = new Map<string, Uint8Array>([
  ['fn.bin', query],
  ['device.bin', device],
]);

async function json(name: string): Promise<Uint8Array> {
  return (await runInMemory(['decode', '-f', 'json', name], files)).stdout;
}

async function encode(block: string, ...settings: string[]) {
  const args = settings.flatMap((setting) => ['--set', setting]);
  return runInMemory(['encode', ...args, '-'], files, { stdin: await json(block) });
}

test('several fields, each by its path: numbers, texts, bytes, elements', async () => {
  const { code, stdout } = await encode(
    'fn.bin',
    ...['pchid=0x999', 'clp_rsp_query_pci.fid=4660', 'pfip=01020304', 'util_str=NET = A'],
  );
  const expected = Buffer.from(query);
  expected.writeUInt16BE(0x999, 30);
  expected.writeUInt32BE(0x1234, 20);
  expected.set([1, 2, 3, 4], 56);
  // "NET = A" in code page 037, and blanks.
  expected.fill(0x40, 128, 192).set([0xd5, 0xc5, 0xe3, 0x40, 0x7e, 0x40, 0xc1], 128);
  expect(code).toBe(0);
  expect(stdout.equals(expected)).toBe(true);
});

test.each([
  ['fn.bin', ['pchit=1'], /--set pchit: no field of the block is called so; did you mean pchid\?/],
  ['fn.bin', ['pchid'], /--set takes FIELD=VALUE, not 'pchid'/],
  ['fn.bin', ['=1'], /--set takes FIELD=VALUE/],
  ['fn.bin', ['pchid=1', 'clp_rsp_query_pci.pchid=2'], /--set clp_rsp_query_pci\.pchid: the field is set twice/],
  ['fn.bin', ['pchid=65536'], /needs more than the 16 bits of the field; the largest value is 65535 \(0xffff\)/],
  ['fn.bin', ['pchid=-1'], /"-1" is no unsigned integer/],
  ['fn.bin', ['pchid='], /"" is no unsigned integer/],
  [
    'device.bin',
    ['header.next=0'],
    /--set header\.next: \d fields of the block are called so\n {2}name one with its struct: /,
  ],
])('%s %j', async (block, settings, message) => {
  const { code, stdout, stderr } = await encode(block, ...settings);
  expect({ code, stdout: stdout.toString() }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
});
