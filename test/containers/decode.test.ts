/** Folders, tars and gzips as arguments of decode, through the real program. The tars are made by tar(1). */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { type Run, type RunOptions, root } from '../support/run.js';
import { runHere } from '../support/run-here.js';
import { end, file, join } from './tar.js';

const folder = mkdtempSync(path(tmpdir(), 'containers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const live = `${root}fixtures/live/linux-6.12_qemu-10.0`;
const group = `${root}fixtures/three-views/net-group5/firmware-query-grp.bin`;
const bytes = new Uint8Array(readFileSync(group));

interface Block {
  readonly source: string;
  readonly type: string;
  readonly endian: string;
}

function blocksOf({ stdout }: Run): Block[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Block);
}

function decode(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  return runHere(['decode', '--format', 'ndjson', ...args], { cwd: folder, ...options });
}

function tar(args: readonly string[]): void {
  const { status, stderr } = spawnSync('tar', args, { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
}

const listed = (JSON.parse(readFileSync(`${live}/manifest.json`, 'utf8')) as { blocks: { file: string }[] }).blocks
  .map((block) => block.file)
  .sort();

test('a capture gives the same blocks as folder, tar, tar.gz and on standard input', async () => {
  tar(['cf', 'live', '--sort=name', '-C', live, '.']);
  tar(['czf', 'live.any-name', '--sort=name', '-C', live, '.']);
  const runs = [
    await decode([live]),
    await decode(['live']),
    await decode(['live.any-name']),
    await decode(['-'], { input: new Uint8Array(readFileSync(path(folder, 'live'))) }),
    await decode([], { input: new Uint8Array(readFileSync(path(folder, 'live.any-name'))) }),
  ];
  const first = runs[0];
  expect(first === undefined ? [] : blocksOf(first).map((block) => block.source)).toEqual(listed);
  for (const { status, stdout, stderr } of runs) {
    expect(status).toBe(0);
    expect(stdout).toBe(first?.stdout);
    expect(stderr).toMatch(/^zpci-inspect: .*: 4 files left out \(-v says why\)\n$/);
  }
});

test('-v says of each file why it is left out', async () => {
  const { stderr } = await decode(['-v', live]);
  expect(stderr.split('\n').filter((line) => line.includes('left out'))).toEqual([
    `zpci-inspect: ${live}/expected.decode.json: left out: JSON`,
    `zpci-inspect: ${live}/expected.diff.json: left out: JSON`,
    `zpci-inspect: ${live}/expected.values.json: left out: JSON`,
    `zpci-inspect: ${live}/sysfs.txt: left out: sysfs text, which diff reads`,
  ]);
});

test('nothing is written beside the tar', async () => {
  mkdirSync(path(folder, 'empty'));
  copyFileSync(path(folder, 'live'), path(folder, 'empty/live'));
  await decode(['live'], { cwd: path(folder, 'empty') });
  expect(readdirSync(path(folder, 'empty'))).toEqual(['live']);
});

test('sources are the paths below the folder or tar, in the order of arguments and names', async () => {
  mkdirSync(path(folder, 'tree/b/c'), { recursive: true });
  for (const name of ['b/c/z.bin', 'b/a.bin', 'c.bin', 'a.bin']) copyFileSync(group, path(folder, 'tree', name));
  tar(['cf', 'tree.tar', '--format=pax', 'tree/c.bin', 'tree/b/c/z.bin', 'tree/b/a.bin']);
  const { status, stdout } = await decode(['tree', 'tree/c.bin', 'tree.tar']);
  expect(status).toBe(0);
  expect(blocksOf({ status, stdout, stderr: '' }).map((block) => block.source)).toEqual([
    ...['a.bin', 'b/a.bin', 'b/c/z.bin', 'c.bin'],
    'c.bin',
    ...['tree/c.bin', 'tree/b/c/z.bin', 'tree/b/a.bin'],
  ]);
});

test('long names and names beyond ASCII are those of tar(1), in each of its formats', async () => {
  const name = `${'very-long-name/'.repeat(12)}übung.bin`;
  mkdirSync(path(folder, 'long', 'very-long-name/'.repeat(12)), { recursive: true });
  copyFileSync(group, path(folder, 'long', name));
  for (const format of ['gnu', 'pax']) {
    tar(['cf', `${format}.tar`, `--format=${format}`, '-C', 'long', '.']);
    expect(blocksOf(await decode([`${format}.tar`])).map((block) => block.source)).toEqual([name]);
  }
  tar(['cf', 'v7.tar', '--format=v7', '-C', path(group, '..'), 'firmware-query-grp.bin']);
  expect(blocksOf(await decode(['v7.tar'])).map((block) => block.source)).toEqual(['firmware-query-grp.bin']);
});

test('a gzip of one block is that block', async () => {
  writeFileSync(path(folder, 'grp.bin.gz'), gzipSync(bytes));
  const { stdout } = await decode(['grp.bin.gz']);
  copyFileSync(group, path(folder, 'grp.bin'));
  expect(stdout.replace('grp.bin.gz', 'grp.bin')).toBe((await decode(['grp.bin'])).stdout);
});

const manifest = (file: string, more: object = {}): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      schema: 'zpci-inspect/manifest@1',
      title: 'x',
      blocks: [{ role: 'vfio-irq', file, type: 'vfio_irq_info', endian: 'little', sha256: '0'.repeat(64), ...more }],
      provenance: { kind: 'synthetic', how: 'by hand' },
    }),
  );

