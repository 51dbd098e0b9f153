import type { ExposureRow, Target } from '../../../model/interface.js';
import { answer, readBase, readPfip } from '../sources.js';
import { emulated, lost, notYet } from '../variants.js';

const struct = 'clp_rsp_query_pci';

const pfipLost = [
  { field: `${struct}.pfip`, rule: { kind: 'untouched', lost: true } },
] as const satisfies readonly Target[];
const pfipZero = [
  { field: `${struct}.pfip`, rule: { kind: 'constant', value: 0 } },
] as const satisfies readonly Target[];
const fmbLenKept = [{ field: `${struct}.fmb_len`, rule: { kind: 'untouched' } }] as const satisfies readonly Target[];
const pftKept = [{ field: `${struct}.pft`, rule: { kind: 'untouched' } }] as const satisfies readonly Target[];

export const adapterRows = [
  {
    struct,
    field: 'pfip',
    class: 'exposed',
    to: [{ field: `${struct}.pfip`, rule: { kind: 'same' } }],
    via: 'vfio_device_info_cap_zpci_pfip.pfip',
    why: 'The path in the machine goes together with pchid; a capability of more than 4 bytes is not believed and leaves 0.',
    source: readPfip,
    variants: [
      { ...notYet, to: pfipLost },
      { ...lost, to: pfipLost },
      { ...emulated, to: pfipZero },
    ],
  },
  {
    struct,
    field: 'fidparm',
    class: 'hidden',
    to: [{ field: `${struct}.fidparm`, rule: { kind: 'untouched' } }],
    why: '@no-capability',
    source: answer,
  },
  {
    struct,
    field: 'reserved3',
    class: 'hidden',
    to: [{ field: `${struct}.reserved3`, rule: { kind: 'untouched' } }],
    why: '@reserved-kept',
    source: answer,
  },
  {
    struct,
    field: 'port',
    class: 'hidden',
    to: [{ field: `${struct}.port`, rule: { kind: 'untouched' } }],
    why: '@no-capability',
    source: answer,
  },
  {
    struct,
    field: 'fmb_len',
    class: 'hidden',
    to: [{ field: `${struct}.fmb_len`, rule: { kind: 'constant', value: 0 } }],
    why: "QEMU counts for the guest in a measurement block of its own, format 0, and ignores the host's: a length would promise the host's format.",
    source: readBase,
    variants: [
      { ...notYet, to: fmbLenKept },
      { ...lost, to: fmbLenKept },
    ],
  },
  {
    struct,
    field: 'pft',
    class: 'hidden',
    to: [{ field: `${struct}.pft`, rule: { kind: 'constant', value: 0 } }],
    why: 'The type decides the format of the measurement block, of which QEMU has the plain one only. Since 8.0 QEMU keeps the type of the host for itself, to reset ISM functions.',
    source: readBase,
    variants: [
      { ...notYet, to: pftKept },
      { ...lost, to: pftKept },
    ],
  },
] as const satisfies readonly ExposureRow[];
