/** Captures of a host as arguments of diff, through the real program. The tars are made by tar(1). */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { DiffResult } from '../../src/model/diff.js';
import { type Run, root } from '../support/run.js';
import { runHere } from '../support/run-here.js';
import { end, file, header, join } from './tar.js';

const folder = mkdtempSync(path(tmpdir(), 'bundles-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fixtures = `${root}fixtures`;
const live = `${fixtures}/live/linux-6.12_qemu-10.0`;
const views = `${fixtures}/three-views/net-group5`;
const functions = ['0xf1d00001', '0xf1d00002', '0xf1d00003', '0x00000000'];

function tar(name: string, args: readonly string[]): string {
  const { status, stderr } = spawnSync('tar', ['cf', path(folder, name), ...args], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return path(folder, name);
}

function diff(args: readonly string[], input?: Uint8Array): Promise<Run> {
  return runHere(['diff', ...args], input === undefined ? {} : { input });
}

/** The document, whatever was said on stderr. */
async function json(args: readonly string[], input?: Uint8Array): Promise<DiffResult> {
  return JSON.parse((await diff(['--format', 'json', ...args], input)).stdout) as DiffResult;
}

/** Names of the files of the capture that match. */
function blocks(pattern: RegExp): string[] {
  const { blocks: all } = JSON.parse(readFileSync(`${live}/manifest.json`, 'utf8')) as { blocks: { file: string }[] };
  return all.map((block) => block.file).filter((name) => pattern.test(name));
}

test('the capture of a host gives one report for each function and a summary, as folder, tar.gz and on standard input', async () => {
  const tgz = tar('live.tgz', ['-z', '-C', live, '.']);
  const { status, stdout, stderr } = await diff([live]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.match(/^function 0x[0-9a-f]{8}: .*$/gm)).toEqual(
    functions.map((id) => `function ${id}: nothing found, 26 of 26 facts compared as they should be, 56 not compared`),
  );
  expect(stdout.slice(stdout.indexOf('summary\n')).trimEnd().split('\n')).toEqual([
    'summary',
    'function    errors  warnings  notes  as it should be  compared with',
    ...functions.map((id) => `${id}  0       0         0      26 of 26         vfio, sysfs`),
  ]);
  for (const [args, input] of [
    [[tgz], undefined],
    [['-'], new Uint8Array(readFileSync(tgz))],
  ] as const) {
    const other = await diff(args, input);
    expect(other.status).toBe(0);
    expect(other.stdout).toBe(stdout);
    expect(other.stderr).toMatch(/^zpci-inspect: .*: 5 files left out \(-v says why\)\n$/);
  }
});

test('-v says why a file is not compared', async () => {
  const { stderr } = await diff(['-v', path(folder, 'live.tgz')]);
  const lines = stderr.split('\n').filter((line) => line.includes('left out'));
  expect(lines.sort()).toEqual(
    [
      'expected.decode.json: left out: JSON',
      'expected.diff.json: left out: JSON',
      'expected.values.json: left out: JSON',
      'failed-slpc-base.bin: left out: its role "failed-slpc-base" is on no side',
      'failed-slpc-pci.bin: left out: its role "failed-slpc-pci" is on no side',
    ].map((line) => `zpci-inspect: ${path(folder, 'live.tgz')}: ${line}`),
  );
});

test('without a manifest blocks are sorted by name and content', async () => {
  const bare = tar('bare.tar', ['-C', live, ...blocks(/./), 'sysfs.txt']);
  const [listed, sorted] = [await json([live]), await json([bare, '--linux', '6.12.107'])];
  expect(sorted.functions.map((one) => one.title).sort()).toEqual(listed.functions.map((one) => one.title).sort());
  const own = (result: DiffResult, id: string): unknown =>
    result.rows.filter((row) => row.function === `function ${id}`).map((row) => [row.attribute, row.verdicts]);
  for (const id of functions) expect(own(sorted, id)).toEqual(own(listed, id));
});

test('a host on which one of four functions has a vfio driver: the others are compared with sysfs', async () => {
  const some = tar('some.tar', ['-C', live, ...blocks(/^firmware-|f1d00002/), 'sysfs.txt']);
  const { status, stdout } = await diff([some]);
  expect(status).toBe(0);
  const lines = stdout.slice(stdout.indexOf('summary\n')).trimEnd().split('\n').slice(2);
  expect(lines.map((line) => line.split(/ {2,}/).at(-1)).sort()).toEqual(['sysfs', 'sysfs', 'sysfs', 'vfio, sysfs']);
  expect(stdout.match(/no VFIO buffer given/g)).toHaveLength(3);
  const none = tar('none.tar', ['-C', live, ...blocks(/^firmware-|f1d00002/)]);
  expect((await json([none])).functions.map((one) => one.sides.length).sort()).toEqual([0, 0, 0, 1]);
});

test('one damaged function makes exit code 1 and a line of the summary; the others stay as they are', async () => {
  const copy = path(folder, 'damaged');
  cpSync(live, copy, { recursive: true });
  const name = path(copy, 'vfio-device-info-f1d00002.bin');
  const bytes = readFileSync(name);
  bytes[53] = 64; // fmb_length
  writeFileSync(name, bytes);
  const { status, stdout } = await diff([copy]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^0xf1d00002 {2}1 {7}0 {9}0 {6}25 of 26/m);
  expect((await json([copy])).functions.map((one) => one.severities.error)).toEqual([0, 1, 0, 0]);
  expect((await diff([copy, '--format', 'markdown'])).stdout).toContain(
    '| 0xf1d00002 | 1 | 0 | 0 | 25 of 26 | vfio, sysfs |',
  );
});

test('an info that could belong to several functions: exit code 2, and the others are compared', async () => {
  const copy = path(folder, 'unsure');
  cpSync(live, copy, { recursive: true });
  for (const name of ['manifest.json', 'vfio-device-info-f1d00002.bin']) rmSync(path(copy, name));
  const bytes = readFileSync(`${live}/vfio-device-info-f1d00002.bin`);
  bytes[27] = 1; // version 1 of the base capability, without a handle
  writeFileSync(path(copy, 'vfio-device-info.bin'), bytes);
  rmSync(path(copy, 'vfio-device-info-f1d00003.bin'));
  const { status, stdout, stderr } = await diff([copy, '--only', 'findings']);
  expect(status).toBe(2);
  expect(stdout).toMatch(/^0xf1d00001 {2}0 .*vfio, sysfs$/m);
  expect(stdout).toMatch(/^0xf1d00002 {2}0 .* sysfs$/m);
  expect(stderr).toMatch(/vfio-device-info\.bin could belong to 0xf1d00002, 0xf1d00003: it tells neither handle/);
});

test('entries that cannot be read are reported, the rest is compared, exit code 2', async () => {
  const parts = ['firmware-query-fn.bin', 'vfio-device-info.bin'].map((name) =>
    file(name, new Uint8Array(readFileSync(`${views}/${name}`))),
  );
  const name = path(folder, 'link.tar');
  writeFileSync(name, join([...parts, header({ name: 'driver', type: '2', link: '../vfio-pci' }), end]));
  const { status, stdout, stderr } = await diff([name]);
  expect(status).toBe(2);
  expect(stdout).toMatch(/^function 0x000000ab: nothing found, 10 of 10/);
  expect(stderr).toBe(
    `zpci-inspect: ${name}: driver: a symbolic link; pack the file that it leads to (tar -h); not read\n`,
  );
});

test('a tar that is cut off is not compared at all: what is missing cannot be told', async () => {
  const bytes = readFileSync(tar('whole.tar', ['-C', live, 'manifest.json', ...blocks(/./)]));
  const name = path(folder, 'cut.tar');
  writeFileSync(name, bytes.subarray(0, 40_000));
  const { status, stdout, stderr } = await diff([name]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^zpci-inspect: .*cut\.tar: damaged tar, in or behind the entry .*\n$/);
});

test('a folder of several cases is refused: diff compares one', async () => {
  const { status, stdout, stderr } = await diff([`${fixtures}/three-views`]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/three-views: holds several cases \(folders with a manifest\.json\), such as net-group5 and /);
});

test('a case in a tar is compared like its folder, also one folder down', async () => {
  const byFolder = await json([views]);
  for (const args of [
    ['-C', views, '.'],
    ['-C', `${views}/..`, 'net-group5'],
  ]) {
    const { rows, checks, facts } = await json([tar('case.tar', args)]);
    const strip = (list: typeof rows): unknown => JSON.parse(JSON.stringify(list).replaceAll('net-group5/', ''));
    expect(strip(rows)).toEqual(byFolder.rows);
    expect(checks).toEqual(byFolder.checks);
    expect(JSON.parse(JSON.stringify(facts).replaceAll('net-group5/', ''))).toEqual(byFolder.facts);
  }
});

test('predict takes the buffers of a case from its folder or tar', async () => {
  const files = ['vfio-device-info.bin', 'vfio-iommu-info.bin'].map((name) => `${views}/${name}`);
  const predicted = await runHere(['predict', '--vfio', ...files]);
  expect(predicted.status).toBe(0);
  for (const given of [views, tar('views.tgz', ['-z', '-C', views, '.'])])
    expect(await runHere(['predict', '--vfio', given])).toMatchObject({ status: 0, stdout: predicted.stdout });
});

test('sides from several captures: what one was made of in the guest is the side of the guest', async () => {
  const host = path(folder, 'host');
  const guest = path(folder, 'inside');
  for (const dir of [host, guest]) mkdirSync(dir);
  for (const name of [
    'firmware-query-fn.bin',
    'firmware-query-grp.bin',
    'firmware-list.bin',
    'vfio-device-info.bin',
    'vfio-iommu-info.bin',
    'sysfs.txt',
  ])
    cpSync(`${views}/${name}`, path(host, name));
  for (const name of ['query-fn', 'query-grp', 'list'])
    cpSync(`${views}/guest-${name}.bin`, path(guest, `firmware-${name}.bin`));
  cpSync(`${views}/guest-sysfs.txt`, path(guest, 'sysfs.txt'));
  const versions = ['--linux', '6.12.107', '--qemu', '10.0.13', '--mode', 'intercept'];
  const strip = (result: DiffResult): unknown =>
    JSON.parse(JSON.stringify(result.rows).replaceAll('firmware-', 'guest-'));
  expect(strip(await json([host, '--guest', guest, ...versions]))).toEqual(strip(await json([views])));
  const files = ['query-fn', 'query-grp', 'list'].map((name) => `${views}/guest-${name}.bin`);
  expect((await json([host, '--guest', ...files, ...versions])).rows).toEqual((await json([views])).rows);
});
