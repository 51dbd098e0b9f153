import type { Layout } from '../../model/layout.js';
import { rspHdr } from './header.js';

const lpif = {
  name: 'lpif',
  type: 'bytes',
  byteOffset: 32,
  length: 32,
  unit: 4,
  doc: 'installed functions, a 256-bit mask (the meaning of its bits is not public)',
} as const;
const lpic = {
  name: 'lpic',
  type: 'bytes',
  byteOffset: 96,
  length: 32,
  unit: 4,
  doc: 'processor characteristics, a 256-bit mask (the meaning of its bits is not public)',
} as const;
const reserved2 = {
  name: 'reserved2',
  type: 'bytes',
  byteOffset: 16,
  length: 16,
  unit: 4,
  reserved: true,
  doc: 'reserved',
} as const;
const response = {
  kind: 'clp-response',
  command: 0x0001,
  length: 'hdr.len',
  code: 'hdr.rsp',
  ok: 0x0010,
  header: 'hdr.',
  lengths: [128],
} as const;

export const clpReqSlpc = {
  tag: 'clp_req_slpc',
  title: 'SLPC request: store logical-processor characteristics',
  byteOrder: 'big',
  size: 16,
  source: { file: 'arch/s390/include/asm/clp.h', symbol: 'struct clp_req_slpc', version: 'Linux 7.2.13' },
  role: {
    kind: 'clp-request',
    command: 0x0001,
    length: 'hdr.len',
    code: 'hdr.cmd',
    responses: ['clp_rsp_slpc_pci', 'clp_rsp_slpc'],
  },
  fields: [{ name: 'hdr', type: 'struct', struct: 'clp_req_hdr', byteOffset: 0, doc: 'request header' }],
} as const satisfies Layout;

export const clpRspSlpc = {
  tag: 'clp_rsp_slpc',
  title: 'SLPC response of the base logical processor set (lps 0)',
  byteOrder: 'big',
  size: 128,
  source: { file: 'arch/s390/include/asm/clp.h', symbol: 'struct clp_rsp_slpc', version: 'Linux 7.2.13' },
  role: response,
  fields: [
    rspHdr,
    reserved2,
    lpif,
    { name: 'reserved3', type: 'bytes', byteOffset: 64, length: 32, unit: 4, reserved: true, doc: 'reserved' },
    lpic,
  ],
} as const satisfies Layout;

export const clpRspSlpcPci = {
  tag: 'clp_rsp_slpc_pci',
  title: 'SLPC response of the PCI logical processor set (lps 2)',
  byteOrder: 'big',
  size: 128,
  source: { file: 'arch/s390/include/asm/pci_clp.h', symbol: 'struct clp_rsp_slpc_pci', version: 'Linux 7.2.13' },
  role: response,
  fields: [
    rspHdr,
    reserved2,
    lpif,
    { name: 'reserved3', type: 'bytes', byteOffset: 64, length: 16, unit: 4, reserved: true, doc: 'reserved' },
    {
      name: 'vwb',
      type: 'u32',
      byteOffset: 80,
      bitOffset: 0,
      bitLength: 1,
      doc: 'the write-back bit position below is valid',
      format: { kind: 'yesNo', yes: 'mio_wb is valid', no: 'mio_wb means nothing' },
    },
    {
      name: 'mio_wb',
      type: 'u32',
      byteOffset: 80,
      bitOffset: 2,
      bitLength: 6,
      doc: 'position of the write-back bit in a MIO address, 0 = most significant',
    },
    { name: 'reserved5', type: 'bytes', byteOffset: 84, length: 12, unit: 4, reserved: true, doc: 'reserved' },
    lpic,
  ],
} as const satisfies Layout;
