import type { Arrival } from '../../model/interface.js';
import type { Source } from '../../model/layout.js';

const mapped: Source = { file: 'drivers/vfio/pci/Kconfig', symbol: 'config VFIO_PCI_MMAP', version: 'Linux 6.17.8' };
const errors: Source = {
  file: 'drivers/vfio/pci/vfio_pci_core.c',
  symbol: 'vfio_pci_get_irq_count',
  version: 'Linux 7.3.4',
};

/** What the answers for regions and interrupts gained. 6.16 is inferred from the series, 6.17.8 was read. */
export const arrivals = [
  {
    field: 'vfio_region_info.flags',
    mask: 0xc,
    from: '6.16',
    why: 'BARs can be mapped by userspace on s390; that of the MSI-X table says so with a capability.',
    source: mapped,
  },
  {
    field: 'vfio_region_info.cap_offset',
    from: '6.16',
    why: 'The region with the MSI-X table has a capability, because it can be mapped.',
    source: mapped,
  },
  {
    field: 'vfio_irq_info',
    index: 3,
    from: '7.3',
    why: 'The error interrupt answers for a zPCI function, before only for PCIe.',
    source: errors,
  },
  {
    field: 'vfio_irq_info.count',
    index: 3,
    from: '7.3',
    why: 'The error interrupt answers for a zPCI function, before only for PCIe.',
    source: errors,
  },
] as const satisfies readonly Arrival[];
