import type { Arrival } from '../../model/interface.js';

export const arrivals = [
  {
    field: 'vfio_iommu_type1_info.iova_pgsizes',
    from: '6.2',
    why: 'The driver names 4 KiB alone and maps any number of them at once. 6.2 is inferred from the series of October 2022; 6.1.176 names every larger power of two, too.',
    source: { file: 'drivers/iommu/s390-iommu.c', symbol: 's390_iommu_ops', version: 'Linux 6.12.107' },
  },
] as const satisfies readonly Arrival[];
