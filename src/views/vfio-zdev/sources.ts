import type { Source } from '../../model/layout.js';

const linux = (file: string, symbol: string): Source => ({ file, symbol, version: 'Linux 7.2.13' });

/** What holds of every link to the answer for a region: it has no member for the bus. */
export const onlyOfPci =
  'only where the device is on PCI, and the region is a BAR or configuration space; the answer does not tell.';

const zdev = 'drivers/vfio/pci/vfio_pci_zdev.c';
const clp = 'arch/s390/pci/pci_clp.c';

/** Fills the base capability. */
export const base = linux(zdev, 'zpci_base_cap');
/** Fills the group capability. */
export const group = linux(zdev, 'zpci_group_cap');
/** Fills the utility string capability. */
export const util = linux(zdev, 'zpci_util_cap');
/** Fills the path capability. */
export const pfip = linux(zdev, 'zpci_pfip_cap');
/** Lists the capabilities that there are: what is in none of them is not offered. */
export const allCaps = linux(zdev, 'vfio_pci_info_zdev_add_caps');

/** Keeps what the kernel wants of QUERY PCI FUNCTION. */
export const storeFn = linux(clp, 'clp_store_query_pci_fn');
/** Sends QUERY PCI FUNCTION. */
export const queryFn = linux(clp, 'clp_query_pci_fn');
/** Keeps what the kernel wants of QUERY PCI FUNCTION GROUP. */
export const storeGroup = linux(clp, 'clp_store_query_pci_fngrp');
/** Sends QUERY PCI FUNCTION GROUP. */
export const queryGroup = linux(clp, 'clp_query_pci_fngrp');
/** Walks LIST PCI. */
export const list = linux(clp, 'clp_list_pci_req');

/** Reduces the end of the DMA aperture. */
export const aperture = linux('drivers/iommu/s390-iommu.c', 's390_domain_alloc_paging');
/** Rounded the start of the DMA aperture, while it was there. */
export const roundedStart: Source = {
  file: 'drivers/iommu/s390-iommu.c',
  symbol: 'zpci_init_iommu',
  version: 'Linux 6.12.107',
};
/** Says size and place of the BARs and of the configuration space. */
export const region = linux('drivers/vfio/pci/vfio_pci_core.c', 'vfio_pci_ioctl_get_region_info');
