import type { Layout, Source } from '../../model/layout.js';
import { capHeader, infoChain } from './header.js';

const source = (symbol: string): Source => ({ file: 'include/uapi/linux/vfio.h', symbol, version: 'Linux 7.2.13' });

export const vfioIommuType1Info = {
  tag: 'vfio_iommu_type1_info',
  title: 'answer of VFIO_IOMMU_GET_INFO (type1 container, or iommufd in its place)',
  byteOrder: 'host',
  size: 24,
  source: source('struct vfio_iommu_type1_info'),
  role: {
    kind: 'info',
    ioctl: 'VFIO_IOMMU_GET_INFO',
    request: 0x3b70,
    size: 'argsz',
    minSize: 16,
    chain: { ...infoChain, flag: { field: 'flags', mask: 0x2 } },
  },
  shapes: [
    { size: 16, linux: '3.6' },
    { size: 20, linux: '5.4' },
    { size: 24, linux: '6.6' },
  ],
  detect: [
    { field: 'argsz', min: 16, max: 0x1000000, why: 'argsz holds the struct' },
    { field: 'flags', onlyBits: 0x3, why: 'only known flags are set' },
    { field: 'flags', anyBits: 0x3, why: 'page sizes or capabilities are given' },
    { field: 'iova_pgsizes', min: 1, why: 'some page size is supported' },
    { field: 'iova_pgsizes', noBits: 0xfff, why: 'no page is smaller than 4 KiB' },
    { field: 'iova_pgsizes', anyBits: 0x1_f000, why: 'a page of the processor, 4 to 64 KiB, can be mapped' },
    { field: 'cap_offset', zeroUnless: 'flags', mask: 0x2, why: 'no capability offset without the CAPS flag' },
    { field: 'pad', not: 24, why: 'no 64-bit offset, as proposed in 2019, stands at cap_offset' },
    { field: 'cap_offset', leadsTo: 'version', min: 1, why: 'capabilities count their versions from 1' },
  ],
  fields: [
    {
      name: 'argsz',
      type: 'u32',
      byteOffset: 0,
      doc: 'size of the buffer before the call, size needed after it',
      format: { kind: 'unit', unit: 'bytes' },
    },
    {
      name: 'flags',
      type: 'u32',
      byteOffset: 4,
      doc: 'what is valid below',
      format: {
        kind: 'flags',
        bits: [
          { mask: 0x1, name: 'PGSIZES', text: 'iova_pgsizes is valid' },
          { mask: 0x2, name: 'CAPS', text: 'capabilities follow' },
        ],
      },
    },
    {
      name: 'iova_pgsizes',
      type: 'u64',
      byteOffset: 8,
      doc: 'page sizes of the IOMMU, one bit each',
      format: { kind: 'pageSizes' },
    },
    {
      name: 'cap_offset',
      type: 'u32',
      byteOffset: 16,
      doc: 'offset of the first capability from the start of this buffer',
      since: 'Linux 5.4',
      format: { kind: 'special', unit: '', values: { '0': 'no capability here' } },
    },
    { name: 'pad', type: 'u32', byteOffset: 20, reserved: true, doc: 'padding', since: 'Linux 6.6 (a881b496941f)' },
  ],
} as const satisfies Layout;

export const iovaRangeCap = {
  tag: 'vfio_iommu_type1_info_cap_iova_range',
  title: 'IOVA ranges that may be mapped',
  byteOrder: 'host',
  size: 16,
  source: source('struct vfio_iommu_type1_info_cap_iova_range'),
  since: 'Linux 5.4',
  role: {
    kind: 'capability',
    of: 'vfio_iommu_type1_info',
    id: 1,
    name: 'VFIO_IOMMU_TYPE1_INFO_CAP_IOVA_RANGE',
    versions: [{ version: 1, size: 16, since: 'Linux 5.4' }],
  },
  fields: [
    capHeader,
    { name: 'nr_iovas', type: 'u32', byteOffset: 8, doc: 'number of ranges', format: { kind: 'unit', unit: 'ranges' } },
    { name: 'reserved', type: 'u32', byteOffset: 12, reserved: true, doc: 'reserved' },
    {
      name: 'iova_ranges',
      type: 'struct',
      struct: 'vfio_iova_range',
      byteOffset: 16,
      count: { field: 'nr_iovas' },
      doc: 'one range',
    },
  ],
} as const satisfies Layout;

export const iovaRange = {
  tag: 'vfio_iova_range',
  title: 'one IOVA range',
  byteOrder: 'host',
  size: 16,
  source: source('struct vfio_iova_range'),
  since: 'Linux 5.4',
  role: { kind: 'part' },
  fields: [
    { name: 'start', type: 'u64', byteOffset: 0, doc: 'first address', format: { kind: 'hex' } },
    {
      name: 'end',
      type: 'u64',
      byteOffset: 8,
      doc: 'last address, inclusive',
      format: { kind: 'rangeEnd', start: 'start' },
    },
  ],
} as const satisfies Layout;

export const migrationCap = {
  tag: 'vfio_iommu_type1_info_cap_migration',
  title: 'dirty page tracking of the container',
  byteOrder: 'host',
  size: 32,
  source: source('struct vfio_iommu_type1_info_cap_migration'),
  since: 'Linux 5.8 (ad721705d09c)',
  role: {
    kind: 'capability',
    of: 'vfio_iommu_type1_info',
    id: 2,
    name: 'VFIO_IOMMU_TYPE1_INFO_CAP_MIGRATION',
    versions: [{ version: 1, size: 32, since: 'Linux 5.8' }],
  },
  fields: [
    capHeader,
    { name: 'flags', type: 'u32', byteOffset: 8, doc: 'no flag is defined' },
    {
      name: 'pgsize_bitmap',
      type: 'u64',
      byteOffset: 16,
      doc: 'page sizes of the dirty bitmap, one bit each',
      format: { kind: 'pageSizes' },
    },
    {
      name: 'max_dirty_bitmap_size',
      type: 'u64',
      byteOffset: 24,
      doc: 'longest dirty bitmap',
      format: { kind: 'unit', unit: 'bytes' },
    },
  ],
} as const satisfies Layout;

export const dmaAvail = {
  tag: 'vfio_iommu_type1_info_dma_avail',
  title: 'DMA mappings that this container may still make',
  byteOrder: 'host',
  size: 12,
  source: source('struct vfio_iommu_type1_info_dma_avail'),
  since: 'Linux 5.10 (7d6e1329652e)',
  role: {
    kind: 'capability',
    of: 'vfio_iommu_type1_info',
    id: 3,
    name: 'VFIO_IOMMU_TYPE1_INFO_DMA_AVAIL',
    versions: [{ version: 1, size: 12, since: 'Linux 5.10' }],
  },
  fields: [
    capHeader,
    {
      name: 'avail',
      type: 'u32',
      byteOffset: 8,
      doc: 'mappings left at the moment of the call',
      format: {
        kind: 'special',
        unit: 'mappings',
        values: {
          '65535': "65535 mappings: type1's default limit, none in use",
          '4294967295': 'no limit: iommufd in the place of a type1 container',
        },
      },
      bears: {
        change: 'host',
        byNature: 0xffff_ffff,
        why: 'It goes down with each mapping that is in use.',
        source: {
          file: 'drivers/vfio/vfio_iommu_type1.c',
          symbol: 'vfio_iommu_dma_avail_build_caps',
          version: 'Linux 7.2.13',
        },
      },
    },
  ],
} as const satisfies Layout;
