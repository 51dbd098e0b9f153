import type { ExposureRow } from '../../model/interface.js';
import { regions2019FnRows } from '../device-regions/regions-2019-fn.js';
import { fill } from './sources.js';

const struct = 'clp_rsp_query_pci';
const region = 'vfio_region_zpci_info@zdev-region-2019-v3';

export const queryFnRows = [
  ...regions2019FnRows(region, fill),
  {
    struct,
    field: 'util_str_avail',
    class: 'hidden',
    why: 'No field: without a string the 64 bytes are zeros, and a reader has to conclude from them.',
    source: fill,
  },
  {
    struct,
    field: 'util_str',
    class: 'exposed',
    to: [{ field: `${region}.util_str`, rule: { kind: 'same' } }],
    why: 'The 64 bytes in EBCDIC; the review missed a definition of that length that userspace can see.',
    source: fill,
  },
] as const satisfies readonly ExposureRow[];
