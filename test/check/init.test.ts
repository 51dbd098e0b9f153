/**
 * `check --init`: a case from raw captures that passes.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cases, fixturesDir } from '../fixtures/cases.js';
import { runHere } from '../support/run-here.js';
import { edit, newFolder } from './places.js';

const captured = cases.filter((one) => one.manifest.provenance.kind === 'captured');

/** Blocks whose type neither their bytes nor their names tell, or whose bytes are taken for another type. */
function pinned(path: string, file: string, type: string): string {
  const isOpaque =
    /cmd(0099|0000)\.(req|rsp)|raw-slpc-req(16|32|32-a5)\.rsp|short64\.rsp|devinfo-argsz8|irq[34]\.bin/.test(file);
  return `${isOpaque ? `${type}:` : ''}${fixturesDir}/${path}/${file}`;
}

describe.each(captured)('the files of $path', (one) => {
  test('make a case that passes, with the types and hashes of its manifest', async () => {
    const dir = join(newFolder(), 'made');
    // What words mean is not in a dump, and nothing but a manifest can say it here.
    const blocks = one.manifest.blocks.filter(({ word }) => word === undefined);
    const files = blocks.map(({ file, type }) => pinned(one.path, file, type));
    const { linux, qemu } = one.manifest.interfaces ?? {};
    const options = [
      ...(linux === undefined ? [] : ['--linux', linux]),
      ...(qemu === undefined ? [] : ['--qemu', qemu]),
    ];
    const made = await runHere(['check', '--init', dir, ...options, ...files]);
    expect(made.stderr).toBe('');
    expect(made.status).toBe(0);
    const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
    const entry = ({ file, type, endian, sha256 }: Record<string, unknown>) => ({ file, type, endian, sha256 });
    expect(manifest.blocks.map(entry)).toEqual(blocks.map(entry));
    expect(manifest.provenance).toMatchObject({ kind: 'captured', how: expect.stringContaining('not recorded') });
    expect(await runHere(['check', dir])).toMatchObject({ status: 0, stdout: '1 case: 1 pass\n' });
  });
});

