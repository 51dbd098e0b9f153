/** The command `diff` as people and scripts use it: the real program in a process of its own. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { DiffResult, DiffRow } from '../../src/model/diff.js';
import { type Run, root, run } from '../support/run.js';

const folder = mkdtempSync(join(tmpdir(), 'diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fixtures = `${root}fixtures`;
const captures = `${fixtures}/captures/linux-6.12_qemu-10.0`;

/** Paths of the blocks of a captured case. */
function blocks(name: string) {
  const dir = `${fixtures}/three-views/${name}`;
  return {
    dir,
    fn: `${dir}/firmware-query-fn.bin`,
    grp: `${dir}/firmware-query-grp.bin`,
    list: `${dir}/firmware-list.bin`,
    device: `${dir}/vfio-device-info.bin`,
    iommu: `${dir}/vfio-iommu-info.bin`,
    guestFn: `${dir}/guest-query-fn.bin`,
    guestGrp: `${dir}/guest-query-grp.bin`,
    guestList: `${dir}/guest-list.bin`,
  };
}

const net = blocks('net-group5');
const old = blocks('net-group5_qemu-7.2');
const plain = blocks('plain');

type Paths = ReturnType<typeof blocks>;

const firmware = (of: Paths): string[] => ['--firmware', of.fn, of.grp, of.list];
const vfio = (of: Paths): string[] => ['--vfio', of.device, of.iommu];
const guest = (of: Paths): string[] => ['--guest', of.guestFn, of.guestGrp, of.guestList];

function diff(args: readonly string[], options: Parameters<typeof run>[1] = {}): Run {
  return run(['diff', ...args], options);
}

