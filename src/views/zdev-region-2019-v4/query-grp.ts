import type { ExposureRow } from '../../model/interface.js';
import { fill } from './sources.js';

const struct = 'clp_rsp_query_pci_grp';
const region = 'vfio_region_zpci_info@zdev-region-2019-v4';

export const queryGrpRows = [
  {
    struct,
    field: 'noi',
    class: 'exposed',
    to: [{ field: `${region}.noi`, rule: { kind: 'same' } }],
    why: 'A guest must not be promised more interrupts for a function than firmware delivers.',
    source: fill,
  },
  {
    struct,
    field: 'version',
    class: 'hidden',
    to: [{ field: `${region}.version`, rule: { kind: 'untouched' } }],
    why: '@unassigned',
    source: fill,
    unsure:
      'Uninitialised memory of the kernel (kmalloc), which can be any value: the bytes say nothing of the function.',
  },
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
  {
    struct,
    field: 'mui',
    class: 'exposed',
    to: [{ field: `${region}.mui`, rule: { kind: 'same' } }],
    why: 'The pace at which firmware updates a measurement block, in whose place userspace updates that of its guest.',
    source: fill,
  },
  {
    struct,
    field: 'dasm',
    class: 'exposed',
    to: [{ field: `${region}.dasm`, rule: { kind: 'same' } }],
    why: 'Which address bits the functions of the group can put on the bus, as the kernel keeps them.',
    source: fill,
  },
  {
    struct,
    field: 'msia',
    class: 'exposed',
    to: [{ field: `${region}.msi_addr`, rule: { kind: 'same' } }],
    why: 'The address to which the adapter writes an interrupt; guest and adapter must mean the same one.',
    source: fill,
  },
] as const satisfies readonly ExposureRow[];
