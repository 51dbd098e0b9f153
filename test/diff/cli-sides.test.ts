/** What `diff` compares: folders, files by side, standard input, two blocks of one kind. */
import { describe, expect, test } from 'vitest';
import type { DiffResult } from '../../src/model/diff.js';
import {
  blocks,
  bytesOf,
  changed,
  cut,
  diff,
  file,
  firmware,
  guest,
  json,
  net,
  old,
  plain,
  row,
  rowsOf,
  vfio,
} from './program.js';

describe('what is compared', () => {
  test('a case folder', async () => {
    const { status, stdout, stderr } = await diff([net.dir]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^function 0x000000ab: /);
    for (const words of [
      'Linux 6.12.107 (given); rules since 6.6',
      'QEMU 10.0.13 (given)',
      'mode intercept',
      'DMA aperture',
      '3 GiB',
    ])
      expect(stdout).toContain(words);
  });

  test('a firmware file and a user file', async () => {
    const result = await json([net.fn, net.device]);
    expect(result.functions[0]?.sides.map((side) => side.key)).toEqual(['vfio']);
    expect(row(result, 'clp_rsp_query_pci.pchid')?.verdicts).toEqual({ vfio: 'same' });
    expect(rowsOf(result, 'error')).toEqual([]);
  });

  test('files in any order, by what they are and by what the names of answers say', async () => {
    const { stdout } = await diff(['-f', 'json', net.iommu, net.guestFn, net.grp, net.device, net.list, net.fn]);
    const named = await diff(['-f', 'json', '--guest', net.guestFn, ...firmware(net), ...vfio(net)]);
    expect(stdout).toBe(named.stdout);
    expect(await diff([net.device, net.fn])).toEqual(await diff([net.fn, net.device]));
  });

  test('the same with --guest', async () => {
    const result = await json([net.fn, net.device, '--guest', net.guestFn]);
    expect(result.functions[0]?.sides.map((side) => side.key)).toEqual(['vfio', 'guest']);
    expect(row(result, 'clp_rsp_query_pci.pchid')?.verdicts).toEqual({ vfio: 'same', guest: 'same' });
  });

  test('files by side say the same as the case folder', async () => {
    const byFolder = await json([net.dir]);
    const bySide = await json([
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

  test('mode and version of the kernel are told by the bytes', async () => {
    const result = await json([...firmware(net), ...vfio(net), ...guest(net)]);
    const [user, guestSide] = result.functions[0]?.sides ?? [];
    expect(user?.why).toContain('Linux 6.6 to 7.2');
    expect(guestSide?.why).toMatch(/version not given.*mode intercept \(told by the bytes\)/);
    expect(rowsOf(result, 'error')).toEqual([]);
  });

  test('the user block on standard input', async () => {
    const { status, stdout } = await diff(['--format', 'json', net.fn, '-'], { stdin: bytesOf(net.device) });
    expect(status).toBe(0);
    expect(row(JSON.parse(stdout), 'clp_rsp_query_pci.vfn')?.vfio?.source).toBe('-');
  });

  test('a hex dump, and a type before the file name', async () => {
    const dump = file('dump.txt', bytesOf(net.device).toString('hex'));
    expect((await json([`clp_rsp_query_pci:${net.fn}`, `vfio_device_info:${dump}`])).rows).toHaveLength(45);
  });

  test('pages: request and response in one', async () => {
    const request = Buffer.alloc(32);
    request.writeUInt16BE(32, 0);
    request.writeUInt16BE(4, 2);
    request[19] = 7;
    const page = file('group-page.bin', Buffer.concat([request, bytesOf(net.grp)]));
    const result = await json(['--firmware', net.fn, page, ...vfio(net)]);
    expect(result.checks.map((check) => [check.id, check.severity])).toContainEqual(['GROUP_ASKED', 'warning']);
  });

  test('each value names its file and place', async () => {
    const value = row(await json([net.dir]), 'clp_rsp_query_pci.pchid');
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
  ])('%s', async (_name, of, options) => {
    const result = await json([...firmware(of), ...guest(of), ...options]);
    expect(rowsOf(result, 'error')).toEqual([]);
    expect(result.exitCode).toBe(0);
  });

  test('what needs the VFIO buffer is unchecked', async () => {
    const result = await json([...firmware(net), ...guest(net)]);
    expect(row(result, 'clp_rsp_query_pci.edma')?.verdicts['guest']).toBe('unchecked');
    expect(row(result, 'clp_rsp_query_pci_grp.maxstbl')?.verdicts['guest']).toMatch(/^(constant|unchecked)$/);
  });

  test('what firmware says and the guest must have is compared all the same', async () => {
    const result = await json([...firmware(net), '--guest', changed(net.guestFn, 31, 0xc5), net.guestGrp]);
    expect(rowsOf(result, 'error')).toEqual(['pchid']);
  });
});

describe('two raw blocks of one kind', () => {
  test('equal ones: nothing found', async () => {
    const result = await json([net.fn, net.fn]);
    expect(Object.keys(result.summary)).toEqual(['same']);
    expect(result.exitCode).toBe(0);
  });

  test('every field that differs, and nothing else', async () => {
    const result = await json([net.grp, plain.grp]);
    expect(rowsOf(result, 'error')).toEqual(['noi', 'version', 'frame', 'maxstbl', 'mui', 'dtsm', 'dasm']);
    expect(result.exitCode).toBe(1);
    expect(row(result, 'clp_rsp_query_pci_grp.noi')?.others?.['other']?.value).toBe(128);
  });

  test('a value with its bytes swapped', async () => {
    const bytes = bytesOf(net.grp);
    bytes.subarray(22, 24).reverse();
    const result = await json([net.grp, file('swapped.bin', bytes)]);
    expect(row(result, 'clp_rsp_query_pci_grp.mui')?.verdicts['other']).toBe('swapped');
    expect(rowsOf(result, 'error')).toEqual(['mui']);
  });

  test('one that is cut', async () => {
    const result = await json([net.fn, `clp_rsp_query_pci:${cut(net.fn, 64)}`]);
    expect(row(result, 'clp_rsp_query_pci.uid')?.verdicts['other']).toBe('truncated');
    expect(result.exitCode).toBe(0);
  });

  test('VFIO buffers of two kernels', async () => {
    const { status, stdout, stderr } = await diff([
      '--format',
      'json',
      net.device,
      blocks('net-group5_linux-5.10').device,
    ]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const result: DiffResult = JSON.parse(stdout);
    expect(row(result, 'vfio_device_info_cap_zpci_base.fh')?.verdicts['other']).toBe('missing');
    expect(row(result, 'vfio_device_info_cap_zpci_base.end_dma')?.verdicts['other']).toBe('same');
    expect(row(result, 'vfio_device_info.cap_offset')?.verdicts['other']).toBe('mismatch');
  });
});
