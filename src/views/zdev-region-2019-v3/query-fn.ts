import type { ExposureRow, Rule } from '../../model/interface.js';
import { fill } from './sources.js';

const struct = 'clp_rsp_query_pci';
const region = 'vfio_region_zpci_info@zdev-region-2019-v3';

/** The host driver maps no more than its tables and the memory of the host need. */
const lowered = {
  kind: 'atMost',
  start: `${region}.start_dma`,
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
    class: 'hidden',
    why: 'No field, and QEMU of that time told every guest 0. The proposal of 2020 added it.',
    source: fill,
  },
  {
    struct,
    field: 'util_str_avail',
    class: 'hidden',
    why: 'No field: without a string the 64 bytes are zeros, and a reader has to conclude from them.',
    source: fill,
  },
  {
    struct,
    field: 'pfgid',
    class: 'exposed',
    to: [{ field: `${region}.gid`, rule: { kind: 'same' } }],
    why: 'Tells userspace which of its devices share a group; the id of the host, which a guest may not be given.',
    source: fill,
  },
  {
    struct,
    field: 'pchid',
    class: 'hidden',
    to: [{ field: `${region}.pchid`, rule: { kind: 'untouched' } }],
    why: '@unassigned',
    source: fill,
    unsure:
      'Uninitialised memory of the kernel (kmalloc), which can be any value: the bytes say nothing of the function.',
  },
  {
    struct,
    field: 'pfip',
    class: 'hidden',
    why: 'No field: like the other identifiers of hardware it was added in 2020.',
    source: fill,
  },
  { struct, field: 'port', class: 'hidden', why: '@unknown-then', source: fill },
  {
    struct,
    field: 'fmb_len',
    class: 'hidden',
    why: 'No field, although mui, which means nothing without a measurement block, has one.',
    source: fill,
  },
  {
    struct,
    field: 'pft',
    class: 'hidden',
    why: 'No field, so userspace cannot tell an ISM function, which needs care of its own. The proposal of 2020 added it.',
    source: fill,
  },
  {
    struct,
    field: 'sdma',
    class: 'exposed',
    to: [{ field: `${region}.start_dma`, rule: { kind: 'same', roundUpBits: 12 } }],
    why: "The address from which the host driver maps: firmware's, rounded up to a page.",
    source: fill,
  },
  {
    struct,
    field: 'edma',
    class: 'exposed',
    to: [{ field: `${region}.end_dma`, rule: lowered }],
    why: 'The last address that the host driver maps, which a copy of the answer of firmware could not tell: no farther than the memory of the host, and 4 TiB at most.',
    source: fill,
  },
  {
    struct,
    field: 'util_str',
    class: 'exposed',
    to: [{ field: `${region}.util_str`, rule: { kind: 'same' } }],
    why: 'The 64 bytes in EBCDIC; the review missed a definition of that length that userspace can see.',
    source: fill,
  },
] as const satisfies readonly ExposureRow[];
