import type { ExposureRow } from '../../model/interface.js';
import { info } from './sources.js';

const struct = 'clp_rsp_query_pci';

export const queryFnRows = [
  { struct, field: 'hdr.len', class: 'hidden', why: '@no-call', source: info },
  { struct, field: 'hdr.rsp', class: 'hidden', why: '@no-call', source: info },
  { struct, field: 'hdr.fmt', class: 'hidden', why: '@no-call', source: info },
  { struct, field: 'hdr.reserved1', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'hdr.reserved2', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'vfn', class: 'hidden', why: '@function-scope', source: info },
  { struct, field: 'tid_avail', class: 'hidden', why: '@host-topology', source: info },
  { struct, field: 'rid_avail', class: 'hidden', why: '@host-topology', source: info },
  { struct, field: 'is_physfn', class: 'hidden', why: '@function-scope', source: info },
  { struct, field: 'reserved1', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'mio_addr_avail', class: 'hidden', why: '@bar-access', source: info },
  { struct, field: 'util_str_avail', class: 'hidden', why: '@function-scope', source: info },
  { struct, field: 'pchid', class: 'hidden', why: '@function-scope', source: info },
  { struct, field: 'pfip', class: 'hidden', why: '@function-scope', source: info },
  { struct, field: 'fidparm', class: 'hidden', why: '@function-scope', source: info },
  { struct, field: 'reserved3', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'port', class: 'hidden', why: '@function-scope', source: info },
  { struct, field: 'pft', class: 'hidden', why: '@function-scope', source: info },
  { struct, field: 'rid', class: 'hidden', why: '@host-topology', source: info },
  { struct, field: 'reserved0', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'tid', class: 'hidden', why: '@host-topology', source: info },
  { struct, field: 'reserved', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'util_str', class: 'hidden', why: '@function-scope', source: info },
  { struct, field: 'reserved2', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'mio.valid', class: 'hidden', why: '@bar-access', source: info },
  { struct, field: 'mio.addr[].wb', class: 'hidden', why: '@bar-access', source: info },
  { struct, field: 'mio.addr[].wt', class: 'hidden', why: '@bar-access', source: info },
  { struct, field: 'mio.reserved', class: 'hidden', why: '@reserved', source: info },
] as const satisfies readonly ExposureRow[];
