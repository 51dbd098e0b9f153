import type { DetectKind, Layout, Source } from '../../model/layout.js';
import { capHeader, infoChain } from './header.js';

const source = (symbol: string): Source => ({ file: 'include/uapi/linux/vfio.h', symbol, version: 'Linux 7.2.13' });

/** Where the answer says that capabilities are. */
const capabilities = [
  {
    name: 'without capabilities',
    tests: [
      { field: 'flags', noBits: 0x8, why: 'the CAPS flag is clear' },
      { field: 'cap_offset', equals: 0, why: 'no capability offset without the CAPS flag' },
    ],
  },
  {
    name: 'with capabilities, for which the buffer was too small',
    tests: [
      { field: 'flags', anyBits: 0x8, why: 'the CAPS flag is set' },
      { field: 'cap_offset', equals: 0, why: 'no capability was written' },
      { field: 'argsz', min: 40, why: 'argsz holds a capability' },
    ],
  },
  {
    name: 'with capabilities',
    tests: [
      { field: 'flags', anyBits: 0x8, why: 'the CAPS flag is set' },
      { field: 'argsz', min: 40, why: 'argsz holds a capability' },
      { field: 'cap_offset', min: 32, max: 0xff8, why: 'capabilities follow the struct' },
    ],
  },
] as const satisfies readonly DetectKind[];

/** Where the region lies in the device file: the driver says it. */
const offsets = [
  {
    name: 'at offset 0, where every driver places region 0',
    tests: [
      { field: 'index', equals: 0, why: 'it is region 0' },
      { field: 'offset', equals: 0, why: 'region 0 begins the device file' },
    ],
  },
  {
    name: 'at index << 40, as vfio-pci, platform, fsl-mc and cdx place it',
    source: { file: 'include/linux/vfio_pci_core.h', symbol: 'VFIO_PCI_OFFSET_SHIFT', version: 'Linux 7.2.13' },
    tests: [{ field: 'offset', of: 'index', by: 40, why: 'vfio-pci puts region n at n << 40' }],
  },
  {
    name: 'at index << 48, as the ISM driver places it',
    source: { file: 'drivers/vfio/pci/ism/main.c', symbol: 'ISM_VFIO_PCI_OFFSET_SHIFT', version: 'Linux 7.2.13' },
    tests: [{ field: 'offset', of: 'index', by: 48, why: 'the ISM driver puts region n at n << 48' }],
  },
  {
    name: 'at index << 10, as vfio-ccw places it',
    source: { file: 'drivers/s390/cio/vfio_ccw_private.h', symbol: 'VFIO_CCW_OFFSET_SHIFT', version: 'Linux 6.x' },
    tests: [{ field: 'offset', of: 'index', by: 10, why: 'vfio-ccw puts region n at n << 10' }],
  },
  {
    name: 'at an offset of its own, as programs that are no kernel place it',
    tests: [
      { field: 'flags', anyBits: 0x7, why: 'something can be done with the region' },
      { field: 'offset', max: 0xff_ffff_ffff, why: 'programs that are no kernel use offsets below 1 TiB' },
      { field: 'size', min: 1, max: 0x1ff_ffff_ffff, why: 'and have regions below 2 TiB' },
    ],
  },
  {
    name: 'a request that no driver has answered',
    tests: [
      { field: 'offset', equals: 0, why: 'no offset is given yet' },
      { field: 'argsz', equals: 32, why: 'argsz is the size of the struct' },
      { field: 'flags', equals: 0, why: 'no flag is set yet' },
    ],
  },
] as const satisfies readonly DetectKind[];

/** A region of no size can do nothing. */
const sizes = [
  { name: 'it has a size', tests: [{ field: 'size', min: 1, why: 'the region has a size' }] },
  { name: 'it is absent', tests: [{ field: 'flags', equals: 0, why: 'a region of no size can do nothing' }] },
] as const satisfies readonly DetectKind[];

export const vfioRegionInfo = {
  tag: 'vfio_region_info',
  title: 'answer of VFIO_DEVICE_GET_REGION_INFO',
  byteOrder: 'host',
  size: 32,
  source: source('struct vfio_region_info'),
  role: {
    kind: 'info',
    ioctl: 'VFIO_DEVICE_GET_REGION_INFO',
    request: 0x3b6c,
    size: 'argsz',
    minSize: 32,
    chain: {
      ...infoChain,
      flag: { field: 'flags', mask: 0x8 },
      bare: [
        {
          id: 3,
          name: 'VFIO_REGION_INFO_CAP_MSIX_MAPPABLE',
          doc: 'the MSI-X table of this BAR may be mapped; the capability is its header alone',
        },
      ],
    },
  },
  detect: [
    { field: 'argsz', min: 32, max: 0x1000, why: 'argsz holds the struct' },
    { field: 'flags', onlyBits: 0xf, why: 'only known flags are set' },
    { field: 'index', max: 255, why: 'a device has few regions' },
    { oneOf: capabilities, why: 'CAPS flag and capability offset do not agree' },
    { oneOf: offsets, why: 'no known producer puts the region there' },
    { oneOf: sizes, why: 'flags and size do not agree' },
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
      doc: 'what may be done with the region',
      format: {
        kind: 'flags',
        bits: [
          { mask: 0x1, name: 'READ' },
          { mask: 0x2, name: 'WRITE' },
          { mask: 0x4, name: 'MMAP' },
          { mask: 0x8, name: 'CAPS', text: 'capabilities follow' },
        ],
      },
    },
    {
      name: 'index',
      type: 'u32',
      byteOffset: 8,
      doc: 'region index; what it counts depends on the bus, which this struct does not tell',
      format: { kind: 'codes', codes: 'vfio-region-index' },
    },
    {
      name: 'cap_offset',
      type: 'u32',
      byteOffset: 12,
      doc: 'offset of the first capability from the start of this buffer',
      format: { kind: 'special', unit: '', values: { '0': 'no capability here' } },
    },
    {
      name: 'size',
      type: 'u64',
      byteOffset: 16,
      doc: 'size of the region',
      format: { kind: 'unit', unit: 'bytes', zero: 'not implemented' },
    },
    {
      name: 'offset',
      type: 'u64',
      byteOffset: 24,
      doc: 'offset of the region in the device file',
      format: { kind: 'hex' },
    },
  ],
} as const satisfies Layout;

