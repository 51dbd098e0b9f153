import type { Arrival } from '../../model/interface.js';

/** Attributes that say again what another one says, at a place of their own. */
export const arrivals = [
  {
    field: 'sysfs.slots/<fid>/uid',
    from: '7.1',
    why: 'The slot says the uid too, without a PCI device.',
    source: { file: 'arch/s390/pci/pci_sysfs.c', symbol: 'commit e4f9ab031dc8', version: 'Linux 7.1.13' },
  },
] as const satisfies readonly Arrival[];
