import type { IntegerField, Layout } from '../../model/layout.js';
import { handleFormat } from '../handle.js';

const pciH = 'arch/s390/include/asm/pci.h';
const pciEvent = 'arch/s390/pci/pci_event.c';

/** Members that both events begin with. */
const head = [
  { name: 'reserved1', type: 'u32', byteOffset: 0, reserved: true, doc: 'reserved' },
  {
    name: 'fh',
    type: 'u32',
    byteOffset: 4,
    doc: 'function handle; the kernel ignores an event whose handle is not the current one',
    need: 'virtualize',
    format: handleFormat,
  },
  { name: 'fid', type: 'u32', byteOffset: 8, need: 'virtualize', doc: 'function id', format: { kind: 'hex' } },
] as const satisfies readonly IntegerField[];

/** What the names of some members stand for is in a comment of the kernel; what their values mean is not public. */
export const zpciCcdfErr = {
  tag: 'zpci_ccdf_err',
  title: 'error event of a function, as firmware stores it and VFIO_DEVICE_FEATURE_ZPCI_ERROR copies it',
  byteOrder: 'big',
  size: 32,
  source: { file: pciH, symbol: 'struct zpci_ccdf_err', version: 'Linux 7.3.4' },
  role: { kind: 'info', minSize: 32, exactSize: 32, scope: 'function' },
  undetectable: 'nothing in it says what it is: --type zpci_ccdf_err pins it',
  // zpci_err and zpci_err_hex of __zpci_event_error: the s390 debug feature pci_error.
  logged: { as: 'error CCDF', event: 'error event', function: 'fid', handle: 'fh', code: 'pec' },
  fields: [
    ...head,
    {
      name: 'ett',
      type: 'u32',
      byteOffset: 12,
      bitOffset: 0,
      bitLength: 4,
      need: 'match-firmware',
      doc: 'expected table type',
    },
    {
      name: 'mvn',
      type: 'u32',
      byteOffset: 12,
      bitOffset: 4,
      bitLength: 12,
      need: 'match-firmware',
      doc: 'MSI vector number',
    },
    {
      name: 'dmaas',
      type: 'u32',
      byteOffset: 14,
      bitOffset: 0,
      bitLength: 8,
      need: 'match-firmware',
      doc: 'DMA address space',
    },
    {
      name: 'reserved2',
      type: 'u32',
      byteOffset: 15,
      bitOffset: 0,
      bitLength: 6,
      reserved: true,
      doc: 'reserved; without a name before 7.3',
    },
    {
      name: 'q',
      type: 'u32',
      byteOffset: 15,
      bitOffset: 6,
      bitLength: 1,
      need: 'match-firmware',
      doc: 'event qualifier',
    },
    {
      name: 'rw',
      type: 'u32',
      byteOffset: 15,
      bitOffset: 7,
      bitLength: 1,
      need: 'match-firmware',
      doc: 'read or write',
    },
    {
      name: 'faddr',
      type: 'u64',
      byteOffset: 16,
      need: 'match-firmware',
      doc: 'failing address',
      format: { kind: 'hex' },
    },
    { name: 'reserved3', type: 'u32', byteOffset: 24, reserved: true, doc: 'reserved' },
    { name: 'reserved4', type: 'u16', byteOffset: 28, reserved: true, doc: 'reserved' },
    {
      name: 'pec',
      type: 'u16',
      byteOffset: 30,
      need: 'match-firmware',
      doc: 'PCI event code',
      source: { file: pciEvent, symbol: '__zpci_event_error', version: 'Linux 7.3.4' },
      format: { kind: 'codes', codes: 'zpci-error-event' },
    },
  ],
} as const satisfies Layout;

export const zpciCcdfAvail = {
  tag: 'zpci_ccdf_avail',
  title: 'availability event of a function, as firmware stores it',
  byteOrder: 'big',
  size: 32,
  source: { file: pciEvent, symbol: 'struct zpci_ccdf_avail', version: 'Linux 7.3.4' },
  role: { kind: 'info', minSize: 32, exactSize: 32, scope: 'function' },
  undetectable: 'nothing in it says what it is: --type zpci_ccdf_avail pins it',
  fields: [
    ...head,
    { name: 'reserved2', type: 'u32', byteOffset: 12, reserved: true, doc: 'reserved' },
    { name: 'reserved3', type: 'u32', byteOffset: 16, reserved: true, doc: 'reserved' },
    { name: 'reserved4', type: 'u32', byteOffset: 20, reserved: true, doc: 'reserved' },
    { name: 'reserved5', type: 'u32', byteOffset: 24, reserved: true, doc: 'reserved' },
    { name: 'reserved6', type: 'u16', byteOffset: 28, reserved: true, doc: 'reserved' },
    {
      name: 'pec',
      type: 'u16',
      byteOffset: 30,
      need: 'match-firmware',
      doc: 'PCI event code',
      format: { kind: 'codes', codes: 'zpci-availability-event' },
    },
  ],
} as const satisfies Layout;
