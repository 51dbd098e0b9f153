/**
 * Every constant that the tables carry, under the name that the C headers give it.
 */
import type { Codes, Field, Layout } from '../../src/model/layout.js';

export interface NamedConstant {
  readonly name: string;
  readonly value: bigint;
  /** Which table says so. */
  readonly where: string;
}

/** What the header puts before the name of a flag bit. */
const flagPrefixes: Readonly<Record<string, string>> = {
  'vfio_device_info.flags': 'VFIO_DEVICE_FLAGS_',
  'vfio_iommu_type1_info.flags': 'VFIO_IOMMU_INFO_',
  'vfio_region_info.flags': 'VFIO_REGION_INFO_FLAG_',
  'vfio_irq_info.flags': 'VFIO_IRQ_INFO_',
  'vfio_group_status.flags': 'VFIO_GROUP_FLAGS_',
  'vfio_pci_hot_reset_info.flags': 'VFIO_PCI_HOT_RESET_FLAG_',
  'vfio_iommu_spapr_tce_info.flags': 'VFIO_IOMMU_SPAPR_INFO_',
  'vfio_device_info_cap_pci_atomic_comp.flags': 'VFIO_PCI_ATOMIC_',
  'vfio_device_info_cap_zpci_group.flags': 'VFIO_DEVICE_INFO_ZPCI_FLAG_',
  'vfio_device_feature.flags': 'VFIO_DEVICE_FEATURE_',
  'zpci_fmb.fmt_ind': 'ZPCI_FMB_',
  'iommu_hw_info.flags': 'IOMMU_HW_INFO_FLAG_',
  'iommu_hw_info.out_capabilities': 'IOMMU_HW_CAP_',
};

/** Flag words whose bits have no names in the headers that were compiled. */
export const unnamedFlags: Readonly<Record<string, string>> = {
  'clp_rsp_query_pci.bar': 'bits of a PCI base address register: PCI_BASE_ADDRESS_*, not in the oracle',
  'clp_rsp_query_pci_grp.dtsm': 'designation types: the numbering is inferred, no header names the mask bits',
  'mio_info.valid': 'one bit a BAR, without names',
};

const commands: Readonly<Record<string, string>> = {
  slpc: 'CLP_SLPC',
  list_pci: 'CLP_LIST_PCI',
  query_pci: 'CLP_QUERY_PCI_FN',
  query_pci_grp: 'CLP_QUERY_PCI_FNGRP',
  set_pci: 'CLP_SET_PCI_FN',
  slpc_pci: 'CLP_SLPC',
};

const chainFlags: Readonly<Record<string, string>> = {
  vfio_device_info: 'VFIO_DEVICE_FLAGS_CAPS',
  vfio_iommu_type1_info: 'VFIO_IOMMU_INFO_CAPS',
  vfio_region_info: 'VFIO_REGION_INFO_FLAG_CAPS',
};

/** All constants of the tables, by their C names. */
export function namedConstants(layouts: readonly Layout[], tables: readonly Codes[]): NamedConstant[] {
  const codes = tables.flatMap((table) =>
    table.entries.flatMap(({ name, value }) =>
      name === undefined ? [] : [{ name, value: BigInt(value), where: `codes ${table.tag}` }],
    ),
  );
  return [...codes, ...layouts.flatMap(roleConstants), ...layouts.flatMap(flagConstants), ...lengthConstants(layouts)];
}

function roleConstants(layout: Layout): NamedConstant[] {
  const { role, tag } = layout;
  const one = (name: string | undefined, value: number): NamedConstant => {
    if (name === undefined) throw new Error(`${tag}: no C name for its ${role.kind}`);
    return { name, value: BigInt(value), where: `role of ${tag}` };
  };
  const command = commands[tag.replace(/^clp_(req|rsp)_/, '')];
  switch (role.kind) {
    case 'clp-request':
      return [one(command, role.command)];
    case 'clp-response':
      return [one(command, role.command), one('CLP_RC_OK', role.ok)];
    case 'capability':
      return [one(role.name, role.id)];
    case 'info': {
      const bare = role.chain?.bare ?? [];
      const flag = role.chain?.flag;
      const chain = flag === undefined ? [] : [one(chainFlags[tag], flag.mask)];
      const call = role.request === undefined ? [] : [one(role.ioctl, role.request)];
      const feature = role.feature === undefined ? [] : [one('VFIO_DEVICE_FEATURE_MASK', role.feature.mask)];
      return [...call, ...chain, ...feature, ...bare.map(({ name, id }) => one(name, id))];
    }
    case 'feature':
      return [one(role.name, role.number)];
    case 'clp-header':
    case 'part':
      return [];
  }
}

