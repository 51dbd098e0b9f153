import type { ExposureRow } from '../../model/interface.js';
import type { Source } from '../../model/layout.js';
import { dtsmNumbering } from '../unsettled.js';

const struct = 'clp_rsp_query_pci_grp';

/** Facts of the group that no region offers. All regions have these rows, each with the source that fills it. */
export const hiddenGrpRows = (source: Source) =>
  [
    { struct, field: 'hdr.len', class: 'hidden', why: '@call-detail', source },
    { struct, field: 'hdr.rsp', class: 'hidden', why: '@call-detail', source },
    { struct, field: 'hdr.fmt', class: 'hidden', why: '@call-detail', source },
    { struct, field: 'hdr.reserved1', class: 'hidden', why: '@reserved', source },
    { struct, field: 'hdr.reserved2', class: 'hidden', why: '@reserved', source },
    { struct, field: 'rtr', class: 'hidden', why: '@unknown-then', source },
    {
      struct,
      field: 'frame',
      class: 'hidden',
      why: 'Firmware does not decide it alone: the page sizes that the host IOMMU driver can map are in iova_pgsizes of VFIO_IOMMU_GET_INFO.',
      source,
      unsure:
        'What the bit promises is not public: its name and the remark of 2019 (what the host IOMMU driver supports) are all there is.',
    },
    {
      struct,
      field: 'dtsm',
      class: 'hidden',
      why: 'The host kernel of that time did not keep it: it builds the tables itself, region third ones for every function.',
      source,
      unsure: dtsmNumbering,
    },
    { struct, field: 'reserved3', class: 'hidden', why: '@reserved', source },
    { struct, field: 'maxfaal', class: 'hidden', why: '@not-kept', source },
    { struct, field: 'dnoi', class: 'hidden', why: '@not-kept', source },
    { struct, field: 'maxcpu', class: 'hidden', why: '@not-kept', source },
    { struct, field: 'reserved4', class: 'hidden', why: '@reserved', source },
    { struct, field: 'reserved5', class: 'hidden', why: '@reserved', source },
  ] as const satisfies readonly ExposureRow[];
