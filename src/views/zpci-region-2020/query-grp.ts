import type { ExposureRow } from '../../model/interface.js';
import { addGroup } from './sources.js';

const struct = 'clp_rsp_query_pci_grp';
const group = 'vfio_region_zpci_info_group@zpci-region-2020';

export const queryGrpRows = [
  {
    struct,
    field: 'noi',
    class: 'exposed',
    to: [{ field: `${group}.noi`, rule: { kind: 'same' } }],
    why: 'A guest must not be promised more interrupts for a function than firmware delivers.',
    source: addGroup,
  },
  {
    struct,
    field: 'version',
    class: 'exposed',
    to: [{ field: `${group}.version`, rule: { kind: 'same' } }],
    why: 'Version of the PCI architecture that the group follows; kept by the kernel for this purpose.',
    source: addGroup,
  },
  {
    struct,
    field: 'refresh',
    class: 'exposed',
    to: [
      {
        field: `${group}.flags`,
        rule: { kind: 'constant', value: 1, over: 'refreshing more often than firmware asks is safe' },
      },
    ],
    why: 'Still always set, whatever firmware says: a guest has to refresh because its mappings pass through userspace.',
    source: addGroup,
  },
  {
    struct,
    field: 'maxstbl',
    class: 'exposed',
    to: [
      {
        field: `${group}.maxstbl`,
        rule: {
          kind: 'constant',
          value: 128,
          over: "128 is the kernel's limit for intercepted stores, the only kind of that time",
        },
      },
    ],
    why: "The kernel's own limit for stores that it does on behalf of userspace. Firmware's was of no use before functions could be interpreted.",
    source: addGroup,
  },
  {
    struct,
    field: 'mui',
    class: 'exposed',
    to: [{ field: `${group}.mui`, rule: { kind: 'same' } }],
    why: 'The pace at which firmware updates a measurement block.',
    source: addGroup,
  },
  {
    struct,
    field: 'dasm',
    class: 'exposed',
    to: [{ field: `${group}.dasm`, rule: { kind: 'same' } }],
    why: 'Which address bits the functions of the group can put on the bus, unchanged.',
    source: addGroup,
  },
  {
    struct,
    field: 'msia',
    class: 'exposed',
    to: [{ field: `${group}.msi_addr`, rule: { kind: 'same' } }],
    why: 'The address to which the adapter writes an interrupt; QEMU places its interrupt window there.',
    source: addGroup,
  },
] as const satisfies readonly ExposureRow[];