/** Fields with named bits, as `struct.member`. */
export function flagFields(layout: Layout): { readonly path: string; readonly field: Field }[] {
  return layout.fields
    .filter((field) => 'format' in field && field.format?.kind === 'flags')
    .map((field) => ({ path: `${layout.tag}.${field.name}`, field }));
}

function flagConstants(layout: Layout): NamedConstant[] {
  return flagFields(layout).flatMap(({ path, field }) => {
    const prefix = flagPrefixes[path];
    if (prefix === undefined || !('format' in field) || field.format?.kind !== 'flags') return [];
    return field.format.bits.map((bit) => ({ name: prefix + bit.name, value: BigInt(bit.mask), where: path }));
  });
}

/** True when the test knows what the header puts before the names of these bits. */
export function hasFlagPrefix(path: string): boolean {
  return flagPrefixes[path] !== undefined;
}

/** Lengths, counts and special values that have a name. */
function lengthConstants(layouts: readonly Layout[]): NamedConstant[] {
  const field = (tag: string, name: string): Field => {
    const found = layouts.find((layout) => layout.tag === tag)?.fields.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no ${tag}.${name}`);
    return found;
  };
  const length = (one: Field): number => {
    if (one.type !== 'bytes') return typeof one.count === 'number' ? one.count : Number.NaN;
    return typeof one.length === 'number'
      ? one.length
      : 'usual' in one.length
        ? (one.length.usual ?? Number.NaN)
        : Number.NaN;
  };
  const named = (name: string, tag: string, member: string, value: (one: Field) => number = length): NamedConstant => ({
    name,
    value: BigInt(value(field(tag, member))),
    where: `${tag}.${member}`,
  });
  return [
    named('CLP_UTIL_STR_LEN', 'clp_rsp_query_pci', 'util_str'),
    named('CLP_UTIL_STR_LEN', 'vfio_device_info_cap_zpci_util', 'util_str'),
    named('CLP_PFIP_NR_SEGMENTS', 'clp_rsp_query_pci', 'pfip'),
    named('CLP_PFIP_NR_SEGMENTS', 'vfio_device_info_cap_zpci_pfip', 'pfip'),
    named('PCI_STD_NUM_BARS', 'clp_rsp_query_pci', 'bar'),
    named('PCI_STD_NUM_BARS', 'clp_rsp_query_pci', 'bar_size'),
    named('PCI_STD_NUM_BARS', 'mio_info', 'addr'),
    named('LIST_PCI_HDR_LEN', 'clp_rsp_list_pci', 'fh_list', (one) => one.byteOffset),
    ...specialValues(field('vfio_pci_dependent_device', 'devid')),
    ...layouts.map(({ tag, size }) => ({
      name: `sizeof(struct ${tag})`,
      value: BigInt(size),
      where: `size of ${tag}`,
    })),
  ];
}

const deviceIds: Readonly<Record<string, string>> = {
  'owned by the caller, no id': 'VFIO_PCI_DEVID_OWNED',
  'not owned by the caller': 'VFIO_PCI_DEVID_NOT_OWNED',
};

function specialValues(field: Field): NamedConstant[] {
  if (!('format' in field) || field.format?.kind !== 'special') throw new Error('devid has no special values');
  return Object.entries(field.format.values).map(([value, text]) => ({
    name: deviceIds[text] ?? text,
    // The header says -1, which the oracle holds with 64 bits.
    value: BigInt.asUintN(64, BigInt.asIntN(32, BigInt(value))),
    where: 'vfio_pci_dependent_device.devid',
  }));
}
