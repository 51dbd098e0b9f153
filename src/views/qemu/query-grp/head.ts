import type { ExposureRow } from '../../../model/interface.js';
import { answer, beforeRtr, fixedGroup, groupDefaults, readGroup } from '../sources.js';
import { defaultGroup, emulatedGroup, oneGroup } from '../variants.js';
import { constant } from './constants.js';

const struct = 'clp_rsp_query_pci_grp';
const groupCap = 'vfio_device_info_cap_zpci_group';

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
    why: 'QEMU answers in place of firmware: 0x0010 for the default group, which is there from the start, and for the groups of functions that were plugged into this guest; 0x010b for any other id.',
    source: answer,
    variants: [
      {
        when: { before: '5.2' },
        to: [{ field: `${struct}.hdr.rsp`, rule: { kind: 'constant', value: 0x0010 } }],
        why: 'Up to 5.1 the group id of the request is not looked at: every one is answered.',
        source: fixedGroup,
      },
    ],
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
    field: 'noi',
    class: 'exposed',
    to: [{ field: `${struct}.noi`, rule: { kind: 'same' } }],
    via: `${groupCap}.noi`,
    why: 'As many interrupts as the real function has, not lowered to any limit of QEMU. The default group promises 128 instead, which can be more than firmware has.',
    source: readGroup,
    variants: [
      { ...oneGroup, to: constant.noi },
      { ...emulatedGroup, to: constant.noi },
      { ...defaultGroup, to: constant.noi },
    ],
  },
  {
    struct,
    field: 'version',
    class: 'exposed',
    to: [{ field: `${struct}.version`, rule: { kind: 'same' } }],
    via: `${groupCap}.version`,
    why: 'The instructions that the guest issues reach a function of this version of the PCI architecture.',
    source: readGroup,
    variants: [
      { ...oneGroup, to: constant.version },
      { ...emulatedGroup, to: constant.version },
      { ...defaultGroup, to: constant.version },
    ],
  },
  {
    struct,
    field: 'rtr',
    class: 'virtualized',
    to: [{ field: `${struct}.rtr`, rule: { kind: 'madeUp', within: [0, 1] } }],
    why: "QEMU's own offer, whatever firmware says: 1 when the function that created the group has relaxed-translation=on, is no ISM function and the machine type is newer than 9.2. Later functions of the group inherit it.",
    source: readGroup,
    variants: [
      {
        when: { before: '10.0' },
        to: constant.rtr,
        why: 'Up to 9.2 QEMU refuses untranslated DMA, so the bit is 0: byte 19 is written as 0x01.',
        source: beforeRtr,
      },
      {
        when: { mode: 'emulated' },
        to: constant.rtr,
        why: 'The default group never has the bit: an emulated function can only do translated DMA.',
        source: groupDefaults,
      },
      { ...defaultGroup, to: constant.rtr },
    ],
  },
  {
    struct,
    field: 'frame',
    class: 'hidden',
    to: [{ field: `${struct}.frame`, rule: { kind: 'constant', value: 0 } }],
    why: "Written as 0 with the rest of byte 19: no capability carries it, and QEMU's own table walk knows which frames it can map.",
    source: answer,
    unsure: 'What a guest loses without the bit is not known, because its meaning is not public; Linux never reads it.',
  },
  {
    struct,
    field: 'refresh',
    class: 'exposed',
    to: [{ field: `${struct}.refresh`, rule: { kind: 'bit', bit: 0 } }],
    via: `${groupCap}.flags`,
    why: 'The REFRESH flag, which Linux always sets: QEMU learns of a new mapping only by the refresh instruction, so the guest must issue it even where firmware would not need it.',
    source: readGroup,
    variants: [
      { ...oneGroup, to: constant.refresh },
      { ...emulatedGroup, to: constant.refresh },
      { ...defaultGroup, to: constant.refresh },
    ],
  },
] as const satisfies readonly ExposureRow[];
