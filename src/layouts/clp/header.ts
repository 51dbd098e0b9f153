import type { Layout, Source, StructField } from '../../model/layout.js';

const source = (symbol: string): Source => ({ file: 'arch/s390/include/asm/clp.h', symbol, version: 'Linux 7.2.13' });

const length = {
  name: 'len',
  type: 'u16',
  byteOffset: 0,
  doc: 'length of this block; a response has the space offered before the call, the valid length after it',
  format: { kind: 'unit', unit: 'bytes' },
} as const;

const rest = [
  {
    name: 'fmt',
    type: 'u32',
    byteOffset: 4,
    bitOffset: 0,
    bitLength: 4,
    doc: 'format of the block; /dev/clp accepts 0 only, QEMU checks it for LIST PCI only',
  },
  { name: 'reserved1', type: 'u32', byteOffset: 4, bitOffset: 4, bitLength: 28, reserved: true, doc: 'must be 0' },
  { name: 'reserved2', type: 'u64', byteOffset: 8, reserved: true, doc: 'must be 0' },
] as const;

export const clpReqHdr = {
  tag: 'clp_req_hdr',
  title: 'CLP request header',
  byteOrder: 'big',
  size: 16,
  source: source('struct clp_req_hdr'),
  role: { kind: 'clp-header', of: 'request', length: 'len', code: 'cmd' },
  fields: [
    length,
    {
      name: 'cmd',
      type: 'u16',
      byteOffset: 2,
      doc: 'command code',
      format: { kind: 'codes', codes: 'clp-command' },
    },
    ...rest,
  ],
} as const satisfies Layout;

export const clpRspHdr = {
  tag: 'clp_rsp_hdr',
  title: 'CLP response header',
  byteOrder: 'big',
  size: 16,
  source: source('struct clp_rsp_hdr'),
  role: { kind: 'clp-header', of: 'response', length: 'len', code: 'rsp' },
  fields: [
    length,
    {
      name: 'rsp',
      type: 'u16',
      byteOffset: 2,
      doc: 'response code; only 0x0010 means that the body can be believed',
      format: { kind: 'codes', codes: 'clp-response' },
    },
    ...rest,
  ],
} as const satisfies Layout;

/** First member of every CLP response: about the call, not about the function. */
export const rspHdr = {
  name: 'hdr',
  type: 'struct',
  struct: 'clp_rsp_hdr',
  byteOffset: 0,
  doc: 'response header',
  need: 'none',
  scope: 'call',
} as const satisfies StructField;
