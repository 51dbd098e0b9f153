/**
 * `encode` as a program.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';
import { nodeCaseFiles } from '../../src/io/case-files.js';
import { nodeIo } from '../../src/io/node-io.js';
import type { Io } from '../../src/model/ports.js';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';

const folder = mkdtempSync(join(tmpdir(), 'encode-'));
afterAll(() => rmSync(folder, { recursive: true }));

const query = `${root}fixtures/three-views/net-group5/firmware-query-fn.bin`;
const device = `${root}fixtures/three-views/net-group5/vfio-device-info.bin`;
const json = async (...files: string[]): Promise<string> =>
  (await runHere(['decode', '--format', 'json', ...files])).stdout;

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Standard output as bytes. */
function bytesOf(args: readonly string[], input: string): Buffer {
  return spawnSync(process.execPath, [`${root}bin/zpci-inspect.cjs`, 'encode', ...args], { input }).stdout;
}

describe('round trips', () => {
  test.each([query, device])('%s through a file, a pipe and ndjson', async (path) => {
    const bytes = readFileSync(path);
    const out = join(folder, 'copy.bin');
    const result = await runHere(['encode', file('block.json', await json(path)), '-o', out]);
    expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readFileSync(out).equals(bytes)).toBe(true);
    expect(bytesOf(['-'], await json(path)).equals(bytes)).toBe(true);
    expect(bytesOf(['-'], (await runHere(['decode', '--format', 'ndjson', path])).stdout).equals(bytes)).toBe(true);
  });

  test('an edited value', async () => {
    const document = JSON.parse(await json(query));
    const field = document.blocks[0].structs[0].fields.find((one: { path: string }) => one.path === 'pchid');
    field.value = 0x0999;
    const expected = readFileSync(query);
    expected.set([0x09, 0x99], 30);
    expect(bytesOf(['-'], JSON.stringify(document)).equals(expected)).toBe(true);
  });

  test('a code page', async () => {
    const bytes = readFileSync(query);
    bytes[128] = 0x4a;
    const text = (await runHere(['decode', '--codepage', '500', '--format', 'json', file('page.bin', bytes)])).stdout;
    expect(bytesOf(['--codepage', '500', '-'], text).equals(bytes)).toBe(true);
    expect(await runHere(['encode', '-'], { input: text })).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('several blocks', () => {
  const two = (): Promise<string> => json(query, device);

  test('--block chooses one, counted from 0', async () => {
    expect(bytesOf(['--block', '0', '-'], await two()).equals(readFileSync(query))).toBe(true);
    expect(bytesOf(['--block', '1', '-'], await two()).equals(readFileSync(device))).toBe(true);
  });

  test.each([
    [[], /^zpci-inspect: standard input: 2 blocks; choose one with --block\n/],
    [['--block', '2'], /^zpci-inspect: standard input: --block 2: no such block\n/],
    [['--block', 'x'], /--block x: no such block\n/],
    [['--block', '-1'], /--block -1: no such block\n/],
  ])('%j lists them', async (args, message) => {
    const { status, stdout, stderr } = await runHere(['encode', ...args, '-'], { input: await two() });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toContain('  --block 0: clp_rsp_query_pci, 384 bytes, from firmware-query-fn.bin\n');
    expect(stderr).toContain('  --block 1: vfio_device_info, 208 bytes, from vfio-device-info.bin\n');
  });
});

describe('trouble: one clear line, exit 2, nothing on standard output', () => {
  test.each<[string, () => string[] | Promise<string[]>, RegExp]>([
    ['no argument', () => [], /missing required argument 'json'/],
    ['two arguments', () => ['a', 'b'], /too many arguments/],
    ['a missing file', () => [join(folder, 'none.json')], /none\.json: no such file or directory\n$/],
    ['a folder', () => [folder], /is a directory/],
    ['a block', () => [query], /firmware-query-fn\.bin: not UTF-8, so no JSON/],
    ['bytes that are no UTF-8', () => [file('bytes.json', Uint8Array.of(0x7b, 0xff))], /not UTF-8, so no JSON/],
    ['an empty file', () => [file('empty.json', '')], /empty\.json: not JSON/],
    ['no blocks', () => [file('none.json', '{"schema":"zpci-inspect/decode@1","blocks":[]}')], /no block in it/],
    [
      'fields left out',
      async () => [file('only.json', (await runHere(['decode', '--only', 'exposed', '-f', 'json', query])).stdout)],
      /only\.json: blocks\[0\]\.structs: no field and no gap has bytes 0 to 15; put the missing field or gap back \(decode --only/,
    ],
    ['a code page that is none', () => ['--codepage', '1140', '-'], /Allowed choices are 037, 500, 1047/],
  ])('%s', async (_what, args, message) => {
    const { status, stdout, stderr } = await runHere(['encode', ...(await args())]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });

  test('control characters of the JSON are made visible', async () => {
    const text = (await json(query))
      .replace('"clp_rsp_query_pci"', '"clp\\u001b[31m"')
      .replace('"struct": "clp', '"struct": "\\u001bclp');
    const { status, stderr } = await runHere(['encode', '-'], { input: text });
    expect(status).toBe(2);
    expect(stderr).not.toContain('\u001b');
  });
});

describe('a terminal', () => {
  function io(columns: number | undefined, written: (string | Uint8Array)[], said: string[]): Io {
    return {
      ...nodeIo(),
      files: {
        ...nodeCaseFiles,
        read: async () => new TextEncoder().encode(await json(query)),
        write: async (_path, content) => void written.push(content),
      },
      stdout: async (text) => written.push(text) > 0,
      stderr: (text) => void said.push(text),
      env: {},
      columns,
    };
  }

  test('gets no bytes', async () => {
    const [written, said]: [(string | Uint8Array)[], string[]] = [[], []];
    expect(await main(['encode', 'fn.json'], io(80, written, said))).toBe(2);
    expect(written).toEqual([]);
    expect(said.join('')).toMatch(/^zpci-inspect: bytes are not written to a terminal; name a file with -o/);
  });

  test.each([
    ['a pipe does', undefined, []],
    ['-o does', 80, ['-o', 'out.bin']],
  ])('%s', async (_what, columns, more) => {
    const [written, said]: [(string | Uint8Array)[], string[]] = [[], []];
    expect(await main(['encode', 'fn.json', ...more], io(columns, written, said))).toBe(0);
    expect(written).toEqual([new Uint8Array(readFileSync(query))]);
    expect(said).toEqual([]);
  });
});

test('--help shows examples', async () => {
  const { status, stdout } = await runHere(['encode', '--help']);
  expect(status).toBe(0);
  expect(stdout).toContain('Examples:');
});
