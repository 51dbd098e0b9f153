import type { CapabilityVersion, Layout, Role, Source, StructField } from '../../model/layout.js';

const version = 'proposal v2 of 2020-10-02, merged as capabilities instead';
const source = (symbol: string): Source => ({ file: 'include/uapi/linux/vfio_zdev.h', symbol, version });

const link = (id: number, name: string, size: number) =>
  ({
    kind: 'capability',
    of: 'vfio_region_zpci_info@zpci-region-2020',
    id,
    name,
    versions: [{ version: 1, size, since: version }] as readonly CapabilityVersion[],
  }) as const satisfies Role;

/** The member that every feature of this region begins with. */
const hdr = {
  name: 'hdr',
  type: 'struct',
  struct: 'vfio_region_zpci_info_hdr',
  byteOffset: 0,
  doc: 'header of the feature',
} as const satisfies StructField;

export const zpciRegionBase = {
  tag: 'vfio_region_zpci_info_base',
  interface: 'zpci-region-2020',
  title: 'facts of the function',
  byteOrder: 'host',
  size: 32,
  source: source('struct vfio_region_zpci_info_base'),
  role: link(1, 'VFIO_REGION_ZPCI_INFO_BASE', 32),
  fields: [
    hdr,
    { name: 'start_dma', type: 'u64', byteOffset: 8, doc: 'first usable DMA address', format: { kind: 'hex' } },
    {
      name: 'end_dma',
      type: 'u64',
      byteOffset: 16,
      doc: 'last usable DMA address, inclusive',
      format: { kind: 'rangeEnd', start: 'start_dma' },
    },
    { name: 'pchid', type: 'u16', byteOffset: 24, doc: 'physical channel id', format: { kind: 'hex' } },
    { name: 'vfn', type: 'u16', byteOffset: 26, doc: 'virtual function number' },
    {
      name: 'fmb_length',
      type: 'u16',
      byteOffset: 28,
      doc: 'length of the function measurement block',
      format: { kind: 'unit', unit: 'bytes', zero: 'no measurement block' },
    },
    { name: 'pft', type: 'u8', byteOffset: 30, doc: 'function type', format: { kind: 'codes', codes: 'pft' } },
    { name: 'gid', type: 'u8', byteOffset: 31, doc: 'function group id', format: { kind: 'hex' } },
  ],
} as const satisfies Layout;

export const zpciRegionGroup = {
  tag: 'vfio_region_zpci_info_group',
  interface: 'zpci-region-2020',
  title: 'facts that a group of functions shares',
  byteOrder: 'host',
  size: 40,
  source: source('struct vfio_region_zpci_info_group'),
  role: link(2, 'VFIO_REGION_ZPCI_INFO_GROUP', 40),
  fields: [
    hdr,
    { name: 'dasm', type: 'u64', byteOffset: 8, doc: 'DMA address space mask', format: { kind: 'hex' } },
    { name: 'msi_addr', type: 'u64', byteOffset: 16, doc: 'MSI address', format: { kind: 'hex' } },
    {
      name: 'flags',
      type: 'u64',
      byteOffset: 24,
      doc: 'REFRESH is always set, whatever firmware says',
      format: { kind: 'flags', bits: [{ mask: 0x1, name: 'REFRESH', text: 'guest TLB must be refreshed' }] },
    },
    {
      name: 'mui',
      type: 'u16',
      byteOffset: 32,
      doc: 'update interval of the measurement block',
      format: { kind: 'unit', unit: 'ms' },
    },
    {
      name: 'noi',
      type: 'u16',
      byteOffset: 34,
      doc: 'number of interrupts of a function',
      format: { kind: 'unit', unit: 'interrupts' },
    },
    {
      name: 'maxstbl',
      type: 'u16',
      byteOffset: 36,
      doc: "longest store block: the kernel's constant 128",
      format: { kind: 'unit', unit: 'bytes' },
    },
    { name: 'version', type: 'u8', byteOffset: 38, doc: 'version of the PCI architecture' },
  ],
} as const satisfies Layout;

export const zpciRegionUtil = {
  tag: 'vfio_region_zpci_info_util',
  interface: 'zpci-region-2020',
  title: 'utility string; there only when firmware has it',
  byteOrder: 'host',
  size: 12,
  source: source('struct vfio_region_zpci_info_util'),
  role: link(3, 'VFIO_REGION_ZPCI_INFO_UTIL', 12),
  fields: [
    hdr,
    { name: 'size', type: 'u32', byteOffset: 8, doc: 'bytes of the string', format: { kind: 'unit', unit: 'bytes' } },
    {
      name: 'util_str',
      type: 'bytes',
      byteOffset: 12,
      length: { field: 'size', usual: 64 },
      unit: 1,
      text: 'ebcdic',
      doc: 'utility string in EBCDIC',
    },
  ],
} as const satisfies Layout;

export const zpciRegionPfip = {
  tag: 'vfio_region_zpci_info_pfip',
  interface: 'zpci-region-2020',
  title: 'internal path to the function',
  byteOrder: 'host',
  size: 12,
  source: source('struct vfio_region_zpci_info_pfip'),
  role: link(4, 'VFIO_REGION_ZPCI_INFO_PFIP', 12),
  fields: [
    hdr,
    { name: 'size', type: 'u32', byteOffset: 8, doc: 'bytes of the path', format: { kind: 'unit', unit: 'bytes' } },
    {
      name: 'pfip',
      type: 'bytes',
      byteOffset: 12,
      length: { field: 'size', usual: 4 },
      unit: 1,
      doc: 'internal path: segments 0 to 3',
    },
  ],
} as const satisfies Layout;
