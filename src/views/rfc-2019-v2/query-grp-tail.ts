import type { ExposureRow } from '../../model/interface.js';
import { dtsmNumbering } from '../unsettled.js';
import { copyGrp, grpStruct } from './sources.js';

const struct = 'clp_rsp_query_pci_grp';
const response = 'vfio_iommu_type1_info_pcifg@rfc-2019-v2.response';

export const queryGrpTailRows = [
  {
    struct,
    field: 'maxstbl',
    class: 'exposed',
    to: [{ field: `${response}.maxstbl`, rule: { kind: 'bits', low: 0, width: 13 } }],
    why: "Firmware's limit for stores that the machine executes. Those of a guest pass through the kernel, which writes 128 bytes at most, so the value can promise too much.",
    source: grpStruct,
  },
  {
    struct,
    field: 'mui',
    class: 'exposed',
    to: [{ field: `${response}.mui`, rule: { kind: 'same' } }],
    why: 'The pace at which firmware measures; without the length of the block, which is not declared, a reader can do little with it.',
    source: grpStruct,
  },
  {
    struct,
    field: 'dtsm',
    class: 'hidden',
    to: [{ field: `${response}.reserved3`, rule: { kind: 'bits', low: 56, width: 8 } }],
    why: 'Not declared: which tables the function can walk concerns the host IOMMU driver, which builds them. The first byte of reserved3 carries it.',
    source: copyGrp,
    unsure: dtsmNumbering,
    leak: true,
  },
  {
    struct,
    field: 'reserved3',
    class: 'hidden',
    to: [{ field: `${response}.reserved3`, rule: { kind: 'bits', low: 48, width: 8 } }],
    why: '@copied-reserved',
    source: copyGrp,
  },
  {
    struct,
    field: 'maxfaal',
    class: 'hidden',
    to: [{ field: `${response}.reserved3`, rule: { kind: 'bits', low: 32, width: 16 } }],
    why: 'Linux does not know what to do with it, so nobody can have wanted to hand it out; it stands in reserved3.',
    source: copyGrp,
    leak: true,
  },
  {
    struct,
    field: 'dnoi',
    class: 'hidden',
    to: [{ field: `${response}.reserved3`, rule: { kind: 'bits', low: 16, width: 12 } }],
    why: 'Directed interrupts are between the host kernel and firmware; their number is handed out in reserved3.',
    source: copyGrp,
    leak: true,
  },
  {
    struct,
    field: 'maxcpu',
    class: 'hidden',
    to: [{ field: `${response}.reserved3`, rule: { kind: 'bits', low: 0, width: 16 } }],
    why: 'A limit on the CPUs of the host, in the last two bytes of reserved3.',
    source: copyGrp,
    leak: true,
  },
  {
    struct,
    field: 'dasm',
    class: 'exposed',
    to: [{ field: `${response}.dasm`, rule: { kind: 'same' } }],
    why: 'Which address bits the functions can put on the bus: a value that a guest has to be told as firmware has it.',
    source: grpStruct,
  },
  {
    struct,
    field: 'msia',
    class: 'exposed',
    to: [{ field: `${response}.msia`, rule: { kind: 'same' } }],
    why: 'The address to which the adapter writes an interrupt; the proposal for QEMU placed its interrupt window there.',
    source: grpStruct,
  },
  {
    struct,
    field: 'reserved4',
    class: 'hidden',
    to: [{ field: `${response}.reserved4`, rule: { kind: 'same' } }],
    why: '@copied-reserved',
    source: copyGrp,
  },
  {
    struct,
    field: 'reserved5',
    class: 'hidden',
    to: [{ field: `${response}.reserved5`, rule: { kind: 'same' } }],
    why: '@copied-reserved',
    source: copyGrp,
  },
] as const satisfies readonly ExposureRow[];
