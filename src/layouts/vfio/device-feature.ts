import type { Layout, Source } from '../../model/layout.js';

const source = (symbol: string): Source => ({ file: 'include/uapi/linux/vfio.h', symbol, version: 'Linux 7.3.4' });

export const vfioDeviceFeature = {
  tag: 'vfio_device_feature',
  title: 'argument of VFIO_DEVICE_FEATURE: a header, and behind it what the feature takes or gives',
  byteOrder: 'host',
  size: 8,
  source: source('struct vfio_device_feature'),
  since: 'Linux 5.7',
  role: {
    kind: 'info',
    ioctl: 'VFIO_DEVICE_FEATURE',
    request: 0x3b75,
    size: 'argsz',
    minSize: 8,
    feature: { field: 'flags', mask: 0xffff },
  },
  detect: [
    { field: 'argsz', min: 8, max: 0x10000, why: 'argsz holds the header' },
    { field: 'flags', anyBits: 0x7_0000, why: 'it says what is asked for: get, set or probe' },
    { field: 'flags', onlyBits: 0x7_00ff, why: 'few features exist, and nothing else is in flags' },
  ],
  fields: [
    {
      name: 'argsz',
      type: 'u32',
      byteOffset: 0,
      doc: 'bytes of the header and what is behind it',
      format: { kind: 'unit', unit: 'bytes' },
    },
    {
      name: 'flags',
      type: 'u32',
      byteOffset: 4,
      doc: 'the feature, and what is asked of it',
      format: {
        kind: 'flags',
        bits: [
          { mask: 0x1_0000, name: 'GET', text: 'the kernel gives' },
          { mask: 0x2_0000, name: 'SET', text: 'the kernel takes' },
          { mask: 0x4_0000, name: 'PROBE', text: 'only asks whether the others are supported' },
        ],
        rest: 'feature',
        codes: 'vfio-device-feature',
      },
    },
  ],
} as const satisfies Layout;

export const zpciErrorFeature = {
  tag: 'vfio_device_feature_zpci_err',
  title: 'argument of VFIO_DEVICE_FEATURE_ZPCI_ERROR; the event itself lies elsewhere',
  byteOrder: 'host',
  size: 8,
  source: source('struct vfio_device_feature_zpci_err'),
  since: 'Linux 7.3',
  role: {
    kind: 'feature',
    of: 'vfio_device_feature',
    number: 13,
    name: 'VFIO_DEVICE_FEATURE_ZPCI_ERROR',
    operations: ['get'],
  },
  fields: [
    {
      name: 'data',
      type: 'u64',
      byteOffset: 0,
      doc: 'address in the caller to which the kernel copies the oldest error event, as firmware stored it; without one the call fails with ENOMSG',
      format: { kind: 'hex' },
    },
  ],
} as const satisfies Layout;
