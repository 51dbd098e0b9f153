import type { Source } from '../../model/layout.js';

const linux = (file: string, symbol: string): Source => ({ file, symbol, version: 'Linux 7.2.13' });

const sysfs = 'arch/s390/pci/pci_sysfs.c';
const clp = 'arch/s390/pci/pci_clp.c';

/** Makes one attribute of one number. */
export const attr = linux(sysfs, 'zpci_attr');
/** Lists the attributes of a function: there are no others of s390. */
export const attrs = linux(sysfs, 'zpci_dev_attrs');
export const pfip = linux(sysfs, 'pfip_attrs');
export const mio = linux(sysfs, 'mio_enabled_show');
export const util = linux(sysfs, 'util_string_read');
export const unique = linux(sysfs, 'uid_is_unique_show');
/** Attributes of every PCI device. */
export const core = linux('drivers/pci/pci-sysfs.c', 'pci_dev_attrs');
export const slot = linux('drivers/pci/hotplug/s390_pci_hpc.c', 'get_power_status');
/** Sets up the windows of the BARs. */
export const resource = linux('arch/s390/pci/pci.c', 'zpci_setup_bus_resources');
/** Sets the start of each BAR. */
export const mapped = linux('arch/s390/pci/pci.c', 'zpci_map_resources');
/** Puts functions on buses, from which their addresses follow. */
export const domain = linux('arch/s390/pci/pci_bus.c', 'zpci_bus_device_register');
/** Keeps what the kernel wants of QUERY PCI FUNCTION GROUP, a bus speed among it. */
export const storeGroup = linux(clp, 'clp_store_query_pci_fngrp');
/** Walks LIST PCI. */
export const listReq = linux(clp, 'clp_list_pci_req');
/** What lies outside the aperture. */
export const reservedRegions = linux('drivers/iommu/s390-iommu.c', 's390_iommu_get_resv_regions');
