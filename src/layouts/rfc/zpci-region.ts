import type { Layout, Source } from '../../model/layout.js';

const version = 'proposal v2 of 2020-10-02, merged as capabilities instead';
const source = (symbol: string): Source => ({ file: 'include/uapi/linux/vfio_zdev.h', symbol, version });

export const zpciRegion = {
  tag: 'vfio_region_zpci_info',
  interface: 'zpci-region-2020',
  title: 'device region with a chain of zPCI facts, proposed in October 2020',
  byteOrder: 'host',
  size: 8,
  source: source('struct vfio_region_zpci_info'),
  role: {
    kind: 'info',
    size: 'argsz',
    minSize: 8,
    chain: {
      offset: 'offset',
      end: 'argsz',
      header: 'vfio_region_zpci_info_hdr',
      id: 'id',
      version: 'version',
      next: 'next',
    },
  },
  detect: [
    { field: 'argsz', min: 16, max: 0x10000, why: 'argsz is the size of a small region' },
    { field: 'offset', equals: 8, why: 'the first feature follows the struct' },
    { field: 'offset', leadsTo: 'id', min: 1, max: 4, required: true, why: 'its id is one of the four' },
    { field: 'offset', leadsTo: 'version', min: 1, max: 1, why: 'its version is 1' },
  ],
  fields: [
    {
      name: 'argsz',
      type: 'u32',
      byteOffset: 0,
      doc: 'size of the region; the same with and without a utility string',
      format: { kind: 'unit', unit: 'bytes' },
    },
    {
      name: 'offset',
      type: 'u32',
      byteOffset: 4,
      doc: 'offset of the first feature from the start of the region',
    },
  ],
} as const satisfies Layout;

export const zpciRegionHdr = {
  tag: 'vfio_region_zpci_info_hdr',
  interface: 'zpci-region-2020',
  title: 'header of every feature of the region',
  byteOrder: 'host',
  size: 8,
  source: source('struct vfio_region_zpci_info_hdr'),
  role: { kind: 'part' },
  fields: [
    { name: 'id', type: 'u16', byteOffset: 0, doc: 'id of the feature' },
    { name: 'version', type: 'u16', byteOffset: 2, doc: 'version of the feature' },
    {
      name: 'next',
      type: 'u32',
      byteOffset: 4,
      doc: 'offset of the next feature from the start of the region: the end of this one, also for the last',
    },
  ],
} as const satisfies Layout;
