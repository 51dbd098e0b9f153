/** Blocks that say a part only, logs beside them, and blocks that are cut. */
import { describe, expect, test } from 'vitest';
import { captures, changed, cut, diff, file, firmware, guest, json, net, plain, row, rowsOf, vfio } from './program.js';

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

  test('the sizes of several regions prove that bar_size is redundant, or do not', async () => {
    const result = await json([...firmware(net), ...vfio(net), region(1, 4096), region(4, 8192)]);
    const about = result.checks.filter((check) => check.id === 'BAR_REGION').map((check) => check.severity);
    expect(about).toEqual(['ok', 'warning']);
  });

  test('a list and a VFIO buffer, without the answer of the function: its entry is known by its handle', async () => {
    const result = await json(['--firmware', net.list, '--vfio', net.device]);
    expect(rowsOf(result, 'error')).toEqual([]);
    expect(row(result, 'clp_rsp_list_pci.fh_list[0].fh')?.verdicts['vfio']).toBe('same');
    expect(row(result, 'clp_rsp_list_pci.fh_list[1].fh')?.verdicts['vfio']).toBe('hidden');
  });

  test('a handle says that interpretation is impossible only where the list says which bits tell it', async () => {
    const facts = async (...lists: string[]): Promise<string[]> =>
      (await json(['--firmware', net.fn, ...lists, '--vfio', net.device])).facts.map(
        (fact) => `${fact.name}: ${fact.text}`,
      );
    const said = 'interpretation: impossible: the handle 0x80020000 is that of an emulated function';
    expect(await facts(net.list)).toContain(said);
    // The mask in bytes 24 to 27 of the list is QEMU's; firmware has zeros there.
    expect((await facts(changed(net.list, 25, 0))).join()).not.toContain('interpretation');
    expect((await facts()).join()).not.toContain('interpretation');
  });

  /** Facts of hints, with the function that they are told of. */
  async function hints(...args: string[]): Promise<string[]> {
    const { facts } = await json(args);
    return facts
      .filter((fact) => /^hint|\.(log|txt)$/.test(fact.name))
      .map((fact) => `${fact.function}: ${fact.name}: ${fact.text}`);
  }
  const record = '00 01721893452:123456 3 - 0003 000003ff80123456  ';

  test('a QEMU trace beside the blocks is a hint: handles of the guest, and what QEMU missed in the buffer', async () => {
    const log = `${plain.dir}/inner-qemu-trace.log`;
    const expected = [
      'function 0x000000ab: hint of the QEMU trace: handle 0x00010000, then 0x80010000, as in the list (list entry, line 19 of inner-qemu-trace.log)',
      'function 0x000000ab: hint of the QEMU trace: capability missing: VFIO_DEVICE_INFO_CAP_ZPCI_GROUP; the buffer given has it (line 3 of inner-qemu-trace.log)',
      'function 0x000000ab: hint of the QEMU trace: capability missing: VFIO_DEVICE_INFO_CAP_ZPCI_UTIL; nor has the buffer given (line 4 of inner-qemu-trace.log)',
      'not compared: inner-qemu-trace.log: QEMU trace, 2 lines about functions that were not given: id 0x00000000',
    ];
    const blocksOf = [...firmware(plain), ...vfio(plain), ...guest(plain)];
    expect(await hints(...blocksOf, log)).toEqual(expected);
    expect(await hints(plain.dir)).toEqual(expected);
  });

  test('a pci_msg log is a hint: handles of the host and codes that are not 0', async () => {
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
    expect(await hints(...firmware(net), ...vfio(net), log)).toEqual([
      'function 0x000000ab: hint of the kernel log: handle 0x80020000, then 0x81020000; the list has 0x80020000 (err, line 2 of pci_msg.txt)',
      'function 0x000000ab: hint of the kernel log: err: 0x003a the function is in the error state: recovery is attempted (line 2 of pci_msg.txt)',
      'not compared: pci_msg.txt: kernel log, 2 lines about functions that were not given: id 0x00000077',
    ]);
    for (const option of ['--firmware', '--guest'])
      expect(await hints(...firmware(net), ...vfio(net), option, log)).toHaveLength(3);
  });

  test('hints change no row, no check and no exit code', async () => {
    const log = file('all-wrong.txt', `${record}err fid:ab, fh:ffffffff, pec:3a\n`);
    const [without, with_] = [
      await json([...firmware(net), ...vfio(net)]),
      await json([...firmware(net), ...vfio(net), log]),
    ];
    expect(with_.rows).toEqual(without.rows);
    expect(with_.checks).toEqual(without.checks);
    expect(with_.exitCode).toBe(0);
  });

  test('a group and a VFIO buffer', async () => {
    const result = await json(['--firmware', net.grp, '--vfio', net.device]);
    expect(result.rows).toHaveLength(13);
    expect(rowsOf(result, 'error')).toEqual([]);
  });

  test('without a firmware aperture nobody says that all of it is offered', async () => {
    const { stdout } = await diff(['--firmware', net.grp, '--vfio', net.device]);
    expect(stdout).not.toContain('all that firmware offers');
  });

  test('a chain without PFIP is incomplete, also when firmware has a path of zeros', async () => {
    const short = changed(plain.device, 71, 0);
    const result = await json(['--firmware', plain.fn, plain.grp, '--vfio', short]);
    expect(row(result, 'clp_rsp_query_pci.pfip')?.verdicts['vfio']).toBe('missing');
  });

  test('an input that cannot be read names its file', async () => {
    const prose = file('prose.txt', 'Dear all, the dump is attached.\n');
    for (const args of [
      [net.fn, prose],
      ['--firmware', net.fn, '--vfio', file('zeros.bin', new Uint8Array(40))],
    ]) {
      const { status, stderr } = await diff(args);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^zpci-inspect: (prose\.txt|zeros\.bin): /);
    }
  });
});