export const sparseMmapCap = {
  tag: 'vfio_region_info_cap_sparse_mmap',
  title: 'parts of the region that may be mapped',
  byteOrder: 'host',
  size: 16,
  source: source('struct vfio_region_info_cap_sparse_mmap'),
  role: {
    kind: 'capability',
    of: 'vfio_region_info',
    id: 1,
    name: 'VFIO_REGION_INFO_CAP_SPARSE_MMAP',
    versions: [{ version: 1, size: 16, since: 'Linux 4.6 or earlier' }],
  },
  fields: [
    capHeader,
    { name: 'nr_areas', type: 'u32', byteOffset: 8, doc: 'number of areas', format: { kind: 'unit', unit: 'areas' } },
    { name: 'reserved', type: 'u32', byteOffset: 12, reserved: true, doc: 'reserved' },
    {
      name: 'areas',
      type: 'struct',
      struct: 'vfio_region_sparse_mmap_area',
      byteOffset: 16,
      count: { field: 'nr_areas' },
      doc: 'one area',
    },
  ],
} as const satisfies Layout;

export const sparseMmapArea = {
  tag: 'vfio_region_sparse_mmap_area',
  title: 'one area that may be mapped',
  byteOrder: 'host',
  size: 16,
  source: source('struct vfio_region_sparse_mmap_area'),
  role: { kind: 'part' },
  fields: [
    { name: 'offset', type: 'u64', byteOffset: 0, doc: 'offset in the region', format: { kind: 'hex' } },
    { name: 'size', type: 'u64', byteOffset: 8, doc: 'size of the area', format: { kind: 'unit', unit: 'bytes' } },
  ],
} as const satisfies Layout;

export const regionTypeCap = {
  tag: 'vfio_region_info_cap_type',
  title: 'type of a device-specific region',
  byteOrder: 'host',
  size: 16,
  source: source('struct vfio_region_info_cap_type'),
  role: {
    kind: 'capability',
    of: 'vfio_region_info',
    id: 2,
    name: 'VFIO_REGION_INFO_CAP_TYPE',
    versions: [{ version: 1, size: 16, since: 'Linux 4.6 or earlier' }],
  },
  fields: [
    capHeader,
    {
      name: 'type',
      type: 'u32',
      byteOffset: 8,
      doc: 'type; with 0x80000000 set the low half is a PCI vendor id',
      format: { kind: 'codes', codes: 'vfio-region-type' },
    },
    {
      name: 'subtype',
      type: 'u32',
      byteOffset: 12,
      doc: 'subtype within the type',
      format: {
        kind: 'codesBy',
        field: 'type',
        tables: {
          '1': 'vfio-region-subtype-gfx',
          '2': 'vfio-region-subtype-ccw',
          '3': 'vfio-region-subtype-migration',
          '2147487764': 'vfio-region-subtype-ibm',
          '2147487966': 'vfio-region-subtype-nvidia',
          '2147516550': 'vfio-region-subtype-intel',
        },
      },
    },
  ],
} as const satisfies Layout;

export const nvlink2SsatgtCap = {
  tag: 'vfio_region_info_cap_nvlink2_ssatgt',
  title: 'compressed real address of GPU memory (no longer provided)',
  byteOrder: 'host',
  size: 16,
  source: {
    file: 'include/uapi/linux/vfio.h',
    symbol: 'struct vfio_region_info_cap_nvlink2_ssatgt',
    version: 'Linux 6.1.176',
  },
  role: {
    kind: 'capability',
    of: 'vfio_region_info',
    id: 4,
    name: 'VFIO_REGION_INFO_CAP_NVLINK2_SSATGT',
    versions: [{ version: 1, size: 16, since: 'Linux 6.1 or earlier' }],
  },
  fields: [capHeader, { name: 'tgt', type: 'u64', byteOffset: 8, doc: 'address', format: { kind: 'hex' } }],
} as const satisfies Layout;

export const nvlink2LnkspdCap = {
  tag: 'vfio_region_info_cap_nvlink2_lnkspd',
  title: 'NVLink speed (no longer provided)',
  byteOrder: 'host',
  size: 16,
  source: {
    file: 'include/uapi/linux/vfio.h',
    symbol: 'struct vfio_region_info_cap_nvlink2_lnkspd',
    version: 'Linux 6.1.176',
  },
  role: {
    kind: 'capability',
    of: 'vfio_region_info',
    id: 5,
    name: 'VFIO_REGION_INFO_CAP_NVLINK2_LNKSPD',
    versions: [{ version: 1, size: 16, since: 'Linux 6.1 or earlier' }],
  },
  fields: [
    capHeader,
    { name: 'link_speed', type: 'u32', byteOffset: 8, doc: "value of the device tree's ibm,nvlink-speed" },
    { name: '__pad', type: 'u32', byteOffset: 12, reserved: true, doc: 'padding' },
  ],
} as const satisfies Layout;
