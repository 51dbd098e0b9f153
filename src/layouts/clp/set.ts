import type { Layout } from '../../model/layout.js';
import { handleFormat } from '../handle.js';
import { rspHdr } from './header.js';

const header = 'arch/s390/include/asm/pci_clp.h';

export const clpReqSetPci = {
  tag: 'clp_req_set_pci',
  title: 'SET PCI FUNCTION request',
  byteOrder: 'big',
  size: 32,
  source: { file: header, symbol: 'struct clp_req_set_pci', version: 'Linux 7.2.13' },
  role: { kind: 'clp-request', command: 0x0005, length: 'hdr.len', code: 'hdr.cmd', responses: ['clp_rsp_set_pci'] },
  fields: [
    { name: 'hdr', type: 'struct', struct: 'clp_req_hdr', byteOffset: 0, doc: 'request header' },
    { name: 'fh', type: 'u32', byteOffset: 16, doc: 'handle of the function to change', format: handleFormat },
    { name: 'reserved2', type: 'u16', byteOffset: 20, reserved: true, doc: 'must be 0' },
    { name: 'oc', type: 'u8', byteOffset: 22, doc: 'operation', format: { kind: 'codes', codes: 'clp-set-operation' } },
    {
      name: 'ndas',
      type: 'u8',
      byteOffset: 23,
      doc: 'number of DMA address spaces wanted; Linux asks for 1',
      format: { kind: 'unit', unit: 'DMA address spaces' },
    },
    { name: 'reserved3', type: 'u32', byteOffset: 24, reserved: true, doc: 'must be 0' },
    {
      name: 'gisa',
      type: 'u32',
      byteOffset: 28,
      doc: 'guest interruption state area designation, for an interpreted function',
      since: 'Linux 6.0 (c68468ed3416)',
      format: { kind: 'hex' },
    },
  ],
} as const satisfies Layout;

export const clpRspSetPci = {
  tag: 'clp_rsp_set_pci',
  title: 'SET PCI FUNCTION response',
  byteOrder: 'big',
  size: 160,
  source: { file: header, symbol: 'struct clp_rsp_set_pci', version: 'Linux 7.2.13' },
  role: {
    kind: 'clp-response',
    command: 0x0005,
    length: 'hdr.len',
    code: 'hdr.rsp',
    ok: 0x0010,
    header: 'hdr.',
    lengths: [160, 32],
  },
  fields: [
    rspHdr,
    { name: 'fh', type: 'u32', byteOffset: 16, doc: 'new handle of the function', format: handleFormat },
    { name: 'reserved1', type: 'u32', byteOffset: 20, reserved: true, doc: 'reserved' },
    { name: 'reserved2', type: 'u64', byteOffset: 24, reserved: true, doc: 'reserved' },
    {
      name: 'mio',
      type: 'struct',
      struct: 'mio_info',
      byteOffset: 32,
      doc: 'MIO addresses of the BARs, after ENABLE_MIO',
      since: 'Linux 5.3 (c7ff0e918a7c)',
    },
  ],
} as const satisfies Layout;