describe('blocks that are cut: rows say so, the rest is judged, nothing is an error', () => {
  test.each([
    ['the guest', 72, [...firmware(net), ...vfio(net)], '--guest', net.guestFn, 'clp_rsp_query_pci', 'guest'],
    ['firmware', 72, [...vfio(net), ...guest(net)], '--firmware', net.fn, 'clp_rsp_query_pci', 'vfio'],
  ] as const)('%s', async (_name, length, others, option, path, type, side) => {
    const result = await json([...others, option, `${type}:${cut(path, length)}`]);
    expect(rowsOf(result, 'error')).toEqual([]);
    expect(row(result, 'clp_rsp_query_pci.edma')?.verdicts[side]).toBe('truncated');
    expect(row(result, 'clp_rsp_query_pci.pchid')?.verdicts[side]).toBe('same');
  });

  test.each([50, 60, 100, 130, 190])('VFIO, %s bytes of 208', async (length) => {
    const result = await json([...firmware(net), '--vfio', `vfio_device_info:${cut(net.device, length)}`]);
    expect(rowsOf(result, 'error')).toEqual([]);
    expect(row(result, 'clp_rsp_query_pci.sdma')?.verdicts['vfio']).toBe('same');
    const pfip = row(result, 'clp_rsp_query_pci.pfip');
    expect(['truncated', 'unchecked']).toContain(pfip?.verdicts['vfio']);
  });

  test('a VFIO buffer that was too small for its capabilities: nothing is missing', async () => {
    const result = await json([...firmware(net), '--vfio', `${captures}/vfio-0007_00_00_0-devinfo-exactminus1.bin`]);
    expect(rowsOf(result, 'error')).toEqual([]);
    expect(row(result, 'clp_rsp_query_pci.vfn')?.verdicts['vfio']).toBe('unchecked');
  });

  test('a chain that is broken: what lies behind is not known', async () => {
    const result = await json([...firmware(net), '--vfio', changed(net.device, 71, 0x40)]);
    expect(['truncated', 'unchecked']).toContain(row(result, 'clp_rsp_query_pci.pfip')?.verdicts['vfio']);
  });

  test('a group that the guest asked for in vain: one clear finding, no row is missing', async () => {
    const failed = `${captures}/clp-grp-err-01.rsp.bin`;
    const result = await json([
      ...firmware(net),
      ...vfio(net),
      '--guest',
      net.guestFn,
      `clp_rsp_query_pci_grp:${failed}`,
    ]);
    expect(row(result, 'clp_rsp_query_pci_grp.noi')?.verdicts['guest']).toBe('unchecked');
    expect(result.checks.some((check) => /0x010b/.test(check.message))).toBe(true);
  });
});
