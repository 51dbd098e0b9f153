/** The seventh question: values typed from the headers and the histories of the structs. */
import { describe, expect, test } from 'vitest';
import { auditInterface } from '../../src/index.js';
import { auditWith, files } from './support.js';

describe('vfio-zdev', () => {
  const { revision } = auditWith('vfio-zdev', 'vfio_device_info', files.zdev).answers;
  const struct = (tag: string) => revision.structs.find((one) => one.struct === tag);

  test('the info struct comes first and has had three lengths', () => {
    const [info] = revision.structs;
    expect(info?.struct).toBe('vfio_device_info');
    expect(info?.revisions.map((one) => [one.version, one.size, one.since])).toEqual([
      [null, 16, 'Linux 3.6'],
      [null, 20, 'Linux 5.10'],
      [null, 24, 'Linux 6.6'],
    ]);
    expect(info?.marks.map((one) => `${one.kind} ${one.field}`)).toEqual([
      'size argsz',
      'flags flags',
      'chain cap_offset',
    ]);
  });

  test('capabilities are told by their version, and the room in them', () => {
    expect(struct('vfio_device_info_cap_zpci_group')?.marks.map((one) => `${one.kind} ${one.field}`)).toEqual([
      'version header.version',
      'chain header.next',
      'flags flags',
    ]);
    // Byte 39 and the six bytes behind imaxstbl.
    expect(struct('vfio_device_info_cap_zpci_group')?.room).toBe(7);
    expect(struct('vfio_device_info_cap_zpci_util')?.oldReader).toContain(
      'Behind util_str a member has no fixed place',
    );
  });

  test('members that came later say where their room came from and what tells of them', () => {
    expect(revision.rows.map((row) => [row.field, row.byteOffset, row.room, row.toldBy])).toEqual(
      expect.arrayContaining([
        ['cap_offset', 16, 'end', 'CAPS in flags'],
        ['fh', 32, 'end', 'version 2'],
        ['imaxstbl', 40, 'end', 'version 2'],
      ]),
    );
    expect(struct('vfio_device_info_cap_zpci_group')?.newReader).toBe(
      'Sees by the version that imaxstbl is not there.',
    );
  });

  test('the block says its versions', () => {
    expect(struct('vfio_device_info_cap_zpci_base')?.inBlock).toBe('version 2, 40 bytes');
    expect(revision.outcome).toBe('sound');
  });
});

test('rfc-2019-v2: a version that is always 0, and reserved bytes that are taken', () => {
  const { revision } = auditInterface('rfc-2019-v2').answers;
  expect(revision.structs.map((one) => [one.struct, one.room, one.faults.map((fault) => fault.kind)])).toEqual([
    ['vfio_iommu_type1_info', 0, []],
    ['vfio_iommu_pci_function', null, ['no version', 'no room']],
    ['vfio_iommu_pci_function_group', null, ['no version', 'no room']],
  ]);
  expect(revision.structs[1]?.faults[1]?.text).toMatch(/^No later member can have reserved2 and reserved3 of/);
});

test('rfc-2019-v1 asks the question itself, in words that were not found', () => {
  const { revision } = auditInterface('rfc-2019-v1').answers;
  expect(revision.review).toEqual([
    {
      question: 'revision',
      who: 'Alex Williamson on v1, 2019-05',
      text: 'Asked how such an interface would be revised.',
      reported: true,
    },
  ]);
  expect(revision.verdict).toContain('its bytes have the shape of whatever kernel runs');
});

test.each([
  ['zdev-region-2019-v3', 'zdev-region-2019-v4 has gid, version and util_str elsewhere', 'pchid and version'],
  ['zdev-region-2019-v4', 'zdev-region-2019-v3 has version, gid and util_str elsewhere', 'pchid, maxstbl and version'],
])('%s: no size, no version, and another shape of the same name', (name, moved, unwritten) => {
  const { revision } = auditInterface(name).answers;
  expect(revision.outcome).toBe('fault');
  expect(revision.verdict).toContain('neither a size nor a version is in vfio_region_zpci_info');
  expect(revision.verdict).toContain(moved);
  expect(revision.verdict).toContain(`declared and never assigned: ${unwritten}`);
});

test('firmware: named later in reserved bits, and what no bit tells of', () => {
  const { revision } = auditInterface('clp-ioctl').answers;
  const row = (name: string) => revision.rows.find((one) => one.field === name);
  expect([row('tid')?.room, row('tid')?.toldBy]).toEqual(['reserved', 'tid_avail']);
  expect([row('rtr')?.room, row('rtr')?.toldBy]).toEqual(['reserved', 'itself']);
  expect([row('fidparm')?.room, row('fidparm')?.toldBy]).toEqual(['reserved', null]);
  expect([row('mio.valid')?.room, row('mio.valid')?.toldBy]).toEqual(['end', 'mio_addr_avail']);
  expect(revision.outcome).toBe('remark');
});

test('qemu keeps the length of the request, so a newer guest finds its own bytes', () => {
  const { structs } = auditInterface('qemu').answers.revision;
  const [list, fn] = structs;
  expect(list?.newReader).toContain('Sees by hdr.len where the answer ends');
  expect(fn?.newReader).toContain('qemu keeps the hdr.len of the request');
});
