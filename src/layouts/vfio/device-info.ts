import type { Layout } from '../../model/layout.js';
import { infoChain } from './header.js';

export const vfioDeviceInfo = {
  tag: 'vfio_device_info',
  title: 'answer of VFIO_DEVICE_GET_INFO',
  byteOrder: 'host',
  size: 24,
  source: { file: 'include/uapi/linux/vfio.h', symbol: 'struct vfio_device_info', version: 'Linux 7.2.13' },
  role: {
    kind: 'info',
    ioctl: 'VFIO_DEVICE_GET_INFO',
    request: 0x3b6b,
    size: 'argsz',
    minSize: 16,
    chain: { ...infoChain, flag: { field: 'flags', mask: 0x80 } },
  },
  shapes: [
    { size: 16, linux: '3.6' },
    { size: 20, linux: '5.10' },
    { size: 24, linux: '6.6' },
  ],
  detect: [
    { field: 'argsz', min: 16, max: 0x100000, why: 'argsz holds the struct' },
    { field: 'flags', onlyBits: 0x1ff, why: 'only known flags are set' },
    { field: 'flags', anyBits: 0x17e, why: 'one flag names the bus' },
    { field: 'num_regions', max: 255, why: 'a device has few regions' },
    { field: 'num_irqs', max: 255, why: 'a device has few interrupt indexes' },
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
      doc: 'what the device is',
      format: {
        kind: 'flags',
        bits: [
          { mask: 0x1, name: 'RESET', text: 'supports reset' },
          { mask: 0x2, name: 'PCI', text: 'vfio-pci device' },
          { mask: 0x4, name: 'PLATFORM', text: 'vfio-platform device' },
          { mask: 0x8, name: 'AMBA', text: 'vfio-amba device' },
          { mask: 0x10, name: 'CCW', text: 'vfio-ccw device' },
          { mask: 0x20, name: 'AP', text: 'vfio-ap device' },
          { mask: 0x40, name: 'FSL_MC', text: 'vfio-fsl-mc device' },
          { mask: 0x80, name: 'CAPS', text: 'capabilities follow' },
          { mask: 0x100, name: 'CDX', text: 'vfio-cdx device' },
        ],
      },
    },
    {
      name: 'num_regions',
      type: 'u32',
      byteOffset: 8,
      doc: 'highest region index + 1',
      format: { kind: 'unit', unit: 'regions' },
    },
    {
      name: 'num_irqs',
      type: 'u32',
      byteOffset: 12,
      doc: 'highest interrupt index + 1',
      format: { kind: 'unit', unit: 'interrupt indexes' },
    },
    {
      name: 'cap_offset',
      type: 'u32',
      byteOffset: 16,
      doc: 'offset of the first capability from the start of this buffer',
      since: 'Linux 5.10',
      format: { kind: 'special', unit: '', values: { '0': 'no capability here' } },
    },
    { name: 'pad', type: 'u32', byteOffset: 20, reserved: true, doc: 'padding', since: 'Linux 6.6 (a881b496941f)' },
  ],
} as const satisfies Layout;
