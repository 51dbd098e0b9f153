/**
 * The layouts of the never-merged proposals against what the compiler made of the patches.
 */
import { describe, expect, it } from 'vitest';
import { catalog, type Layout } from '../../src/index.js';
import { type FlatField, flatten } from '../oracle/flatten.js';
import { allConstants, allFields, isProposal, type OracleField, parseType } from '../oracle/oracle.js';

/** How the oracle names the patch series, by interface. */
const series = {
  'rfc-2019-v1': 'RFC v1 2019-05-10',
  'rfc-2019-v2': 'RFC v2 2019-05-17',
  'zdev-region-2019-v3': 'RFC v3 2019-05-23',
  'zdev-region-2019-v4': 'RFC v4 2019-09-06',
  'zpci-region-2020': 'RFC v2 2020-10-02',
} as const;

/** Structs of 2026, which the oracle does not hold: size, then offset and bytes of each member as gcc places them. */
const compiledByHand: Readonly<Record<string, readonly [size: number, members: string]>> = {
  'vfio_device_feature_zpci_err@zpci-error-v18': [
    72,
    'feature_flags 0+4, reserved1 4+4, fh 8+4, fid 12+4, ett 16+1, mvn 16+2, dmaas 18+1, reserved2 19+1, q 19+1, rw 19+1, faddr 24+8, reserved3 32+4, reserved4 36+2, pec 38+2, reserved5 40+28',
  ],
  'vfio_device_feature_zpci_fmb_enable@fmb-v5': [1, 'enabled 0+1'],
  'vfio_device_feature_zpci_fmb_read@fmb-v5': [8, 'data 0+8'],
};

const all = catalog.layouts().filter((layout) => layout.interface !== undefined);
const proposals = all.filter((layout) => compiledByHand[nameOf(layout)] === undefined);
const merged = catalog.layouts().filter((layout) => layout.interface === undefined);

function sourceOf(layout: Layout): string {
  const found = Object.entries(series).find(([name]) => name === layout.interface)?.[1];
  if (found === undefined) throw new Error(`${layout.tag}: no patch series is known for ${layout.interface}`);
  return found;
}

function nameOf(layout: Layout): string {
  return `${layout.tag}@${layout.interface}`;
}

/** Records of the oracle for one layout; `<total>` is the size of the struct. */
function recordsOf(layout: Layout): readonly OracleField[] {
  return allFields.filter((one) => one.struct === layout.tag && one.source.startsWith(sourceOf(layout)));
}

function place(field: FlatField | OracleField, unit: number | undefined): string {
  return `${field.byteOffset}+${field.sizeBytes} unit ${unit}`;
}

describe('the layouts of proposals', () => {
  it('are all that the oracle has, and no more', () => {
    const structs = new Set(
      allFields
        .filter((one) => isProposal(one.source))
        .map((one) => {
          const found = Object.entries(series).find(([, start]) => one.source.startsWith(start));
          return `${one.struct}@${found?.[0]}`;
        }),
    );
    expect(proposals.map(nameOf).sort()).toEqual([...structs].sort());
  });

  it.each(proposals.map((layout) => [nameOf(layout), layout] as const))('%s', (_, layout) => {
    const family = [...proposals.filter((other) => other.interface === layout.interface), ...merged];
    const records = recordsOf(layout);
    const members = records.filter((one) => one.field !== '<total>');
    expect(records.find((one) => one.field === '<total>')?.sizeBytes).toBe(layout.size);
    expect(flatten(layout, family).map((one) => `${one.path} ${place(one, one.unitBytes)}`)).toEqual(
      members.map((one) => `${one.field} ${place(one, parseType(one.type ?? '').bytes)}`),
    );
  });

  it.each(Object.entries(compiledByHand))('%s', (name, [size, members]) => {
    const layout = all.find((one) => nameOf(one) === name);
    if (layout === undefined) throw new Error(`no layout ${name}`);
    const fields = flatten(layout, [...all, ...merged]).map((one) => `${one.path} ${one.byteOffset}+${one.sizeBytes}`);
    expect([layout.size, fields.join(', ')]).toEqual([size, members]);
  });

  it('say that they were never merged, and hang their capabilities on their own info struct', () => {
    for (const layout of all) {
      expect(layout.source.version, layout.tag).toMatch(/^proposal v\d+ of 20(19|20|26)-\d\d-\d\d, /);
      if (layout.role.kind === 'capability') {
        expect(catalog.layout(layout.role.of)?.interface, layout.tag).toBe(layout.interface);
        expect(layout.role.versions.at(-1)?.size, layout.tag).toBe(layout.size);
      }
    }
  });
});

describe('the constants of proposals', () => {
  const value = (name: string, layout: Layout): number | undefined => {
    const found = allConstants.find((one) => one.name === name && one.version.startsWith(sourceOf(layout)));
    return found === undefined ? undefined : Number(found.hex);
  };

  const capabilities = proposals.flatMap((layout) =>
    layout.role.kind === 'capability' ? [[nameOf(layout), layout, layout.role] as const] : [],
  );

  it.each(capabilities)('%s has the id of the patch', (_, layout, role) => {
    expect(role.id).toBe(value(role.name, layout));
    if (layout.tag === 'vfio_iommu_type1_info_block') {
      expect(role.alsoIds).toEqual([value('VFIO_IOMMU_INFO_CAP_QGRP', layout)]);
    }
  });

  it.each([
    ['vfio_iommu_type1_info', 'flags', 'CAPABILITIES', 'VFIO_IOMMU_INFO_CAPABILITIES'],
    ['vfio_iommu_pci_function_group', 'flags', 'REFRESH', 'VFIO_IOMMU_ZPCI_REFRESH'],
    ['vfio_iommu_pci_function_group', 'flags', 'FRAME', 'VFIO_IOMMU_ZPCI_FRAME'],
    ['vfio_region_zpci_info', 'flags', 'REFRESH', 'VFIO_PCI_ZDEV_FLAGS_REFRESH'],
    ['vfio_region_zpci_info_group', 'flags', 'REFRESH', 'VFIO_PCI_ZDEV_FLAGS_REFRESH'],
  ])('%s.%s %s is %s', (tag, member, bit, constant) => {
    const owners = proposals.filter(
      (layout) => layout.tag === tag && layout.fields.some(({ name }) => name === member),
    );
    expect(owners.length).toBeGreaterThan(0);
    for (const layout of owners) {
      const field = layout.fields.find(({ name }) => name === member);
      const format =
        field === undefined || field.type === 'bytes' || field.type === 'struct' ? undefined : field.format;
      const bits = format?.kind === 'flags' ? format.bits : [];
      expect(bits.find(({ name }) => name === bit)?.mask, layout.interface).toBe(value(constant, layout));
    }
  });
});
