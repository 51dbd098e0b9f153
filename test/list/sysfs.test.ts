/** `list` of trees of sysfs: of this machine, copied, and in tars. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DiffResult } from '../../src/model/diff.js';
import { join as concat, end, file } from '../containers/tar.js';
import { type MemoryFiles, runInMemory } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';
import { block, functionsIn, list } from './support.js';

const trees = `${root}test/list/trees`;
const tars = new Map(
  ['dbginfo-sysfs.tgz', 'function-folder.tgz'].map((name) => [name, readFileSync(join(trees, name))]),
);
const line = '000000ab 0x37 0037:00:00.0 ROCE 0x01c4  35 0x05  conf    - -        -';

describe('tars', () => {
  it('dbginfo: its links do no harm, and nothing but functions is read', async () => {
    const { code, lines, stderr } = await list(tars, ['dbginfo-sysfs.tgz']);
    expect([code, lines[1]]).toEqual([0, line]);
    expect(stderr).not.toContain('symbolic link');
  });

  it('dbginfo whole: the packed tree in it is read, wherever it is', async () => {
    const packed = tars.get('dbginfo-sysfs.tgz') ?? new Uint8Array();
    const whole = (inner: Uint8Array): MemoryFiles => {
      const runtime = file('DBGINFO-host/runtime.out', Buffer.from('uptime\n'));
      return new Map([['whole.tar', concat([runtime, file('DBGINFO-host/sysfs.tgz', inner), end])]]);
    };
    const { code, lines, stderr } = await list(whole(packed), ['whole.tar']);
    expect([code, lines[1], stderr]).toEqual([0, line, '']);
    const cut = whole(packed.subarray(0, 700));
    const damaged = await list(cut, ['whole.tar']);
    expect([damaged.code, damaged.text]).toEqual([2, '']);
    expect(damaged.stderr).toMatch(/^zpci-inspect: whole.tar: DBGINFO-host\/sysfs.tgz: broken gzip: it ends too early/);
  });

  it('the folder of one function', async () => {
    expect(await functionsIn(tars, ['function-folder.tgz'])).toMatchObject([
      {
        fid: 0xab,
        uid: 0x37,
        address: '0037:00:00.0',
        handle: 0x80010000,
        vendor: 0x15b3,
        device: 0x1016,
        state: null,
      },
    ]);
  });

  it('beside a capture belongs to its machine', async () => {
    const files = new Map([...tars, ['fn.bin', block('three-views/net-group5', 'firmware-query-fn.bin')]]);
    const [one, ...others] = await functionsIn(files, ['fn.bin', 'dbginfo-sysfs.tgz']);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ fid: 0xab, uid: 0x1234, address: '0037:00:00.0', driver: 'mlx5_core' });
    // The capture is of another boot: its uid and handle are others.
    expect(one?.findings?.error).toBeGreaterThan(0);
  });

  it('what the guest was given is shown for the function that is passed through', async () => {
    const domain = readFileSync(`${root}test/input/copies/domain.xml`);
    const files = new Map([...tars, ['domain.xml', domain]]);
    for (const args of [
      ['dbginfo-sysfs.tgz', 'domain.xml'],
      ['dbginfo-sysfs.tgz', '--config', 'domain.xml'],
    ])
      expect(await functionsIn(files, args)).toMatchObject([{ fid: 0xab, guest: { fid: 0x10, uid: 0x11 } }]);
    const { code, stderr } = await list(files, ['dbginfo-sysfs.tgz', '--config', 'function-folder.tgz']);
    expect([code, stderr]).toEqual([
      2,
      'zpci-inspect: function-folder.tgz: neither XML of a libvirt domain nor a command line of QEMU with zpci\n',
    ]);
  });

  it('diff reads them, too', async () => {
    const files = new Map([...tars, ['fn.bin', block('three-views/net-group5', 'firmware-query-fn.bin')]]);
    const args = ['diff', '--firmware', 'fn.bin', '--vfio', 'dbginfo-sysfs.tgz', '--format', 'json'];
    const { stdout } = await runInMemory(args, files);
    const { rows }: DiffResult = JSON.parse(stdout.toString());
    expect(rows.find(({ attribute }) => attribute === 'pchid')?.verdicts).toEqual({ sysfs: 'same' });
  });
});

describe('folders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sysfs-'));
  const device = join(folder, 'sys/devices/pci0037:00/0037:00:00.0');
  const slots = join(folder, 'sys/bus/pci/slots');
  const write = (path: string, text: string): void => writeFileSync(path, `${text}\n`);

  beforeAll(() => {
    execFileSync('tar', ['xzf', join(trees, 'dbginfo-sysfs.tgz'), '-C', folder]);
    // A function in standby has its slot alone.
    mkdirSync(join(slots, '00000021'));
    write(join(slots, '00000021/power'), '0');
    write(join(slots, '00000021/address'), '0021:00:00');
    symlinkSync('.', join(device, 'loop'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const standby = '00000021 -    0021:00:00   -    -        - -     standby   - -        -';
  const configured = line.replace('conf ', 'conf   ');

  it.each([
    ['--base, as lszdev has it', ['--base', folder]],
    ['--base with the root of sysfs itself', ['--base', join(folder, 'sys')]],
    ['a path', [join(folder, 'sys')]],
    ['a path of what it is in', [folder]],
  ])('%s', async (_what, args) => {
    const { status, stdout, stderr } = await runHere(['list', ...args], { env: { COLUMNS: '80' } });
    expect([status, stderr, stdout.split('\n').slice(1, -1)]).toEqual([0, '', [standby, configured]]);
  });

  it('what cannot be read is not known, the rest is listed', async () => {
    rmSync(join(device, 'uid'));
    mkdirSync(join(device, 'uid'));
    write(join(device, 'pchid'), 'not a number');
    rmSync(join(device, 'pft'));
    execFileSync('mkfifo', [join(device, 'pft')]);
    rmSync(join(device, 'vfn'));
    symlinkSync('nowhere', join(device, 'vfn'));
    // More than sysfs ever gives.
    write(join(device, 'pfgid'), '1'.repeat(1 << 17));
    const { status, stdout } = await runHere(['list', '-n', '-c', 'fid,uid,pchid,type,vfn,group,driver', folder]);
    expect([status, stdout]).toEqual([0, '00000021  -  -  -  -  -  -\n000000ab  -  -  -  -  -  mlx5_core\n']);
  });

  it('a machine without functions is an empty list', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(join(empty, 'sys/bus/pci/devices'), { recursive: true });
    const { status, stdout, stderr } = await runHere(['list', '--base', empty, '-f', 'json']);
    expect([status, JSON.parse(stdout).functions]).toEqual([0, []]);
    expect(stderr).toBe(`zpci-inspect: ${empty}: no zPCI function\n`);
  });
});

it('a number that its field has no room for is not known', async () => {
  const text =
    'function_id = 0x000000ab\nuid = 0x123456789\npchid = 0x10000\nvfn = 0x0023\nfunction_handle = 99999999999999999999\n';
  const [one] = await functionsIn(new Map([['sysfs.txt', Buffer.from(text)]]), ['sysfs.txt']);
  expect(one).toMatchObject({ fid: 0xab, uid: null, pchid: null, vfn: 0x23, handle: null });
});

it('without a path it is the sysfs of this machine, on s390x', async () => {
  const functions = '/sys/bus/pci/devices/0037:00:00.0';
  const files = new Map(
    Object.entries({ function_id: '0x000000ab', uid: '0x37', pft: '0x0b' }).map(([name, text]) => [
      `${functions}/${name}`,
      Buffer.from(`${text}\n`),
    ]),
  );
  const { code, lines } = await list(files, ['-n', '-c', 'fid,uid,type'], { arch: 's390x' });
  expect([code, lines]).toEqual([0, ['000000ab  0x37  NVMe']]);
});
