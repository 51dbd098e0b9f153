/** A case made of a capture in one step, through the real program. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';

const folder = mkdtempSync(path(tmpdir(), 'init-'));
afterAll(() => rmSync(folder, { recursive: true }));

const live = `${root}fixtures/live/linux-6.12_qemu-10.0`;

function tar(name: string, args: readonly string[]): string {
  const { status, stderr } = spawnSync('tar', ['cf', path(folder, name), ...args], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return path(folder, name);
}

function json(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

test.each([
  ['the folder', () => live],
  ['a tar.gz', () => tar('live.tgz', ['-z', '-C', live, '.'])],
])(
  '%s of a capture is a case with the same manifest, the sysfs text and expectations, and it passes',
  async (name, capture) => {
    const dir = path(folder, name.replace(' ', '-'));
    const made = await runHere(['check', '--init', dir, capture()]);
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(made.stdout).toContain(': a case of 65 blocks\n');
    expect(made.stdout).toContain('328 facts compared, 0 with an error');
    const { expect: _, ...recorded } = json(`${live}/manifest.json`);
    expect(json(path(dir, 'manifest.json'))).toEqual(recorded);
    expect(readdirSync(dir)).toEqual(readdirSync(live).filter((file) => file !== 'expected.values.json'));
    for (const file of ['sysfs.txt', 'expected.diff.json', 'expected.decode.json', 'firmware-list.bin'])
      expect(readFileSync(path(dir, file))).toEqual(readFileSync(`${live}/${file}`));
    expect(await runHere(['check', dir])).toMatchObject({ status: 0, stdout: '1 case: 1 pass\n' });
  },
);

test('without a manifest the blocks are those that are recognised, texts beside them are left out', async () => {
  const files = [
    'firmware-list.bin',
    'firmware-query-fn-f1d00001.bin',
    'vfio-device-info-f1d00001.bin',
    'vfio-region-5-f1d00001.bin',
  ];
  const bare = tar('bare.tar', ['-C', live, ...files, 'expected.values.json', 'sysfs.txt']);
  const dir = path(folder, 'bare');
  const made = await runHere(['check', '--init', dir, bare]);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  expect(made.stdout).toMatch(/: a case of 4 blocks\n/);
  expect(readdirSync(dir).sort()).toEqual(
    [...files, 'expected.decode.json', 'expected.diff.json', 'manifest.json', 'sysfs.txt'].sort(),
  );
  const blocks = json(path(dir, 'manifest.json'))['blocks'] as { role: string; type: string }[];
  expect(blocks.map(({ role, type }) => [role, type])).toEqual([
    ['firmware-list', 'clp-page'],
    ['firmware-query-fn-f1d00001', 'clp-page'],
    ['vfio-device-info-f1d00001', 'vfio_device_info'],
    ['vfio-region-5-f1d00001', 'vfio_region_info'],
  ]);
  expect((await runHere(['check', dir])).status).toBe(0);
});

test('what the caller says goes before the manifest', async () => {
  const dir = path(folder, 'said');
  const args = ['--title', 'mine', '--how', 'by hand', '--linux', '6.12', '--qemu', '10.0'];
  expect((await runHere(['check', '--init', dir, live, ...args])).status).toBe(0);
  expect(json(path(dir, 'manifest.json'))).toMatchObject({
    title: 'mine',
    interfaces: { linux: '6.12', qemu: '10.0' },
    provenance: { kind: 'captured', how: 'by hand' },
  });
});

test('a capture without blocks makes no case', async () => {
  const empty = tar('texts.tar', ['-C', live, 'sysfs.txt', 'expected.values.json']);
  const { status, stdout, stderr } = await runHere(['check', '--init', path(folder, 'none'), empty]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('texts.tar: no block to make a case of');
  expect(readdirSync(folder)).not.toContain('none');
});
