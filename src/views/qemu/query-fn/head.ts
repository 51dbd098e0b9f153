import type { ExposureRow, Target } from '../../../model/interface.js';
import { answer, readBase, readUtil } from '../sources.js';
import { emulated, fixed, lost, notYet } from '../variants.js';

const struct = 'clp_rsp_query_pci';
const baseCap = 'vfio_device_info_cap_zpci_base';

const vfnLost = [
  { field: `${struct}.vfn`, rule: { kind: 'untouched', lost: true } },
] as const satisfies readonly Target[];
const vfnZero = [{ field: `${struct}.vfn`, rule: { kind: 'constant', value: 0 } }] as const satisfies readonly Target[];
const availZero = [
  { field: `${struct}.util_str_avail`, rule: { kind: 'constant', value: 0 } },
] as const satisfies readonly Target[];

export const headRows = [
  {
    struct,
    field: 'hdr.len',
    class: 'hidden',
    to: [{ field: `${struct}.hdr.len`, rule: { kind: 'untouched' } }],
    why: '@requested-length',
    source: answer,
  },
  {
    struct,
    field: 'hdr.rsp',
    class: 'virtualized',
    to: [{ field: `${struct}.hdr.rsp`, rule: { kind: 'madeUp' } }],
    why: 'QEMU answers in place of firmware: 0x0010, or 0x0101 when no function of this guest has the handle.',
    source: answer,
  },
  {
    struct,
    field: 'hdr.fmt',
    class: 'hidden',
    to: [{ field: `${struct}.hdr.fmt`, rule: { kind: 'untouched' } }],
    why: '@header-kept',
    source: answer,
  },
  {
    struct,
    field: 'hdr.reserved1',
    class: 'hidden',
    to: [{ field: `${struct}.hdr.reserved1`, rule: { kind: 'untouched' } }],
    why: '@header-kept',
    source: answer,
  },
  {
    struct,
    field: 'hdr.reserved2',
    class: 'hidden',
    to: [{ field: `${struct}.hdr.reserved2`, rule: { kind: 'untouched' } }],
    why: '@header-kept',
    source: answer,
  },
  {
    struct,
    field: 'vfn',
    class: 'exposed',
    to: [{ field: `${struct}.vfn`, rule: { kind: 'same' } }],
    via: `${baseCap}.vfn`,
    why: 'The guest should know which virtual function of the adapter it has; the number identifies nothing on the host.',
    source: readBase,
    variants: [
      { ...notYet, to: vfnLost },
      { ...lost, to: vfnLost },
      { ...emulated, to: vfnZero },
    ],
  },
  {
    struct,
    field: 'tid_avail',
    class: 'hidden',
    to: [{ field: `${struct}.tid_avail`, rule: { kind: 'constant', value: 0 } }],
    why: 'The flag byte holds the util string bit and nothing else: no topology id is offered, so the guest gives each function a bus of its own.',
    source: answer,
  },
  {
    struct,
    field: 'rid_avail',
    class: 'hidden',
    to: [{ field: `${struct}.rid_avail`, rule: { kind: 'constant', value: 0 } }],
    why: 'Always 0, so that the guest does not read rid, which QEMU leaves unwritten; QEMU plugs no multifunction devices on s390x.',
    source: answer,
  },
  {
    struct,
    field: 'is_physfn',
    class: 'hidden',
    to: [{ field: `${struct}.is_physfn`, rule: { kind: 'constant', value: 0 } }],
    why: 'Always 0: a guest function is never offered as the parent of virtual functions.',
    source: answer,
  },
  {
    struct,
    field: 'reserved1',
    class: 'hidden',
    to: [{ field: `${struct}.reserved1`, rule: { kind: 'constant', value: 0 } }],
    why: 'Lies in the flag byte, which QEMU writes as a whole.',
    source: answer,
  },
  {
    struct,
    field: 'mio_addr_avail',
    class: 'hidden',
    to: [{ field: `${struct}.mio_addr_avail`, rule: { kind: 'constant', value: 0 } }],
    why: 'Always 0: QEMU handles the classic PCI load and store instructions only, and ENABLE_MIO of SET PCI is refused too.',
    source: answer,
  },
  {
    struct,
    field: 'util_str_avail',
    class: 'exposed',
    to: [{ field: `${struct}.util_str_avail`, rule: { kind: 'present' } }],
    via: 'vfio_device_info_cap_zpci_util',
    why: 'Set when the host offers the UTIL capability with at most 64 bytes, which it does exactly when firmware has a string.',
    source: readUtil,
    variants: [
      { ...fixed, to: availZero },
      { ...emulated, to: availZero },
    ],
  },
] as const satisfies readonly ExposureRow[];