// Sixteen bytes that are a vfio_irq_info in both byte orders.
const irq = Uint8Array.of(16, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

test('what a manifest says of a block counts, also when it stands behind it in the tar', async () => {
  const text = new TextEncoder().encode('nothing\n');
  for (const [i, parts] of [
    [file('d/manifest.json', manifest('i.bin')), file('d/i.bin', irq)],
    [file('d/i.bin', irq), file('d/notes.txt', text), file('d/manifest.json', manifest('i.bin'))],
    [file('e/notes.txt', text), file('d/i.bin', irq), file('d/manifest.json', manifest('i.bin'))],
  ].entries()) {
    writeFileSync(path(folder, `m${i}.tar`), join([...parts, end]));
    const result = await decode([`m${i}.tar`]);
    expect(blocksOf(result)).toMatchObject([{ source: 'd/i.bin', type: 'vfio_irq_info', endian: 'little' }]);
    expect(result.stderr).toContain('d/i.bin: not the bytes that manifest.json was written for (sha256 differs)');
    expect(result.status).toBe(0);
  }
  writeFileSync(path(folder, 'without.tar'), join([file('d/i.bin', irq), end]));
  expect(blocksOf(await decode(['without.tar']))).toMatchObject([{ type: 'clp_rsp_list_pci' }]);
});

test('a manifest that comes too late for what stands before it says so, and counts for what follows', async () => {
  const long = file('d/long.raw', new Uint8Array(3_000_000).fill(0xee));
  const parts = [
    file('d/i.bin', irq),
    ...Array.from({ length: 6 }, () => long),
    file('d/manifest.json', manifest('i.bin')),
  ];
  writeFileSync(path(folder, 'late.tar'), join([...parts, file('d/i.bin', irq), end]));
  const { status, stdout, stderr } = await decode(['late.tar']);
  expect(blocksOf({ status, stdout, stderr }).map((block) => block.type)).toEqual([
    'clp_rsp_list_pci',
    'vfio_irq_info',
  ]);
  expect(stderr).toMatch(
    /late\.tar: d\/manifest\.json: came behind [67] files of its folder, which were read without it/,
  );
  expect(stderr).not.toContain('is not there');
  expect(status).toBe(0);
});

test('tables that a manifest names are not read from a container, which is said once for each', async () => {
  const of = `${root}fixtures/user-tables/zpci-group-v3`;
  cpSync(of, path(folder, 'own/case'), { recursive: true });
  spawnSync('tar', ['cf', 'own.tar', 'own'], { cwd: folder });
  for (const [container, how] of [
    ['own', 'layouts.json: a manifest names it, but here it is not read; give --layouts own/case/layouts.json'],
    ['own.tar', 'layouts.json: a manifest names it, but here it is not read; unpack it and give it with --layouts'],
  ] as const) {
    const without = await decode([container]);
    expect(without.stderr.split(how)).toHaveLength(2);
    expect(without.stdout).toContain('VERSION_NEWER');
    const given = await decode(['--layouts', `${of}/layouts.json`, container]);
    expect(given.stderr).not.toContain('layouts.json');
    expect(given.stdout).not.toContain('VERSION_NEWER');
    expect(given.stdout).not.toBe('');
  }
});

test('where bytes in a tar fit several types, the name of their file says which', async () => {
  // MSI of a PCI function, or an AMBA device with reset, one region and one interrupt.
  const msi = Uint8Array.of(16, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0);
  writeFileSync(path(folder, 'v.tar'), join([file('vfio-irq-1.bin', msi), end]));
  writeFileSync(path(folder, 'w.tar'), join([file('x.bin', msi), end]));
  writeFileSync(path(folder, 'vfio-irq-1.bin'), msi);
  const { stdout } = await runHere(['decode', '-v', 'v.tar'], { cwd: folder });
  expect(stdout).toContain('vfio-irq-1.bin  vfio_irq_info, ');
  expect(stdout).toContain('the bytes fit several types, the file name says which');
  for (const name of ['w.tar', 'vfio-irq-1.bin'])
    expect(await decode([name])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/\d types fit these 16 bytes/),
    });
});

