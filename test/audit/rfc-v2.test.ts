/**
 * What the review of 2019 said of the second proposal, found again in tables and bytes. The lists here
 * were typed from the two C structs laid side by side, not taken from the tool.
 */
import { describe, expect, test } from 'vitest';
import { auditInterface, catalog } from '../../src/index.js';
import { auditWith, files, names } from './support.js';

const type = 'vfio_iommu_type1_info@rfc-2019-v2';
const { answers } = auditInterface('rfc-2019-v2');

test('all seven questions find a fault', () => {
  expect(Object.values(answers).map((one) => one.outcome)).toEqual(Array(7).fill('fault'));
  expect(Object.values(answers).map((one) => one.review.length)).toEqual([1, 1, 1, 1, 1, 1, 0]);
});

describe('consistency', () => {
  test('both structs are laid over a copy of firmware, in two sizes', () => {
    expect(
      answers.consistency.structs.map((one) => [one.firmware, one.firmwareSizes, one.user, one.userSize, one.transfer]),
    ).toEqual([
      ['clp_rsp_query_pci', [192, 384], 'vfio_iommu_pci_function', 192, 'copied'],
      ['clp_rsp_query_pci_grp', [64], 'vfio_iommu_pci_function_group', 64, 'copied'],
    ]);
    expect(answers.consistency.structs.map((one) => [one.samePlace, one.fields])).toEqual([
      [12, 12],
      [9, 9],
    ]);
  });

  test('members with the same name and bits', () => {
    const same = answers.consistency.rows.filter((row) => row.drift.length === 0 && row.firmware !== null);
    expect(same.map((row) => row.firmware?.field)).toEqual(
      'vfn fid bar_size[] pchid sdma edma uid util_str version mui dasm msia'.split(' '),
    );
  });

  test.each([
    ['pfgid', 'gid', ['renamed']],
    ['util_str_avail', 'u', ['renamed', 'resized']],
    ['noi', 'noi', ['resized']],
    ['maxstbl', 'maxstbl', ['resized']],
    ['frame', 'flags', ['renamed', 'resized']],
    ['refresh', 'flags', ['renamed', 'resized']],
    ['bar[]', 'bar[]', ['byte order']],
  ])('%s becomes %s: %j', (firmware, user, drift) => {
    const row = answers.consistency.rows.find((one) => one.firmware?.field === firmware);
    expect([row?.user?.field, row?.drift]).toEqual([user, drift]);
  });

  test('the byte of the string flag takes in all flags of firmware', () => {
    const row = answers.consistency.rows.find((one) => one.user?.field === 'u');
    expect(row?.note).toBe('takes in tid_avail, rid_avail, is_physfn, reserved1 and mio_addr_avail');
  });

  test('a kernel with MIO copies 192 bytes too many: in the block too', () => {
    const [fn] = auditWith('rfc-2019-v2', type, files.rfc2Mio).answers.consistency.structs;
    expect(fn?.note).toContain('a kernel with 384 bytes copies 192 behind the struct');
    expect(fn?.note).toContain('384 bytes of firmware from byte 0x20 on, 192 of them behind the struct');
    const [old] = auditWith('rfc-2019-v2', type, files.rfc2).answers.consistency.structs;
    expect(old?.note).toMatch(/192 bytes of firmware from byte 0x20 on$/);
  });
});

test('reserved: 92 bytes, none of them for alignment', () => {
  expect(answers.reserved.rows.map((row) => [row.struct, row.field, row.byteOffset, row.bytes, row.beyond])).toEqual([
    ['vfio_iommu_pci_function', 'reserved1', 8, 8, 8],
    ['vfio_iommu_pci_function', 'reserved2', 56, 8, 8],
    ['vfio_iommu_pci_function', 'reserved3', 80, 44, 44],
    ['vfio_iommu_pci_function_group', 'reserved1', 8, 8, 8],
    ['vfio_iommu_pci_function_group', 'reserved3', 24, 8, 8],
    ['vfio_iommu_pci_function_group', 'reserved4', 48, 8, 8],
    ['vfio_iommu_pci_function_group', 'reserved5', 56, 8, 8],
  ]);
  expect(answers.reserved.verdict).toContain('92 of 256 bytes');
});

test('useful: what no guest takes from it, and what it lacks', () => {
  const of = (use: string): string[] => names(answers.useful.rows.filter((row) => row.use === use));
  expect(of('not passed on')).toEqual(['fid', 'bar_size[]', 'bar[]', 'uid', 'frame']);
  expect(of('unused')).toEqual(['hdr.fmt', 'hdr.fmt']);
  expect(of('missing')).toEqual(['pfip', 'fmb_len', 'pft']);
  expect(answers.useful.rows.filter((row) => row.use === 'no source').map((row) => row.to[0]?.name)).toEqual([
    'vfio_iommu_pci_function.ignored',
    'vfio_iommu_pci_function_group.ignored',
  ]);
});

