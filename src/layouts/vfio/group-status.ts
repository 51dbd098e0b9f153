import type { Layout } from '../../model/layout.js';

export const vfioGroupStatus = {
  tag: 'vfio_group_status',
  title: 'answer of VFIO_GROUP_GET_STATUS',
  byteOrder: 'host',
  size: 8,
  source: { file: 'include/uapi/linux/vfio.h', symbol: 'struct vfio_group_status', version: 'Linux 7.2.13' },
  role: { kind: 'info', ioctl: 'VFIO_GROUP_GET_STATUS', request: 0x3b67, size: 'argsz', minSize: 8 },
  detect: [
    { field: 'argsz', equals: 8, why: 'argsz is the size of the struct' },
    { field: 'flags', onlyBits: 0x3, why: 'only known flags are set' },
  ],
  fields: [
    { name: 'argsz', type: 'u32', byteOffset: 0, doc: 'size of the buffer', format: { kind: 'unit', unit: 'bytes' } },
    {
      name: 'flags',
      type: 'u32',
      byteOffset: 4,
      doc: 'state of the group',
      format: {
        kind: 'flags',
        bits: [
          { mask: 0x1, name: 'VIABLE', text: 'every device of the group is bound to vfio or to nothing' },
          { mask: 0x2, name: 'CONTAINER_SET', text: 'the group is in a container' },
        ],
      },
    },
  ],
} as const satisfies Layout;
