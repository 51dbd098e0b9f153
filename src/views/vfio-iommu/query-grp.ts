import type { ExposureRow } from '../../model/interface.js';
import { dtsmNumbering } from '../unsettled.js';
import { info, ranges, tables } from './sources.js';

const struct = 'clp_rsp_query_pci_grp';

export const queryGrpRows = [
  { struct, field: 'hdr.len', class: 'hidden', why: '@no-call', source: info },
  { struct, field: 'hdr.rsp', class: 'hidden', why: '@no-call', source: info },
  { struct, field: 'hdr.fmt', class: 'hidden', why: '@no-call', source: info },
  { struct, field: 'hdr.reserved1', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'hdr.reserved2', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'noi', class: 'hidden', why: '@group-scope', source: info },
  { struct, field: 'version', class: 'hidden', why: '@group-scope', source: info },
  {
    struct,
    field: 'rtr',
    class: 'hidden',
    why: 'Whether DMA may go untranslated is decided by the domain that the host driver attaches, and a container always gets a translating one.',
    source: info,
  },
  {
    struct,
    field: 'frame',
    class: 'virtualized',
    to: [{ field: 'vfio_iommu_type1_info.iova_pgsizes', rule: { kind: 'madeUp' } }],
    why: 'The page sizes that the host IOMMU driver maps stand in for the bit of firmware: every power of two from 4 KiB on older kernels, 4 KiB alone later. This is the frame size of the review of 2019, at its right place.',
    source: info,
    unsure:
      'What the bit promises is not public: its name and the remark of 2019 (what the host IOMMU driver supports) are all there is.',
  },
  {
    struct,
    field: 'refresh',
    class: 'hidden',
    why: 'Userspace maps with an ioctl and unmaps with an ioctl; when it returns, nothing is left to be refreshed.',
    source: info,
  },
  { struct, field: 'maxstbl', class: 'hidden', why: '@group-scope', source: info },
  { struct, field: 'mui', class: 'hidden', why: '@group-scope', source: info },
  {
    struct,
    field: 'dtsm',
    class: 'hidden',
    why: 'Only its effect shows: Linux since 6.16 chooses the tables by it, and they set how far an IOVA range can reach. Older kernels always use region third tables.',
    source: tables,
    unsure: dtsmNumbering,
  },
  { struct, field: 'reserved3', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'maxfaal', class: 'hidden', why: '@group-scope', source: info },
  { struct, field: 'dnoi', class: 'hidden', why: '@group-scope', source: info },
  { struct, field: 'maxcpu', class: 'hidden', why: '@group-scope', source: info },
  {
    struct,
    field: 'dasm',
    class: 'hidden',
    why: 'A property of the functions of a group. The ranges say what may be mapped, and they come from the aperture alone.',
    source: ranges,
  },
  { struct, field: 'msia', class: 'hidden', why: '@group-scope', source: info },
  { struct, field: 'reserved4', class: 'hidden', why: '@reserved', source: info },
  { struct, field: 'reserved5', class: 'hidden', why: '@reserved', source: info },
] as const satisfies readonly ExposureRow[];
