import type { ExposureRow } from '../../model/interface.js';
import { caps, region } from './sources.js';

const struct = 'clp_rsp_list_pci';

export const listRows = [
  { struct, field: 'hdr.len', class: 'hidden', why: '@no-list', source: caps },
  { struct, field: 'hdr.rsp', class: 'hidden', why: '@no-list', source: caps },
  { struct, field: 'hdr.fmt', class: 'hidden', why: '@no-list', source: caps },
  { struct, field: 'hdr.reserved1', class: 'hidden', why: '@no-list', source: caps },
  { struct, field: 'hdr.reserved2', class: 'hidden', why: '@no-list', source: caps },
  { struct, field: 'resume_token', class: 'hidden', why: '@no-list', source: caps },
  { struct, field: 'reserved2', class: 'hidden', why: '@no-list', source: caps },
  { struct, field: 'max_fn', class: 'hidden', why: '@no-list', source: caps },
  {
    struct,
    field: 'uid_checking',
    class: 'hidden',
    why: 'Whether uids are unique is said in the list only, so a reader of the uid in QFN cannot even tell what it is worth.',
    source: caps,
  },
  { struct, field: 'entry_size', class: 'hidden', why: '@no-list', source: caps },
  {
    struct,
    field: 'fh_list[].device_id',
    class: 'hidden',
    to: [{ field: 'vfio_region_info.offset', rule: { kind: 'configSpace' } }],
    why: '@config-space',
    source: region,
  },
  {
    struct,
    field: 'fh_list[].vendor_id',
    class: 'hidden',
    to: [{ field: 'vfio_region_info.offset', rule: { kind: 'configSpace' } }],
    why: '@config-space',
    source: region,
  },
  {
    struct,
    field: 'fh_list[].config_state',
    class: 'hidden',
    why: 'A function whose container can be asked has been opened, and only configured functions can be.',
    source: caps,
  },
  {
    struct,
    field: 'fh_list[].fid',
    class: 'hidden',
    why: 'The list is not handed out. The id of this one function is, in QFN.',
    source: caps,
  },
  {
    struct,
    field: 'fh_list[].fh',
    class: 'hidden',
    why: 'Kept back: the kernel asks firmware with the handle, and no answer to the two queries holds it.',
    source: caps,
  },
] as const satisfies readonly ExposureRow[];
