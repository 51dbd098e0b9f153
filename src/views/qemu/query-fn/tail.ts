import type { ExposureRow, Target } from '../../../model/interface.js';
import { answer, identifiers, readUtil } from '../sources.js';
import { emulated, lost, notYet } from '../variants.js';

const struct = 'clp_rsp_query_pci';

const utilStrLost = [
  { field: `${struct}.util_str`, rule: { kind: 'untouched', lost: true } },
] as const satisfies readonly Target[];
const utilStrZero = [
  { field: `${struct}.util_str`, rule: { kind: 'constant', value: 0 } },
] as const satisfies readonly Target[];

export const tailRows = [
  {
    struct,
    field: 'rid',
    class: 'hidden',
    to: [{ field: `${struct}.rid`, rule: { kind: 'untouched' } }],
    why: 'Not written: without rid_avail the guest numbers the function itself.',
    source: answer,
  },
  {
    struct,
    field: 'reserved0',
    class: 'hidden',
    to: [{ field: `${struct}.reserved0`, rule: { kind: 'untouched' } }],
    why: '@reserved-kept',
    source: answer,
  },
  {
    struct,
    field: 'tid',
    class: 'hidden',
    to: [{ field: `${struct}.tid`, rule: { kind: 'untouched' } }],
    why: "Not written: it is younger than QEMU's struct, and tid_avail 0 keeps the guest from reading it.",
    source: answer,
  },
  {
    struct,
    field: 'reserved',
    class: 'hidden',
    to: [{ field: `${struct}.reserved`, rule: { kind: 'untouched' } }],
    why: '@reserved-kept',
    source: answer,
  },
  {
    struct,
    field: 'uid',
    class: 'virtualized',
    to: [{ field: `${struct}.uid`, rule: { kind: 'madeUp', equal: 'warning' } }],
    why: 'uid= of -device zpci, else the first free number from 1, at most 0xffff. Unique within the guest, where it becomes the PCI domain.',
    source: identifiers,
  },
  {
    struct,
    field: 'util_str',
    class: 'exposed',
    to: [{ field: `${struct}.util_str`, rule: { kind: 'same' } }],
    via: 'vfio_device_info_cap_zpci_util.util_str',
    why: 'Software in the guest matches on its PNETIDs, so it has to be the string of the real function. It is 0 without the UTIL capability.',
    source: readUtil,
    variants: [
      { ...notYet, to: utilStrLost },
      { ...lost, to: utilStrLost },
      { ...emulated, to: utilStrZero },
    ],
  },
  {
    struct,
    field: 'reserved2',
    class: 'hidden',
    to: [{ field: `${struct}.reserved2`, rule: { kind: 'untouched' } }],
    why: '@behind-192',
    source: answer,
  },
  {
    struct,
    field: 'mio.valid',
    class: 'hidden',
    to: [{ field: `${struct}.mio.valid`, rule: { kind: 'untouched' } }],
    why: '@behind-192',
    source: answer,
  },
  {
    struct,
    field: 'mio.addr[].wb',
    class: 'hidden',
    to: [{ field: `${struct}.mio.addr[].wb`, rule: { kind: 'untouched' } }],
    why: '@behind-192',
    source: answer,
  },
  {
    struct,
    field: 'mio.addr[].wt',
    class: 'hidden',
    to: [{ field: `${struct}.mio.addr[].wt`, rule: { kind: 'untouched' } }],
    why: '@behind-192',
    source: answer,
  },
  {
    struct,
    field: 'mio.reserved',
    class: 'hidden',
    to: [{ field: `${struct}.mio.reserved`, rule: { kind: 'untouched' } }],
    why: '@behind-192',
    source: answer,
  },
] as const satisfies readonly ExposureRow[];
