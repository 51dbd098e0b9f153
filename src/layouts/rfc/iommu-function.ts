import type { Layout, Source } from '../../model/layout.js';
import { capHeader } from '../vfio/header.js';

const version = 'proposal v2 of 2019-05-17, never merged';
const source = (symbol: string): Source => ({ file: 'include/uapi/linux/vfio.h', symbol, version });

export const rfc2FunctionCap = {
  tag: 'vfio_iommu_type1_info_pcifn',
  interface: 'rfc-2019-v2',
  title: 'QFN capability: the answer to QUERY PCI FUNCTION under other names',
  byteOrder: 'host',
  size: 200,
  source: source('struct vfio_iommu_type1_info_pcifn'),
  role: {
    kind: 'capability',
    of: 'vfio_iommu_type1_info@rfc-2019-v2',
    id: 1,
    name: 'VFIO_IOMMU_INFO_CAP_QFN',
    versions: [{ version: 0, size: 200, since: version }],
  },
  fields: [
    capHeader,
    {
      name: 'response',
      type: 'struct',
      struct: 'vfio_iommu_pci_function',
      byteOffset: 8,
      doc: 'copy of the first 192 bytes of the answer of firmware',
    },
  ],
} as const satisfies Layout;

export const rfc2Function = {
  tag: 'vfio_iommu_pci_function',
  interface: 'rfc-2019-v2',
  title: 'facts of a function, laid over the answer of firmware',
  byteOrder: 'host',
  size: 192,
  source: source('struct vfio_iommu_pci_function'),
  role: { kind: 'part' },
  fields: [
    {
      name: 'ignored',
      type: 'u32',
      byteOffset: 0,
      doc: 'to be ignored; it lies over length and response code of the CLP header',
      format: { kind: 'hex' },
    },
    {
      name: 'format',
      type: 'u32',
      byteOffset: 4,
      doc: 'format of the structure; it lies over the CLP format, whose 4 bits are the leftmost ones',
      format: { kind: 'hex' },
    },
    { name: 'reserved1', type: 'u64', byteOffset: 8, reserved: true, doc: 'reserved, as in the CLP header' },
    { name: 'vfn', type: 'u16', byteOffset: 16, doc: 'virtual function number' },
    {
      name: 'u',
      type: 'u8',
      byteOffset: 18,
      doc: 'whether there is a utility string; it lies over all the flags of the function',
      format: {
        kind: 'flags',
        rest: 'other flags of firmware',
        bits: [{ mask: 0x1, name: 'utility string' }],
      },
    },
    { name: 'gid', type: 'u8', byteOffset: 19, doc: 'function group id', format: { kind: 'hex' } },
    { name: 'fid', type: 'u32', byteOffset: 20, doc: 'function id on the host', format: { kind: 'hex' } },
    {
      name: 'bar_size',
      type: 'u8',
      byteOffset: 24,
      count: 6,
      doc: 'size of a BAR as a power of two',
      format: { kind: 'log2', unit: 'bytes', zero: 'not implemented' },
    },
    { name: 'pchid', type: 'u16', byteOffset: 30, doc: 'physical channel id', format: { kind: 'hex' } },
    {
      name: 'bar',
      type: 'u32',
      byteOffset: 32,
      count: 6,
      otherOrder: {
        plausible: [0, 0x1, 0x4, 0x8, 0xc],
        why: 'firmware writes these words little-endian, the proposal declares them in the byte order of the host',
      },
      doc: 'BAR word',
      format: {
        kind: 'flags',
        rest: 'address',
        bits: [
          { mask: 0x1, name: 'I/O' },
          { mask: 0x4, name: '64-bit' },
          { mask: 0x8, name: 'prefetchable' },
        ],
      },
    },
    {
      name: 'reserved2',
      type: 'u64',
      byteOffset: 56,
      reserved: true,
      doc: 'reserved; it lies over pfip, fidparm, port, fmb_len and pft of the answer',
      format: { kind: 'hex' },
    },
    {
      name: 'sdma',
      type: 'u64',
      byteOffset: 64,
      doc: "first DMA address, firmware's value",
      format: { kind: 'hex' },
    },
    {
      name: 'edma',
      type: 'u64',
      byteOffset: 72,
      doc: "last DMA address, inclusive, firmware's value",
      format: { kind: 'rangeEnd', start: 'sdma' },
    },
    {
      name: 'reserved3',
      type: 'bytes',
      byteOffset: 80,
      length: 44,
      unit: 4,
      reserved: true,
      doc: 'reserved; it lies over rid (bytes 0 and 1) and tid (bytes 6 and 7) of the answer',
    },
    { name: 'uid', type: 'u32', byteOffset: 124, doc: 'user-defined id on the host', format: { kind: 'hex' } },
    {
      name: 'util_str',
      type: 'bytes',
      byteOffset: 128,
      length: 64,
      unit: 1,
      text: 'ebcdic',
      validIf: { field: 'u' },
      doc: 'utility string in EBCDIC',
    },
  ],
} as const satisfies Layout;
