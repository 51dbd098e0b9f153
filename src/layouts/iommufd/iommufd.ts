import type { DetectKind, Layout, Source } from '../../model/layout.js';

const source = (symbol: string): Source => ({ file: 'include/uapi/linux/iommufd.h', symbol, version: 'Linux 7.2.13' });

const pointers = [
  {
    name: 'no room for ranges',
    tests: [{ field: 'allowed_iovas', equals: 0, why: 'the address is 0' }],
  },
  {
    name: 'an address of the caller',
    source: { file: 'mm/Kconfig', symbol: 'DEFAULT_MMAP_MIN_ADDR', version: 'Linux 6.x' },
    tests: [{ field: 'allowed_iovas', min: 0x10000, why: 'no program has data below 64 KiB' }],
  },
] as const satisfies readonly DetectKind[];

const alignments = [
  {
    name: 'no device wants an alignment',
    source: { file: 'drivers/iommu/iommufd/io_pagetable.c', symbol: 'iopt_init_table', version: 'Linux 6.x' },
    tests: [{ field: 'out_iova_alignment', equals: 1, why: 'the alignment is 1' }],
  },
  {
    name: 'the alignment is that of a page',
    tests: [
      { field: 'out_iova_alignment', min: 0x1000, max: 0x4000_0000, why: 'a page has 4 KiB to 1 GiB' },
      { field: 'out_iova_alignment', noBits: 0xfff, why: 'a page has whole 4 KiB' },
    ],
  },
] as const satisfies readonly DetectKind[];

export const iommuHwInfo = {
  tag: 'iommu_hw_info',
  title: 'argument of IOMMU_GET_HW_INFO',
  byteOrder: 'host',
  size: 40,
  source: source('struct iommu_hw_info'),
  role: { kind: 'info', ioctl: 'IOMMU_GET_HW_INFO', request: 0x3b8a, size: 'size', minSize: 24 },
  detect: [
    { field: 'size', equals: 40, why: 'size is the size of the struct' },
    { field: 'flags', onlyBits: 0x1, why: 'only known flags are set' },
    { field: 'dev_id', min: 1, why: 'iommufd counts its objects from 1' },
    { field: 'data_len', max: 0x10000, why: 'hardware data is short' },
    { field: 'out_data_type', max: 15, why: 'few hardware data types exist' },
    { field: '__reserved', equals: 0, why: 'reserved bytes are 0' },
  ],
  fields: [
    { name: 'size', type: 'u32', byteOffset: 0, doc: 'size of the struct', format: { kind: 'unit', unit: 'bytes' } },
    {
      name: 'flags',
      type: 'u32',
      byteOffset: 4,
      doc: 'how the call is made',
      format: {
        kind: 'flags',
        bits: [{ mask: 0x1, name: 'INPUT_TYPE', text: 'the type field asks for one data type' }],
      },
    },
    { name: 'dev_id', type: 'u32', byteOffset: 8, doc: 'iommufd device id' },
    {
      name: 'data_len',
      type: 'u32',
      byteOffset: 12,
      doc: 'length of the hardware data',
      format: { kind: 'unit', unit: 'bytes' },
    },
    {
      name: 'data_uptr',
      type: 'u64',
      byteOffset: 16,
      doc: 'address of the hardware data in the caller',
      format: { kind: 'hex' },
    },
    {
      name: 'out_data_type',
      type: 'u32',
      byteOffset: 24,
      doc: 'type of the hardware data; no type for s390 exists. Before the call the same bytes are in_data_type',
      unionWith: ['in_data_type'],
      format: { kind: 'codes', codes: 'iommu-hw-info-type' },
    },
    { name: 'out_max_pasid_log2', type: 'u8', byteOffset: 28, doc: 'width of a PASID; 0 when not supported' },
    { name: '__reserved', type: 'bytes', byteOffset: 29, length: 3, unit: 1, reserved: true, doc: 'reserved' },
    {
      name: 'out_capabilities',
      type: 'u64',
      byteOffset: 32,
      doc: 'what the IOMMU can do for this device',
      format: {
        kind: 'flags',
        bits: [
          { mask: 0x1, name: 'DIRTY_TRACKING' },
          { mask: 0x2, name: 'PCI_PASID_EXEC' },
          { mask: 0x4, name: 'PCI_PASID_PRIV' },
          { mask: 0x8, name: 'PCI_ATS_NOT_SUPPORTED' },
        ],
      },
    },
  ],
} as const satisfies Layout;

export const iommuIoasIovaRanges = {
  tag: 'iommu_ioas_iova_ranges',
  title: 'argument of IOMMU_IOAS_IOVA_RANGES; the ranges themselves lie elsewhere',
  byteOrder: 'host',
  size: 32,
  source: source('struct iommu_ioas_iova_ranges'),
  role: { kind: 'info', ioctl: 'IOMMU_IOAS_IOVA_RANGES', request: 0x3b84, size: 'size', minSize: 32 },
  detect: [
    { field: 'size', equals: 32, why: 'size is the size of the struct' },
    { field: 'ioas_id', min: 1, why: 'iommufd counts its objects from 1' },
    { field: '__reserved', equals: 0, why: 'the reserved word is 0' },
    { field: 'num_iovas', max: 0x10000, why: 'an address space has few ranges' },
    { oneOf: pointers, why: 'no program has anything at this address' },
    { oneOf: alignments, why: 'no page is so large or small' },
  ],
  fields: [
    { name: 'size', type: 'u32', byteOffset: 0, doc: 'size of the struct', format: { kind: 'unit', unit: 'bytes' } },
    { name: 'ioas_id', type: 'u32', byteOffset: 4, doc: 'address space' },
    {
      name: 'num_iovas',
      type: 'u32',
      byteOffset: 8,
      doc: 'room before the call, number of ranges after it',
      format: { kind: 'unit', unit: 'ranges' },
    },
    { name: '__reserved', type: 'u32', byteOffset: 12, reserved: true, doc: 'must be 0' },
    {
      name: 'allowed_iovas',
      type: 'u64',
      byteOffset: 16,
      doc: 'address of the ranges in the caller',
      format: { kind: 'hex' },
    },
    {
      name: 'out_iova_alignment',
      type: 'u64',
      byteOffset: 24,
      doc: 'alignment that every mapping needs',
      format: { kind: 'unit', unit: 'bytes' },
    },
  ],
} as const satisfies Layout;

export const iommuIovaRange = {
  tag: 'iommu_iova_range',
  title: 'one range of IOMMU_IOAS_IOVA_RANGES',
  byteOrder: 'host',
  size: 16,
  source: source('struct iommu_iova_range'),
  role: { kind: 'part' },
  fields: [
    { name: 'start', type: 'u64', byteOffset: 0, doc: 'first address', format: { kind: 'hex' } },
    {
      name: 'last',
      type: 'u64',
      byteOffset: 8,
      doc: 'last address, inclusive',
      format: { kind: 'rangeEnd', start: 'start' },
    },
  ],
} as const satisfies Layout;
