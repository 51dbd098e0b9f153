import type { Source } from '../../model/layout.js';

const linux = (file: string, symbol: string): Source => ({ file, symbol, version: 'Linux 7.2.13' });

const iommu = 'drivers/iommu/s390-iommu.c';

/** Answers the ioctl: what it does not put in is not offered. iommufd answers it in vfio_compat.c. */
export const info = linux('drivers/vfio/vfio_iommu_type1.c', 'vfio_iommu_type1_get_info');
/** Adds the ranges. */
export const ranges = linux('drivers/vfio/vfio_iommu_type1.c', 'vfio_iommu_iova_build_caps');
/** What no function of the group can reach. */
export const reserved = linux(iommu, 's390_iommu_get_resv_regions');
/** Chooses the translation tables. */
export const tables = linux(iommu, 's390_domain_alloc_paging');