test('TYPE:TAR pins every block in it, and goes before its manifest', async () => {
  writeFileSync(path(folder, 'p.tar'), join([file('manifest.json', manifest('i.bin')), file('i.bin', irq), end]));
  expect(blocksOf(await decode(['vfio_group_status:p.tar']))).toMatchObject([{ type: 'vfio_group_status' }]);
  expect(blocksOf(await decode(['--type', 'vfio_group_status', 'p.tar']))).toMatchObject([{ type: 'vfio_irq_info' }]);
});

test('a file that a manifest lists and that is not there, or that is no block, is trouble', async () => {
  const text = new TextEncoder().encode('nothing\n');
  writeFileSync(path(folder, 'q.tar'), join([file('manifest.json', manifest('i.bin')), file('grp.bin', bytes), end]));
  const missing = await decode(['q.tar']);
  expect(missing.status).toBe(2);
  expect(missing.stderr).toBe('zpci-inspect: q.tar: i.bin: is listed in manifest.json and is not there\n');
  expect(blocksOf(missing)).toHaveLength(1);
  writeFileSync(path(folder, 'r.tar'), join([file('manifest.json', manifest('i.bin')), file('i.bin', text), end]));
  expect(await decode(['r.tar'])).toMatchObject({ status: 2, stderr: expect.stringContaining('r.tar: i.bin: text (') });
});

test('a manifest of ours that is not valid is trouble, one of another program is none', async () => {
  const bad = manifest('../i.bin');
  writeFileSync(path(folder, 's.tar'), join([file('manifest.json', bad), file('grp.bin', bytes), end]));
  const ours = await decode(['s.tar']);
  expect(ours.status).toBe(2);
  expect(ours.stderr).toContain('s.tar: manifest.json: not a valid manifest');
  expect(blocksOf(ours)).toHaveLength(1);
  const other = new TextEncoder().encode('{"name": "app", "display": "standalone"}');
  writeFileSync(path(folder, 't.tar'), join([file('manifest.json', other), file('grp.bin', bytes), end]));
  expect(await decode(['-v', 't.tar'])).toMatchObject({
    status: 0,
    stderr: 'zpci-inspect: t.tar: manifest.json: left out: a manifest of another program\n',
  });
});