/** The JSON document; the program must have had nothing to complain about. */
function json(args: readonly string[]): DiffResult {
  const { stdout, stderr } = diff(['--format', 'json', ...args]);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

function row(result: DiffResult, name: string): DiffRow | undefined {
  return result.rows.find((one) => `${one.struct}.${one.attribute}` === name);
}

/** Rows of a severity, by attribute. */
function rowsOf(result: DiffResult, severity: string): string[] {
  return result.rows.filter((one) => one.severity === severity).map((one) => one.attribute);
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A copy of a block with one byte changed. */
function changed(path: string, at: number, byte: number): string {
  const bytes = readFileSync(path);
  bytes[at] = byte;
  return file(`changed-${at}-${byte}.bin`, bytes);
}

/** The first bytes of a block, as a file. */
function cut(path: string, length: number): string {
  return file(`cut-${length}-${path.split('/').at(-1)}`, readFileSync(path).subarray(0, length));
}

describe('what is compared', () => {
  test('a case folder', () => {
    const { status, stdout, stderr } = diff([net.dir]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^function 0x000000ab: /);
    for (const words of ['vfio: vfio-zdev 6.6', 'guest: qemu 10.0', 'mode intercept', 'DMA aperture', '3 GiB'])
      expect(stdout).toContain(words);
  });

  test('a firmware file and a user file', () => {
    const result = json([net.fn, net.device]);
    expect(result.functions[0]?.sides.map((side) => side.key)).toEqual(['vfio']);
    expect(row(result, 'clp_rsp_query_pci.pchid')?.verdicts).toEqual({ vfio: 'same' });
    expect(rowsOf(result, 'error')).toEqual([]);
  });

  test('the same with --guest', () => {
    const result = json([net.fn, net.device, '--guest', net.guestFn]);
    expect(result.functions[0]?.sides.map((side) => side.key)).toEqual(['vfio', 'guest']);
    expect(row(result, 'clp_rsp_query_pci.pchid')?.verdicts).toEqual({ vfio: 'same', guest: 'same' });
  });

  test('files by side say the same as the case folder', () => {
    const byFolder = json([net.dir]);
    const bySide = json([
      ...firmware(net),
      ...vfio(net),
      `${net.dir}/sysfs.txt`,
      `${net.dir}/inner-qemu-trace.log`,
      ...guest(net),
      ...['--linux', '6.12.107', '--qemu', '10.0.13', '--mode', 'intercept'],
    ]);
    expect(bySide.rows).toEqual(byFolder.rows);
    expect(bySide.checks).toEqual(byFolder.checks);
    expect(bySide.facts).toEqual(byFolder.facts);
  });

  test('mode and version of the kernel are told by the bytes', () => {
    const result = json([...firmware(net), ...vfio(net), ...guest(net)]);
    const [user, guestSide] = result.functions[0]?.sides ?? [];
    expect(user?.why).toContain('Linux 6.6 or later');
    expect(guestSide?.why).toMatch(/version not given.*mode intercept \(told by the bytes\)/);
    expect(rowsOf(result, 'error')).toEqual([]);
  });

  test('the user block on standard input', () => {
    const { status, stdout } = diff(['--format', 'json', net.fn, '-'], { input: readFileSync(net.device) });
    expect(status).toBe(0);
    expect(row(JSON.parse(stdout), 'clp_rsp_query_pci.vfn')?.vfio?.source).toBe('-');
  });

  test('a hex dump, and a type before the file name', () => {
    const dump = file('dump.txt', readFileSync(net.device).toString('hex'));
    expect(json([`clp_rsp_query_pci:${net.fn}`, `vfio_device_info:${dump}`]).rows).toHaveLength(45);
  });

  test('pages: request and response in one', () => {
    const request = Buffer.alloc(32);
    request.writeUInt16BE(32, 0);
    request.writeUInt16BE(4, 2);
    request[19] = 7;
    const page = file('group-page.bin', Buffer.concat([request, readFileSync(net.grp)]));
    const result = json(['--firmware', net.fn, page, ...vfio(net)]);
    expect(result.checks.map((check) => [check.id, check.severity])).toContainEqual(['GROUP_ASKED', 'warning']);
  });

  test('each value names its file and place', () => {
    const value = row(json([net.dir]), 'clp_rsp_query_pci.pchid');
    expect(value?.firmware).toEqual({
      path: 'clp_rsp_query_pci.pchid',
      value: 452,
      text: '0x01c4',
      source: 'firmware-query-fn.bin',
      byteOffset: 30,
      raw: '01c4',
    });
    expect(value?.vfio?.path).toBe('vfio_device_info_cap_zpci_base.pchid');
    expect(value?.vfio?.byteOffset).toBe(48);
  });
});

describe('firmware and guest alone: what VFIO would have told is not held against the guest', () => {
  test.each([
    ['a simulated group', net, []],
    ['QEMU 7.2', old, ['--qemu', '7.2']],
    ['the default group', plain, []],
  ])('%s', (_name, of, options) => {
    const result = json([...firmware(of), ...guest(of), ...options]);
    expect(rowsOf(result, 'error')).toEqual([]);
    expect(result.exitCode).toBe(0);
  });

  test('what needs the VFIO buffer is unchecked', () => {
    const result = json([...firmware(net), ...guest(net)]);
    expect(row(result, 'clp_rsp_query_pci.edma')?.verdicts['guest']).toBe('unchecked');
    expect(row(result, 'clp_rsp_query_pci_grp.maxstbl')?.verdicts['guest']).toMatch(/^(constant|unchecked)$/);
  });

  test('what firmware says and the guest must have is compared all the same', () => {
    const result = json([...firmware(net), '--guest', changed(net.guestFn, 31, 0xc5), net.guestGrp]);
    expect(rowsOf(result, 'error')).toEqual(['pchid']);
  });
});

describe('formats', () => {
  test('json', () => {
    const result = json([old.dir]);
    expect(result.schema).toBe('zpci-inspect/diff@1');
    expect(result.exitCode).toBe(0);
    expect(result.rows).toHaveLength(77);
    expect(result.checks.map((check) => check.id)).toContain('APERTURE_PAGES');
    expect(Object.values(result.summary).reduce((sum, count) => sum + count, 0)).toBe(3 * 77);
  });

  test('markdown', () => {
    const { status, stdout } = diff([old.dir, '--format', 'markdown']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^## function 0x000000ab: /);
    expect(stdout).toContain('| attribute | firmware | vfio | guest | sysfs | verdict | severity | why |');
    expect(stdout).toContain('| bar[4] |'.replace('[', '\\[').replace(']', '\\]'));
    expect(stdout).toContain('swapped');
    expect(stdout).toContain('- **warning** APERTURE');
  });

  test('markdown of the findings only', () => {
    const { stdout } = diff([old.dir, '--format', 'markdown', '--only', 'findings']);
    expect(stdout.split('\n').filter((line) => line.startsWith('| ')).length).toBe(2 + 2);
  });

  test('findings only', () => {
    const { status, stdout } = diff([old.dir, '--only', 'findings']);
    expect(status).toBe(0);
    expect(stdout).toContain('bar[4]');
    expect(stdout).toContain('APERTURE_PAGES');
    for (const words of ['DMA aperture', 'pchid', 'virtualized', 'attribute  ']) expect(stdout).not.toContain(words);
  });

  test('nothing found', () => {
    const { stdout } = diff([net.fn, net.device, '--only', 'findings']);
    expect(stdout).toMatch(/^function 0x000000ab: nothing found, 45 of 45 facts as they should be\n/);
  });

  test('-q leaves out how versions were found, -v adds places and raw bytes', () => {
    expect(diff([old.dir, '-q']).stdout).not.toContain('version given');
    const { stdout } = diff([old.dir, '-v', '--only', 'findings']);
    expect(stdout).toContain('clp_rsp_query_pci.bar[4]: byte 0x30 of guest-query-fn.bin, raw 0000000c');
  });

  test('-o writes a file and nothing else', () => {
    const path = join(folder, 'out.json');
    const { status, stdout, stderr } = diff([net.dir, '--format', 'json', '-o', path]);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(json([net.dir]));
  });

  test('the same input gives the same output', () => {
    expect(diff([net.dir]).stdout).toBe(
      diff([net.dir], { cwd: folder, env: { LANG: 'de_DE.UTF-8', TZ: 'Asia/Tokyo' } }).stdout,
    );
  });
});

describe('terminals and pipes', () => {
  const esc = String.fromCharCode(27);

  test.each(['table', 'json', 'markdown'])('no colour in a pipe: %s', (format) => {
    expect(diff([old.dir, '--format', format]).stdout).not.toContain(esc);
  });

  test('no colour under NO_COLOR and with --color never, colour with --color always', () => {
    expect(diff([old.dir], { env: { NO_COLOR: '1', TERM: 'xterm-256color' } }).stdout).not.toContain(esc);
    expect(diff([old.dir, '--color', 'never'], { env: { FORCE_COLOR: '1' } }).stdout).not.toContain(esc);
    const always = diff([old.dir, '--color', 'always'], { env: { TERM: 'xterm-256color' } }).stdout;
    expect(always).toContain(esc);
    expect(always.replaceAll(new RegExp(`${esc}\\[[0-9;]*m`, 'g'), '')).toBe(diff([old.dir]).stdout);
  });

  const folders = [net, old, plain, blocks('net-group5_linux-5.10')].map((one) => one.dir);
  const widths = [80, 120].flatMap((width) => folders.map((dir) => [width, dir.split('/').at(-1), dir] as const));

  test.each(widths)('no line is longer than %s columns: %s', (width, _name, dir) => {
    const lines = diff([dir], { env: { COLUMNS: String(width) } }).stdout.split('\n');
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  });

  test('nor with -v', () => {
    const lines = diff([old.dir, '-v'], { env: { COLUMNS: '120' } }).stdout.split('\n');
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });
});

describe('exit codes and --fail-on', () => {
  const wrong = changed(net.guestFn, 31, 0xc5);
  const broken = [...firmware(net), ...vfio(net), '--guest', wrong, net.guestGrp, net.guestList, '--qemu', '10.0'];

  test.each([
    ['no finding', [net.fn, net.device], 0],
    ['a note', [net.dir], 0],
    ['a note, and warnings count', [net.dir, '--fail-on', 'warning'], 0],
    ['a warning', [old.dir], 0],
    ['a warning of a row, and warnings count', [old.dir, '--fail-on', 'warning'], 1],
    ['a warning of a check alone, and warnings count', [plain.dir, '--fail-on', 'warning'], 1],
    ['an error', broken, 1],
    ['an error, and nothing counts', [...broken, '--fail-on', 'never'], 0],
    ['an error, and warnings count', [...broken, '--fail-on', 'warning'], 1],
    ['an error, as JSON', [...broken, '--format', 'json'], 1],
    ['a limit that is none', [net.dir, '--fail-on', 'note'], 2],
    ['an unknown option', [net.dir, '--colour'], 2],
  ])('%s: exit %#', (_name, args, status) => {
    const done = diff(args);
    expect(done.status, done.stderr).toBe(status);
  });

  test('the JSON says the exit code', () => {
    const { status, stdout } = diff(['--format', 'json', ...broken]);
    expect(JSON.parse(stdout).exitCode).toBe(status);
    expect(rowsOf(JSON.parse(stdout), 'error')).toEqual(['pchid']);
  });
});

describe('versions', () => {
  function sideOf(args: readonly string[], key: string): { version: string; why: string } | undefined {
    return json([net.dir, ...args]).functions[0]?.sides.find((side) => side.key === key);
  }

  test.each([
    [['--qemu', '10.0'], 'guest', '10.0', /^version given, mode/],
    [['--qemu', '10.0.13'], 'guest', '10.0', /^(?=.*nearest known).*\b10\.0\.13\b/],
    [['--qemu', '6.1'], 'guest', '6.0', /^(?=.*nearest known).*\b6\.1\b/],
    [['--qemu', '99'], 'guest', '11.1', /^(?=.*nearest known).*\b99\b/],
    [['--linux', '6.6'], 'vfio', '6.6', /^version given$/],
    [['--linux', '99'], 'vfio', '7.2', /^(?=.*nearest known).*\b99\b/],
  ])('%s', (args, key, version, why) => {
    const side = sideOf(args, key);
    expect(side?.version).toBe(version);
    expect(side?.why).toMatch(why);
  });

  test('--linux 6.1.176 for bytes of that time', () => {
    const { functions } = json([`${fixtures}/scenarios/capabilities-misaligned`, '--linux', '6.1.176']);
    const side = functions[0]?.sides.find(({ key }) => key === 'vfio');
    expect(side?.version).toBe('6.0');
    expect(side?.why).toMatch(/^(?=.*nearest known).*\b6\.1\.176\b/);
  });

  test.each([
    ['--qemu', [net.dir, '--qemu', '3.1'], 'guest', '5.1'],
    // Without capabilities nothing in the bytes speaks against it.
    ['--linux', [net.fn, `vfio_device_info:${cut(net.device, 24)}`, '--linux', '3.1'], 'vfio', '5.10'],
  ])(
    '%s 3.1 is older than any known: the oldest is taken, and not called "below" it',
    (_option, args, key, version) => {
      const side = json(args).functions[0]?.sides.find((one) => one.key === key);
      expect(side?.version).toBe(version);
      expect(side?.why).toMatch(/3\.1/);
      expect(side?.why).not.toMatch(/below/);
    },
  );

  test.each([
    [net.dir, '6.1.176', /first one at byte 24: Linux 6\.6 or later/],
    [net.dir, '3.1', /Linux 6\.6 or later/],
    [blocks('net-group5_linux-5.10').dir, '6.12', /version 1 of the base capability: Linux 5\.10 to 5\.19/],
    [`${fixtures}/scenarios/capabilities-misaligned`, '6.6', /first one at byte 20: Linux 6\.0 to 6\.5/],
  ])('%s: --linux %s contradicts the bytes: one clear line, exit 2', (dir, version, message) => {
    const { status, stdout, stderr } = diff([dir, '--linux', version]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^zpci-inspect: --linux .*; leave --linux out, or .*\n$/);
  });

  test('a version that a manifest recorded gives way to the bytes: distributions carry newer code', () => {
    const dir = join(folder, 'recorded');
    cpSync(net.dir, dir, { recursive: true });
    const text = readFileSync(join(dir, 'manifest.json'), 'utf8');
    expect(text).toContain('"linux": "6.12.107"');
    writeFileSync(join(dir, 'manifest.json'), text.replace('"linux": "6.12.107"', '"linux": "5.14.0"'));
    const side = json([dir]).functions[0]?.sides.find(({ key }) => key === 'vfio');
    expect(side).toMatchObject({ version: '7.2', why: expect.stringContaining('Linux 6.6 or later') });
  });

  test('mode interpret with a QEMU that cannot: one clear line, exit 2', () => {
    for (const version of ['7.0', '7.1.3', '5.2']) {
      const { status, stdout, stderr } = diff([net.dir, '--mode', 'interpret', '--qemu', version]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toBe(
        `zpci-inspect: mode interpret with QEMU ${version}: interpretation came with 7.2; before, every function is intercepted\n`,
      );
    }
    expect(json([net.dir, '--mode', 'interpret', '--qemu', '7.2']).functions[0]?.sides[1]?.why).toContain(
      'mode interpret',
    );
  });

  test('a QEMU that cannot interpret leaves the group of the host to intercepted functions', () => {
    const guestFn = changed(net.guestFn, 19, 0x05);
    const args = [...firmware(net), ...vfio(net), '--guest', guestFn, net.guestGrp];
    const why = (qemu: string): string | undefined => json([...args, '--qemu', qemu]).functions[0]?.sides[1]?.why;
    expect(why('7.2')).toContain('mode interpret (told by the bytes)');
    expect(why('7.0')).toContain('mode intercept (told by the bytes)');
  });

  test.each([
    ['--qemu', 'banana'],
    ['--qemu', ''],
    ['--linux', 'six'],
    ['--linux', '6,12'],
  ])('%s %s is no version: one clear line, exit 2', (option, version) => {
    const { status, stdout, stderr } = diff([net.dir, option, version]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`${option} ${version} is no version`);
  });

  test('with QEMU up to 5.1 a function has fixed values: nothing is said to be swapped', () => {
    const result = json([net.dir, '--qemu', '5.1']);
    expect(row(result, 'clp_rsp_query_pci.pfgid')?.verdicts['guest']).toBe('mismatch');
    expect(Object.keys(result.summary)).not.toContain('swapped');
  });
});

describe('blocks that cannot be compared: a clear line with what to do, exit 2, nothing on stdout', () => {
  const status = `${fixtures}/synthetic/group-status/group-status.bin`;

  test.each([
    ['the wrong way round', [net.device, net.fn], [/vfio-device-info\.bin.*firmware-query-fn\.bin/, /swap/]],
    [
      'a VFIO buffer as firmware',
      ['--firmware', net.device, '--guest', net.guestFn],
      [/vfio-device-info\.bin/, /--vfio/],
    ],
    ['a VFIO buffer as the guest', ['--firmware', net.fn, '--guest', net.device], [/vfio-device-info\.bin/, /--vfio/]],
    ['a kind without rules', ['--firmware', net.fn, '--vfio', status], [/vfio_group_status/, /decode/]],
    ['no firmware', ['--vfio', net.device, '--guest', net.guestFn], [/firmware/]],
    ['nothing to compare with', ['--firmware', net.fn], [/VFIO buffer/, /guest/]],
    ['nothing at all', [], [/firmware/]],
    ['three files without a side', [net.fn, net.device, net.guestFn], [/--firmware, --vfio and --guest/]],
    ['a folder without a manifest', [fixtures], [/manifest\.json/, /--firmware/]],
    ['a file that is not there', [join(folder, 'none.bin')], [/none\.bin: no such file/]],
    ['two raw blocks of different kinds', [net.fn, net.grp], [/clp_rsp_query_pci and a clp_rsp_query_pci_grp/]],
    [
      'a function of another machine',
      ['--firmware', net.fn, net.grp, '--vfio', plain.device],
      [/belong together/, /0x1c4/, /same time/],
    ],
    [
      'a proposal that is of another function',
      [
        ...['--firmware', net.fn, net.grp],
        ...['--vfio', `vfio_iommu_type1_info@rfc-2019-v2:${fixtures}/scenarios/rfc-2019-v2-dump/vfio-iommu-info.bin`],
      ],
      [/belong together: firmware has vfn 0x0023, fid 0x000000ab, pchid 0x01c4; rfc-2019-v2 has vfn 0x0003, fid /],
    ],
    [
      'two group answers of firmware for one function',
      ['--firmware', net.fn, net.grp, plain.grp, ...vfio(net)],
      [/firmware-query-grp/],
    ],
    [
      'two VFIO buffers for one function',
      ['--firmware', net.fn, '--vfio', net.device, blocks('net-group5_linux-5.10').device],
      [/vfio_device_info|vfio-device-info/, /one/],
    ],
    [
      'three firmware blocks of one kind, and one VFIO buffer',
      ['--firmware', net.fn, plain.fn, changed(net.fn, 23, 0x77), '--vfio', net.device],
      [/clp_rsp_query_pci|firmware-query-fn/, /one function|3 functions|for each/],
    ],
  ])('%s', (_name, args, messages) => {
    const done = diff(args);
    expect({ status: done.status, stdout: done.stdout }).toEqual({ status: 2, stdout: '' });
    expect(done.stderr).toMatch(/^zpci-inspect: /);
    expect(done.stderr).not.toContain('    at ');
    for (const message of messages) expect(done.stderr).toMatch(message);
  });

  test('three firmware blocks are not called "nothing to compare with" when a VFIO buffer was given', () => {
    const { stderr } = diff(['--firmware', net.fn, plain.fn, changed(net.fn, 23, 0x77), '--vfio', net.device]);
    expect(stderr).not.toContain('nothing to compare with');
  });

  test('a query that failed on the host holds nothing to compare', () => {
    const failed = `${captures}/clp-query-err-fhdeadbeef.rsp.bin`;
    const { status, stdout, stderr } = diff(['--firmware', failed, ...vfio(net)]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/0x0101/);
  });
});

describe('blocks that belong together although a side has lost or swapped what identifies them', () => {
  test('QEMU up to 5.1 knows nothing of the host function', () => {
    const bytes = readFileSync(net.guestFn);
    bytes.fill(0, 16, 19);
    bytes[19] = 1;
    bytes.fill(0, 30, 32);
    bytes.fill(0, 56, 60);
    bytes.fill(0, 128, 192);
    bytes.writeBigUInt64BE(0x1ff_ffff_ffff_ffffn, 72);
    bytes.subarray(48, 52).reverse();
    const result = json([
      '--firmware',
      net.fn,
      '--vfio',
      net.device,
      '--guest',
      file('qemu-5.1.bin', bytes),
      '--qemu',
      '5.1',
    ]);
    expect(rowsOf(result, 'error')).toEqual([]);
  });

  test('a guest whose numbers are all swapped', () => {
    const [ours, theirs, users] = [net.fn, net.guestFn, net.device].map((path) => readFileSync(path));
    if (ours === undefined || theirs === undefined || users === undefined) throw new Error('no block');
    ours.fill(0, 56, 60);
    theirs.fill(0, 56, 60);
    users.fill(0, 204, 208);
    theirs.subarray(16, 18).reverse();
    theirs.subarray(30, 32).reverse();
    const result = json([
      ...['--firmware', file('no-path.bin', ours), '--vfio', file('no-path-info.bin', users)],
      ...['--guest', file('swapped-ids.bin', theirs)],
    ]);
    expect(rowsOf(result, 'error')).toEqual(['vfn', 'pchid']);
    expect(row(result, 'clp_rsp_query_pci.pchid')?.verdicts['guest']).toBe('swapped');
  });
});

describe('what only some blocks tell', () => {
  /** VFIO_DEVICE_GET_REGION_INFO of a BAR. */
  function region(bar: number, size: number): string {
    const bytes = Buffer.alloc(32);
    bytes.writeUInt32BE(32, 0);
    bytes.writeUInt32BE(7, 4);
    bytes.writeUInt32BE(bar, 8);
    bytes.writeBigUInt64BE(BigInt(size), 16);
    bytes.writeBigUInt64BE(BigInt(bar) << 40n, 24);
    return `vfio_region_info:${file(`region-${bar}-${size}.bin`, bytes)}`;
  }

  test('the sizes of several regions prove that bar_size is redundant, or do not', () => {
    const result = json([...firmware(net), ...vfio(net), region(1, 4096), region(4, 8192)]);
    const about = result.checks.filter((check) => check.id === 'BAR_REGION').map((check) => check.severity);
    expect(about).toEqual(['ok', 'warning']);
  });

  test('a list and a VFIO buffer, without the answer of the function: its entry is known by its handle', () => {
    const result = json(['--firmware', net.list, '--vfio', net.device]);
    expect(rowsOf(result, 'error')).toEqual([]);
    expect(row(result, 'clp_rsp_list_pci.fh_list[0].fh')?.verdicts['vfio']).toBe('same');
    expect(row(result, 'clp_rsp_list_pci.fh_list[1].fh')?.verdicts['vfio']).toBe('hidden');
  });

  test('a handle says that interpretation is impossible only where the list says which bits tell it', () => {
    const facts = (...lists: string[]): string[] =>
      json(['--firmware', net.fn, ...lists, '--vfio', net.device]).facts.map((fact) => `${fact.name}: ${fact.text}`);
    const said = 'interpretation: impossible: the handle 0x80020000 is that of an emulated function';
    expect(facts(net.list)).toContain(said);
    // The mask in bytes 24 to 27 of the list is QEMU's; firmware has zeros there.
    expect(facts(changed(net.list, 25, 0)).join()).not.toContain('interpretation');
    expect(facts().join()).not.toContain('interpretation');
  });

  /** Facts of hints, with the function that they are told of. */
  function hints(...args: string[]): string[] {
    const { facts } = json(args);
    return facts
      .filter((fact) => /^hint|\.(log|txt)$/.test(fact.name))
      .map((fact) => `${fact.function}: ${fact.name}: ${fact.text}`);
  }
  const record = '00 01721893452:123456 3 - 0003 000003ff80123456  ';

  test('a QEMU trace beside the blocks is a hint: handles of the guest, and what QEMU missed in the buffer', () => {
    const log = `${plain.dir}/inner-qemu-trace.log`;
    const expected = [
      'function 0x000000ab: hint of the QEMU trace: handle 0x00010000, then 0x80010000, as in the list (list entry, line 19 of inner-qemu-trace.log)',
      'function 0x000000ab: hint of the QEMU trace: capability missing: VFIO_DEVICE_INFO_CAP_ZPCI_GROUP; the buffer given has it (line 3 of inner-qemu-trace.log)',
      'function 0x000000ab: hint of the QEMU trace: capability missing: VFIO_DEVICE_INFO_CAP_ZPCI_UTIL; nor has the buffer given (line 4 of inner-qemu-trace.log)',
      'not compared: inner-qemu-trace.log: QEMU trace, 2 lines about functions that were not given: id 0x00000000',
    ];
    const blocksOf = [...firmware(plain), ...vfio(plain), ...guest(plain)];
    expect(hints(...blocksOf, log)).toEqual(expected);
    expect(hints(plain.dir)).toEqual(expected);
  });

  test('a pci_msg log is a hint: handles of the host and codes that are not 0', () => {
    const log = file(
      'pci_msg.txt',
      [
        'ena fid:ab, fh:80020000, rc:0',
        'err fid:ab, fh:81020000, pec:3a',
        'ena fid:77, fh:80020007, rc:-5',
        'uid checking:1',
      ]
        .map((text) => `${record}${text}\n`)
        .join(''),
    );
    expect(hints(...firmware(net), ...vfio(net), log)).toEqual([
      'function 0x000000ab: hint of the kernel log: handle 0x80020000, then 0x81020000; the list has 0x80020000 (err, line 2 of pci_msg.txt)',
      'function 0x000000ab: hint of the kernel log: err: pec 0x3a (line 2 of pci_msg.txt)',
      'not compared: pci_msg.txt: kernel log, 2 lines about functions that were not given: id 0x00000077',
    ]);
    for (const option of ['--firmware', '--guest'])
      expect(hints(...firmware(net), ...vfio(net), option, log)).toHaveLength(3);
  });

  test('hints change no row, no check and no exit code', () => {
    const log = file('all-wrong.txt', `${record}err fid:ab, fh:ffffffff, pec:3a\n`);
    const [without, with_] = [json([...firmware(net), ...vfio(net)]), json([...firmware(net), ...vfio(net), log])];
    expect(with_.rows).toEqual(without.rows);
    expect(with_.checks).toEqual(without.checks);
    expect(with_.exitCode).toBe(0);
  });

  test('a group and a VFIO buffer', () => {
    const result = json(['--firmware', net.grp, '--vfio', net.device]);
    expect(result.rows).toHaveLength(13);
    expect(rowsOf(result, 'error')).toEqual([]);
  });

  test('without a firmware aperture nobody says that all of it is offered', () => {
    const { stdout } = diff(['--firmware', net.grp, '--vfio', net.device]);
    expect(stdout).not.toContain('all that firmware offers');
  });

  test('a chain without PFIP is incomplete, also when firmware has a path of zeros', () => {
    const short = changed(plain.device, 71, 0);
    const result = json(['--firmware', plain.fn, plain.grp, '--vfio', short]);
    expect(row(result, 'clp_rsp_query_pci.pfip')?.verdicts['vfio']).toBe('missing');
  });

  test('an input that cannot be read names its file', () => {
    const prose = file('prose.txt', 'Dear all, the dump is attached.\n');
    for (const args of [
      [net.fn, prose],
      ['--firmware', net.fn, '--vfio', file('zeros.bin', new Uint8Array(40))],
    ]) {
      const { status, stderr } = diff(args);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^zpci-inspect: (prose\.txt|zeros\.bin): /);
    }
  });
});

describe('two raw blocks of one kind', () => {
  test('equal ones: nothing found', () => {
    const result = json([net.fn, net.fn]);
    expect(Object.keys(result.summary)).toEqual(['same']);
    expect(result.exitCode).toBe(0);
  });

  test('every field that differs, and nothing else', () => {
    const result = json([net.grp, plain.grp]);
    expect(rowsOf(result, 'error')).toEqual(['noi', 'version', 'frame', 'maxstbl', 'mui', 'dtsm', 'dasm']);
    expect(result.exitCode).toBe(1);
    expect(row(result, 'clp_rsp_query_pci_grp.noi')?.others?.['other']?.value).toBe(128);
  });

  test('a value with its bytes swapped', () => {
    const bytes = readFileSync(net.grp);
    bytes.subarray(22, 24).reverse();
    const result = json([net.grp, file('swapped.bin', bytes)]);
    expect(row(result, 'clp_rsp_query_pci_grp.mui')?.verdicts['other']).toBe('swapped');
    expect(rowsOf(result, 'error')).toEqual(['mui']);
  });

  test('one that is cut', () => {
    const result = json([net.fn, `clp_rsp_query_pci:${cut(net.fn, 64)}`]);
    expect(row(result, 'clp_rsp_query_pci.uid')?.verdicts['other']).toBe('truncated');
    expect(result.exitCode).toBe(0);
  });

  test('VFIO buffers of two kernels', () => {
    const { status, stdout, stderr } = diff(['--format', 'json', net.device, blocks('net-group5_linux-5.10').device]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const result: DiffResult = JSON.parse(stdout);
    expect(row(result, 'vfio_device_info_cap_zpci_base.fh')?.verdicts['other']).toBe('missing');
    expect(row(result, 'vfio_device_info_cap_zpci_base.end_dma')?.verdicts['other']).toBe('same');
    expect(row(result, 'vfio_device_info.cap_offset')?.verdicts['other']).toBe('mismatch');
  });
});

describe('blocks that are cut: rows say so, the rest is judged, nothing is an error', () => {
  test.each([
    ['the guest', 72, [...firmware(net), ...vfio(net)], '--guest', net.guestFn, 'clp_rsp_query_pci', 'guest'],
    ['firmware', 72, [...vfio(net), ...guest(net)], '--firmware', net.fn, 'clp_rsp_query_pci', 'vfio'],
  ] as const)('%s', (_name, length, others, option, path, type, side) => {
    const result = json([...others, option, `${type}:${cut(path, length)}`]);
    expect(rowsOf(result, 'error')).toEqual([]);
    expect(row(result, 'clp_rsp_query_pci.edma')?.verdicts[side]).toBe('truncated');
    expect(row(result, 'clp_rsp_query_pci.pchid')?.verdicts[side]).toBe('same');
  });

  test.each([50, 60, 100, 130, 190])('VFIO, %s bytes of 208', (length) => {
    const result = json([...firmware(net), '--vfio', `vfio_device_info:${cut(net.device, length)}`]);
    expect(rowsOf(result, 'error')).toEqual([]);
    expect(row(result, 'clp_rsp_query_pci.sdma')?.verdicts['vfio']).toBe('same');
    const pfip = row(result, 'clp_rsp_query_pci.pfip');
    expect(['truncated', 'unchecked']).toContain(pfip?.verdicts['vfio']);
  });

  test('a VFIO buffer that was too small for its capabilities: nothing is missing', () => {
    const result = json([...firmware(net), '--vfio', `${captures}/vfio-0007_00_00_0-devinfo-exactminus1.bin`]);
    expect(rowsOf(result, 'error')).toEqual([]);
    expect(row(result, 'clp_rsp_query_pci.vfn')?.verdicts['vfio']).toBe('unchecked');
  });

  test('a chain that is broken: what lies behind is not known', () => {
    const result = json([...firmware(net), '--vfio', changed(net.device, 71, 0x40)]);
    expect(['truncated', 'unchecked']).toContain(row(result, 'clp_rsp_query_pci.pfip')?.verdicts['vfio']);
  });

  test('a group that the guest asked for in vain: one clear finding, no row is missing', () => {
    const failed = `${captures}/clp-grp-err-01.rsp.bin`;
    const result = json([...firmware(net), ...vfio(net), '--guest', net.guestFn, `clp_rsp_query_pci_grp:${failed}`]);
    expect(row(result, 'clp_rsp_query_pci_grp.noi')?.verdicts['guest']).toBe('unchecked');
    expect(result.checks.some((check) => /0x010b/.test(check.message))).toBe(true);
  });
});

describe('findings that one byte makes', () => {
  test.each([
    ['a physical channel', 31, 0xc5, 'pchid', 'mismatch'],
    ["the host's group", 19, 0x05, 'pfgid', 'leak'],
    ['an aperture beyond the host driver', 72, 0x01, 'edma', 'widened'],
    ['a type that shines through', 63, 0x02, 'pft', 'leak'],
    ['a rid that shines through is one of the buffer', 81, 0x18, 'rid', 'unexpected'],
  ])('%s', (_name, at, byte, attribute, verdict) => {
    const args = [
      ...firmware(net),
      ...vfio(net),
      '--guest',
      changed(net.guestFn, at, byte),
      net.guestGrp,
      net.guestList,
    ];
    const result = json([...args, '--qemu', '10.0', '--mode', 'intercept']);
    expect(row(result, `clp_rsp_query_pci.${attribute}`)?.verdicts['guest']).toBe(verdict);
  });

  test("the host's fid and uid are a warning: the operator may have wanted them", () => {
    const bytes = readFileSync(net.guestFn);
    bytes.writeUInt32BE(0xab, 20);
    bytes.writeUInt32BE(0x1234, 124);
    const result = json([...firmware(net), ...vfio(net), '--guest', file('ids.bin', bytes), net.guestGrp]);
    expect(rowsOf(result, 'warning')).toEqual(['fid', 'uid']);
    expect(row(result, 'clp_rsp_query_pci.fid')?.verdicts['guest']).toBe('leak');
    expect(result.exitCode).toBe(0);
  });

  test('a default group that promises more interrupts than firmware has', () => {
    const few = changed(plain.grp, 17, 17);
    const bytes = readFileSync(plain.device);
    bytes.writeUInt16BE(17, 98);
    const device = file('few-interrupts.bin', bytes);
    const result = json(['--firmware', plain.fn, few, '--vfio', device, plain.iommu, ...guest(plain)]);
    const noi = row(result, 'clp_rsp_query_pci_grp.noi');
    expect([noi?.verdicts['guest'], noi?.severity]).toEqual(['constant', 'warning']);
    expect(noi?.why).toContain('promised more');
    expect(result.exitCode).toBe(0);
  });

  test('a guest in the default group because the simulated ids ran out has its constants', () => {
    const last = changed(net.guestFn, 19, 0xff);
    const result = json([...firmware(net), ...vfio(net), '--guest', last, plain.guestGrp, '--qemu', '10.0']);
    expect(rowsOf(result, 'error')).toEqual([]);
    const noi = row(result, 'clp_rsp_query_pci_grp.noi');
    expect([noi?.verdicts['guest'], noi?.severity]).toEqual(['constant', 'warning']);
  });

  test('a utility string that firmware does not vouch for is hidden, whatever its bytes', () => {
    const bytes = readFileSync(plain.fn);
    bytes.fill(0xd5, 128, 192);
    const result = json(['--firmware', file('stale-text.bin', bytes), plain.grp, ...vfio(plain), ...guest(plain)]);
    expect(row(result, 'clp_rsp_query_pci.util_str')?.verdicts).toEqual({ vfio: 'hidden', guest: 'hidden' });
    expect(result.exitCode).toBe(0);
  });

  test('a firmware whose own BAR words are big-endian: the I/O BAR is one all the same', () => {
    const bytes = readFileSync(net.fn);
    for (let at = 32; at < 56; at += 4) bytes.subarray(at, at + 4).reverse();
    const result = json([
      '--firmware',
      file('big-endian-bars.bin', bytes),
      net.grp,
      net.list,
      ...vfio(net),
      ...guest(net),
    ]);
    expect(row(result, 'clp_rsp_query_pci.bar_size[0]')?.verdicts['guest']).toBe('hidden');
    expect(rowsOf(result, 'error')).toEqual([]);
  });

  test('a list in which the function is not: no row speaks of another function', () => {
    const bytes = readFileSync(net.list);
    bytes.writeUInt32BE(0x77, 32 + 8);
    const result = json(['--firmware', net.fn, net.grp, file('other-list.bin', bytes), ...vfio(net)]);
    expect(result.checks.map((check) => check.id)).toContain('LIST_ENTRY');
    expect(rowsOf(result, 'error')).toEqual([]);
  });

  test('control characters of a block never reach the terminal', () => {
    const bytes = readFileSync(net.fn);
    bytes.set([0x27, 0x0d, 0x25], 128);
    const { stdout } = diff([file('control.bin', bytes), net.device]);
    expect([...stdout].filter((char) => char < ' ' && char !== '\n')).toEqual([]);
  });
});

describe('mode, when nobody says it', () => {
  /** The guest's list with another handle of its first entry. */
  function listWith(handle: number): string {
    const bytes = readFileSync(net.guestList);
    bytes.writeUInt32BE(handle, 32 + 12);
    return file(`list-${handle.toString(16)}.bin`, bytes);
  }

  function modeOf(guestFn: string, handle: number): string {
    const result = json([...firmware(net), ...vfio(net), '--guest', guestFn, net.guestGrp, listWith(handle)]);
    return /mode (\w+)/.exec(result.functions[0]?.sides.find((side) => side.key === 'guest')?.why ?? '')?.[1] ?? '';
  }

  test('a simulated group and a handle for vfio: intercepted', () => {
    expect(modeOf(net.guestFn, 0x8001_0000)).toBe('intercept');
  });

  test("the host's group and the host's handle: interpreted", () => {
    expect(modeOf(changed(net.guestFn, 19, 0x05), 0x0002_0000)).toBe('interpret');
  });

  test("the host's group, but a handle for vfio: the handle refutes it, and the group leaks", () => {
    const leaking = changed(net.guestFn, 19, 0x05);
    expect(modeOf(leaking, 0x8001_0000)).toBe('intercept');
    const result = json([...firmware(net), ...vfio(net), '--guest', leaking, net.guestGrp, listWith(0x8001_0000)]);
    expect(row(result, 'clp_rsp_query_pci.pfgid')?.verdicts['guest']).toBe('leak');
  });

  test('a group of nobody and a handle for emulation: emulated', () => {
    expect(modeOf(changed(net.guestFn, 19, 0xff), 0x8002_0003)).toBe('emulated');
  });
});
