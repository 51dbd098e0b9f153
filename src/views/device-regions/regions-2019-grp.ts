import type { ExposureRow } from '../../model/interface.js';
import type { Source } from '../../model/layout.js';

const struct = 'clp_rsp_query_pci_grp';

/** What both regions of 2019 say of the group; `region` is the layout of one, `source` fills it. */
export const regions2019GrpRows = (region: string, source: Source) =>
  [
    {
      struct,
      field: 'noi',
      class: 'exposed',
      to: [{ field: `${region}.noi`, rule: { kind: 'same' } }],
      why: 'A guest must not be promised more interrupts for a function than firmware delivers.',
      source,
    },
    {
      struct,
      field: 'version',
      class: 'hidden',
      to: [{ field: `${region}.version`, rule: { kind: 'untouched' } }],
      why: '@unassigned',
      source,
      unsure:
        'Uninitialised memory of the kernel (kmalloc), which can be any value: the bytes say nothing of the function.',
    },
    {
      struct,
      field: 'mui',
      class: 'exposed',
      to: [{ field: `${region}.mui`, rule: { kind: 'same' } }],
      why: 'The pace at which firmware updates a measurement block, in whose place userspace updates that of its guest.',
      source,
    },
    {
      struct,
      field: 'dasm',
      class: 'exposed',
      to: [{ field: `${region}.dasm`, rule: { kind: 'same' } }],
      why: 'Which address bits the functions of the group can put on the bus, as the kernel keeps them.',
      source,
    },
    {
      struct,
      field: 'msia',
      class: 'exposed',
      to: [{ field: `${region}.msi_addr`, rule: { kind: 'same' } }],
      why: 'The address to which the adapter writes an interrupt; guest and adapter must mean the same one.',
      source,
    },
  ] as const satisfies readonly ExposureRow[];
