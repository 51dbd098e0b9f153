/** Blocks that are refused, and blocks that only look as if they had to be. */
import { describe, expect, test } from 'vitest';
import { root } from '../support/run.js';
import { runHere } from '../support/run-here.js';
import { blocks, bytesOf, captures, changed, diff, file, json, net, plain, row, rowsOf, vfio } from './program.js';

describe('blocks that cannot be compared: a clear line with what to do, exit 2, nothing on stdout', () => {
  const status = `fixtures/synthetic/group-status/group-status.bin`;

  test.each([
    [
      'the wrong way round',
      ['--firmware', net.device, '--vfio', net.fn],
      [/vfio-device-info\.bin.*firmware-query-fn\.bin/, /swap/],
    ],
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
    ['buffers alone', [net.device, net.iommu], [/no firmware answer/]],
    ['answers alone', [net.fn, net.grp, net.list], [/nothing to compare with: give a VFIO buffer/]],
    ['a file that is not there', ['none.bin'], [/none\.bin: no such file/]],
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
        ...['--vfio', `vfio_iommu_type1_info@rfc-2019-v2:fixtures/scenarios/rfc-2019-v2-dump/vfio-iommu-info.bin`],
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
  ])('%s', async (_name, args, messages) => {
    const done = await diff(args);
    expect({ status: done.status, stdout: done.stdout }).toEqual({ status: 2, stdout: '' });
    expect(done.stderr).toMatch(/^zpci-inspect: /);
    expect(done.stderr).not.toContain('    at ');
    for (const message of messages) expect(done.stderr).toMatch(message);
  });

  test('a folder without a manifest', async () => {
    const { status, stdout, stderr } = await runHere(['diff', `${root}fixtures`]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^zpci-inspect: .*manifest\.json[\s\S]*--firmware/);
  });

  test('two captures: the guest is named where it is plain which one that is, else what there is to do', async () => {
    for (const [from, part] of [
      [net.fn, 'host/fn'],
      [net.list, 'host/list'],
      [net.device, 'host/device'],
      [net.guestFn, 'vm/fn'],
      [net.guestList, 'vm/list'],
    ])
      file(`${part}.bin`, bytesOf(from ?? ''));
    const named = /^zpci-inspect: vm was captured in a guest: .*\n {2}name it so: zpci-inspect diff host --guest vm\n$/;
    for (const order of [
      ['host', 'vm'],
      ['vm', 'host'],
    ]) {
      const { status, stdout, stderr } = await diff(order);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(named);
    }
    file('later/list.bin', bytesOf(changed(net.list, 28, 0x01)));
    file('later/fn.bin', bytesOf(net.fn));
    const { status, stderr } = await diff(['host', 'later']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^zpci-inspect: host and later are captures of two machines or two times\n/);
    expect(stderr).toContain('zpci-inspect compare host later\n');
    expect(stderr).toContain('zpci-inspect diff host --guest later\n');
    expect((await diff(['host', '--guest', 'vm'])).stdout).toContain('guest  qemu');
  });

  test('three firmware blocks are not called "nothing to compare with" when a VFIO buffer was given', async () => {
    const { stderr } = await diff(['--firmware', net.fn, plain.fn, changed(net.fn, 23, 0x77), '--vfio', net.device]);
    expect(stderr).not.toContain('nothing to compare with');
  });

  test('a query that failed on the host holds nothing to compare', async () => {
    const failed = `${captures}/clp-query-err-fhdeadbeef.rsp.bin`;
    const { status, stdout, stderr } = await diff(['--firmware', failed, ...vfio(net)]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/0x0101/);
  });
});

describe('blocks that belong together although a side has lost or swapped what identifies them', () => {
  test('QEMU up to 5.1 knows nothing of the host function', async () => {
    const bytes = bytesOf(net.guestFn);
    bytes.fill(0, 16, 19);
    bytes[19] = 1;
    bytes.fill(0, 30, 32);
    bytes.fill(0, 56, 60);
    bytes.fill(0, 128, 192);
    bytes.writeBigUInt64BE(0x1ff_ffff_ffff_ffffn, 72);
    bytes.subarray(48, 52).reverse();
    const result = await json([
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

  test('a guest whose numbers are all swapped', async () => {
    const [ours, theirs, users] = [net.fn, net.guestFn, net.device].map((path) => bytesOf(path));
    if (ours === undefined || theirs === undefined || users === undefined) throw new Error('no block');
    ours.fill(0, 56, 60);
    theirs.fill(0, 56, 60);
    users.fill(0, 204, 208);
    theirs.subarray(16, 18).reverse();
    theirs.subarray(30, 32).reverse();
    const result = await json([
      ...['--firmware', file('no-path.bin', ours), '--vfio', file('no-path-info.bin', users)],
      ...['--guest', file('swapped-ids.bin', theirs)],
    ]);
    expect(rowsOf(result, 'error')).toEqual(['vfn', 'pchid']);
    expect(row(result, 'clp_rsp_query_pci.pchid')?.verdicts['guest']).toBe('swapped');
  });
});
