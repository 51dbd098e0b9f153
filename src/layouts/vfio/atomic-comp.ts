import type { Layout } from '../../model/layout.js';
import { capHeader } from './header.js';

export const pciAtomicComp = {
  tag: 'vfio_device_info_cap_pci_atomic_comp',
  title: 'PCI atomic completer capability',
  byteOrder: 'host',
  size: 16,
  source: {
    file: 'include/uapi/linux/vfio.h',
    symbol: 'struct vfio_device_info_cap_pci_atomic_comp',
    version: 'Linux 7.2.13',
  },
  since: 'Linux 6.6 or earlier after 6.1',
  role: {
    kind: 'capability',
    of: 'vfio_device_info',
    id: 5,
    name: 'VFIO_DEVICE_INFO_CAP_PCI_ATOMIC_COMP',
    versions: [{ version: 1, size: 16, since: 'Linux 6.6 or earlier after 6.1' }],
  },
  fields: [
    capHeader,
    {
      name: 'flags',
      type: 'u32',
      byteOffset: 8,
      doc: 'atomic operations that the root port completes',
      format: {
        kind: 'flags',
        bits: [
          { mask: 0x1, name: 'COMP32' },
          { mask: 0x2, name: 'COMP64' },
          { mask: 0x4, name: 'COMP128' },
        ],
      },
    },
    { name: 'reserved', type: 'u32', byteOffset: 12, reserved: true, doc: 'reserved' },
  ],
} as const satisfies Layout;
