import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';
import { files } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Golden transcripts: each was read line by line against the two structs and the rows of the tables. */
describe('transcripts', () => {
  test.each([
    ['rfc-2019-v2', []],
    ['rfc-2019-v2', [files.rfc2]],
    ['rfc-2019-v2', [files.rfc2Mio]],
    ['rfc-2019-v1', [files.rfc1]],
    ['vfio-zdev', []],
    ['vfio-zdev', [files.zdev]],
    ['zdev-region-2019-v3', [files.region3]],
    ['clp-ioctl', []],
    ['sysfs', []],
    ['qemu', []],
    ['zpci-error-7.3', []],
    ['zpci-error-v18', []],
    ['fmb-v5', []],
    ['zpci-region-2020', []],
    ['zpci-region-2020', [files.region2020Bare]],
  ])('audit %s %j', async (name, blocks) => {
    for (const width of [80, 120]) {
      const args = ['audit', name, ...blocks.flatMap((block) => ['--block', block])];
      const { status, stdout, stderr } = await runHere(args, { env: { COLUMNS: String(width) } });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.split('\n').filter((line) => line.length > width)).toEqual([]);
      const what = blocks.map((block) => `-${block.split('/')[2]}`).join('');
      await expect(stdout).toMatchFileSnapshot(`golden/${name}${what}.${width}.txt`);
    }
  });
});

test('-q prints the verdicts alone, -v every row', async () => {
  const quiet = (await runHere(['audit', 'vfio-zdev', '-q'])).stdout;
  const usual = (await runHere(['audit', 'vfio-zdev'])).stdout;
  const verbose = (await runHere(['audit', 'vfio-zdev', '-v'])).stdout;
  expect(quiet).not.toContain('drift');
  expect(quiet).not.toContain('"why do we need');
  expect(quiet.match(/^ {3}(sound|remark|FAULT): /gm)).toHaveLength(7);
  expect(verbose).toContain('missing: not offered');
  expect(usual).not.toContain('missing: not offered');
});

test('no escape sequence goes into a pipe; --color always writes them', async () => {
  const start = String.fromCharCode(27);
  expect((await runHere(['audit', 'clp-ioctl'])).stdout).not.toContain(start);
  expect((await runHere(['audit', 'clp-ioctl', '--color', 'always'])).stdout).toContain(start);
});

test('markdown has a heading for each question and no unescaped name', async () => {
  const { stdout } = await runHere(['audit', 'rfc-2019-v2', '--format', 'markdown', '--block', files.rfc2]);
  expect(stdout.match(/^<summary>[1-7]\. /gm)).toHaveLength(7);
  // Faults before all else, and how it was made behind it.
  expect(stdout.replace(/\s+/g, ' ')).toMatch(
    /consistent\? Nothing does: 12 of 12 fields of vfio\\_iommu\\_pci\\_function/,
  );
  expect(stdout.match(/^- \*\*\w+\*\*/gm)?.slice(0, 2)).toEqual(['- **FAULT**', '- **FAULT**']);
  expect(stdout).toContain('| iommu-info.bin | a9a4cb2e07850fe79964bc38fb13dc3de0518d9c1a7f6769dc50e481d5b27ff8 |');
  expect(stdout.split('\n').filter((line) => line.length > 120 && !line.startsWith('| '))).toEqual([]);
  expect(stdout).toContain('| pfip | function.reserved2 | 00018003 |  | \\[6\\] |');
});

test('-o writes the result to a file', async () => {
  const path = join(folder, 'audit.json');
  expect(await runHere(['audit', 'sysfs', '--format', 'json', '-o', path])).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
  expect(JSON.parse(readFileSync(path, 'utf8')).schema).toBe('zpci-inspect/audit@1');
});

describe('json', async () => {
  const { stdout } = await runHere(['audit', 'rfc-2019-v2', '--format', 'json', '--block', files.rfc2]);
  const result = JSON.parse(stdout);
  const outcome = expect.stringMatching(/^(sound|remark|fault)$/);
  const answer = { question: expect.any(String), review: expect.any(Array), outcome, verdict: expect.any(String) };

  test('has these keys and no other', () => {
    expect(result).toEqual({
      schema: 'zpci-inspect/audit@1',
      interface: 'rfc-2019-v2',
      view: 'vfio',
      version: '2019-05-17',
      title: expect.any(String),
      access: expect.any(String),
      blocks: [
        {
          source: 'iommu-info.bin',
          type: 'vfio_iommu_type1_info@rfc-2019-v2',
          endian: 'big',
          length: 296,
          sha256: 'a9a4cb2e07850fe79964bc38fb13dc3de0518d9c1a7f6769dc50e481d5b27ff8',
        },
      ],
      conclusion: expect.any(String),
      answers: {
        consistency: { ...answer, structs: expect.any(Array), rows: expect.any(Array), measured: null },
        reserved: { ...answer, rows: expect.any(Array) },
        useful: { ...answer, rows: expect.any(Array) },
        leaks: { ...answer, rows: expect.any(Array) },
        redundant: { ...answer, rows: expect.any(Array) },
        scope: { ...answer, rows: expect.any(Array) },
        revision: { ...answer, structs: expect.any(Array), rows: expect.any(Array) },
      },
    });
  });

  test.each([
    ['consistency', ['drift', 'firmware', 'note', 'rule', 'user', 'variants']],
    [
      'reserved',
      ['beyond', 'byteOffset', 'bytes', 'carries', 'field', 'forAlignment', 'isHole', 'kind', 'raw', 'struct'],
    ],
    ['useful', ['class', 'field', 'need', 'scope', 'to', 'unsure', 'use', 'why']],
    ['leaks', ['behind', 'field', 'kind', 'label', 'need', 'onPurpose', 'raw', 'to', 'value', 'when', 'why']],
    ['redundant', ['field', 'interface', 'kind', 'where', 'why']],
    ['scope', ['channel', 'field', 'misplaced', 'need', 'scope', 'to']],
  ])('every row of %s has the keys %j', (id, keys) => {
    const rows: object[] = result.answers[id].rows;
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(keys);
  });

  test('the numbers of the leaked bytes', () => {
    const rows: { field: string; value: unknown; raw: string }[] = result.answers.leaks.rows;
    const value = (name: string): unknown => rows.find((row) => row.field === `clp_rsp_query_pci.${name}`)?.value;
    expect([value('fid'), value('uid'), value('pft'), value('fmb_len')]).toEqual([0xab, 0x1234, 2, 16]);
  });
});

