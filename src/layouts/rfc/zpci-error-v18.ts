import type { IntegerField, Layout } from '../../model/layout.js';
import { handleFormat } from '../handle.js';

const bits = (name: string, byteOffset: number, bitOffset: number, bitLength: number, doc: string): IntegerField => ({
  name,
  type: 'u32',
  byteOffset,
  bitOffset,
  bitLength,
  doc,
});

/** The members have 64 bytes; sizeof is 72, because faddr is aligned and the struct ends at a multiple of 8. */
export const zpciErrorV18 = {
  tag: 'vfio_device_feature_zpci_err',
  interface: 'zpci-error-v18',
  title: 'argument of VFIO_DEVICE_FEATURE_ZPCI_ERROR as proposed in June 2026: the event as a struct',
  // That of the machine, and where bit fields are depends on it: zPCI is on big-endian ones only.
  byteOrder: 'big',
  size: 72,
  source: {
    file: 'include/uapi/linux/vfio.h',
    symbol: 'struct vfio_device_feature_zpci_err',
    version: 'proposal v18 of 2026-06-03, merged as opaque bytes instead',
  },
  role: {
    kind: 'feature',
    of: 'vfio_device_feature',
    number: 13,
    name: 'VFIO_DEVICE_FEATURE_ZPCI_ERROR',
    operations: ['get'],
  },
  fields: [
    {
      name: 'feature_flags',
      type: 'u32',
      byteOffset: 0,
      doc: 'says what later revisions add; 0 so far',
      format: { kind: 'flags', bits: [] },
    },
    { name: 'reserved1', type: 'u32', byteOffset: 4, reserved: true, doc: 'reserved' },
    { name: 'fh', type: 'u32', byteOffset: 8, doc: 'function handle', format: handleFormat },
    { name: 'fid', type: 'u32', byteOffset: 12, doc: 'function id', format: { kind: 'hex' } },
    bits('ett', 16, 0, 4, 'expected table type'),
    bits('mvn', 16, 4, 12, 'MSI vector number'),
    bits('dmaas', 18, 0, 8, 'DMA address space'),
    { ...bits('reserved2', 19, 0, 6, 'reserved'), reserved: true },
    bits('q', 19, 6, 1, 'event qualifier'),
    bits('rw', 19, 7, 1, 'read or write'),
    { name: 'faddr', type: 'u64', byteOffset: 24, doc: 'failing address', format: { kind: 'hex' } },
    { name: 'reserved3', type: 'u32', byteOffset: 32, reserved: true, doc: 'reserved' },
    { name: 'reserved4', type: 'u16', byteOffset: 36, reserved: true, doc: 'reserved' },
    {
      name: 'pec',
      type: 'u16',
      byteOffset: 38,
      doc: 'PCI event code',
      format: { kind: 'codes', codes: 'zpci-error-event' },
    },
    { name: 'reserved5', type: 'bytes', byteOffset: 40, length: 28, unit: 1, reserved: true, doc: 'for later members' },
  ],
} as const satisfies Layout;
