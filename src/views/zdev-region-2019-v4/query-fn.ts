import type { ExposureRow } from '../../model/interface.js';
import { regions2019FnRows } from '../device-regions/regions-2019-fn.js';
import { fill } from './sources.js';

const struct = 'clp_rsp_query_pci';
const region = 'vfio_region_zpci_info@zdev-region-2019-v4';

export const queryFnRows = [
  ...regions2019FnRows(region, fill),
  {
    struct,
    field: 'util_str_avail',
    class: 'hidden',
    why: 'No field: the length of the string is to follow from the size of the region, which is the same without a string.',
    source: fill,
  },
  {
    struct,
    field: 'util_str',
    class: 'exposed',
    to: [{ field: `${region}.util_str`, rule: { kind: 'same' } }],
    why: 'Copied into the region in EBCDIC, without a length of its own: it is what the region has behind the struct.',
    source: fill,
    unsure:
      'A read as proposed ends at the size of the struct, 50 bytes, although the region is registered with 114: the string is there and no reader gets it.',
  },
] as const satisfies readonly ExposureRow[];
