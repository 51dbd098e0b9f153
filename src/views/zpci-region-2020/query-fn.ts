import type { ExposureRow, Rule } from '../../model/interface.js';
import { addBase, addPfip, addUtil, init } from './sources.js';

const struct = 'clp_rsp_query_pci';
const base = 'vfio_region_zpci_info_base@zpci-region-2020';

/** The host driver maps no more than its tables and the memory of the host need. */
const lowered = {
  kind: 'atMost',
  start: `${base}.start_dma`,
  pageBits: 12,
  causes: [
    { end: 0x3ff_ffff_ffffn, text: 'the region third table of the host driver ends at 4 TiB' },
    { text: 'the host driver maps as much as the host has memory' },
  ],
} as const satisfies Rule;

export const queryFnRows = [
  {
    struct,
    field: 'vfn',
    class: 'exposed',
    to: [{ field: `${base}.vfn`, rule: { kind: 'same' } }],
    why: 'Tells a virtual function of the adapter from its physical function; QEMU had told every guest 0 so far.',
    source: addBase,
  },
  {
    struct,
    field: 'util_str_avail',
    class: 'exposed',
    to: [{ field: 'vfio_region_zpci_info_util@zpci-region-2020', rule: { kind: 'present' } }],
    why: 'The feature is in the chain exactly when firmware has a string. Without one the region keeps its size, and the link of the last feature leads into memory that the kernel never wrote.',
    source: addUtil,
  },
  {
    struct,
    field: 'pfgid',
    class: 'exposed',
    to: [{ field: `${base}.gid`, rule: { kind: 'same' } }],
    why: 'Tells userspace whose facts the group feature holds, so that functions of one group can share them in the guest.',
    source: addBase,
  },
  {
    struct,
    field: 'pchid',
    class: 'exposed',
    to: [{ field: `${base}.pchid`, rule: { kind: 'same' } }],
    why: 'Names the adapter in its place in the machine. Assigned at last, after two proposals that only declared it.',
    source: addBase,
  },
  {
    struct,
    field: 'pfip',
    class: 'exposed',
    to: [{ field: 'vfio_region_zpci_info_pfip@zpci-region-2020.pfip', rule: { kind: 'same' } }],
    why: 'The path inside the machine, in a feature of its own with a length: the number of segments may grow.',
    source: addPfip,
  },
  {
    struct,
    field: 'port',
    class: 'hidden',
    why: 'Linux knew the port by then (5.8), but no feature has a place for it.',
    source: init,
  },
  {
    struct,
    field: 'fmb_len',
    class: 'exposed',
    to: [{ field: `${base}.fmb_length`, rule: { kind: 'times', factor: 4 } }],
    why: 'Whoever measures the function needs a block of this length. Firmware counts words of 4 bytes, the kernel keeps bytes.',
    source: addBase,
  },
  {
    struct,
    field: 'pft',
    class: 'exposed',
    to: [{ field: `${base}.pft`, rule: { kind: 'same' } }],
    why: 'The function type decides the format of a measurement block, and ISM functions need care of their own.',
    source: addBase,
  },
  {
    struct,
    field: 'sdma',
    class: 'exposed',
    to: [{ field: `${base}.start_dma`, rule: { kind: 'same', roundUpBits: 12 } }],
    why: "The address from which the host driver maps: firmware's, rounded up to a page.",
    source: addBase,
  },
  {
    struct,
    field: 'edma',
    class: 'exposed',
    to: [{ field: `${base}.end_dma`, rule: lowered }],
    why: 'The last address that the host driver maps: no farther than the memory of the host, and 4 TiB at most.',
    source: addBase,
  },
  {
    struct,
    field: 'util_str',
    class: 'exposed',
    to: [{ field: 'vfio_region_zpci_info_util@zpci-region-2020.util_str', rule: { kind: 'same' } }],
    why: 'In EBCDIC with its length in front, and there only when firmware has one.',
    source: addUtil,
  },
] as const satisfies readonly ExposureRow[];