describe('blocks', () => {
  test('the same bytes are what the interface under audit takes them for', async () => {
    const first = await runHere(['audit', 'rfc-2019-v1', '--format', 'json', '--block', files.rfc2]);
    const second = await runHere(['audit', 'rfc-2019-v2', '--format', 'json', '--block', files.rfc1]);
    const types = [first, second].map((one) => JSON.parse(one.stdout).blocks[0].type);
    expect(types).toEqual(['vfio_iommu_type1_info@rfc-2019-v1', 'vfio_iommu_type1_info@rfc-2019-v2']);
  });

  test('a dump on standard input, and a type in front of a file', async () => {
    const bytes = readFileSync(`${root}${files.rfc2}`).toString('hex');
    const dump = await runHere(['audit', 'rfc-2019-v2', '--format', 'json', '--block', '-'], { input: bytes });
    expect(JSON.parse(dump.stdout).blocks[0].source).toBe('-');
    const small = await runHere([
      'audit',
      'rfc-2019-v2',
      '--block',
      `vfio_iommu_type1_info@rfc-2019-v2:${files.rfc2Small}`,
    ]);
    expect({ status: small.status, stderr: small.stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('a page of the guest is a block of qemu', async () => {
    const page = 'fixtures/captures/linux-6.12_qemu-10.0/clp-list-full.page.bin';
    expect((await runHere(['audit', 'qemu', '--block', page])).status).toBe(0);
  });
});

describe('trouble is one line and exit 2', () => {
  const noise = file(
    'noise',
    Uint8Array.from({ length: 33 }, (_, i) => (i * 73 + 250) % 256),
  );
  const double = 'vfio_iommu_type1_info@rfc-2019-v2';
  test.each([
    [
      ['audit', 'vfio-zdve'],
      /^zpci-inspect: no interface vfio-zdve; did you mean vfio-zdev\? \(there are .*sysfs.*\)$/,
    ],
    [['audit', 'rfc'], /did you mean rfc-2019-v1 or rfc-2019-v2\?/],
    [['audit', 'nothing-like-it'], /^zpci-inspect: no interface nothing-like-it \(there are /],
    [['audit', '\u001b[31m'], /no interface \\x1b\[31m \(there/],
    [['audit'], /missing required argument 'interface'/],
    [
      ['audit', 'vfio-zdev', '--block', files.rfc2],
      /iommu-info\.bin is a vfio_iommu_type1_info@rfc-2019-v2, no block of vfio-zdev: its blocks are vfio_device_info$/,
    ],
    [['audit', 'vfio-iommu', '--block', files.rfc2], /no block of vfio-iommu: its blocks are vfio_iommu_type1_info/],
    [['audit', 'rfc-2019-v2', '--block', files.rfc2Small], new RegExp(`\\(${double}:FILE reads it so\\)$`)],
    [['audit', 'sysfs', '--block', files.zdev], /no block of sysfs: it has texts only$/],
    [['audit', 'vfio-zdev', '--block', join(folder, 'missing')], /missing: no such file or directory$/],
    [['audit', 'vfio-zdev', '--block', folder], /: holds no block$/],
    [['audit', 'vfio-zdev', '--block', file('empty', '')], /empty: empty: 0 bytes$/],
    [
      ['audit', 'vfio-zdev', '--block', noise],
      /noise: not a block that this tool knows .*\(zpci-inspect decode says why\)$/,
    ],
    [['audit', 'vfio-zdev', '--block', file('text', 'no dump at all, only words')], /zpci-inspect decode says why/],
    [['audit', 'vfio-zdev', '--type', 'nonsense', '--block', files.zdev], /unknown type nonsense/],
  ])('%j', async (args, message) => {
    const { status, stdout, stderr } = await runHere(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr.trimEnd()).toMatch(message);
  });
});
