import type { Layout, Source } from '../../model/layout.js';

const source = (symbol: string): Source => ({ file: 'arch/s390/include/asm/pci.h', symbol, version: 'Linux 7.3.4' });

const bytes = { kind: 'unit', unit: 'bytes' } as const;
const packets = { kind: 'unit', unit: 'packets' } as const;
const operations = { kind: 'unit', unit: 'operations' } as const;
const workUnits = { kind: 'unit', unit: 'work units' } as const;

export const zpciFmb = {
  tag: 'zpci_fmb',
  title: 'function measurement block: counters that firmware writes',
  byteOrder: 'big',
  size: 128,
  source: source('struct zpci_fmb'),
  role: { kind: 'info', minSize: 128, exactSize: 128, scope: 'function' },
  undetectable: 'nothing in it says what it is: --type zpci_fmb pins it',
  fields: [
    {
      name: 'format',
      type: 'u32',
      byteOffset: 0,
      need: 'match-firmware',
      bitOffset: 0,
      bitLength: 8,
      doc: 'which counters stand behind those that every format has',
      format: { kind: 'codes', codes: 'fmb-format' },
    },
    {
      name: 'fmt_ind',
      type: 'u32',
      byteOffset: 1,
      need: 'match-firmware',
      bitOffset: 0,
      bitLength: 24,
      doc: 'indications of the format',
      format: {
        kind: 'flags',
        bits: [{ mask: 0x80_0000, name: 'DMA_COUNTER_VALID', text: 'format 0: its counters are valid' }],
        rest: 'others',
      },
    },
    {
      name: 'samples',
      type: 'u32',
      byteOffset: 4,
      need: 'match-firmware',
      doc: 'samples in this block',
      format: { kind: 'unit', unit: 'samples' },
    },
    {
      name: 'last_update',
      type: 'u64',
      byteOffset: 8,
      need: 'match-firmware',
      doc: 'time of the last update, a value of the TOD clock',
      format: { kind: 'hex' },
    },
    { name: 'ld_ops', type: 'u64', byteOffset: 16, need: 'match-firmware', doc: 'load operations', format: operations },
    {
      name: 'st_ops',
      type: 'u64',
      byteOffset: 24,
      need: 'match-firmware',
      doc: 'store operations',
      format: operations,
    },
    {
      name: 'stb_ops',
      type: 'u64',
      byteOffset: 32,
      need: 'match-firmware',
      doc: 'store block operations',
      format: operations,
    },
    {
      name: 'rpcit_ops',
      type: 'u64',
      byteOffset: 40,
      need: 'match-firmware',
      doc: 'refresh operations',
      format: operations,
    },
    {
      name: 'fmt0',
      type: 'struct',
      struct: 'zpci_fmb_fmt0',
      byteOffset: 48,
      need: 'match-firmware',
      doc: 'counters of format 0',
      unionWith: ['fmt1', 'fmt2', 'fmt3'],
      onlyIf: { field: 'format', equals: 0 },
    },
    {
      name: 'fmt1',
      type: 'struct',
      struct: 'zpci_fmb_fmt1',
      byteOffset: 48,
      need: 'match-firmware',
      doc: 'counters of format 1',
      unionWith: ['fmt0', 'fmt2', 'fmt3'],
      onlyIf: { field: 'format', equals: 1 },
    },
    {
      name: 'fmt2',
      type: 'struct',
      struct: 'zpci_fmb_fmt2',
      byteOffset: 48,
      need: 'match-firmware',
      doc: 'counters of format 2',
      unionWith: ['fmt0', 'fmt1', 'fmt3'],
      onlyIf: { field: 'format', equals: 2 },
    },
    {
      name: 'fmt3',
      type: 'struct',
      struct: 'zpci_fmb_fmt3',
      byteOffset: 48,
      need: 'match-firmware',
      doc: 'counters of format 3',
      unionWith: ['fmt0', 'fmt1', 'fmt2'],
      onlyIf: { field: 'format', equals: 3 },
    },
  ],
} as const satisfies Layout;

export const zpciFmbFmt0 = {
  tag: 'zpci_fmb_fmt0',
  title: 'counters of measurement block format 0',
  byteOrder: 'big',
  size: 16,
  source: source('struct zpci_fmb_fmt0'),
  role: { kind: 'part' },
  fields: [
    { name: 'dma_rbytes', type: 'u64', byteOffset: 0, doc: 'bytes read by DMA', format: bytes },
    { name: 'dma_wbytes', type: 'u64', byteOffset: 8, doc: 'bytes written by DMA', format: bytes },
  ],
} as const satisfies Layout;

export const zpciFmbFmt1 = {
  tag: 'zpci_fmb_fmt1',
  title: 'counters of measurement block format 1',
  byteOrder: 'big',
  size: 32,
  source: source('struct zpci_fmb_fmt1'),
  role: { kind: 'part' },
  fields: [
    { name: 'rx_bytes', type: 'u64', byteOffset: 0, doc: 'bytes received', format: bytes },
    { name: 'rx_packets', type: 'u64', byteOffset: 8, doc: 'packets received', format: packets },
    { name: 'tx_bytes', type: 'u64', byteOffset: 16, doc: 'bytes transmitted', format: bytes },
    { name: 'tx_packets', type: 'u64', byteOffset: 24, doc: 'packets transmitted', format: packets },
  ],
} as const satisfies Layout;

export const zpciFmbFmt2 = {
  tag: 'zpci_fmb_fmt2',
  title: 'counters of measurement block format 2',
  byteOrder: 'big',
  size: 16,
  source: source('struct zpci_fmb_fmt2'),
  role: { kind: 'part' },
  fields: [
    { name: 'consumed_work_units', type: 'u64', byteOffset: 0, doc: 'work units consumed', format: workUnits },
    { name: 'max_work_units', type: 'u64', byteOffset: 8, doc: 'most work units', format: workUnits },
  ],
} as const satisfies Layout;

export const zpciFmbFmt3 = {
  tag: 'zpci_fmb_fmt3',
  title: 'counters of measurement block format 3',
  byteOrder: 'big',
  size: 8,
  source: source('struct zpci_fmb_fmt3'),
  role: { kind: 'part' },
  fields: [{ name: 'tx_bytes', type: 'u64', byteOffset: 0, doc: 'bytes transmitted', format: bytes }],
} as const satisfies Layout;
