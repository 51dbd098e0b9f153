import type { ExposureRow } from '../../model/interface.js';
import { copyFn, fnStruct } from './sources.js';

const struct = 'clp_rsp_query_pci';
const response = 'vfio_iommu_type1_info_pcifn@rfc-2019-v2.response';

export const queryFnTailRows = [
  {
    struct,
    field: 'sdma',
    class: 'exposed',
    to: [{ field: `${response}.sdma`, rule: { kind: 'same' } }],
    why: "Firmware's value where that of the host driver belongs: the driver uses the next page boundary.",
    source: fnStruct,
  },
  {
    struct,
    field: 'edma',
    class: 'exposed',
    to: [{ field: `${response}.edma`, rule: { kind: 'same' } }],
    why: "Firmware's value where that of the host driver belongs: the driver ends the aperture with the memory of the host or after 4 TiB, so a guest with this value is promised more than it can map.",
    source: fnStruct,
  },
  {
    struct,
    field: 'rid',
    class: 'hidden',
    to: [{ field: `${response}.reserved3`, rule: { kind: 'bits', low: 336, width: 16 } }],
    why: 'Bus and devfn of the host, in the first two bytes of reserved3.',
    source: copyFn,
    leak: true,
  },
  {
    struct,
    field: 'reserved0',
    class: 'hidden',
    to: [{ field: `${response}.reserved3`, rule: { kind: 'bits', low: 304, width: 32 } }],
    why: '@copied-reserved',
    source: copyFn,
  },
  {
    struct,
    field: 'tid',
    class: 'hidden',
    to: [{ field: `${response}.reserved3`, rule: { kind: 'bits', low: 288, width: 16 } }],
    why: 'Which functions of the host are one device, in bytes 6 and 7 of reserved3. Linux learned of the field long after the proposal.',
    source: copyFn,
    leak: true,
  },
  {
    struct,
    field: 'reserved',
    class: 'hidden',
    to: [{ field: `${response}.reserved3`, rule: { kind: 'bits', low: 0, width: 288 } }],
    why: '@copied-reserved',
    source: copyFn,
  },
  {
    struct,
    field: 'uid',
    class: 'exposed',
    to: [{ field: `${response}.uid`, rule: { kind: 'same' } }],
    why: "The number that the operator of the host gave the function. It has to be virtualized, and the proposal for QEMU puts the guest's own in its place.",
    source: fnStruct,
    leak: true,
  },
  {
    struct,
    field: 'util_str',
    class: 'exposed',
    to: [{ field: `${response}.util_str`, rule: { kind: 'same' } }],
    why: 'Software in the guest matches on it. It is here whether it means anything or not; bit 0 of u tells.',
    source: fnStruct,
  },
  { struct, field: 'reserved2', class: 'hidden', why: '@behind-struct', source: copyFn },
  { struct, field: 'mio.valid', class: 'hidden', why: '@behind-struct', source: copyFn, leak: true },
  { struct, field: 'mio.addr[].wb', class: 'hidden', why: '@behind-struct', source: copyFn, leak: true },
  { struct, field: 'mio.addr[].wt', class: 'hidden', why: '@behind-struct', source: copyFn, leak: true },
  { struct, field: 'mio.reserved', class: 'hidden', why: '@behind-struct', source: copyFn },
] as const satisfies readonly ExposureRow[];
