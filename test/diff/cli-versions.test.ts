/** Which versions and which mode `diff` takes, and which it refuses. */
import { describe, expect, test } from 'vitest';
import { filesBelow } from '../support/memory-io.js';
import { root } from '../support/run.js';
import { blocks, bytesOf, changed, cut, diff, file, firmware, json, net, row, vfio } from './program.js';

describe('versions', () => {
  async function sideOf(args: readonly string[], key: string) {
    return (await json([net.dir, ...args])).functions[0]?.sides.find((side) => side.key === key);
  }

  test.each([
    [['--qemu', '10.0'], 'guest', '10.0', /^QEMU 10\.0 \(given\); rules since 10\.0; mode/],
    [['--qemu', '10.0.13'], 'guest', '10.0.9', /^QEMU 10\.0\.13 \(given\); rules since 10\.0\.9; mode/],
    [['--qemu', '6.1'], 'guest', '6.0', /^QEMU 6\.1 \(given\); rules since 6\.0; mode/],
    [['--qemu', '99'], 'guest', '11.1', /^QEMU 99 \(given\); rules since 11\.1; mode/],
    [['--linux', '6.6'], 'vfio', '6.6', /^Linux 6\.6 \(given\); rules since 6\.6$/],
    [['--linux', '7.2.13'], 'vfio', '6.16', /^Linux 7\.2\.13 \(given\); rules since 6\.16$/],
  ])('%s', async (args, key, version, why) => {
    const side = await sideOf(args, key);
    expect(side?.version).toBe(version);
    expect(side?.why).toMatch(why);
  });

  test('--linux 6.1.176 for bytes of that time', async () => {
    const { functions } = await json([`fixtures/scenarios/capabilities-misaligned`, '--linux', '6.1.176']);
    const side = functions[0]?.sides.find(({ key }) => key === 'vfio');
    expect(side?.version).toBe('6.0');
    expect(side?.why).toBe('Linux 6.1.176 (given); rules since 6.0');
  });

  test.each([
    ['--qemu', [net.dir, '--qemu', '3.1'], 'guest', '5.1'],
    // Without capabilities nothing in the bytes speaks against it.
    ['--linux', [net.fn, `vfio_device_info:${cut(net.device, 24)}`, '--linux', '3.1'], 'vfio', '5.10'],
  ])(
    '%s 3.1 is older than any known: the oldest is taken, and not called "below" it',
    async (_option, args, key, version) => {
      const side = (await json(args)).functions[0]?.sides.find((one) => one.key === key);
      expect(side?.version).toBe(version);
      expect(side?.why).toMatch(/3\.1/);
      expect(side?.why).not.toMatch(/below/);
    },
  );

  test.each([
    [net.dir, '6.1.176', /first one at byte 24: Linux 6\.6 to 7\.2/],
    [net.dir, '3.1', /Linux 6\.6 to 7\.2/],
    [net.dir, '7.3', /Linux 6\.6 to 7\.2/],
    [
      'fixtures/captures/linux-7.3-rc7_qemu-10.0_poked',
      '7.2.13',
      /version 3 of the base capability: Linux 7\.3 or later/,
    ],
    [blocks('net-group5_linux-5.10').dir, '6.12', /version 1 of the base capability: Linux 5\.10 to 5\.19/],
    [`fixtures/scenarios/capabilities-misaligned`, '6.6', /first one at byte 20: Linux 6\.0 to 6\.5/],
  ])('%s: --linux %s contradicts the bytes: one clear line, exit 2', async (dir, version, message) => {
    const { status, stdout, stderr } = await diff([dir, '--linux', version]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^zpci-inspect: --linux .*; leave --linux out, or .*\n$/);
  });

  test('a version that a manifest recorded gives way to the bytes: distributions carry newer code', async () => {
    const text = bytesOf(`${net.dir}/manifest.json`).toString();
    expect(text).toContain('"linux": "6.12.107"');
    for (const [name, bytes] of filesBelow(`${root}${net.dir}`, 'recorded')) file(name, bytes);
    file('recorded/manifest.json', text.replace('"linux": "6.12.107"', '"linux": "5.14.0"'));
    const side = (await json(['recorded'])).functions[0]?.sides.find(({ key }) => key === 'vfio');
    expect(side).toMatchObject({ version: '6.6', why: expect.stringContaining('Linux 6.6 to 7.2') });
  });

  test('mode interpret with a QEMU that cannot: one clear line, exit 2', async () => {
    for (const version of ['7.0', '7.1.3', '5.2']) {
      const { status, stdout, stderr } = await diff([net.dir, '--mode', 'interpret', '--qemu', version]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toBe(
        `zpci-inspect: mode interpret with QEMU ${version}: interpretation came with 7.2; before, every function is intercepted\n`,
      );
    }
    expect((await json([net.dir, '--mode', 'interpret', '--qemu', '7.2'])).functions[0]?.sides[1]?.why).toContain(
      'mode interpret',
    );
  });

  test('a QEMU that cannot interpret leaves the group of the host to intercepted functions', async () => {
    const guestFn = changed(net.guestFn, 19, 0x05);
    const args = [...firmware(net), ...vfio(net), '--guest', guestFn, net.guestGrp];
    const why = async (qemu: string) => (await json([...args, '--qemu', qemu])).functions[0]?.sides[1]?.why;
    expect(await why('7.2')).toContain('mode interpret (told by the bytes)');
    expect(await why('7.0')).toContain('mode intercept (told by the bytes)');
  });

  test.each([
    ['--qemu', 'banana'],
    ['--qemu', ''],
    ['--linux', 'six'],
    ['--linux', '6,12'],
  ])('%s %s is no version: one clear line, exit 2', async (option, version) => {
    const { status, stdout, stderr } = await diff([net.dir, option, version]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`${option} ${version === '' ? "''" : version} is no version`);
  });

  test('with QEMU up to 5.1 a function has fixed values: nothing is said to be swapped', async () => {
    const result = await json([net.dir, '--qemu', '5.1']);
    expect(row(result, 'clp_rsp_query_pci.pfgid')?.verdicts['guest']).toBe('mismatch');
    expect(Object.keys(result.summary)).not.toContain('swapped');
  });
});

describe('mode, when nobody says it', () => {
  /** The guest's list with another handle of its first entry. */
  function listWith(handle: number): string {
    const bytes = bytesOf(net.guestList);
    bytes.writeUInt32BE(handle, 32 + 12);
    return file(`list-${handle.toString(16)}.bin`, bytes);
  }

  async function modeOf(guestFn: string, handle: number): Promise<string> {
    const result = await json([...firmware(net), ...vfio(net), '--guest', guestFn, net.guestGrp, listWith(handle)]);
    return /mode (\w+)/.exec(result.functions[0]?.sides.find((side) => side.key === 'guest')?.why ?? '')?.[1] ?? '';
  }

  test('a simulated group and a handle for vfio: intercepted', async () => {
    expect(await modeOf(net.guestFn, 0x8001_0000)).toBe('intercept');
  });

  test("the host's group and the host's handle: interpreted", async () => {
    expect(await modeOf(changed(net.guestFn, 19, 0x05), 0x0002_0000)).toBe('interpret');
  });

  test("the host's group, but a handle for vfio: the handle refutes it, and the group leaks", async () => {
    const leaking = changed(net.guestFn, 19, 0x05);
    expect(await modeOf(leaking, 0x8001_0000)).toBe('intercept');
    const result = await json([
      ...firmware(net),
      ...vfio(net),
      '--guest',
      leaking,
      net.guestGrp,
      listWith(0x8001_0000),
    ]);
    expect(row(result, 'clp_rsp_query_pci.pfgid')?.verdicts['guest']).toBe('leak');
  });

  test('a group of nobody and a handle for emulation: emulated', async () => {
    expect(await modeOf(changed(net.guestFn, 19, 0xff), 0x8002_0003)).toBe('emulated');
  });
});
