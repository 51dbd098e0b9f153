/** The command `compare` in memory: captures by their paths, what is printed, the schema, exit codes. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, test } from 'vitest';
import type { Change, CompareResult } from '../../src/model/compare.js';
import { caseNames } from '../fixtures/cases.js';
import { filesBelow, type MemoryOptions, runInMemory } from '../support/memory-io.js';
import { type Run, root } from '../support/run.js';

const captures = caseNames.filter((name) => /^(captures|live|three-views)\//.test(name));
const others = caseNames.filter((name) => !captures.includes(name));
const files = new Map<string, Uint8Array>(
  caseNames.flatMap((name) => [...filesBelow(`${root}fixtures/${name}`, name)]),
);
const net = 'three-views/net-group5';
const [old, now, newest] = ['6.1_qemu-7.2_poked', '6.12_qemu-10.0_poked', '7.3-rc7_qemu-10.0_poked'].map(
  (name) => `captures/linux-${name}`,
) as [string, string, string];

async function compare(args: readonly string[], options: MemoryOptions = {}): Promise<Run> {
  const { code, stdout, stderr } = await runInMemory(['compare', ...args], files, options);
  return { status: code, stdout: stdout.toString(), stderr };
}

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../src/model/schema/compare-1.json', import.meta.url), 'utf8'),
);
if (typeof schema !== 'object' || schema === null) throw new Error('the schema is no object');
const validate = new Ajv2020({ allErrors: true, strictSchema: true, strictTypes: false }).compile(schema);

async function json(args: readonly string[]): Promise<CompareResult> {
  const { stdout } = await compare(['--format', 'json', ...args]);
  const result = JSON.parse(stdout);
  expect(validate(result) ? [] : validate.errors).toEqual([]);
  return result;
}

const changesOf = ({ functions, groups, machine }: CompareResult): readonly Change[] =>
  [...functions, ...groups, machine].flatMap(({ changes }) => changes);

describe('a capture with itself', () => {
  test.each(captures)('%s: nothing', async (name) => {
    const { status, stdout } = await compare([name, name]);
    expect(stdout).toMatch(/^nothing changed: \d+ functions? and \d+ groups? are the same$/m);
    expect(status).toBe(0);
  });
});

describe('an update of Linux', () => {
  test('from 6.1 to 6.12, with QEMU as firmware from 7.2 to 10.0', async () => {
    const { status, stdout } = await compare([old, now, '-q']);
    expect(status).toBe(0);
    expect(stdout).toBe(`before  linux-6.1_qemu-7.2_poked  Linux 6.1.176, QEMU 7.2.22
after   linux-6.12_qemu-10.0_poked  Linux 6.12.107, QEMU 10.0.13
6 explained; 2 of 5 functions and 0 of 1 group changed

function 0x000000ab  1234:00:00.0  uid 0x1234
           fact                                guest      change
  ok       bar[0]                              predicted  0x01000000 → 0x00000001 (bytes swapped)
  ok       bar[4]                              predicted  0x0c000000 → 0x0000000c (bytes swapped)
  ok       vfio_device_info.cap_offset         no         20 → 24  since Linux 6.6
  ok       vfio_iommu_type1_info.iova_pgsizes  no         0xfffffffffffff000 → 0x1000
           since Linux 6.2

function 0x00000000  0001:00:00.0  uid 0x1
           fact    guest      change                                   views
  ok       bar[0]  predicted  0x01000000 → 0x00000001 (bytes swapped)  firmware
  ok       bar[4]  predicted  0x0c000000 → 0x0000000c (bytes swapped)  firmware
`);
  });

  test('from 6.12 to 7.3: what the kernel brought, and what that does to a QEMU that does not know it', async () => {
    const changes = changesOf(await json([now, newest]));
    const told = changes.map((one) => [one.severity, one.struct, one.attribute, one.since ?? ''].join(' '));
    expect([...new Set(told)].sort()).toEqual([
      'ok sysfs fidparm Linux 6.13',
      'ok sysfs slots/<fid>/uid Linux 7.1',
      'ok vfio_device_info_cap_zpci_base ccdf_err_length Linux 7.3',
      'ok vfio_device_info_cap_zpci_base header.version Linux 7.3',
      'ok vfio_iommu_type1_info_dma_avail avail ',
      'warning  ERROR_INTERRUPT ',
    ]);
    expect(changes.find(({ severity }) => severity === 'warning')?.why).toContain('stops the guest');
  });

  test('and back: the same versions say what is lost', async () => {
    const changes = changesOf(await json([newest, now]));
    expect(changes.every(({ since, lost }) => since === undefined || lost === true)).toBe(true);
    const { stdout } = await compare([newest, now], { columns: 120 });
    expect(stdout).toMatch(/zpci_base[.]header[.]version +no +0x0003 → 0x0002 +vfio {2}lost, came with Linux 7[.]3$/m);
    expect(stdout).not.toMatch(/since Linux/);
    const gone = changes
      .filter(({ kind }) => kind === 'gone')
      .map((one) => `${one.severity} ${one.attribute} ${one.since}`);
    expect([...new Set(gone)]).toEqual([
      'ok ccdf_err_length Linux 7.3',
      'ok fidparm Linux 6.13',
      'ok slots/<fid>/uid Linux 7.1',
    ]);
  });

  test('versions that contradict the table explain nothing', async () => {
    const result = await json([now, newest, '--linux', '7.1,7.2']);
    const version = changesOf(result).find(({ attribute }) => attribute === 'header.version');
    expect(version).toMatchObject({ severity: 'note', since: 'Linux 7.3' });
    expect(version?.why).toMatch(/^came with Linux 7[.]3/);
  });
});

describe('an update of QEMU', () => {
  test('real answers of two guests', async () => {
    const changes = changesOf(await json(['three-views/net-group5_qemu-7.2', net]));
    expect(changes.map((one) => [one.severity, one.attribute, one.guestSees, one.since])).toEqual([
      ['ok', 'bar[4]', true, 'QEMU 10.0.9'],
      ['ok', 'rtr', true, 'QEMU 10.0'],
    ]);
  });

  test('and back: what the newer one brought is lost', async () => {
    const result = await json([net, 'three-views/net-group5_qemu-7.2']);
    const said = changesOf(result).map(({ severity, attribute, since, lost }) => [severity, attribute, since, lost]);
    expect(said).toEqual([
      ['ok', 'bar[4]', 'QEMU 10.0.9', true],
      ['error', 'rtr', 'QEMU 10.0', true],
    ]);
    expect(changesOf(result)[1]?.why).toMatch(/^lost, came with QEMU 10[.]0: /);
  });

  test('captures of the guest beside those of its host', async () => {
    const apart = new Map([...files].filter(([path]) => !path.endsWith('manifest.json')));
    for (const [name, folder] of [
      [net, 'now'],
      ['three-views/net-group5_qemu-7.2', 'old'],
    ] as const)
      for (const [path, bytes] of [...apart]) {
        const file = path.slice(path.lastIndexOf('/') + 1);
        if (!path.startsWith(`${name}/guest-`) || !file.endsWith('.bin')) continue;
        apart.set(`${folder}/${file.replace('guest-', 'firmware-')}`, bytes);
        apart.delete(path);
      }
    const run = async (...guests: string[]) => {
      const { code, stdout, stderr } = await runInMemory(['compare', '-f', 'json', net, net, ...guests], apart);
      return { code, stderr, changes: code === 2 ? [] : changesOf(JSON.parse(stdout.toString())) };
    };
    expect((await run()).changes).toEqual([]);
    const { changes } = await run('--guest', 'now', 'old');
    expect(changes.map((one) => [one.severity, one.attribute, one.guestSees])).toEqual([
      ['ok', 'bar[4]', true],
      ['error', 'rtr', true],
    ]);
    const { code, stderr } = await run('--guest', 'now');
    expect([code, stderr.split('\n')[0]]).toEqual([
      2,
      'zpci-inspect: --guest: two captures of the guest are compared, before and after',
    ]);
  });

  test('answers of a guest whose QEMU nobody names are of no version', async () => {
    const unnamed = new Map([...files].filter(([path]) => !path.endsWith('manifest.json')));
    const { stdout } = await runInMemory(['compare', '-f', 'json', 'three-views/net-group5_qemu-7.2', net], unnamed);
    const { before, after }: CompareResult = JSON.parse(stdout.toString());
    expect([before.qemu, after.qemu]).toEqual([null, null]);
  });

  test('one capture under two versions: an aperture that is shortened is an error', async () => {
    const { status, stdout } = await compare([net, net, '--qemu', '7.2,9.2'], { columns: 80 });
    expect(status).toBe(1);
    expect(stdout).toBe(`before  net-group5  Linux 6.12.107, QEMU 7.2
after   net-group5  Linux 6.12.107, QEMU 9.2
1 error; 1 of 3 functions and 0 of 1 group changed

function 0x000000ab  1234:00:00.0  uid 0x1234
           fact  guest      change                     views
  error    edma  predicted  0x1bfffffff → 0x10fffefff  guest
           shrunk: since QEMU 8.0: 8.1.3 to 9.2 know no relaxed translation and
           shorten the aperture of every function that has a DMA limit:
           start_dma + (limit << 12) - 1. The guest has mapped up to the end of
           the aperture; what lies behind an earlier end is refused.
`);
  });

  test('from 7.2 to the newest only what is new', async () => {
    const { status, stdout } = await compare([net, net, '--qemu', '7.2,11.1', '-q']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/ok {7}rtr {3}predicted {2}0 → 1 {3}guest {2}since QEMU 10[.]0\n$/);
  });
});

describe('two machines', () => {
  test('are said in one line and compared all the same; what a guest loses is an error', async () => {
    const { status, stdout } = await compare(['three-views/plain', net]);
    expect(status).toBe(1);
    expect(stdout.match(/^note .*two machines/gm)).toHaveLength(1);
    expect(stdout).toMatch(/error +noi +yes +128 → 64\n +in firmware, vfio, shrunk: /);
    expect(stdout).toMatch(
      /note +maxstbl +no +128 → 64\n +in firmware, vfio, shrunk: the guest finds 128, as before[.] /,
    );
    expect(stdout).toMatch(/function 0x00000010\n.*\n {2}note +fid +no +new: 0x00000010/);
  });

  test('functions are paired by what --match says, and what repeats is trouble', async () => {
    const { functions } = await json(['three-views/plain', net, '--match', 'uid']);
    expect(functions.filter(({ status }) => status === 'changed').map(({ uid }) => uid)).toEqual([0x1234]);
    const { status, stderr } = await compare([old, now, '--match', 'pchid']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/--match pchid: \d functions before have the same/);
    expect(changesOf(await json([old, now, '--match', 'pchid'])).map(({ kind }) => kind)).not.toContain('gone');
  });
});

describe('output', () => {
  it.each(others)('%s with itself: nothing, valid by its schema, or nothing to compare', async (name) => {
    const { status, stdout, stderr } = await compare([name, name, '-f', 'json']);
    if (status === 2) expect([stdout, stderr]).toEqual(['', expect.stringContaining('nothing to compare')]);
    else {
      const result = JSON.parse(stdout);
      expect(validate(result) ? [] : validate.errors).toEqual([]);
      expect(changesOf(result)).toEqual([]);
    }
  });

  it('is valid by its schema for every pair of captures', async () => {
    for (const [before, after] of [
      [old, newest],
      ['three-views/plain', net],
      ['live/linux-6.12_qemu-10.0', now],
    ] as const)
      expect((await json([before, after])).schema).toBe('zpci-inspect/compare@1');
  });

  it('is Markdown that shows the same', async () => {
    const { stdout } = await compare(['three-views/plain', net, '--format', 'markdown']);
    const lines = stdout.split('\n');
    expect(lines.slice(0, 3)).toEqual(['## compare', '', expect.stringMatching(/^\*\*5 errors, 8 warnings, 6 notes;/)]);
    // What it is about and why, then where it was seen.
    expect(stdout).toContain('\n- **error** **noi**: 128 → 64. shrunk: Drivers');
    expect(lines).toContain('| error | noi | 128 → 64 | firmware, vfio | yes |');
    expect(stdout).toMatch(
      /^\| net-group5.*vfio-device-info\.bin \| 58aff90e713fd24e2d7221447559cd71ede2b14e277baa1f3e445e404b7695cc \|$/m,
    );
    expect(lines.filter((line) => line.length > 120 && !line.startsWith('| '))).toEqual([]);
  });

  it('has colours only where they are wanted, and fits its width', async () => {
    for (const columns of [80, 120]) {
      const { stdout } = await compare(['three-views/plain', net], { columns, env: { NO_COLOR: '1' } });
      expect(stdout).not.toContain('\u001b');
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    }
    expect((await compare([net, 'three-views/plain', '--color', 'always'])).stdout).toContain('\u001b[');
  });
});

describe('exit codes', () => {
  test.each([
    [['--fail-on', 'never'], 0],
    [['--fail-on', 'warning'], 1],
    [[], 1],
  ] as const)('with %j', async (options, code) => {
    expect((await compare(['three-views/plain', net, ...options])).status).toBe(code);
  });

  test.each([
    [[net], /missing required argument 'after'/],
    [[net, 'nowhere'], /nowhere: no such file/],
    [['-', '-'], /standard input can be one of the two captures, not both/],
    [[net, net, '--qemu', '7.2,'], /--qemu '' is no version/],
    [[net, net, '--qemu', '7.2,8.0,9.0'], /--qemu 7[.]2,8[.]0,9[.]0: two versions at most, before and after/],
    [[net, net, '--linux', 'new'], /--linux new is no version/],
    [[net, net, '--match', 'name'], /--match <key>.*Allowed choices are fid, uid, pchid, address/],
  ] as const)('%j is refused', async (args, message) => {
    const { status, stdout, stderr } = await compare(args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
