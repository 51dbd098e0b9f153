/** What the tables say of Linux, typed from its sources (5.10.218 to 7.3.4). */
import { describe, expect, it, test } from 'vitest';
import { catalog } from '../../src/index.js';
import type { ExposureRow, Variant } from '../../src/model/interface.js';

const interfaces = catalog.interfaces();
const rows = interfaces.flatMap((item) => item.rows.map((row) => ({ item, row })));

function rowOf(name: string, field: string): ExposureRow {
  const found = rows.find(({ item, row }) => item.name === name && `${row.struct}.${row.field}` === field);
  if (found === undefined) throw new Error(`${name} has no row ${field}`);
  return found.row;
}

/** Every sentence of an interface. */
const textsOf = (one: ExposureRow | Variant): string[] => [one.why, one.unsure ?? ''];
const texts = [
  ...rows.flatMap(({ row }) => [row, ...(row.variants ?? [])].flatMap(textsOf)),
  ...interfaces.flatMap((item) => [...Object.values(item.reasons), item.title]),
];

describe('designation types', () => {
  const types = rows.filter(({ row }) => row.field === 'dtsm' && row.unsure?.includes('counts from the left'));

  it('are counted from the left by QEMU alone: no tree of KVM has dtsm', () => {
    expect(types.length).toBeGreaterThanOrEqual(8);
    for (const { row } of types) expect(row.unsure).toContain('QEMU counts from the left (0x40 = type 1)');
    expect(texts.filter((text) => text.includes('KVM count'))).toEqual([]);
  });

  it('choose the tables of Linux since 6.16, not only in 7.2', () => {
    expect(texts.filter((text) => /Linux 7\.2\b/.test(text))).toEqual([]);
    for (const { row } of types) expect(row.unsure).toContain('Linux since 6.16 tests 0x08 and 0x0c');
    expect(rowOf('vfio-iommu', 'clp_rsp_query_pci_grp.dtsm').why).toContain('Linux since 6.16');
  });
});

test.each([
  ['clp_rsp_query_pci_grp', 'rtr', 'virtualize'],
  ['clp_rsp_query_pci_grp', 'dtsm', 'virtualize'],
  ['clp_rsp_query_pci_grp', 'refresh', 'virtualize'],
  ['clp_rsp_query_pci_grp', 'frame', 'match-host-iommu'],
  ['clp_rsp_query_pci', 'fidparm', 'none'],
  ['clp_rsp_query_pci', 'port', 'none'],
])('%s.%s: a guest has %s of it', (tag, name, need) => {
  expect(catalog.layout(tag)?.fields.find((field) => field.name === name)?.need).toBe(need);
});

test('the slot has its uid since 7.1', () => {
  expect(rowOf('sysfs', 'clp_rsp_query_pci.uid').why).toContain('slots/<fid>/uid has it without a PCI device (7.1)');
});

test('the write-through address is the start of a BAR: zpci_map_resources puts it there', () => {
  const row = rowOf('sysfs', 'clp_rsp_query_pci.mio.addr[].wt');
  expect(row.unsure).toBeUndefined();
  expect(row.source.symbol).toBe('zpci_map_resources');
});

test('the ranges of iommufd end where the tables do since 6.16', () => {
  const [variant] = rowOf('vfio-iommu', 'clp_rsp_query_pci.edma').variants ?? [];
  expect(variant?.when).toEqual({ container: 'iommufd', from: '6.16' });
  expect(variant?.unsure).toBeUndefined();
});

test('a vfn of 0 says nothing of the physical function', () => {
  expect(rowOf('vfio-zdev', 'clp_rsp_query_pci.is_physfn').why).not.toContain('says as much');
});

test('the version of the group reaches nobody on either side', () => {
  expect(rowOf('vfio-zdev', 'clp_rsp_query_pci_grp.version').why).toContain('which it shows nowhere');
  expect(rowOf('sysfs', 'clp_rsp_query_pci_grp.version').why).toContain('never reaches the PCI bus');
});

test('the mode of the device node guards /dev/clp, not the ioctl', () => {
  const item = interfaces.find((one) => one.name === 'clp-ioctl');
  expect(item?.audit?.caller).toBe('whoever may open /dev/clp');
  expect([item?.title, rowOf('clp-ioctl', 'clp_rsp_list_pci.*').why].join()).not.toContain('for root only');
});

test('Linux 7.3 is the newest that the tables know', () => {
  for (const name of ['clp-ioctl', 'vfio-zdev', 'vfio-iommu', 'sysfs'])
    expect(interfaces.find((one) => one.name === name)?.version, name).toBe('7.3');
});

test('version 2 of the base capability ends before 7.3, where version 3 begins', () => {
  const clues = interfaces.find((one) => one.name === 'vfio-zdev')?.versionClues ?? [];
  expect(clues.map(({ from, before }) => [from, before])).toEqual([
    ['5.10', '6.0'],
    ['6.0', '6.6'],
    ['6.6', '7.3'],
    ['7.3', undefined],
  ]);
});
