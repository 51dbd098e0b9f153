/**
 * The printed script on hosts made of files: what it asks, what it writes, and what it leaves alone.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { manifestProblems } from '../../src/load/manifest.js';
import { root, run } from '../support/run.js';
import { captureHost, errno, fingerprint, fixture, printedScript, scratch } from './host.js';
import { makeMainframe, makePersonalComputer, withoutGroups } from './hosts.js';

const folder = scratch();
afterAll(() => rmSync(folder, { recursive: true }));
const script = printedScript(folder);

describe('an s390x host', () => {
  const host = makeMainframe(folder);
  const before = fingerprint(host.root);
  const outcome = captureHost(host, script);
  const roles = outcome.manifest.blocks.map((block) => block.role);

  test('has a valid manifest, and blocks with the hashes that it lists', () => {
    expect(manifestProblems(outcome.manifest)).toEqual([]);
    for (const { file, sha256 } of outcome.manifest.blocks) {
      expect(
        createHash('sha256')
          .update(outcome.block(file.replace(/\.bin$/, '')))
          .digest('hex'),
        file,
      ).toBe(sha256);
    }
    const files = outcome.manifest.blocks.map((block) => block.file);
    expect(outcome.names).toEqual(['manifest.json', ...files, 'sysfs.txt', 'errors.txt']);
  });

  test('is asked for the whole list, every function and every group', () => {
    expect(roles).toEqual([
      'firmware-slpc-pci',
      'clp-slpc-base',
      'firmware-list',
      'firmware-list-2',
      'firmware-query-fn-000000ab',
      'failed-query-fn-01c0ffee',
      'firmware-query-fn-00000010',
      'firmware-query-grp-05',
      'vfio-device-info-000000ab',
      'vfio-region-0-000000ab',
      'vfio-irq-2-000000ab',
      'vfio-iommu-info-000000ab',
    ]);
  });

  test('is asked with normal commands that only ask', () => {
    const asked = outcome.calls.filter((call) => call.clp !== undefined);
    expect(asked.map((call) => [call.clp, call.word, call.room])).toEqual([
      [1, 0x02000000, 128],
      [1, 0x00000000, 128],
      [2, 0x02000000, 4064],
      [2, 0x02000000, 4064],
      [3, 0x02000000, 384],
      [3, 0x02000000, 384],
      [3, 0x02000000, 384],
      [4, 0x02000000, 64],
      [4, 0x02000000, 64],
    ]);
    expect(asked.every((call) => call.reserved?.every((one) => one === 0))).toBe(true);
  });

  test('gets no VFIO call but these', () => {
    const names = outcome.calls.flatMap((call) => call.ioctl ?? []);
    expect([...new Set(names)].sort()).toEqual([
      'VFIO_CHECK_EXTENSION',
      'VFIO_DEVICE_GET_INFO',
      'VFIO_DEVICE_GET_IRQ_INFO',
      'VFIO_DEVICE_GET_REGION_INFO',
      'VFIO_GROUP_GET_DEVICE_FD',
      'VFIO_GROUP_GET_STATUS',
      'VFIO_GROUP_SET_CONTAINER',
      'VFIO_IOMMU_GET_INFO',
      'VFIO_SET_IOMMU',
    ]);
    expect(outcome.calls.find((call) => call.ioctl === 'VFIO_SET_IOMMU')?.argument).toBe(3);
    expect(outcome.calls.find((call) => call.ioctl === 'VFIO_GROUP_GET_DEVICE_FD')?.argument).toBe(
      Buffer.from('1234:00:00.0\0').toString('hex'),
    );
  });

  test('is not written to', () => {
    expect(fingerprint(host.root)).toBe(before);
    expect(outcome.calls.flatMap((call) => call.open ?? []).sort()).toEqual(['clp', 'vfio/3', 'vfio/vfio']);
  });

  test('pages hold the request and the very bytes of the response', () => {
    const page = outcome.block('firmware-query-fn-000000ab');
    const response = fixture('three-views/net-group5/firmware-query-fn.bin');
    expect(page).toHaveLength(4096);
    expect(page.subarray(0, 32).toString('hex')).toBe('0020000300000000'.padEnd(32, '0') + '80020000'.padEnd(32, '0'));
    expect(page.subarray(32, 416).equals(response)).toBe(true);
    expect(page.subarray(416).every((byte) => byte === 0)).toBe(true);
  });

  test('buffers are asked again with the size that the kernel wants', () => {
    expect(
      outcome.block('vfio-device-info-000000ab').equals(fixture('three-views/net-group5/vfio-device-info.bin')),
    ).toBe(true);
    expect(
      outcome.block('vfio-iommu-info-000000ab').equals(fixture('three-views/net-group5/vfio-iommu-info.bin')),
    ).toBe(true);
    const sizes = outcome.calls.flatMap((call) =>
      call.ioctl === 'VFIO_DEVICE_GET_INFO' ? String(call.argument).slice(0, 8) : [],
    );
    expect(sizes).toEqual(['00000018', '000000d0']);
    expect(outcome.manifest.blocks.filter((block) => block.endian !== undefined).map((block) => block.endian)).toEqual([
      'big',
      'big',
      'big',
      'big',
    ]);
  });

  test('what could not be had is said in the bundle, the manifest and on standard error', () => {
    const expected = [
      'firmware-query-fn-01c0ffee: CLP command 0x0003 of set 2: response code 0x0101',
      'firmware-query-grp-ff: CLP command 0x0004 of set 2: Operation not supported',
      '000000ab: VFIO_DEVICE_GET_REGION_INFO, index 1: Input/output error',
    ];
    expect(outcome.text('errors.txt')).toBe(`${expected.join('\n')}\n`);
    expect(outcome.manifest.provenance.note).toBe(`Not captured: ${expected.join('; ')}`);
    for (const line of expected) expect(outcome.stderr).toContain(`not captured: ${line}\n`);
  });

  test('kernel and machine are named, and nothing that tells one machine from another', () => {
    const { kernel, how, kind } = outcome.manifest.provenance;
    expect(kind).toBe('captured');
    expect(kernel).toMatch(/^Linux version 6\.12\.107\+deb13-s390x \(gcc .* #1 SMP Debian 6\.12\.107-1 /);
    expect(outcome.manifest.interfaces).toEqual({ linux: '6.12.107' });
    expect(how).toContain('s390x, Type: 3931, Model: 704 A01:');
    for (const name of outcome.names.filter((one) => !one.endsWith('.bin')))
      expect(outcome.text(name)).not.toMatch(/SECRET|0012345|who@where/);
  });

  test('sysfs is there as text, the utility string as hex, config as far as anyone may read it', () => {
    const lines = outcome.text('sysfs.txt').split('\n');
    expect(lines).toContain('sysfs 1234:00:00.0/pchid = 0x01c4');
    expect(lines).toContain('sysfs 1234:00:00.0/index = 4660');
    expect(lines).toContain('sysfs 1234:00:00.0/driver = vfio-pci');
    expect(lines).toContain('sysfs 0007:00:00.0/iommu_group = 1');
    expect(lines).toContain('slot 000000ab/address = 1234:00:00');
    expect(lines).toContain('slot 00000010/power = 1');
    expect(lines.find((line) => line.startsWith('sysfs 1234:00:00.0/config'))).toMatch(/= hex:[0-9a-f]{128}$/);
    expect(lines.find((line) => line.startsWith('sysfs 1234:00:00.0/util_string'))).toMatch(/= hex:d3c1c240d7d6d9e3/);
    expect(lines.find((line) => line.startsWith('sysfs 1234:00:00.0/resource'))).toMatch(/ \| 0x/);
  });

  test('decode reads every block', () => {
    const blocks = outcome.manifest.blocks.map(({ type, file }) => `${type}:${join(outcome.dir, file)}`);
    const { status, stdout, stderr } = run(['decode', '--endian', 'big', '--format', 'json', ...blocks]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const decoded: { source: string; issues: { code: string; severity: string }[] }[] = JSON.parse(stdout).blocks;
    expect(decoded.flatMap((block) => block.issues.map((issue) => issue.severity))).not.toContain('error');
    const failed = decoded.filter((block) => block.issues.some((issue) => issue.code === 'RESPONSE_NOT_OK'));
    expect(failed.map((block) => block.source)).toEqual(['failed-query-fn-01c0ffee.bin']);
  });
});

describe('what is refused', () => {
  test.each([
    ['a function that is in use', 'vfio/3', errno.EBUSY, '000000ab: /dev/vfio/3: Device or resource busy'],
    ['a group without permission', 'vfio/3', errno.EACCES, '000000ab: /dev/vfio/3: Permission denied'],
    ['a container without permission', 'vfio/vfio', errno.EPERM, '000000ab: /dev/vfio/3: Operation not permitted'],
  ])('%s leaves the rest', (_what, node, code, line) => {
    const outcome = captureHost({ ...makeMainframe(folder), refused: { [node]: code } }, script);
    expect(outcome.status).toBe(0);
    expect(outcome.text('errors.txt')).toContain(`${line}\n`);
    const roles = outcome.manifest.blocks.map((block) => block.role);
    expect(roles).toContain('firmware-query-fn-000000ab');
    expect(roles.filter((role) => role.startsWith('vfio-'))).toEqual([]);
  });

  test('/dev/clp without permission leaves VFIO and sysfs', () => {
    const outcome = captureHost({ ...makeMainframe(folder), refused: { clp: errno.EACCES } }, script);
    expect(outcome.text('errors.txt')).toContain('/dev/clp: Permission denied\n');
    expect(outcome.manifest.blocks.map((block) => block.role)).toContain('vfio-device-info-000000ab');
    expect(outcome.text('sysfs.txt')).toContain('0x01c4');
  });

  test('attributes that cannot be read, as of a function that goes away, are written down', () => {
    const host = makeMainframe(folder);
    const attributes = join(host.root, 'sys/bus/pci/devices/1234:00:00.0');
    for (const name of ['function_id', 'uid_is_unique']) {
      rmSync(join(attributes, name), { force: true });
      mkdirSync(join(attributes, name));
    }
    const outcome = captureHost(host, script);
    expect(outcome.status).toBe(0);
    for (const name of ['function_id', 'uid_is_unique'])
      expect(outcome.text('errors.txt')).toContain(`sysfs 1234:00:00.0/${name}: Is a directory\n`);
    expect(outcome.text('sysfs.txt')).toContain('sysfs 1234:00:00.0/pchid = 0x01c4\n');
    expect(outcome.manifest.blocks.map((block) => block.role)).toContain('vfio-device-info-1234_00_00.0');
  });

  test('a group with a function of the host is left alone', () => {
    const host = makeMainframe(folder);
    const outcome = captureHost(
      { ...host, answers: { ...host.answers, 'VFIO_GROUP_GET_STATUS vfio/3': '0000000800000000' } },
      script,
    );
    expect(outcome.text('errors.txt')).toMatch(/vfio\/3: not viable/);
    expect(outcome.calls.map((call) => call.ioctl)).not.toContain('VFIO_GROUP_SET_CONTAINER');
  });

  test('a list that goes round ends', () => {
    const host = makeMainframe(folder);
    const [key] = Object.keys(host.answers).filter((one) => one.startsWith('clp 2/2 ') && one.includes('2000'));
    const again = Buffer.from(String(host.answers[key ?? '']), 'hex');
    again.writeBigUInt64BE(2n, 16);
    const outcome = captureHost({ ...host, answers: { ...host.answers, [key ?? '']: again.toString('hex') } }, script);
    expect(outcome.calls.filter((call) => call.clp === 2)).toHaveLength(2);
  });

  test('a kernel that always wants more room is given up', () => {
    const host = makeMainframe(folder);
    const huge = '00200000'.padEnd(2 * 0x200000, '0');
    const outcome = captureHost(
      { ...host, answers: { ...host.answers, 'VFIO_IOMMU_GET_INFO vfio/vfio': huge } },
      script,
    );
    expect(outcome.text('errors.txt')).toMatch(/the kernel asks for 2097152 bytes/);
  });

  test('--no-vfio opens no function', () => {
    const outcome = captureHost(makeMainframe(folder), script, '--no-vfio');
    expect(outcome.calls.flatMap((call) => call.open ?? [])).toEqual(['clp']);
  });

  test('with nothing to capture nothing is written, exit 1', () => {
    const host = { ...makeMainframe(folder), refused: { clp: errno.EACCES, 'vfio/3': errno.EBUSY } };
    const outcome = captureHost(host, script);
    expect(outcome.status).toBe(1);
    expect(outcome.stderr).toContain('no block was captured, so nothing is written');
  });

  test('a file that is there is not overwritten, exit 2', () => {
    const present = join(folder, 'present.tgz');
    writeFileSync(present, 'mine');
    const outcome = captureHost(makeMainframe(folder), script, '-o', present);
    expect(outcome.status).toBe(2);
    expect(outcome.stderr).toContain(`${present}: File exists`);
  });
});

describe('other hosts', () => {
  test('without groups a function is asked through its device node and iommufd', () => {
    const host = withoutGroups(folder);
    rmSync(join(host.root, 'dev/vfio/3'));
    const outcome = captureHost(host, script);
    expect(outcome.manifest.blocks.map((block) => block.role).filter((role) => role.startsWith('vfio-'))).toEqual([
      'vfio-device-info-000000ab',
      'vfio-region-0-000000ab',
      'vfio-irq-2-000000ab',
      'vfio-iommu-info-000000ab',
    ]);
    const calls = outcome.calls.filter((call) => call.ioctl !== undefined).map((call) => [call.ioctl, call.node]);
    expect(calls.slice(0, 3)).toEqual([
      ['VFIO_DEVICE_BIND_IOMMUFD', 'vfio/devices/vfio0'],
      ['IOMMU_IOAS_ALLOC', 'iommu'],
      ['VFIO_DEVICE_ATTACH_IOMMUFD_PT', 'vfio/devices/vfio0'],
    ]);
    expect(calls.slice(-3)).toEqual([
      ['IOMMU_VFIO_IOAS', 'iommu'],
      ['VFIO_IOMMU_GET_INFO', 'iommu'],
      ['VFIO_IOMMU_GET_INFO', 'iommu'],
    ]);
    const argument = (name: string) => outcome.calls.find((call) => call.ioctl === name)?.argument;
    expect(argument('VFIO_DEVICE_ATTACH_IOMMUFD_PT')).toBe('0000000c0000000000000007');
    expect(argument('IOMMU_VFIO_IOAS')).toBe('0000000c0000000700010000');
  });

  test('a machine of another architecture gives the part of VFIO, in its byte order', () => {
    const outcome = captureHost(makePersonalComputer(folder), script);
    expect(outcome.names).toEqual([
      'manifest.json',
      'vfio-device-info-0000_00_05.0.bin',
      'vfio-iommu-info-0000_00_05.0.bin',
      'errors.txt',
    ]);
    expect(manifestProblems(outcome.manifest)).toEqual([]);
    expect(outcome.manifest.blocks.map((block) => block.endian)).toEqual(['little', 'little']);
    expect(outcome.manifest.interfaces).toEqual({ linux: '6.1.176' });
    expect(outcome.calls.map((call) => call.open ?? '')).not.toContain('clp');
  });
});

test('the name of the file decides whether it is compressed', () => {
  const host = makeMainframe(folder);
  const plain = join(folder, 'plain.tar');
  captureHost(host, script, '-o', plain);
  expect(spawnSync('tar', ['-tf', plain], { encoding: 'utf8' }).stdout).toMatch(/^manifest\.json\n/);
  expect(spawnSync('gzip', ['-t', plain]).status).not.toBe(0);
});

test('standard output takes the bundle on its way into diff', () => {
  const host = join(folder, 'piped.json');
  writeFileSync(host, JSON.stringify(makeMainframe(folder)));
  const program = `'${process.execPath}' '${root}bin/zpci-inspect.cjs'`;
  const there = `cat > piped.py; python3 '${root}test/capture/fake_host.py' piped.py '${host}' -o -`;
  const shell = `${program} capture | sh -c "${there}" | ${program} diff -f json -`;
  const { stdout, stderr } = spawnSync('sh', ['-c', shell], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toMatch(/^standard output: \d+ blocks$/m);
  expect(stderr.match(/^zpci-inspect:.*/gm)).toEqual(['zpci-inspect: standard input: 3 files left out (-v says why)']);
  const names = JSON.parse(stdout).functions.map((one: { title: string }) => one.title);
  expect(names).toEqual(['function 0x000000ab', 'function 0x00000010']);
});
