import type { Layout } from '../../model/layout.js';
import { handleFormat } from '../handle.js';
import { rspHdr } from './header.js';

const header = 'arch/s390/include/asm/pci_clp.h';

export const clpReqListPci = {
  tag: 'clp_req_list_pci',
  title: 'LIST PCI request',
  byteOrder: 'big',
  size: 32,
  source: { file: header, symbol: 'struct clp_req_list_pci', version: 'Linux 7.2.13' },
  role: { kind: 'clp-request', command: 0x0002, length: 'hdr.len', code: 'hdr.cmd', responses: ['clp_rsp_list_pci'] },
  fields: [
    { name: 'hdr', type: 'struct', struct: 'clp_req_hdr', byteOffset: 0, doc: 'request header' },
    {
      name: 'resume_token',
      type: 'u64',
      byteOffset: 16,
      doc: 'where to go on; 0 starts from the beginning',
      format: { kind: 'special', unit: '', values: { '0': 'from the beginning' } },
    },
    { name: 'reserved2', type: 'u64', byteOffset: 24, reserved: true, doc: 'must be 0' },
  ],
} as const satisfies Layout;

export const clpRspListPci = {
  tag: 'clp_rsp_list_pci',
  title: 'LIST PCI response',
  byteOrder: 'big',
  size: 4064,
  source: { file: header, symbol: 'struct clp_rsp_list_pci', version: 'Linux 7.2.13' },
  role: {
    kind: 'clp-response',
    command: 0x0002,
    length: 'hdr.len',
    code: 'hdr.rsp',
    ok: 0x0010,
    header: 'hdr.',
    scope: 'machine',
    lengths: [32],
    entries: { field: 'fh_list', size: 'entry_size', known: 16 },
  },
  detect: [{ field: 'entry_size', equals: 16, why: 'the size of a list entry is 16' }],
  fields: [
    rspHdr,
    {
      name: 'resume_token',
      type: 'u64',
      byteOffset: 16,
      doc: 'token for the next request; 0 when the list is complete',
      need: 'none',
      scope: 'call',
      format: { kind: 'special', unit: '', values: { '0': 'list is complete' } },
    },
    {
      name: 'reserved2',
      type: 'u32',
      byteOffset: 24,
      reserved: true,
      doc: 'reserved for Linux; QEMU calls it mdd (model-dependent data) and puts its mask of emulated handles there',
      scope: 'call',
      knownUse: { value: 0x00ff0000, text: "QEMU's handle mask (mdd)" },
    },
    {
      name: 'max_fn',
      type: 'u16',
      byteOffset: 28,
      doc: 'most functions that the list can hold',
      need: 'none',
      format: { kind: 'unit', unit: 'functions' },
    },
    {
      name: 'uid_checking',
      type: 'u8',
      byteOffset: 30,
      bitOffset: 7,
      bitLength: 1,
      doc: 'the machine enforces unique user-defined ids, so they can serve as PCI domain numbers',
      need: 'virtualize',
      format: { kind: 'yesNo', yes: 'uids are unique', no: 'uids may repeat' },
    },
    {
      name: 'entry_size',
      type: 'u8',
      byteOffset: 31,
      doc: 'size of one entry',
      need: 'none',
      scope: 'call',
      format: { kind: 'unit', unit: 'bytes' },
    },
    {
      name: 'fh_list',
      type: 'struct',
      struct: 'clp_fh_list_entry',
      byteOffset: 32,
      count: { length: 'hdr.len', stride: 'entry_size' },
      doc: 'one entry a function',
      scope: 'function',
    },
  ],
} as const satisfies Layout;

export const clpFhListEntry = {
  tag: 'clp_fh_list_entry',
  title: 'LIST PCI entry',
  byteOrder: 'big',
  size: 16,
  source: { file: header, symbol: 'struct clp_fh_list_entry', version: 'Linux 7.2.13' },
  role: { kind: 'part' },
  fields: [
    {
      name: 'device_id',
      type: 'u16',
      byteOffset: 0,
      doc: 'PCI device id',
      need: 'match-firmware',
      format: { kind: 'hex' },
    },
    {
      name: 'vendor_id',
      type: 'u16',
      byteOffset: 2,
      doc: 'PCI vendor id; Linux skips an entry whose vendor id is 0',
      need: 'match-firmware',
      format: { kind: 'hex' },
    },
    {
      name: 'config_state',
      type: 'u32',
      byteOffset: 4,
      bitOffset: 0,
      bitLength: 1,
      doc: 'configuration state; a function that is not in the list at all is reserved',
      need: 'virtualize',
      format: { kind: 'codes', codes: 'zpci-fn-state' },
    },
    { name: 'fid', type: 'u32', byteOffset: 8, doc: 'function id', need: 'virtualize', format: { kind: 'hex' } },
    { name: 'fh', type: 'u32', byteOffset: 12, doc: 'function handle', need: 'virtualize', format: handleFormat },
  ],
} as const satisfies Layout;
