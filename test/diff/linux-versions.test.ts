/** What `diff` takes for right by the version of Linux: values and versions are typed from its sources. */
import { describe, expect, test } from 'vitest';
import { bytesOf, diff, file, json, net, row } from './program.js';

const newest = 'fixtures/captures/linux-7.3-rc7_qemu-10.0_poked';

/** A block with bytes of one place replaced. */
function patched(path: string, at: number, hex: string, name: string): string {
  const bytes = bytesOf(path);
  bytes.set(Buffer.from(hex, 'hex'), at);
  return file(name, bytes);
}

describe('an aperture that starts inside a page', () => {
  const fn = patched(net.fn, 64, '0000000200000800', 'inside.bin');
  const reported = (start: string): string => patched(net.device, 32, start, `start-${start}.bin`);
  const exact = reported('0000000200000800');
  const rounded = reported('0000000200001000');

  test.each([
    ['6.12.107', rounded, 'derived'],
    ['6.12.107', exact, 'same'],
    ['6.17.8', exact, 'same'],
    ['6.17.8', rounded, 'mismatch'],
    ['7.2.13', rounded, 'mismatch'],
    // The bytes tell 6.6 to 7.2, and both are found there.
    [undefined, rounded, 'derived'],
    [undefined, exact, 'same'],
  ])('Linux %s, %s: %s', async (linux, device, verdict) => {
    const version = linux === undefined ? [] : ['--linux', linux];
    const result = await json([`clp_rsp_query_pci:${fn}`, `vfio_device_info:${device}`, ...version]);
    expect(row(result, 'clp_rsp_query_pci.sdma')?.verdicts['vfio']).toBe(verdict);
  });

  test('ends inside one, too, when the memory of the host counts from there', async () => {
    // 768 MiB from 0x200000800 on.
    const device = patched(exact, 40, '00000002300007ff', 'end.bin');
    const result = await json([`clp_rsp_query_pci:${fn}`, `vfio_device_info:${device}`, '--linux', '7.2']);
    expect(row(result, 'clp_rsp_query_pci.edma')?.verdicts['vfio']).toBe('narrowed');
    const other = patched(exact, 40, '00000002300006ff', 'other-end.bin');
    const wrong = await json([`clp_rsp_query_pci:${fn}`, `vfio_device_info:${other}`, '--linux', '7.2']);
    expect(row(wrong, 'clp_rsp_query_pci.edma')?.verdicts['vfio']).toBe('mismatch');
  });
});

describe('version 3 of the base capability', () => {
  test.each([[['--linux', '7.3']], [['--linux', '7.3.4']], [[]]])('is as it should be with %j', async (args) => {
    const result = await json([newest, ...args]);
    expect(result.exitCode).toBe(0);
    expect(result.rows.filter((one) => one.severity !== 'ok')).toEqual([]);
    expect(result.functions[0]?.sides.find(({ key }) => key === 'vfio')).toMatchObject({ version: '7.3' });
  });

  test('tells the version where none is given', async () => {
    const { list, fn, grp, device } = {
      list: `${newest}/clp-list-full.rsp.bin`,
      fn: `${newest}/clp-query-fid000000ab.rsp.bin`,
      grp: `${newest}/clp-grp-ff.rsp.bin`,
      device: `${newest}/vfio-1234_00_00_0-devinfo-exact.bin`,
    };
    const result = await json(['--firmware', list, fn, grp, '--vfio', device]);
    const side = result.functions[0]?.sides.find(({ key }) => key === 'vfio');
    expect(side).toMatchObject({ version: '7.3', why: 'version 3 of the base capability: Linux 7.3 or later' });
  });

  test('is not of Linux 7.2', async () => {
    const { status, stderr } = await diff([newest, '--linux', '7.2.13']);
    expect(status).toBe(2);
    expect(stderr).toContain('version 3 of the base capability: Linux 7.3 or later');
  });
});
