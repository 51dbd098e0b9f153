import type { Source } from '../../model/layout.js';

/** Copies the oldest event that the kernel has stored. */
export const merged: Source = {
  file: 'drivers/vfio/pci/vfio_pci_zdev.c',
  symbol: 'vfio_pci_zdev_feature_err',
  version: 'Linux 7.3.4',
};

export const proposed: Source = { ...merged, version: 'proposal v18 2/4 of 2026-06-03' };
