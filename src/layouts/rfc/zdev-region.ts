import type { DetectTest, Field, Layout, Source } from '../../model/layout.js';

const source = (version: string): Source => ({
  file: 'include/uapi/linux/vfio_zdev.h',
  symbol: 'struct vfio_region_zpci_info',
  version,
});

/** Both regions begin alike; neither has a header, so little speaks for them. */
const detect = [
  { field: 'flags', equals: 1, why: 'flags at 32 is REFRESH, which is always set' },
  { field: 'start_dma', noBits: 0xfff, why: 'the aperture begins at a page' },
  { field: 'end_dma', min: 0xfff, why: 'the aperture has at least a page' },
] as const satisfies readonly DetectTest[];

const head = [
  { name: 'dasm', type: 'u64', byteOffset: 0, doc: 'DMA address space mask', format: { kind: 'hex' } },
  { name: 'start_dma', type: 'u64', byteOffset: 8, doc: 'first usable DMA address', format: { kind: 'hex' } },
  {
    name: 'end_dma',
    type: 'u64',
    byteOffset: 16,
    doc: 'last usable DMA address, inclusive',
    format: { kind: 'rangeEnd', start: 'start_dma' },
  },
  { name: 'msi_addr', type: 'u64', byteOffset: 24, doc: 'MSI address', format: { kind: 'hex' } },
  {
    name: 'flags',
    type: 'u64',
    byteOffset: 32,
    doc: 'REFRESH is always set, whatever firmware says',
    format: { kind: 'flags', bits: [{ mask: 0x1, name: 'REFRESH', text: 'guest TLB must be refreshed' }] },
  },
  {
    name: 'pchid',
    type: 'u16',
    byteOffset: 40,
    doc: 'physical channel id; declared, but no line of the proposal assigns it',
    format: { kind: 'hex' },
  },
  {
    name: 'mui',
    type: 'u16',
    byteOffset: 42,
    doc: 'update interval of the measurement block',
    format: { kind: 'unit', unit: 'ms' },
  },
  {
    name: 'noi',
    type: 'u16',
    byteOffset: 44,
    doc: 'number of interrupts of a function',
    format: { kind: 'unit', unit: 'interrupts' },
  },
] as const satisfies readonly Field[];

const gid = { name: 'gid', type: 'u8', doc: 'function group id', format: { kind: 'hex' } } as const;
const version = {
  name: 'version',
  type: 'u8',
  doc: 'version of the PCI architecture; declared, but no line of the proposal assigns it',
} as const;

export const zdevRegion3 = {
  tag: 'vfio_region_zpci_info',
  interface: 'zdev-region-2019-v3',
  title: 'device region with zPCI facts, proposed in May 2019; packed',
  byteOrder: 'host',
  size: 112,
  source: source('proposal v3 of 2019-05-23, never merged'),
  role: { kind: 'info', minSize: 112, exactSize: 112 },
  detect,
  fields: [
    ...head,
    { ...gid, byteOffset: 46 },
    { ...version, byteOffset: 47 },
    {
      name: 'util_str',
      type: 'bytes',
      byteOffset: 48,
      length: 64,
      unit: 1,
      text: 'ebcdic',
      doc: 'utility string in EBCDIC; zeros when firmware has none',
    },
  ],
} as const satisfies Layout;

/** A read of the region ends at the size of the struct, 50 bytes, although the region is said to have 114. */
export const zdevRegion4 = {
  tag: 'vfio_region_zpci_info',
  interface: 'zdev-region-2019-v4',
  title: 'device region with zPCI facts, proposed in September 2019; packed',
  byteOrder: 'host',
  size: 50,
  source: source('proposal v4 of 2019-09-06, never merged'),
  role: { kind: 'info', minSize: 50, exactSize: [50, 114] },
  detect,
  fields: [
    ...head,
    {
      name: 'maxstbl',
      type: 'u16',
      byteOffset: 46,
      doc: 'longest store block; declared, but no line of the proposal assigns it',
      format: { kind: 'unit', unit: 'bytes' },
    },
    { ...version, byteOffset: 48 },
    { ...gid, byteOffset: 49 },
    {
      name: 'util_str',
      type: 'bytes',
      byteOffset: 50,
      length: { rest: true },
      unit: 1,
      text: 'ebcdic',
      doc: 'utility string in EBCDIC, as long as the rest of the region; a read as proposed ends before it',
    },
  ],
} as const satisfies Layout;
