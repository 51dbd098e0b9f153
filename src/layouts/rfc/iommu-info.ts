import type { Field, Layout, Role, Source } from '../../model/layout.js';
import { capHeader, infoChain } from '../vfio/header.js';

const source = (symbol: string, version: string): Source => ({ file: 'include/uapi/linux/vfio.h', symbol, version });
const first = 'proposal v1 of 2019-05-10, never merged';
const second = 'proposal v2 of 2019-05-17, never merged';

/** Both proposals add the same flag and the same offset to the struct of that time. */
const info = {
  role: {
    kind: 'info',
    ioctl: 'VFIO_IOMMU_GET_INFO',
    request: 0x3b70,
    size: 'argsz',
    minSize: 16,
    chain: { ...infoChain, flag: { field: 'flags', mask: 0x2 }, nextFrom: 'firstCapability' },
  },
  fields: [
    {
      name: 'argsz',
      type: 'u32',
      byteOffset: 0,
      doc: 'size of the buffer before the call; size needed after it, when the buffer was too small',
      format: { kind: 'unit', unit: 'bytes' },
    },
    {
      name: 'flags',
      type: 'u32',
      byteOffset: 4,
      doc: 'what is valid below; the caller sets CAPABILITIES to ask for capabilities, and finds it set again',
      format: {
        kind: 'flags',
        bits: [
          { mask: 0x1, name: 'PGSIZES', text: 'iova_pgsizes is valid' },
          { mask: 0x2, name: 'CAPABILITIES', text: 'capabilities were asked for' },
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
      type: 'u64',
      byteOffset: 16,
      doc: 'offset of the first capability from the start of this buffer, in 64 bits',
      format: { kind: 'special', unit: '', values: { '0': 'no capability here' } },
    },
  ],
} as const satisfies { role: Role; fields: readonly Field[] };

export const rfc1IommuInfo = {
  tag: 'vfio_iommu_type1_info',
  interface: 'rfc-2019-v1',
  title: 'answer of VFIO_IOMMU_GET_INFO as first proposed in 2019: capabilities are raw answers of firmware',
  byteOrder: 'host',
  size: 24,
  source: source('struct vfio_iommu_type1_info', first),
  undetectable:
    'its bytes are those of the second proposal, which gave them names: --type vfio_iommu_type1_info@rfc-2019-v1 pins it',
  ...info,
} as const satisfies Layout;

export const rfc1Block = {
  tag: 'vfio_iommu_type1_info_block',
  interface: 'rfc-2019-v1',
  title: 'raw answer of firmware: QUERY PCI FUNCTION (id 1) or QUERY PCI FUNCTION GROUP (id 2)',
  byteOrder: 'host',
  size: 8,
  source: source('struct vfio_iommu_type1_info_block', first),
  role: {
    kind: 'capability',
    of: 'vfio_iommu_type1_info@rfc-2019-v1',
    id: 1,
    alsoIds: [2],
    name: 'VFIO_IOMMU_INFO_CAP_QFN',
    versions: [{ version: 0, size: 8, since: first }],
  },
  fields: [
    capHeader,
    {
      name: 'data',
      type: 'bytes',
      byteOffset: 8,
      length: { rest: true },
      unit: 4,
      doc: 'the response as firmware gave it, big-endian, header included; as long as the struct of the kernel',
    },
  ],
} as const satisfies Layout;

export const rfc2IommuInfo = {
  tag: 'vfio_iommu_type1_info',
  interface: 'rfc-2019-v2',
  title: 'answer of VFIO_IOMMU_GET_INFO as proposed for the second time in 2019',
  byteOrder: 'host',
  size: 24,
  source: source('struct vfio_iommu_type1_info', second),
  detect: [
    { field: 'argsz', min: 24, max: 0x1000000, why: 'argsz holds the struct' },
    { field: 'flags', onlyBits: 0x3, why: 'only known flags are set' },
    { field: 'flags', anyBits: 0x2, why: 'capabilities were asked for' },
    { field: 'iova_pgsizes', min: 1, why: 'some page size is supported' },
    { field: 'iova_pgsizes', noBits: 0xfff, why: 'no page is smaller than 4 KiB' },
    { field: 'cap_offset', equals: 24, why: 'cap_offset is a 64-bit number and leads right behind the struct' },
    { field: 'cap_offset', leadsTo: 'id', min: 1, max: 2, required: true, why: 'QFN or QGRP comes first' },
    {
      field: 'cap_offset',
      leadsTo: 'version',
      max: 0,
      why: 'its version is 0, as both proposals of 2019 left it (@rfc-2019-v1 reads the same bytes without names)',
    },
  ],
  ...info,
} as const satisfies Layout;
