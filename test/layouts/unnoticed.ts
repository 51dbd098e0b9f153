/** Changes of a layout that make no difference to any possible block, with the reason. */
export interface Unnoticed {
  readonly tag: string;
  readonly changes: readonly string[];
  readonly reason: string;
}

const flexible =
  'the fixed part of a struct with a member of variable length ends where that member begins, so its size is never looked at';
const cut = 'the size of version 1 ends before this member, which says the same as its first version';

const beyond = 'a length behind the end of the struct covers no more than the struct';

export const unnoticed: readonly Unnoticed[] = [
  { tag: 'vfio_iommu_spapr_tce_info', changes: ['shape of Linux 4.2: +4 bytes'], reason: beyond },
  { tag: 'vfio_iommu_type1_info_cap_iova_range', changes: ['version 1: +4 bytes'], reason: flexible },
  { tag: 'vfio_region_info_cap_sparse_mmap', changes: ['version 1: +4 bytes'], reason: flexible },
  { tag: 'vfio_device_info_cap_zpci_util', changes: ['version 1: +4 bytes'], reason: flexible },
  { tag: 'vfio_device_info_cap_zpci_pfip', changes: ['version 1: +4 bytes'], reason: flexible },
  { tag: 'vfio_iommu_type1_info_block', changes: ['version 0: +4 bytes'], reason: flexible },
  { tag: 'vfio_region_zpci_info_util', changes: ['version 1: +4 bytes'], reason: flexible },
  { tag: 'vfio_region_zpci_info_pfip', changes: ['version 1: +4 bytes'], reason: flexible },
  { tag: 'vfio_device_info_cap_zpci_base', changes: ['fh: in every version'], reason: cut },
  { tag: 'vfio_device_info_cap_zpci_group', changes: ['imaxstbl: in every version'], reason: cut },
];
