import type { Layout } from '../../model/layout.js';

export const clpReq = {
  tag: 'clp_req',
  title: 'argument of the CLP_SYNC ioctl of /dev/clp',
  byteOrder: 'big',
  size: 16,
  source: { file: 'arch/s390/include/uapi/asm/clp.h', symbol: 'struct clp_req', version: 'Linux 7.2.13' },
  role: { kind: 'part' },
  fields: [
    {
      name: 'c',
      type: 'u32',
      byteOffset: 0,
      bitOffset: 0,
      bitLength: 1,
      doc: 'kind of command: immediate or with a page',
      format: { kind: 'yesNo', yes: 'immediate command', no: 'command with a page at data_p' },
    },
    { name: 'r', type: 'u32', byteOffset: 0, bitOffset: 1, bitLength: 1, doc: 'must be 0' },
    {
      name: 'lps',
      type: 'u32',
      byteOffset: 0,
      bitOffset: 2,
      bitLength: 6,
      doc: 'logical processor set',
      format: { kind: 'codes', codes: 'clp-lps' },
    },
    {
      name: 'cmd',
      type: 'u32',
      byteOffset: 1,
      bitOffset: 0,
      bitLength: 8,
      doc: 'immediate command: 0 asks whether the lps exists, 1 for the mask of all',
    },
    { name: 'reserved', type: 'u32', byteOffset: 4, reserved: true, doc: 'must be 0' },
    { name: 'data_p', type: 'u64', byteOffset: 8, doc: 'address of the page', format: { kind: 'hex' } },
  ],
} as const satisfies Layout;
