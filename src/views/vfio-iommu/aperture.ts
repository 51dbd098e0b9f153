import type { ExposureRow, Rule } from '../../model/interface.js';
import { info, ranges, reserved } from './sources.js';

const struct = 'clp_rsp_query_pci';

const start = 'vfio_iommu_type1_info_cap_iova_range.iova_ranges[0].start';
const byTables = { end: 0x3ff_ffff_ffffn, text: 'the region third table of the host driver ends at 4 TiB' } as const;

/** The host driver maps no more than its tables and the memory of the host need. */
const lowered = {
  kind: 'atMost',
  start,
  pageBits: 12,
  causes: [byTables, { text: 'the host driver maps as much as the host has memory, times s390_iommu_aperture=' }],
} as const satisfies Rule;

/** Outside a translating domain, memory does not count. */
const untilTables = {
  kind: 'atMost',
  start,
  pageBits: 12,
  causes: [byTables, { text: 'the ranges end where the tables of the host driver do' }],
} as const satisfies Rule;

export const apertureRows = [
  {
    struct,
    field: 'pfgid',
    class: 'hidden',
    why: 'Which functions share a group has nothing to do with which functions share a container: a container can hold functions of several groups, and part of each.',
    source: info,
  },
  {
    struct,
    field: 'fid',
    class: 'hidden',
    why: 'A container knows its functions by the groups of VFIO that were put into it, not by an id of the host. The proposals of 2019 did tell it here.',
    source: info,
  },
  {
    struct,
    field: 'bar_size[]',
    class: 'hidden',
    to: [{ field: 'vfio_region_info.size', rule: { kind: 'regionLog2' } }],
    why: '@bars',
    source: info,
  },
  {
    struct,
    field: 'bar[]',
    class: 'hidden',
    to: [{ field: 'vfio_region_info.offset', rule: { kind: 'configSpace' } }],
    why: '@bars',
    source: info,
  },
  {
    struct,
    field: 'fmb_len',
    class: 'hidden',
    why: 'Of use to whoever measures the function, and measuring is done by its driver, not by the one who maps its memory.',
    source: info,
  },
  {
    struct,
    field: 'sdma',
    class: 'exposed',
    to: [
      {
        field: 'vfio_iommu_type1_info_cap_iova_range.iova_ranges[].start',
        rule: { kind: 'same', roundUpBits: 12 },
        since: '5.4',
      },
    ],
    why: 'The first address that may be mapped. Before 6.16 it was rounded up to a page. With several functions in the container it is the highest of their starts.',
    source: ranges,
  },
  {
    struct,
    field: 'edma',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_cap_iova_range.iova_ranges[].end', rule: lowered, since: '5.4' }],
    why: 'The last address that may be mapped: what the host driver made of the end of the aperture. With several functions in the container it is the lowest of their ends.',
    source: ranges,
    variants: [
      {
        when: { container: 'iommufd', from: '6.16' },
        to: [{ field: 'vfio_iommu_type1_info_cap_iova_range.iova_ranges[].end', rule: untilTables }],
        why: 'Through iommufd the ranges are worked out while the function is in a blocking domain, where only the tables end them: the end can lie behind that of the base capability.',
        source: reserved,
      },
    ],
  },
  {
    struct,
    field: 'uid',
    class: 'hidden',
    why: 'The ioctl answers for a container, and the PCI domains of its functions play no part in mapping memory. The proposals of 2019 did tell it here.',
    source: info,
  },
] as const satisfies readonly ExposureRow[];
