import type { Source } from '../../model/layout.js';

const proposed = (symbol: string): Source => ({
  file: 'drivers/vfio/pci/vfio_pci_zdev.c',
  symbol,
  version: 'proposal v2 of 2020-10-02',
});

/** Adds the features, once, when the device is opened: there are no others. */
export const init = proposed('vfio_pci_zdev_init');
export const addBase = proposed('vfio_pci_zdev_add_base');
export const addGroup = proposed('vfio_pci_zdev_add_group');
export const addUtil = proposed('vfio_pci_zdev_add_util');
export const addPfip = proposed('vfio_pci_zdev_add_pfip');
