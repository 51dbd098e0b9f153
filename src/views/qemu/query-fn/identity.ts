import type { ExposureRow, Target } from '../../../model/interface.js';
import {
  answer,
  bigEndianBars,
  earlyGroupId,
  earlyReadGroup,
  fixedFunction,
  functionDefaults,
  groupDefaults,
  identifiers,
  mixedBars,
  readBase,
  readGroup,
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
        when: { before: '7.2' },
        class: 'exposed',
        to: [{ field: `${struct}.pfgid`, rule: { kind: 'same' } }],
        via: `${baseCap}.gid`,
        why: 'From 5.2 to 7.1 the group id of the host is handed to the guest. Without a GROUP capability it is the default group instead: 0x20 up to 6.2, then 0xff.',
        source: earlyReadGroup,
      },
      {
        when: { defaultGroup: true },
        to: defaultId,
        why: 'A host id from 0xf0 up belongs to another hypervisor and says nothing of hardware; without a GROUP capability there is nothing to make a group of. Both lead to the default group.',
        source: groupDefaults,
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
    to: [{ field: `${struct}.bar[]`, rule: { kind: 'configSpace', bits: 0xf }, dropped: ioBar }],
    why: 'The BAR register of the configuration space that the guest sees, stored little-endian as the architecture asks and as Linux declares it.',
    source: answer,
    variants: [
      {
        when: { before: '10.0' },
        to: [{ field: `${struct}.bar[]`, rule: { kind: 'configSpace', bits: 0xf, order: 'swapped' }, dropped: ioBar }],
        why: 'The BAR register of the configuration space that the guest sees, but stored big-endian: Linux reads 0x0000000c as 0x0c000000 and misses the flags for the window of its host bridge.',
        source: bigEndianBars,
      },
      {
        when: { before: '11.0' },
        to: [{ field: `${struct}.bar[]`, rule: { kind: 'configSpace', bits: 0xf, order: 'either' }, dropped: ioBar }],
        why: 'The BAR register of the configuration space that the guest sees; the fix of its byte order came within these releases, so only the bytes tell the order: big-endian in 10.1.0 and 10.2.1, little-endian in 10.0.13 and 10.2.2; which other 10.0.x and 10.1.x have the fix is not known.',
        source: mixedBars,
      },
    ],
  },
] as const satisfies readonly ExposureRow[];
