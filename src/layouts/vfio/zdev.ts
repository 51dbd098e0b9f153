import type { Layout, Source } from '../../model/layout.js';
import { handleFormat } from '../handle.js';
import { capHeader } from './header.js';

const source = (symbol: string): Source => ({
  file: 'include/uapi/linux/vfio_zdev.h',
  symbol,
  version: 'Linux 7.3.4',
});

export const zpciBase = {
  tag: 'vfio_device_info_cap_zpci_base',
  title: 'zPCI base capability: facts of the function',
  byteOrder: 'host',
  size: 40,
  source: source('struct vfio_device_info_cap_zpci_base'),
  since: 'Linux 5.10 (e6b817d4b821)',
  role: {
    kind: 'capability',
    of: 'vfio_device_info',
    id: 1,
    name: 'VFIO_DEVICE_INFO_CAP_ZPCI_BASE',
    versions: [
      { version: 1, size: 32, since: 'Linux 5.10' },
      { version: 2, size: 40, since: 'Linux 6.0 (faf3bfcb8950)' },
      { version: 3, size: 40, since: 'Linux 7.3' },
    ],
  },
  fields: [
    capHeader,
    { name: 'start_dma', type: 'u64', byteOffset: 8, doc: 'first usable DMA address', format: { kind: 'hex' } },
    {
      name: 'end_dma',
      type: 'u64',
      byteOffset: 16,
      doc: 'last usable DMA address, inclusive',
      format: { kind: 'rangeEnd', start: 'start_dma' },
    },
    { name: 'pchid', type: 'u16', byteOffset: 24, doc: 'physical channel id', format: { kind: 'hex' } },
    { name: 'vfn', type: 'u16', byteOffset: 26, doc: 'virtual function number' },
    {
      name: 'fmb_length',
      type: 'u16',
      byteOffset: 28,
      doc: 'length of the function measurement block',
      format: { kind: 'unit', unit: 'bytes', zero: 'no measurement block' },
    },
    { name: 'pft', type: 'u8', byteOffset: 30, doc: 'function type', format: { kind: 'codes', codes: 'pft' } },
    { name: 'gid', type: 'u8', byteOffset: 31, doc: 'function group id', format: { kind: 'hex' } },
    {
      name: 'fh',
      type: 'u32',
      byteOffset: 32,
      minVersion: 2,
      since: 'Linux 6.0 (faf3bfcb8950)',
      doc: 'handle of the function on the host',
      format: handleFormat,
    },
    {
      name: 'ccdf_err_length',
      type: 'u32',
      byteOffset: 36,
      minVersion: 3,
      since: 'Linux 7.3',
      doc: 'bytes of an error event that VFIO_DEVICE_FEATURE_ZPCI_ERROR copies',
      format: { kind: 'unit', unit: 'bytes' },
      lengthOf: 'zpci_ccdf_err',
    },
  ],
} as const satisfies Layout;

export const zpciGroup = {
  tag: 'vfio_device_info_cap_zpci_group',
  title: 'zPCI group capability: facts that a group of functions shares',
  byteOrder: 'host',
  size: 48,
  source: source('struct vfio_device_info_cap_zpci_group'),
  since: 'Linux 5.10 (e6b817d4b821)',
  role: {
    kind: 'capability',
    of: 'vfio_device_info',
    id: 2,
    name: 'VFIO_DEVICE_INFO_CAP_ZPCI_GROUP',
    versions: [
      { version: 1, size: 40, since: 'Linux 5.10' },
      { version: 2, size: 48, since: 'Linux 6.0 (ba6090ff8ae0)' },
    ],
  },
  fields: [
    capHeader,
    { name: 'dasm', type: 'u64', byteOffset: 8, doc: 'DMA address space mask', format: { kind: 'hex' } },
    { name: 'msi_addr', type: 'u64', byteOffset: 16, doc: 'MSI address', format: { kind: 'hex' } },
    {
      name: 'flags',
      type: 'u64',
      byteOffset: 24,
      doc: 'REFRESH is always set, whatever firmware says',
      format: { kind: 'flags', bits: [{ mask: 0x1, name: 'REFRESH', text: 'guest TLB must be refreshed' }] },
    },
    {
      name: 'mui',
      type: 'u16',
      byteOffset: 32,
      doc: 'update interval of the measurement block',
      format: { kind: 'unit', unit: 'ms' },
    },
    {
      name: 'noi',
      type: 'u16',
      byteOffset: 34,
      doc: 'number of interrupts of a function',
      format: { kind: 'unit', unit: 'interrupts' },
    },
    {
      name: 'maxstbl',
      type: 'u16',
      byteOffset: 36,
      doc: "longest store block of an intercepted function: the kernel's constant 128",
      format: { kind: 'unit', unit: 'bytes' },
    },
    { name: 'version', type: 'u8', byteOffset: 38, doc: 'version of the PCI architecture' },
    {
      name: 'reserved',
      type: 'u8',
      byteOffset: 39,
      minVersion: 2,
      since: 'Linux 6.0 (ba6090ff8ae0)',
      reserved: true,
      doc: 'reserved',
    },
    {
      name: 'imaxstbl',
      type: 'u16',
      byteOffset: 40,
      minVersion: 2,
      since: 'Linux 6.0 (ba6090ff8ae0)',
      doc: "longest store block of an interpreted function: firmware's value",
      format: { kind: 'unit', unit: 'bytes' },
    },
  ],
} as const satisfies Layout;

export const zpciUtil = {
  tag: 'vfio_device_info_cap_zpci_util',
  title: 'zPCI utility string capability; there only when firmware has the string',
  byteOrder: 'host',
  size: 12,
  source: source('struct vfio_device_info_cap_zpci_util'),
  since: 'Linux 5.10 (e6b817d4b821)',
  role: {
    kind: 'capability',
    of: 'vfio_device_info',
    id: 3,
    name: 'VFIO_DEVICE_INFO_CAP_ZPCI_UTIL',
    versions: [{ version: 1, size: 12, since: 'Linux 5.10' }],
  },
  fields: [
    capHeader,
    { name: 'size', type: 'u32', byteOffset: 8, doc: 'bytes of the string', format: { kind: 'unit', unit: 'bytes' } },
    {
      name: 'util_str',
      type: 'bytes',
      byteOffset: 12,
      length: { field: 'size', usual: 64 },
      unit: 1,
      text: 'ebcdic',
      doc: 'utility string in EBCDIC',
    },
  ],
} as const satisfies Layout;

export const zpciPfip = {
  tag: 'vfio_device_info_cap_zpci_pfip',
  title: 'zPCI path capability',
  byteOrder: 'host',
  size: 12,
  source: source('struct vfio_device_info_cap_zpci_pfip'),
  since: 'Linux 5.10 (e6b817d4b821)',
  role: {
    kind: 'capability',
    of: 'vfio_device_info',
    id: 4,
    name: 'VFIO_DEVICE_INFO_CAP_ZPCI_PFIP',
    versions: [{ version: 1, size: 12, since: 'Linux 5.10' }],
  },
  fields: [
    capHeader,
    { name: 'size', type: 'u32', byteOffset: 8, doc: 'bytes of the path', format: { kind: 'unit', unit: 'bytes' } },
    {
      name: 'pfip',
      type: 'bytes',
      byteOffset: 12,
      length: { field: 'size', usual: 4 },
      unit: 1,
      doc: 'internal path: segments 0 to 3',
    },
  ],
} as const satisfies Layout;