describe('leaks', () => {
  const rows = auditWith('rfc-2019-v2', type, files.rfc2).answers.leaks.rows;

  test('declared fields that leak: fid, uid, bar_size, bar', () => {
    const declared = rows.filter((row) => row.kind === 'not virtualized' || row.kind === 'host value');
    expect(names(declared.filter((row) => !row.onPurpose))).toEqual(['fid', 'uid', 'bar_size[]', 'bar[]']);
    expect(names(declared.filter((row) => row.onPurpose))).toEqual(['pfgid']);
  });

  test('reserved2 holds pfip, fidparm, port, fmb_len and pft: their bytes', () => {
    const hidden = rows.filter((row) => row.to.some((one) => one.name === 'vfio_iommu_pci_function.reserved2'));
    expect(hidden.map((row) => [row.field, row.raw])).toEqual([
      ['clp_rsp_query_pci.pfip', '00018003'],
      ['clp_rsp_query_pci.fidparm', '00'],
      ['clp_rsp_query_pci.port', '01'],
      ['clp_rsp_query_pci.fmb_len', '10'],
      ['clp_rsp_query_pci.pft', '02'],
    ]);
    expect(hidden.map((row) => row.label)).toEqual([null, null, null, '64 bytes', '0x02 ROCE: RoCE Express']);
    expect(new Set(hidden.map((row) => row.kind))).toEqual(new Set(['in reserved']));
  });

  test('the other reserved runs', () => {
    const others = rows.filter((row) => row.to.some((one) => one.name.endsWith('.reserved3')));
    expect(others.map((row) => [row.field.split('.')[1], row.raw])).toEqual([
      ['rid', '0008'],
      ['tid', '0000'],
      ['dtsm', '40'],
      ['maxfaal', '0001'],
      ['dnoi', '00ff'],
      ['maxcpu', '0020'],
    ]);
  });

  test('the MIO area lies behind the struct, in the block that has it', () => {
    const mio = auditWith('rfc-2019-v2', type, files.rfc2Mio).answers.leaks.rows;
    const behind = mio.filter((row) => row.kind === 'behind the struct');
    expect(behind.map((row) => [row.field, row.behind])).toEqual([
      ['clp_rsp_query_pci.mio.valid', 64],
      ['clp_rsp_query_pci.mio.addr[].wb', 72],
      ['clp_rsp_query_pci.mio.addr[].wt', 80],
    ]);
    expect(behind[0]?.label).toBe('0x12 BAR1, BAR4');
    expect(behind[1]?.raw?.split(' ')[1]).toBe('0000400100000000');
    expect(rows.find((row) => row.kind === 'behind the struct')?.raw).toBeNull();
  });

  test('where the bits lie agrees with what the rows of the table say', () => {
    const carried = rows.filter((row) => row.kind === 'in reserved' || row.kind === 'unnamed');
    for (const row of carried) {
      const [struct = '', ...member] = row.field.split('.');
      const said = catalog.row('rfc-2019-v2', struct, member.join('.'));
      expect([row.field, row.to.map((one) => one.path)]).toEqual([row.field, said?.to?.map((one) => one.field)]);
      expect([row.field, said?.leak]).toEqual([row.field, true]);
    }
    expect(carried).toHaveLength(16);
  });
});

test('redundant: the BARs', () => {
  const twice = answers.redundant.rows.filter((row) => row.kind === 'exposed twice');
  expect(names(twice)).toEqual(['bar_size[]', 'bar[]']);
  expect(new Set(twice.map((row) => row.interface))).toEqual(new Set(['VFIO_DEVICE_GET_REGION_INFO']));
});

test('scope: facts of functions and groups in an answer about a container', () => {
  const away = answers.scope.rows.filter((row) => row.misplaced?.startsWith('a fact of'));
  expect(names(away.filter((row) => row.scope === 'function'))).toEqual(
    'vfn util_str_avail pfgid fid bar_size[] pchid bar[] uid util_str'.split(' '),
  );
  expect(names(away.filter((row) => row.scope === 'group'))).toEqual('noi version maxstbl mui dasm msia'.split(' '));
  const raw = answers.scope.rows.filter((row) => row.misplaced?.startsWith("firmware's value"));
  expect(names(raw)).toEqual(['sdma', 'edma', 'frame']);
  expect(away[0]?.misplaced).toContain('its place is a capability of VFIO_DEVICE_GET_INFO');
});
