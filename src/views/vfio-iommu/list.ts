import type { ExposureRow } from '../../model/interface.js';
import { info } from './sources.js';

const struct = 'clp_rsp_list_pci';

export const listRows = [
  { struct, field: 'hdr.len', class: 'hidden', why: '@machine-scope', source: info },
  { struct, field: 'hdr.rsp', class: 'hidden', why: '@machine-scope', source: info },
  { struct, field: 'hdr.fmt', class: 'hidden', why: '@machine-scope', source: info },
  { struct, field: 'hdr.reserved1', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'hdr.reserved2', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'resume_token', class: 'hidden', why: '@machine-scope', source: info },
  { struct, field: 'reserved2', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'max_fn', class: 'hidden', why: '@machine-scope', source: info },
  { struct, field: 'uid_checking', class: 'hidden', why: '@machine-scope', source: info },
  { struct, field: 'entry_size', class: 'hidden', why: '@machine-scope', source: info },
  {
    struct,
    field: 'fh_list[].device_id',
    class: 'hidden',
    to: [{ field: 'vfio_region_info.offset', rule: { kind: 'configSpace' } }],
    why: '@function-scope',
    source: info,
  },
  {
    struct,
    field: 'fh_list[].vendor_id',
    class: 'hidden',
    to: [{ field: 'vfio_region_info.offset', rule: { kind: 'configSpace' } }],
    why: '@function-scope',
    source: info,
  },
  {
    struct,
    field: 'fh_list[].config_state',
    class: 'hidden',
    why: 'Only configured functions can be in a container.',
    source: info,
  },
  {
    struct,
    field: 'fh_list[].fid',
    class: 'hidden',
    why: 'A container knows its functions by the groups of VFIO that were put into it, not by an id of the host.',
    source: info,
  },
  {
    struct,
    field: 'fh_list[].fh',
    class: 'hidden',
    why: 'The kernel uses the handle when it registers the translation tables of a function; userspace never does, so it is not told here.',
    source: info,
  },
] as const satisfies readonly ExposureRow[];
