/** Captured blocks with a few bytes changed: what is found. */
import { describe, expect, test } from 'vitest';
import { bytesOf, changed, diff, file, firmware, guest, json, net, plain, row, rowsOf, vfio } from './program.js';

describe('findings that one byte makes', () => {
  test.each([
    ["the host's group", 19, 0x05, 'pfgid', 'leak'],
    ['an aperture beyond the host driver', 72, 0x01, 'edma', 'widened'],
    ['a type that shines through', 63, 0x02, 'pft', 'leak'],
    ['a rid that shines through is one of the buffer', 81, 0x18, 'rid', 'unexpected'],
  ])('%s', async (_name, at, byte, attribute, verdict) => {
    const args = [
      ...firmware(net),
      ...vfio(net),
      '--guest',
      changed(net.guestFn, at, byte),
      net.guestGrp,
      net.guestList,
    ];
    const result = await json([...args, '--qemu', '10.0', '--mode', 'intercept']);
    expect(row(result, `clp_rsp_query_pci.${attribute}`)?.verdicts['guest']).toBe(verdict);
  });

  test("the host's fid and uid are a warning: the operator may have wanted them", async () => {
    const bytes = bytesOf(net.guestFn);
    bytes.writeUInt32BE(0xab, 20);
    bytes.writeUInt32BE(0x1234, 124);
    const result = await json([...firmware(net), ...vfio(net), '--guest', file('ids.bin', bytes), net.guestGrp]);
    expect(rowsOf(result, 'warning')).toEqual(['fid', 'uid']);
    expect(row(result, 'clp_rsp_query_pci.fid')?.verdicts['guest']).toBe('leak');
    expect(result.exitCode).toBe(0);
  });

  test('a default group that promises more interrupts than firmware has', async () => {
    const few = changed(plain.grp, 17, 17);
    const bytes = bytesOf(plain.device);
    bytes.writeUInt16BE(17, 98);
    const device = file('few-interrupts.bin', bytes);
    const result = await json(['--firmware', plain.fn, few, '--vfio', device, plain.iommu, ...guest(plain)]);
    const noi = row(result, 'clp_rsp_query_pci_grp.noi');
    expect([noi?.verdicts['guest'], noi?.severity]).toEqual(['constant', 'warning']);
    expect(noi?.why).toContain('promised more');
    expect(result.exitCode).toBe(0);
  });

  test('a guest in the default group because the simulated ids ran out has its constants', async () => {
    const last = changed(net.guestFn, 19, 0xff);
    const result = await json([...firmware(net), ...vfio(net), '--guest', last, plain.guestGrp, '--qemu', '10.0']);
    expect(rowsOf(result, 'error')).toEqual([]);
    const noi = row(result, 'clp_rsp_query_pci_grp.noi');
    expect([noi?.verdicts['guest'], noi?.severity]).toEqual(['constant', 'warning']);
  });

  test('a utility string that firmware does not vouch for is hidden, whatever its bytes', async () => {
    const bytes = bytesOf(plain.fn);
    bytes.fill(0xd5, 128, 192);
    const result = await json([
      '--firmware',
      file('stale-text.bin', bytes),
      plain.grp,
      ...vfio(plain),
      ...guest(plain),
    ]);
    expect(row(result, 'clp_rsp_query_pci.util_str')?.verdicts).toEqual({ vfio: 'hidden', guest: 'hidden' });
    expect(result.exitCode).toBe(0);
  });

  test('a firmware whose own BAR words are big-endian: the I/O BAR is one all the same', async () => {
    const bytes = bytesOf(net.fn);
    for (let at = 32; at < 56; at += 4) bytes.subarray(at, at + 4).reverse();
    const result = await json([
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

  test('a list in which the function is not: no row speaks of another function', async () => {
    const bytes = bytesOf(net.list);
    bytes.writeUInt32BE(0x77, 32 + 8);
    const result = await json(['--firmware', net.fn, net.grp, file('other-list.bin', bytes), ...vfio(net)]);
    expect(result.checks.map((check) => check.id)).toContain('LIST_ENTRY');
    expect(rowsOf(result, 'error')).toEqual([]);
  });

  test('control characters of a block never reach the terminal', async () => {
    const bytes = bytesOf(net.fn);
    bytes.set([0x27, 0x0d, 0x25], 128);
    const { stdout } = await diff([file('control.bin', bytes), net.device]);
    expect([...stdout].filter((char) => char < ' ' && char !== '\n')).toEqual([]);
  });
});
