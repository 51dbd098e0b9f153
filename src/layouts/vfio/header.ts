import type { Chain, Layout, StructField } from '../../model/layout.js';

export const vfioInfoCapHeader = {
  tag: 'vfio_info_cap_header',
  title: 'header of every VFIO capability',
  byteOrder: 'host',
  size: 8,
  source: { file: 'include/uapi/linux/vfio.h', symbol: 'struct vfio_info_cap_header', version: 'Linux 7.2.13' },
  role: { kind: 'part' },
  fields: [
    { name: 'id', type: 'u16', byteOffset: 0, doc: 'capability id, counted per ioctl' },
    { name: 'version', type: 'u16', byteOffset: 2, doc: 'version of this capability' },
    {
      name: 'next',
      type: 'u32',
      byteOffset: 4,
      doc: 'offset of the next capability from the start of the info buffer; 0 ends the chain',
      format: { kind: 'special', unit: '', values: { '0': 'end of chain' } },
    },
  ],
} as const satisfies Layout;

/** The member that every capability struct begins with. */
export const capHeader = {
  name: 'header',
  type: 'struct',
  struct: 'vfio_info_cap_header',
  byteOffset: 0,
  doc: 'capability header',
} as const satisfies StructField;

/** How capability chains hang together in all VFIO info buffers. */
export const infoChain = {
  offset: 'cap_offset',
  header: 'vfio_info_cap_header',
  id: 'id',
  version: 'version',
  next: 'next',
} as const satisfies Chain;
