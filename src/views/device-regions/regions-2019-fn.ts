import type { ExposureRow, Rule } from '../../model/interface.js';
import type { Source } from '../../model/layout.js';

const struct = 'clp_rsp_query_pci';

/** The host driver maps no more than its tables and the memory of the host need. */
const lowered = (region: string) =>
  ({
    kind: 'atMost',
    start: `${region}.start_dma`,
    pageBits: 12,
    causes: [
      { end: 0x3ff_ffff_ffffn, text: 'the region third table of the host driver ends at 4 TiB' },
      { text: 'the host driver maps as much as the host has memory' },
    ],
  }) as const satisfies Rule;

/** What both regions of 2019 say of the function; `region` is the layout of one, `source` fills it. */
export const regions2019FnRows = (region: string, source: Source) =>
  [
    {
      struct,
      field: 'vfn',
      class: 'hidden',
      why: 'No field, and QEMU of that time told every guest 0. The proposal of 2020 added it.',
      source,
    },
    {
      struct,
      field: 'pfgid',
      class: 'exposed',
      to: [{ field: `${region}.gid`, rule: { kind: 'same' } }],
      why: 'Tells userspace which of its devices share a group; the id of the host, which a guest may not be given.',
      source,
    },
    {
      struct,
      field: 'pchid',
      class: 'hidden',
      to: [{ field: `${region}.pchid`, rule: { kind: 'untouched' } }],
      why: '@unassigned',
      source,
      unsure:
        'Uninitialised memory of the kernel (kmalloc), which can be any value: the bytes say nothing of the function.',
    },
    {
      struct,
      field: 'pfip',
      class: 'hidden',
      why: 'No field: like the other identifiers of hardware it was added in 2020.',
      source,
    },
    { struct, field: 'port', class: 'hidden', why: '@unknown-then', source },
    {
      struct,
      field: 'fmb_len',
      class: 'hidden',
      why: 'No field, although mui, which means nothing without a measurement block, has one.',
      source,
    },
    {
      struct,
      field: 'pft',
      class: 'hidden',
      why: 'No field, so userspace cannot tell an ISM function, which needs care of its own. The proposal of 2020 added it.',
      source,
    },
    {
      struct,
      field: 'sdma',
      class: 'exposed',
      to: [{ field: `${region}.start_dma`, rule: { kind: 'same', roundUpBits: 12 } }],
      why: "The address from which the host driver maps: firmware's, rounded up to a page.",
      source,
    },
    {
      struct,
      field: 'edma',
      class: 'exposed',
      to: [{ field: `${region}.end_dma`, rule: lowered(region) }],
      why: 'The last address that the host driver maps, which a copy of the answer of firmware could not tell: no farther than the memory of the host, and 4 TiB at most.',
      source,
    },
  ] as const satisfies readonly ExposureRow[];