test('text in a tar is read as anywhere: a dump is a block, a damaged one trouble, prose nothing', async () => {
  const dump = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  const parts = [
    file('a.txt', text(`${dump}\n`)),
    file('b.log', text('[    1.0] zpci: PCI bus error\n')),
    file('c.txt', text('00000000: 0040 0010 0000 0000 zz\n')),
    file('d.log', text('s390_pci_sclp_nodev 0x1 failed to find the device\n')),
  ];
  writeFileSync(path(folder, 'u.tar'), join([...parts, end]));
  const { status, stdout, stderr } = await decode(['-v', 'u.tar']);
  expect(status).toBe(2);
  expect(blocksOf({ status, stdout, stderr }).map((block) => block.source)).toEqual(['a.txt']);
  expect(stderr).toMatch(/^zpci-inspect: u\.tar: b\.log: left out: text \(1 line\) that fits no input format$/m);
  expect(stderr).toMatch(/^zpci-inspect: u\.tar: c\.txt: xxd: line 1/m);
  expect(stderr).toMatch(/^zpci-inspect: u\.tar: d\.log: left out: line 1: QEMU trace: /m);
});

test('links in a folder are left out, and do not lead in circles', async () => {
  mkdirSync(path(folder, 'links'));
  copyFileSync(group, path(folder, 'links/grp.bin'));
  symlinkSync('grp.bin', path(folder, 'links/other.bin'));
  symlinkSync('.', path(folder, 'links/self'));
  const { status, stdout, stderr } = await decode(['-v', 'links']);
  expect(status).toBe(0);
  expect(blocksOf({ status, stdout, stderr }).map((block) => block.source)).toEqual(['grp.bin']);
  expect(stderr).toBe(
    'zpci-inspect: links/other.bin: left out: a symbolic link\nzpci-inspect: links/self: left out: a symbolic link\n',
  );
});

test('a folder or tar without any block is trouble', async () => {
  mkdirSync(path(folder, 'bare'));
  expect(await decode(['bare'])).toMatchObject({ status: 2, stderr: expect.stringContaining('bare: holds no block') });
  writeFileSync(path(folder, 'bare/x.txt'), 'nothing\n');
  expect(await decode(['bare'])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('holds no block'),
  });
});

test.each([
  ['xz', ['-J'], /^zpci-inspect: x\.txz: packed by xz; unpack it first \(xz -d\)\n$/],
  ['bzip2', ['-j'], /^zpci-inspect: x\.txz: packed by bzip2; unpack it first \(bzip2 -d\)\n$/],
])('a tar that was packed by %s says how to unpack it', async (packer, option, message) => {
  if (spawnSync(packer, ['--version']).error !== undefined)
    writeFileSync(path(folder, 'x.txz'), packer === 'xz' ? '\u{fd}7zXZ\0' : 'BZh91AY&SY', 'latin1');
  else tar(['cf', 'x.txz', ...option, '-C', path(group, '..'), 'firmware-query-grp.bin']);
  expect(await decode(['x.txz'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(message) });
});

test('a tar in a tar is not opened', async () => {
  const inner = join([file('grp.bin', bytes), end]);
  writeFileSync(
    path(folder, 'nested.tar'),
    join([file('inner.tar', inner), file('inner.tgz', gzipSync(inner)), file('grp.bin', bytes), end]),
  );
  const { status, stdout, stderr } = await decode(['-v', 'nested.tar']);
  expect(status).toBe(0);
  expect(blocksOf({ status, stdout, stderr }).map((block) => block.source)).toEqual(['grp.bin']);
  expect(stderr.match(/inner\.t(ar|gz): left out: a tar or gzip in another one, which is not opened/g)).toHaveLength(2);
});

test('a damaged tar does not keep the other arguments from being decoded', async () => {
  writeFileSync(path(folder, 'cut.tar'), file('grp.bin', bytes).subarray(0, 530));
  const result = await decode(['cut.tar', 'missing.bin', 'grp.bin']);
  expect(result.status).toBe(2);
  expect(blocksOf(result).map((block) => block.source)).toEqual(['grp.bin']);
  expect(result.stderr.split('\n').filter((line) => line !== '')).toEqual([
    expect.stringMatching(/^zpci-inspect: cut\.tar: damaged tar, /),
    'zpci-inspect: missing.bin: no such file or directory',
  ]);
});
