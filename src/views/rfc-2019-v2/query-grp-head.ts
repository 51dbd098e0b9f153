import type { ExposureRow } from '../../model/interface.js';
import { copyGrp, grpStruct } from './sources.js';

const struct = 'clp_rsp_query_pci_grp';
const response = 'vfio_iommu_type1_info_pcifg@rfc-2019-v2.response';

export const queryGrpHeadRows = [
  {
    struct,
    field: 'hdr.len',
    class: 'hidden',
    to: [{ field: `${response}.ignored`, rule: { kind: 'bits', low: 16, width: 16 } }],
    why: '@ignored-length',
    source: copyGrp,
  },
  {
    struct,
    field: 'hdr.rsp',
    class: 'hidden',
    to: [{ field: `${response}.ignored`, rule: { kind: 'bits', low: 0, width: 16 } }],
    why: '@ignored-code',
    source: copyGrp,
  },
  {
    struct,
    field: 'hdr.fmt',
    class: 'exposed',
    to: [{ field: `${response}.format`, rule: { kind: 'bits', low: 28, width: 4 } }],
    why: '@call-format',
    source: grpStruct,
  },
  {
    struct,
    field: 'hdr.reserved1',
    class: 'hidden',
    to: [{ field: `${response}.format`, rule: { kind: 'bits', low: 0, width: 28 } }],
    why: '@copied-reserved',
    source: copyGrp,
  },
  {
    struct,
    field: 'hdr.reserved2',
    class: 'hidden',
    to: [{ field: `${response}.reserved1`, rule: { kind: 'same' } }],
    why: '@copied-reserved',
    source: copyGrp,
  },
  {
    struct,
    field: 'noi',
    class: 'exposed',
    to: [{ field: `${response}.noi`, rule: { kind: 'bits', low: 0, width: 12 } }],
    why: 'A guest must not be promised more interrupts than firmware delivers. Declared with 16 bits, of which firmware reserves 4.',
    source: grpStruct,
  },
  {
    struct,
    field: 'version',
    class: 'exposed',
    to: [{ field: `${response}.version`, rule: { kind: 'same' } }],
    why: 'Version of the PCI architecture that the functions of the group follow; what a guest is told has to agree with it.',
    source: grpStruct,
  },
  {
    struct,
    field: 'rtr',
    class: 'hidden',
    to: [{ field: `${response}.flags`, rule: { kind: 'bits', low: 5, width: 1 } }],
    why: 'The proposal names two flags, but the whole byte is copied: newer firmware shows this one to readers who were told nothing of it.',
    source: copyGrp,
    leak: true,
  },
  {
    struct,
    field: 'frame',
    class: 'exposed',
    to: [{ field: `${response}.flags`, rule: { kind: 'bits', low: 1, width: 1 } }],
    why: 'Passed on as firmware has it, though it is the host IOMMU driver that knows which frames it can map. The proposal for QEMU left the bit out.',
    source: grpStruct,
    unsure:
      'What the bit promises is not public: its name and the remark of 2019 (what the host IOMMU driver supports) are all there is.',
  },
  {
    struct,
    field: 'refresh',
    class: 'exposed',
    to: [{ field: `${response}.flags`, rule: { kind: 'bits', low: 0, width: 1 } }],
    why: 'Passed on as firmware has it. A guest has to refresh in any case, as userspace learns of its mappings by that instruction only: the proposal for QEMU set the bit itself.',
    source: grpStruct,
  },
] as const satisfies readonly ExposureRow[];
