import type { Layout, Source } from '../../model/layout.js';
import { capHeader } from '../vfio/header.js';

const version = 'proposal v2 of 2019-05-17, never merged';
const source = (symbol: string): Source => ({ file: 'include/uapi/linux/vfio.h', symbol, version });

export const rfc2GroupCap = {
  tag: 'vfio_iommu_type1_info_pcifg',
  interface: 'rfc-2019-v2',
  title: 'QGRP capability: the answer to QUERY PCI FUNCTION GROUP under other names',
  byteOrder: 'host',
  size: 72,
  source: source('struct vfio_iommu_type1_info_pcifg'),
  role: {
    kind: 'capability',
    of: 'vfio_iommu_type1_info@rfc-2019-v2',
    id: 2,
    name: 'VFIO_IOMMU_INFO_CAP_QGRP',
    versions: [{ version: 0, size: 72, since: version }],
  },
  fields: [
    capHeader,
    {
      name: 'response',
      type: 'struct',
      struct: 'vfio_iommu_pci_function_group',
      byteOffset: 8,
      doc: 'copy of the answer of firmware',
    },
  ],
} as const satisfies Layout;

export const rfc2Group = {
  tag: 'vfio_iommu_pci_function_group',
  interface: 'rfc-2019-v2',
  title: 'facts of a function group, laid over the answer of firmware',
  byteOrder: 'host',
  size: 64,
  source: source('struct vfio_iommu_pci_function_group'),
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
    {
      name: 'noi',
      type: 'u16',
      byteOffset: 16,
      doc: 'number of interrupts of a function; the answer of firmware has 12 bits for it',
      format: { kind: 'unit', unit: 'interrupts' },
    },
    { name: 'version', type: 'u8', byteOffset: 18, doc: 'version of the PCI architecture' },
    {
      name: 'flags',
      type: 'u8',
      byteOffset: 19,
      doc: 'flags of the group as firmware set them',
      format: {
        kind: 'flags',
        bits: [
          { mask: 0x1, name: 'REFRESH', text: 'guest TLB must be refreshed' },
          { mask: 0x2, name: 'FRAME', text: 'large frames' },
        ],
      },
    },
    {
      name: 'maxstbl',
      type: 'u16',
      byteOffset: 20,
      doc: "longest store block, firmware's value; the answer has 13 bits for it",
      format: { kind: 'unit', unit: 'bytes' },
    },
    {
      name: 'mui',
      type: 'u16',
      byteOffset: 22,
      doc: 'update interval of the measurement block',
      format: { kind: 'unit', unit: 'ms' },
    },
    {
      name: 'reserved3',
      type: 'u64',
      byteOffset: 24,
      reserved: true,
      doc: 'reserved; it lies over dtsm, maxfaal, dnoi and maxcpu of the answer',
      format: { kind: 'hex' },
    },
    { name: 'dasm', type: 'u64', byteOffset: 32, doc: 'DMA address space mask', format: { kind: 'hex' } },
    { name: 'msia', type: 'u64', byteOffset: 40, doc: 'MSI address', format: { kind: 'hex' } },
    { name: 'reserved4', type: 'u64', byteOffset: 48, reserved: true, doc: 'reserved' },
    { name: 'reserved5', type: 'u64', byteOffset: 56, reserved: true, doc: 'reserved' },
  ],
} as const satisfies Layout;
