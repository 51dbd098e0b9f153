import type { ExposureRow, Rule, Target } from '../../../model/interface.js';
import {
  answer,
  bigEndianBars,
  earlyGroupId,
  earlyReadGroup,
  fixedFunction,
  functionDefaults,
  groupDefaults,
  identifiers,
  lateBigEndianBars,
  readBase,
  readGroup,
  stableBars,
  unseenBars,
} from '../sources.js';
import { emulated, fixed } from '../variants.js';

const struct = 'clp_rsp_query_pci';
const baseCap = 'vfio_device_info_cap_zpci_base';

const defaultId = [
  { field: `${struct}.pfgid`, rule: { kind: 'constant', value: 0xff } },
] as const satisfies readonly Target[];
const earlyDefaultId = [
  { field: `${struct}.pfgid`, rule: { kind: 'constant', value: 0x20 } },
] as const satisfies readonly Target[];
const pchidZero = [
  { field: `${struct}.pchid`, rule: { kind: 'constant', value: 0 } },
] as const satisfies readonly Target[];

/** vfio-pci on s390 offers no I/O BAR. */
const ioBar = {
  field: `${struct}.bar[]`,
  mask: 0x1,
  why: 'an I/O BAR, which vfio-pci does not offer on s390',
} as const satisfies Target['dropped'];

const barRule = {
  kind: 'configSpace',
  bits: 0xf,
  swappedIn: 'QEMU up to 10.0.8, 10.1.0, and 10.2 up to 10.2.1',
} as const satisfies Rule;
const littleBars = [{ field: `${struct}.bar[]`, rule: barRule, dropped: ioBar }] as const satisfies readonly Target[];
const bigBars = [
  { field: `${struct}.bar[]`, rule: { ...barRule, order: 'swapped' }, dropped: ioBar },
] as const satisfies readonly Target[];

export const identityRows = [
  {
    struct,
    field: 'pfgid',
    class: 'virtualized',
    to: [{ field: `${struct}.pfgid`, rule: { kind: 'madeUp', within: [0xf0, 0xff], equal: 'error' } }],
    why: 'Intercepted functions of one host group share a simulated group, 0xf0 to 0xfe in the order of plugging: their limits (maxstbl) differ from those of interpreted functions of the same host group. When the ids run out: 0xff.',
    source: readGroup,
    variants: [
      {
        when: { before: '5.2' },
        to: [{ field: `${struct}.pfgid`, rule: { kind: 'constant', value: 1 } }],
        why: 'Up to 5.1 every function of the guest is said to be in group 1, and the group query answers for any id.',
        source: fixedFunction,
      },
      {
        when: { mode: 'emulated', before: '7.0' },
        to: earlyDefaultId,
        why: 'Up to 6.2 the default group has the id 0x20, which a group of real hardware can have too.',
        source: earlyGroupId,
      },
      {
        when: { mode: 'emulated' },
        to: defaultId,
        why: 'Emulated functions are in the default group 0xff, the last id that is reserved for hypervisors.',
        source: functionDefaults,
      },
      {
        when: { defaultGroup: true, before: '7.0' },
        to: earlyDefaultId,
        why: 'Without a GROUP capability the function is in the default group, up to 6.2 with the id 0x20. A host group 0x20 keeps its id, and QEMU finds its default group under it.',
        source: earlyReadGroup,
      },
      {
        when: { defaultGroup: true },
        to: defaultId,
        why: 'Without a GROUP capability there is nothing to make a group of, and since 7.2 a host id from 0xf0 up says that another hypervisor made it. Both lead to the default group 0xff, which 7.0 and 7.1 also find for a host group of that id.',
        source: groupDefaults,
      },
      {
        when: { before: '7.2' },
        class: 'exposed',
        to: [{ field: `${struct}.pfgid`, rule: { kind: 'same' } }],
        via: `${baseCap}.gid`,
        why: 'From 5.2 to 7.1 the group id of the host is handed to the guest, ids from 0xf0 up included.',
        source: earlyReadGroup,
      },
      {
        when: { mode: 'interpret' },
        class: 'exposed',
        to: [{ field: `${struct}.pfgid`, rule: { kind: 'same' } }],
        via: `${baseCap}.gid`,
        why: 'The machine itself executes the instructions of an interpreted function, under the limits of the host group, so the guest is told that group.',
        source: readGroup,
      },
    ],
  },
  {
    struct,
    field: 'fid',
    class: 'virtualized',
    to: [{ field: `${struct}.fid`, rule: { kind: 'madeUp', equal: 'warning' } }],
    why: 'The id under which this guest configures the function: fid= of -device zpci, else the first free number. The id of the host is not known to QEMU.',
    source: identifiers,
  },
  {
    struct,
    field: 'bar_size[]',
    class: 'virtualized',
    to: [{ field: `${struct}.bar_size[]`, rule: { kind: 'regionLog2' }, dropped: ioBar }],
    why: 'Counted from the region that QEMU registered for the BAR, as large as VFIO says; BARs without a region, such as I/O BARs, are 0 although firmware counts them.',
    source: answer,
    variants: [
      {
        when: { mode: 'emulated' },
        to: [{ field: `${struct}.bar_size[]`, rule: { kind: 'madeUp' } }],
        why: 'The sizes are those of the device model; there is no VFIO region to compare with.',
        source: answer,
      },
    ],
  },
  {
    struct,
    field: 'pchid',
    class: 'exposed',
    to: [{ field: `${struct}.pchid`, rule: { kind: 'same' } }],
    via: `${baseCap}.pchid`,
    why: 'Lets an operator inside the guest name the adapter that the function really is on.',
    source: readBase,
    variants: [
      { ...fixed, to: pchidZero },
      { ...emulated, to: pchidZero },
    ],
  },
  {
    struct,
    field: 'bar[]',
    class: 'virtualized',
    to: littleBars,
    why: '@bar-little',
    source: answer,
    variants: [
      {
        when: { before: '10.0.9' },
        to: bigBars,
        why: '@bar-big',
        source: bigEndianBars,
      },
      {
        when: { before: '10.1' },
        to: littleBars,
        why: '@bar-little',
        source: stableBars,
      },
      {
        when: { before: '10.2' },
        to: [{ field: `${struct}.bar[]`, rule: { ...barRule, order: 'either' }, dropped: ioBar }],
        why: 'The BAR register of the configuration space that the guest sees, big-endian in 10.1.0. Later releases of 10.1 were not seen, so the bytes have to tell the order.',
        source: unseenBars,
      },
      {
        when: { before: '10.2.2' },
        to: bigBars,
        why: '@bar-big',
        source: lateBigEndianBars,
      },
    ],
  },
] as const satisfies readonly ExposureRow[];
