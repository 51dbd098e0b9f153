import type { Source } from '../../model/layout.js';

/** Fills the region at every read: what it does not assign is not offered. */
export const fill: Source = {
  file: 'drivers/vfio/pci/vfio_pci_zdev.c',
  symbol: 'vfio_pci_zdev_rw',
  version: 'proposal v4 of 2019-09-06',
};
