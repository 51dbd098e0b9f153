import type { ExposureRow } from '../../../model/interface.js';
import { answer, beforeDtsm, readGroup } from '../sources.js';
import { defaultGroup, emulatedGroup, oneGroup } from '../variants.js';
import { constant } from './constants.js';

const struct = 'clp_rsp_query_pci_grp';
const groupCap = 'vfio_device_info_cap_zpci_group';

export const valueRows = [
  {
    struct,
    field: 'maxstbl',
    class: 'exposed',
    to: [{ field: `${struct}.maxstbl`, rule: { kind: 'same' } }],
    via: `${groupCap}.maxstbl`,
    why: "QEMU executes an intercepted store block itself: from a buffer of 128 bytes, 8 at a time. So the 128 that the kernel reports hold and firmware's limit does not.",
    source: readGroup,
    variants: [
      { ...oneGroup, to: constant.maxstbl },
      { ...emulatedGroup, to: constant.maxstbl },
      { ...defaultGroup, to: constant.maxstbl },
      {
        when: { mode: 'interpret', from: '7.2' },
        to: [{ field: `${struct}.maxstbl`, rule: { kind: 'same' } }],
        via: `${groupCap}.imaxstbl`,
        why: "The machine executes the store block itself, so firmware's limit holds. With version 1 of the capability there is no imaxstbl and maxstbl (128) is taken.",
        source: readGroup,
      },
    ],
  },
  {
    struct,
    field: 'mui',
    class: 'exposed',
    to: [{ field: `${struct}.mui`, rule: { kind: 'same' } }],
    via: `${groupCap}.mui`,
    why: 'The interval of the real group, taken as it is, without a lower limit; since 7.0 QEMU also updates the measurement block of the guest at this pace.',
    source: readGroup,
    variants: [
      { ...oneGroup, to: constant.mui },
      { ...emulatedGroup, to: constant.mui },
      { ...defaultGroup, to: constant.mui },
    ],
  },
  {
    struct,
    field: 'dtsm',
    class: 'virtualized',
    to: [{ field: `${struct}.dtsm`, rule: { kind: 'constant', value: 0x40 } }],
    why: 'The guest is told the one designation type that QEMU can walk (1, region third table); anything else is refused when the guest registers its table.',
    source: readGroup,
    unsure:
      'QEMU means "type 1 only", counting bits from the left. Linux since 6.16 tests 0x08 and 0x0c, the type numbers shifted left by 2, and finds neither in 0x40.',
    variants: [
      {
        when: { before: '7.0' },
        class: 'hidden',
        to: [{ field: `${struct}.dtsm`, rule: { kind: 'untouched' } }],
        why: 'Up to 6.2 QEMU does not know the field: the guest finds what it had put there, 0 for Linux.',
        source: beforeDtsm,
      },
    ],
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
    field: 'maxfaal',
    class: 'hidden',
    to: [{ field: `${struct}.maxfaal`, rule: { kind: 'untouched' } }],
    why: 'QEMU has no use for it and no capability to take it from; Linux as a guest does not read it.',
    source: answer,
  },
  {
    struct,
    field: 'dnoi',
    class: 'hidden',
    to: [{ field: `${struct}.dnoi`, rule: { kind: 'untouched' } }],
    why: 'QEMU offers its guests no directed interrupts, so there is no number of them to tell.',
    source: answer,
  },
  {
    struct,
    field: 'maxcpu',
    class: 'hidden',
    to: [{ field: `${struct}.maxcpu`, rule: { kind: 'untouched' } }],
    why: 'Goes with directed interrupts, which a guest of QEMU does not have; the number of host CPUs would not fit the guest anyway.',
    source: answer,
  },
  {
    struct,
    field: 'dasm',
    class: 'exposed',
    to: [{ field: `${struct}.dasm`, rule: { kind: 'same' } }],
    via: `${groupCap}.dasm`,
    why: 'The guest must know which addresses the real function can put on the bus. The default group says 0, that is: no mask.',
    source: readGroup,
    variants: [
      { ...oneGroup, to: constant.dasm },
      { ...emulatedGroup, to: constant.dasm },
      { ...defaultGroup, to: constant.dasm },
    ],
  },
  {
    struct,
    field: 'msia',
    class: 'exposed',
    to: [{ field: `${struct}.msia`, rule: { kind: 'same' } }],
    via: `${groupCap}.msi_addr`,
    why: 'The guest programs this address into the adapter, and QEMU places its interrupt window at the same one.',
    source: readGroup,
    variants: [
      { ...oneGroup, to: constant.msia },
      { ...emulatedGroup, to: constant.msia },
      { ...defaultGroup, to: constant.msia },
    ],
  },
  {
    struct,
    field: 'reserved4',
    class: 'hidden',
    to: [{ field: `${struct}.reserved4`, rule: { kind: 'untouched' } }],
    why: '@reserved-kept',
    source: answer,
  },
  {
    struct,
    field: 'reserved5',
    class: 'hidden',
    to: [{ field: `${struct}.reserved5`, rule: { kind: 'untouched' } }],
    why: '@reserved-kept',
    source: answer,
  },
] as const satisfies readonly ExposureRow[];
