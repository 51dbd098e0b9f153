import type { ExposureRow } from '../../model/interface.js';
import { regions2019GrpRows } from '../device-regions/regions-2019-grp.js';
import { fill } from './sources.js';

const struct = 'clp_rsp_query_pci_grp';
const region = 'vfio_region_zpci_info@zdev-region-2019-v3';

export const queryGrpRows = [
  ...regions2019GrpRows(region, fill),
  {
    struct,
    field: 'refresh',
    class: 'exposed',
    to: [
      {
        field: `${region}.flags`,
        rule: { kind: 'constant', value: 1, over: 'refreshing more often than firmware asks is safe' },
      },
    ],
    why: 'Always set: userspace learns of the mappings of a guest by its refresh instructions only.',
    source: fill,
  },
  {
    struct,
    field: 'maxstbl',
    class: 'hidden',
    why: 'No field: the kernel had not kept it so far, and the cover letter leaves it to a later version.',
    source: fill,
  },
] as const satisfies readonly ExposureRow[];
