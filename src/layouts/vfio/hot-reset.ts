import type { Layout, Source } from '../../model/layout.js';

const source = (symbol: string): Source => ({ file: 'include/uapi/linux/vfio.h', symbol, version: 'Linux 7.2.13' });

export const hotResetInfo = {
  tag: 'vfio_pci_hot_reset_info',
  title: 'answer of VFIO_DEVICE_GET_PCI_HOT_RESET_INFO (the same ioctl number as VFIO_IOMMU_GET_INFO)',
  byteOrder: 'host',
  size: 12,
  source: source('struct vfio_pci_hot_reset_info'),
  role: { kind: 'info', ioctl: 'VFIO_DEVICE_GET_PCI_HOT_RESET_INFO', request: 0x3b70, size: 'argsz', minSize: 12 },
  detect: [
    { field: 'flags', onlyBits: 0x3, why: 'only known flags are set' },
    { field: 'flags', not: 2, why: 'DEV_ID_OWNED comes with DEV_ID' },
    { field: 'argsz', base: 12, times: 8, count: 'count', why: 'argsz holds exactly the devices counted' },
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
      doc: 'what the entries hold',
      format: {
        kind: 'flags',
        bits: [
          { mask: 0x1, name: 'DEV_ID', text: 'entries hold iommufd device ids' },
          { mask: 0x2, name: 'DEV_ID_OWNED', text: 'all devices belong to the caller' },
        ],
      },
    },
    {
      name: 'count',
      type: 'u32',
      byteOffset: 8,
      doc: 'devices that a hot reset affects',
      format: { kind: 'unit', unit: 'devices' },
    },
    {
      name: 'devices',
      type: 'struct',
      struct: 'vfio_pci_dependent_device',
      byteOffset: 12,
      count: { field: 'count' },
      doc: 'one device',
    },
  ],
} as const satisfies Layout;

export const dependentDevice = {
  tag: 'vfio_pci_dependent_device',
  title: 'one device that a hot reset affects',
  byteOrder: 'host',
  size: 8,
  source: source('struct vfio_pci_dependent_device'),
  role: { kind: 'part' },
  fields: [
    {
      name: 'group_id',
      type: 'u32',
      byteOffset: 0,
      doc: 'IOMMU group; with flag DEV_ID the same bytes are devid',
      unionWith: ['devid'],
      onlyIf: { field: 'flags', mask: 0x1, set: false },
    },
    {
      name: 'devid',
      type: 'u32',
      byteOffset: 0,
      doc: 'iommufd device id',
      since: 'Linux 6.5 or earlier after 6.1',
      unionWith: ['group_id'],
      onlyIf: { field: 'flags', mask: 0x1, set: true },
      format: {
        kind: 'special',
        unit: '',
        values: { '0': 'owned by the caller, no id', '4294967295': 'not owned by the caller' },
      },
    },
    { name: 'segment', type: 'u16', byteOffset: 4, doc: 'PCI domain', format: { kind: 'hex' } },
    { name: 'bus', type: 'u8', byteOffset: 6, doc: 'PCI bus', format: { kind: 'hex' } },
    {
      name: 'devfn',
      type: 'u8',
      byteOffset: 7,
      doc: 'device number (high 5 bits) and function (low 3)',
      format: { kind: 'hex' },
    },
  ],
} as const satisfies Layout;
