import type { ExposureRow } from '../../model/interface.js';
import { regions2019GrpRows } from '../device-regions/regions-2019-grp.js';
import { fill } from './sources.js';

const struct = 'clp_rsp_query_pci_grp';
const region = 'vfio_region_zpci_info@zdev-region-2019-v4';

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
    why: 'Always set, which made the review ask what a flag is for that never changes. A guest has to refresh because its mappings pass through userspace.',
    source: fill,
  },
  {
    struct,
    field: 'maxstbl',
    class: 'hidden',
    to: [{ field: `${region}.maxstbl`, rule: { kind: 'untouched' } }],
    why: 'Declared for the first time, but no line of the proposal assigns it.',
    source: fill,
    unsure:
      'Uninitialised memory of the kernel (kmalloc), which can be any value: the bytes say nothing of the function.',
  },
] as const satisfies readonly ExposureRow[];
