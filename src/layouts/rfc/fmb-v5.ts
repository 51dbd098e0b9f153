import type { Layout, Source } from '../../model/layout.js';

const source = (symbol: string): Source => ({
  file: 'include/uapi/linux/vfio.h',
  symbol,
  version: 'proposal v5 of 2026-06-26, not merged by Linux 7.3.4',
});

export const fmbEnable = {
  tag: 'vfio_device_feature_zpci_fmb_enable',
  interface: 'fmb-v5',
  title: 'argument of VFIO_DEVICE_FEATURE_ZPCI_FMB_ENABLE: firmware starts or stops to measure',
  byteOrder: 'host',
  size: 1,
  source: source('struct vfio_device_feature_zpci_fmb_enable'),
  role: {
    kind: 'feature',
    of: 'vfio_device_feature',
    number: 13,
    name: 'VFIO_DEVICE_FEATURE_ZPCI_FMB_ENABLE',
    operations: ['set'],
  },
  fields: [
    { name: 'enabled', type: 'u8', byteOffset: 0, doc: 'anything but 0 enables; enabling again resets the counters' },
  ],
} as const satisfies Layout;

export const fmbRead = {
  tag: 'vfio_device_feature_zpci_fmb_read',
  interface: 'fmb-v5',
  title: 'argument of VFIO_DEVICE_FEATURE_ZPCI_FMB_READ; the measurement block itself lies elsewhere',
  byteOrder: 'host',
  size: 8,
  source: source('struct vfio_device_feature_zpci_fmb_read'),
  role: {
    kind: 'feature',
    of: 'vfio_device_feature',
    number: 14,
    name: 'VFIO_DEVICE_FEATURE_ZPCI_FMB_READ',
    operations: ['get'],
  },
  fields: [
    {
      name: 'data',
      type: 'u64',
      byteOffset: 0,
      doc: 'address in the caller to which the kernel copies fmb_length bytes of the block; without one the call fails with ENOMSG',
      format: { kind: 'hex' },
    },
  ],
} as const satisfies Layout;
