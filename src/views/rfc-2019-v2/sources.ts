import type { Source } from '../../model/layout.js';

const proposed = (file: string, symbol: string): Source => ({ file, symbol, version: 'proposal v2 of 2019-05-17' });

const header = 'include/uapi/linux/vfio.h';
const iommu = 'drivers/iommu/s390-iommu.c';

/** What userspace is told of the answer to QUERY PCI FUNCTION. */
export const fnStruct = proposed(header, 'struct vfio_iommu_pci_function');
/** What userspace is told of the answer to QUERY PCI FUNCTION GROUP. */
export const grpStruct = proposed(header, 'struct vfio_iommu_pci_function_group');
/** Copies the whole answer to QUERY PCI FUNCTION behind the header of the capability. */
export const copyFn = proposed(iommu, 's390_domain_get_fn');
/** Copies the whole answer to QUERY PCI FUNCTION GROUP. */
export const copyGrp = proposed(iommu, 's390_domain_get_grp');
/** Makes the two capabilities: there are no others. */
export const caps = proposed('drivers/vfio/vfio_iommu_type1.c', 'vfio_iommu_type1_caps');
/** Says where the configuration space is. */
export const region: Source = {
  file: 'drivers/vfio/pci/vfio_pci_core.c',
  symbol: 'vfio_pci_ioctl_get_region_info',
  version: 'Linux 7.2.13',
};