describe('--init', () => {
  const file = (name: string): string => `${fixturesDir}/three-views/net-group5/${name}.bin`;
  const views = ['firmware-query-fn', 'firmware-query-grp', 'vfio-device-info', 'guest-query-fn'].map(file);

  test('compares the views when the names tell the sides', async () => {
    const dir = join(newFolder(), 'made/');
    const made = await runHere([
      'check',
      '--init',
      dir,
      ...views,
      '--title',
      'a VF',
      '--how',
      'by hand',
      '--synthetic',
      '--mode',
      'intercept',
    ]);
    expect(made.stdout).toMatch(/role guest-query-fn, clp_rsp_query_pci: /);
    expect(made.stdout).toMatch(/^\d+ facts compared, \d+ with an error; zpci-inspect diff shows them$/m);
    expect(readdirSync(dir)).toContain('expected.diff.json');
    expect(JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'))).toMatchObject({
      title: 'a VF',
      interfaces: { mode: 'intercept' },
      provenance: { kind: 'synthetic', how: 'by hand' },
    });
    expect((await runHere(['diff', dir])).status).toBeLessThan(2);
  });

  test('takes the names that people give to the sides', async () => {
    const folder = newFolder();
    const copyAs = (name: string, source: string): string => {
      writeFileSync(join(folder, name), readFileSync(file(source)));
      return join(folder, name);
    };
    const made = await runHere([
      'check',
      '--init',
      join(folder, 'made'),
      copyAs('Host Query.bin', 'firmware-query-fn'),
      copyAs('host_query.dump', 'firmware-query-fn'),
      copyAs('vm-query.bin', 'guest-query-fn'),
    ]);
    expect(made.stdout.match(/role (\S+),/g)).toEqual([
      'role firmware-query,',
      'role firmware-query-2,',
      'role guest-query,',
    ]);
  });

  test('takes dumps of words, whose size and order the text does not tell', async () => {
    const folder = newFolder();
    const bytes = readFileSync(`${fixturesDir}/synthetic/group-status/group-status.bin`);
    const text = join(folder, 'words.txt');
    // 08 00 00 00 03 00 00 00 as `xxd -e` shows it on any machine: words of 4 bytes, the last byte first.
    expect(bytes.toString('hex')).toBe('0800000003000000');
    writeFileSync(text, '00000000: 00000008 00000003                    ........\n');
    const dir = join(folder, 'made');
    const refused = await runHere(['check', '--init', dir, `vfio_group_status:${text}`]);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('give --word 4 and --word-endian');
    const words = ['--word', '4', '--word-endian', 'little'];
    const made = await runHere([
      'check',
      '--init',
      dir,
      ...words,
      `vfio_group_status:${text}`,
      file('vfio-device-info'),
    ]);
    expect(made).toMatchObject({ status: 0, stderr: '' });
    const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
    expect(manifest.blocks[0]).toMatchObject({ file: 'words.txt', word: 4, wordEndian: 'little', endian: 'little' });
    expect(manifest.blocks[1]).not.toHaveProperty('word');
    expect(readFileSync(join(dir, 'expected.decode.json'), 'utf8')).toContain('["flags","4:32",3,');
    expect((await runHere(['check', dir])).status).toBe(0);
    edit(join(dir, 'manifest.json'), (whole) => whole.replace('"word": 4,', ''));
    expect((await runHere(['check', dir])).stdout).toMatch(
      /; in the manifest these are "word", "wordEndian" and "input" of the block$/m,
    );
  });

  test('in the folder of the captures copies nothing', async () => {
    const dir = newFolder();
    const path = join(dir, 'vfio-device-info.bin');
    writeFileSync(path, readFileSync(file('vfio-device-info')));
    expect((await runHere(['check', '--init', dir, path])).status).toBe(0);
    expect(readdirSync(dir)).toEqual(['expected.decode.json', 'manifest.json', 'vfio-device-info.bin']);
  });

  test.each([
    [
      'a folder that is a case',
      (dir: string) => writeFileSync(join(dir, 'manifest.json'), '{}'),
      /holds a manifest\.json already/,
    ],
    [
      'another file of that name',
      (dir: string) => writeFileSync(join(dir, 'firmware-query-fn.bin'), 'x'),
      /is there already, with other bytes/,
    ],
    [
      'a sysfs text that is a link',
      (dir: string) => symlinkSync(`${fixturesDir}/three-views/net-group5/sysfs.txt`, join(dir, 'sysfs.txt')),
      /sysfs\.txt: is a symbolic link/,
    ],
    [
      'a sysfs text that check would not read again',
      (dir: string) => writeFileSync(join(dir, 'sysfs.txt'), Buffer.alloc((1 << 20) + 1, '\n')),
      /sysfs\.txt: 1048577 bytes, at most 1 MiB/,
    ],
  ])('refuses %s', async (_what, prepare, message) => {
    const dir = join(newFolder(), 'made');
    mkdirSync(dir);
    prepare(dir);
    const before = readdirSync(dir);
    const made = await runHere(['check', '--init', dir, ...views]);
    expect(made.status).toBe(2);
    expect(made.stderr).toMatch(message);
    expect(readdirSync(dir)).toEqual(before);
  });

  test('refuses a folder of captures with a sysfs text that check would not read again', async () => {
    const folder = newFolder();
    const dir = join(newFolder(), 'made');
    const attributes = readFileSync(`${fixturesDir}/three-views/net-group5/sysfs.txt`);
    writeFileSync(join(folder, 'vfio-device-info.bin'), readFileSync(file('vfio-device-info')));
    writeFileSync(join(folder, 'sysfs.txt'), Buffer.concat([attributes, Buffer.alloc(1 << 20, '\n')]));
    const made = await runHere(['check', '--init', dir, folder]);
    expect(made).toMatchObject({ status: 2, stderr: expect.stringMatching(/sysfs\.txt: \d+ bytes, at most 1 MiB/) });
    expect(existsSync(dir)).toBe(false);
  });

  test('names every file that it cannot take, and makes nothing', async () => {
    const folder = newFolder();
    const dir = join(folder, 'made');
    writeFileSync(join(folder, 'x.bin'), Buffer.from([0, 1, 2]));
    writeFileSync(join(folder, 'notes.txt'), 'no dump at all, just words\n');
    const made = await runHere([
      'check',
      '--init',
      dir,
      join(folder, 'x.bin'),
      join(folder, 'notes.txt'),
      join(folder, 'gone'),
      ...views,
    ]);
    expect(made.status).toBe(2);
    expect(made.stderr).toMatch(/no case was made: 3 of 7 files cannot be taken/);
    for (const name of ['x.bin', 'notes.txt', 'gone']) expect(made.stderr).toContain(`${folder}/${name}: `);
    expect(made.stderr).toMatch(/TYPE:FILE/);
    expect(existsSync(dir)).toBe(false);
  });

  test('two files of one name', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'vfio-device-info.bin'), 'x');
    const made = await runHere([
      'check',
      '--init',
      join(folder, 'made'),
      file('vfio-device-info'),
      join(folder, 'vfio-device-info.bin'),
    ]);
    expect(made.status).toBe(2);
    expect(made.stderr).toMatch(/two files are called vfio-device-info\.bin/);
  });
});
