import type { DetectKind, Layout } from '../../model/layout.js';
import { infoChain } from './header.js';

/** A device is on one bus, whose driver says what the counts can be. */
const devices = [
  {
    name: 'a device of vfio-pci',
    source: { file: 'drivers/vfio/pci/vfio_pci_core.c', symbol: 'vfio_pci_ioctl_get_info', version: 'Linux 7.2.13' },
    tests: [
      { field: 'flags', onlyBits: 0x83, why: 'PCI is the only bus' },
      { field: 'flags', anyBits: 0x2, why: 'PCI is the bus' },
      { field: 'num_regions', min: 8, max: 255, why: 'configuration space is region 7' },
      { field: 'num_irqs', min: 1, max: 255, why: 'INTx is interrupt index 0' },
    ],
  },
  {
    name: 'a device of vfio-ccw',
    source: { file: 'drivers/s390/cio/vfio_ccw_ops.c', symbol: 'vfio_ccw_mdev_get_device_info', version: 'Linux 6.x' },
    tests: [
      { field: 'flags', onlyBits: 0x91, why: 'CCW is the only bus' },
      { field: 'flags', anyBits: 0x10, why: 'CCW is the bus' },
      { field: 'num_regions', min: 1, max: 255, why: 'the I/O region is region 0' },
      { field: 'num_irqs', min: 1, max: 255, why: 'the I/O interrupt is index 0' },
    ],
  },
  {
    name: 'a device of vfio-ap',
    source: { file: 'drivers/s390/crypto/vfio_ap_ops.c', symbol: 'vfio_ap_mdev_get_device_info', version: 'Linux 6.x' },
    tests: [
      { field: 'flags', onlyBits: 0xa1, why: 'AP is the only bus' },
      { field: 'flags', anyBits: 0x20, why: 'AP is the bus' },
      { field: 'num_regions', max: 255, why: 'a device has few regions' },
      { field: 'num_irqs', max: 255, why: 'a device has few interrupt indexes' },
    ],
  },
  {
    name: 'a device of vfio-platform',
    source: {
      file: 'drivers/vfio/platform/vfio_platform_common.c',
      symbol: 'vfio_platform_regions_init',
      version: 'Linux 6.x',
    },
    tests: [
      { field: 'flags', onlyBits: 0x5, why: 'PLATFORM is the only bus, and has no capabilities' },
      { field: 'flags', anyBits: 0x4, why: 'PLATFORM is the bus' },
      { field: 'num_regions', max: 255, why: 'a device has few regions' },
      { field: 'num_irqs', max: 255, why: 'a device has few interrupt indexes' },
      { field: 'pad', equals: 0, why: 'padding is 0' },
    ],
  },
  {
    name: 'a device of vfio-amba',
    source: {
      file: 'drivers/vfio/platform/vfio_amba.c',
      symbol: 'get_amba_resource, get_amba_irq',
      version: 'Linux 6.x',
    },
    tests: [
      { field: 'flags', onlyBits: 0x9, why: 'AMBA is the only bus, and has no capabilities' },
      { field: 'flags', anyBits: 0x8, why: 'AMBA is the bus' },
      { field: 'num_regions', min: 1, max: 1, why: 'an AMBA device has one region' },
      { field: 'num_irqs', max: 9, why: 'an AMBA device has at most 9 interrupts' },
      { field: 'pad', equals: 0, why: 'padding is 0' },
    ],
  },
  {
    name: 'a device of vfio-fsl-mc',
    source: { file: 'drivers/vfio/fsl-mc/vfio_fsl_mc.c', symbol: 'VFIO_DEVICE_GET_INFO', version: 'Linux 6.x' },
    tests: [
      { field: 'flags', onlyBits: 0xc1, why: 'FSL_MC is the only bus' },
      { field: 'flags', anyBits: 0x40, why: 'FSL_MC is the bus' },
      { field: 'num_regions', max: 255, why: 'a device has few regions' },
      { field: 'num_irqs', max: 255, why: 'a device has few interrupt indexes' },
    ],
  },
  {
    name: 'a device of vfio-cdx',
    source: { file: 'drivers/vfio/cdx/main.c', symbol: 'vfio_cdx_ioctl_get_info', version: 'Linux 6.x' },
    tests: [
      { field: 'flags', onlyBits: 0x181, why: 'CDX is the only bus' },
      { field: 'flags', anyBits: 0x100, why: 'CDX is the bus' },
      { field: 'num_regions', max: 255, why: 'a device has few regions' },
      { field: 'num_irqs', max: 255, why: 'a device has few interrupt indexes' },
    ],
  },
] as const satisfies readonly DetectKind[];

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
    { oneOf: devices, why: 'a device is on one bus' },
    { field: 'cap_offset', zeroUnless: 'flags', mask: 0x80, why: 'no capability offset without the CAPS flag' },
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
