import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root, run } from '../support/run.js';
import { runHere } from '../support/run-here.js';

const folder = mkdtempSync(join(tmpdir(), 'decode-'));
afterAll(() => rmSync(folder, { recursive: true }));

const page = `${root}fixtures/captures/linux-6.12_qemu-10.0/clp-list-full.page.bin`;
const query = `${root}fixtures/three-views/net-group5/firmware-query-fn.bin`;
const device = `${root}fixtures/three-views/net-group5/vfio-device-info.bin`;
const failed = `${root}fixtures/captures/linux-6.12_qemu-10.0/clp-grp-err-01.page.bin`;

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function blocksOf(stdout: string): { source: string; type: string; endian: string; length: number }[] {
  return JSON.parse(stdout).blocks;
}

describe('inputs', () => {
  test('a page, a response and a buffer are recognised', async () => {
    const { status, stdout, stderr } = run(['decode', '--format', 'json', page, query, device]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(blocksOf(stdout).map(({ source, type, endian, length }) => [source, type, endian, length])).toEqual([
      ['clp-list-full.page.bin', 'clp-page', 'big', 4096],
      ['firmware-query-fn.bin', 'clp_rsp_query_pci', 'big', 384],
      ['vfio-device-info.bin', 'vfio_device_info', 'big', 208],
    ]);
  });

  test.each([
    ['plain hex', ['-p', '-c', '16']],
    ['xxd', []],
    ['xxd -g1', ['-g', '1']],
  ])('%s of a block on standard input gives the same fields', async (_name, args) => {
    const input = spawnSync('xxd', [...args, query], { encoding: 'utf8' }).stdout;
    const text = await runHere(['decode', '--format', 'json', '-'], { input });
    expect({ status: text.status, stderr: text.stderr }).toEqual({ status: 0, stderr: '' });
    const binary = await runHere(['decode', '--format', 'json', query]);
    expect(JSON.parse(text.stdout).blocks[0].structs).toEqual(JSON.parse(binary.stdout).blocks[0].structs);
  });

  test('hexdump -C on standard input gives the same fields', async () => {
    const input = spawnSync('hexdump', ['-C', page], { encoding: 'utf8' }).stdout;
    const text = await runHere(['decode', '--format', 'json'], { input });
    expect({ status: text.status, stderr: text.stderr }).toEqual({ status: 0, stderr: '' });
    const binary = await runHere(['decode', '--format', 'json', page]);
    expect(JSON.parse(text.stdout).blocks[0].structs).toEqual(JSON.parse(binary.stdout).blocks[0].structs);
  });

  test('a typed argument pins the type of one file', async () => {
    const { status, stdout } = await runHere(['decode', '--format', 'json', `clp_rsp_query_pci_grp:${query}`, query]);
    expect(status).toBe(0);
    expect(blocksOf(stdout).map((block) => block.type)).toEqual(['clp_rsp_query_pci_grp', 'clp_rsp_query_pci']);
  });

  test('a colon that follows no type belongs to the file name', async () => {
    const path = file('not_a_tag:fn.bin', readFileSync(query));
    const { status, stdout } = await runHere(['decode', '--format', 'json', 'not_a_tag:fn.bin'], { cwd: folder });
    expect(status).toBe(0);
    expect(blocksOf(stdout)[0]?.source).toBe('not_a_tag:fn.bin');
    expect(path).toContain(':');
  });

  test('one bad input does not stop the others; exit 2', async () => {
    const { status, stdout, stderr } = await runHere([
      'decode',
      '--format',
      'json',
      join(folder, 'missing.bin'),
      query,
    ]);
    expect(status).toBe(2);
    expect(blocksOf(stdout)).toHaveLength(1);
    expect(stderr).toBe(`zpci-inspect: ${join(folder, 'missing.bin')}: no such file or directory\n`);
  });
});

describe('bad input', () => {
  const cases: readonly (readonly [string, () => string[], RegExp])[] = [
    ['an empty file', () => [file('empty.bin', '')], /empty: 0 bytes/],
    [
      'one byte',
      () => [file('one.bin', Uint8Array.of(0))],
      /not a block that this tool knows \(1 bytes, first ones 00\)/,
    ],
    ['an odd number of hex digits', () => [file('odd.txt', '0020 0002 000\n')], /line 1, column \d+/],
    ['a text that is no dump', () => [file('prose.txt', 'Dear all, the dump is attached.\n')], /prose\.txt: .*no/],
    ['a folder without files', () => [mkdtempSync(join(folder, 'bare-'))], /holds no block/],
    ['an unknown type', () => ['--type', 'clp_rsp_nothing', query], /unknown type clp_rsp_nothing; one of clp-page, /],
    ['an unknown input format', () => ['--input', 'ihex', query], /unknown input format ihex; one of binary, /],
  ];

  test.each(cases)('%s: one clear line, exit 2, nothing on stdout', async (_name, args, message) => {
    const { status, stdout, stderr } = await runHere(['decode', ...args()]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^zpci-inspect: /);
    expect(stderr).not.toContain('    at ');
  });

  test('a file of 3 GiB is refused by its size, unread', async () => {
    const path = join(folder, 'huge.bin');
    closeSync(openSync(path, 'w'));
    truncateSync(path, 3 * 1024 ** 3);
    const { status, stderr } = await runHere(['decode', path]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/huge\.bin: 3221225472 bytes, at most 64 MiB are read; one block, .*: cut it out/);
  });

  test('a symbolic link loop and a folder in the place of a file', async () => {
    symlinkSync('loop', join(folder, 'loop'));
    mkdirSync(join(folder, 'sub'));
    expect((await runHere(['decode', join(folder, 'loop')])).stderr).toMatch(/too many symbolic links/);
    expect((await runHere(['decode', join(folder, 'sub', 'x', 'y')])).stderr).toMatch(/no such file or directory/);
  });

  test('bytes that fit several types list them with reasons', async () => {
    const slpc = file(
      'slpc.bin',
      Uint8Array.from({ length: 128 }, (_, i) => [0, 128, 0, 16][i] ?? 0),
    );
    const { status, stderr } = await runHere(['decode', slpc]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/2 types fit these 128 bytes; give --type\n {2}clp_rsp_slpc: .*\n {2}clp_rsp_slpc_pci: /);
    expect((await runHere(['decode', '--type', 'clp_rsp_slpc_pci', slpc])).status).toBe(0);
  });

  test('usage errors are exit 2 with a suggestion', async () => {
    expect(await runHere(['decod'])).toMatchObject({ status: 2, stdout: '' });
    expect((await runHere(['decode', '--formt', 'json', query])).stderr).toMatch(
      /unknown option '--formt'\n\(Did you mean --format\?\)/,
    );
    expect(await runHere(['decode', '--endian', 'middle', query])).toMatchObject({ status: 2 });
    expect(await runHere([])).toMatchObject({ status: 2, stdout: '' });
  });
});

describe('exit codes', () => {
  test('findings count only with --fail-on', async () => {
    expect((await runHere(['decode', '-q', failed])).status).toBe(0);
    expect((await runHere(['decode', '-q', '--fail-on', 'warning', failed])).status).toBe(1);
    expect((await runHere(['decode', '-q', '--fail-on', 'error', failed])).status).toBe(0);
    const loop = `${root}fixtures/synthetic/chain-broken/chain-loop.bin`;
    expect((await runHere(['decode', '-q', '--fail-on', 'error', '--type', 'vfio_device_info', loop])).status).toBe(1);
  });

  test('--help and --version are 0', async () => {
    const help = run(['decode', '--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('Examples:');
    expect(run(['--version'])).toMatchObject({ status: 0, stderr: '' });
    expect(run(['--version']).stdout).toMatch(/^zpci-inspect \d+\.\d+\.\d+ \(tables: Linux 7\.3, QEMU 11\.1\)\n$/);
  });
});

describe('output', () => {
  test('-o writes the file and nothing else', async () => {
    const out = join(folder, 'out.json');
    const { status, stdout } = await runHere(['decode', '--format', 'json', '-o', out, query]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(JSON.parse(readFileSync(out, 'utf8')).schema).toBe('zpci-inspect/decode@1');
    expect(await runHere(['decode', '-o', join(folder, 'no', 'such', 'out'), query])).toMatchObject({
      status: 2,
      stdout: '',
    });
  });

  test('no escape sequence gets into a pipe; colours come when asked for', async () => {
    for (const format of ['table', 'json', 'ndjson', 'markdown', 'csv', 'hex']) {
      expect((await runHere(['decode', '--format', format, page])).stdout, format).not.toContain('\u001b');
    }
    expect((await runHere(['decode', '--color', 'always', page])).stdout).toContain('\u001b[');
    expect((await runHere(['decode', page], { env: { FORCE_COLOR: '1' } })).stdout).toContain('\u001b[');
    expect((await runHere(['decode', '--color', 'never', page], { env: { FORCE_COLOR: '1' } })).stdout).not.toContain(
      '\u001b',
    );
  });

  test.each([80, 120])('a table of %i columns keeps to them', async (width) => {
    const { stdout } = await runHere(['decode', page, query, device], { env: { COLUMNS: String(width) } });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  test('the reader may go away early', async () => {
    const command = `"${process.execPath}" "${root}bin/zpci-inspect.cjs" decode --format json ${page} ${page} ${page} ${page} | head -1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
    expect(stdout).toBe('{\n0\n');
    expect(stderr).toBe('');
  });

  test('the same input gives the same output', async () => {
    expect((await runHere(['decode', page, device])).stdout).toBe((await runHere(['decode', page, device])).stdout);
  });

  test('--only leaves the fields of one class', async () => {
    const fields = JSON.parse((await runHere(['decode', '--format', 'json', '--only', 'exposed', query])).stdout)
      .blocks[0].structs[0].fields;
    const paths: string[] = fields.map((field: { path: string }) => field.path);
    expect(paths).toContain('pchid');
    expect(paths).not.toContain('uid');
  });
});
