import type { DetectKind, Layout } from '../../model/layout.js';

/** What drivers answer for their indexes. No driver sets other flags than 1, 7 and 9, or 3 in programs that imitate one. */
const interrupts = [
  {
    name: 'INTx, or a level-triggered interrupt of a platform device',
    source: {
      file: 'drivers/vfio/pci/vfio_pci_core.c',
      symbol: 'vfio_pci_ioctl_get_irq_info',
      version: 'Linux 7.2.13',
    },
    tests: [
      { field: 'flags', equals: 0x7, why: 'it is masked when it is signalled' },
      { field: 'index', max: 255, why: 'a device has few interrupt indexes' },
      { field: 'count', max: 1, why: 'it is one interrupt' },
    ],
  },
  {
    name: 'MSI, MSI-X, error or request of a PCI function, or MSI of a CDX device',
    source: {
      file: 'drivers/vfio/pci/vfio_pci_core.c',
      symbol: 'vfio_pci_ioctl_get_irq_info',
      version: 'Linux 7.2.13',
    },
    tests: [
      { field: 'flags', equals: 0x9, why: 'it cannot be resized' },
      { field: 'index', max: 4, why: 'a PCI function has five interrupt indexes' },
      { field: 'count', max: 2048, why: 'a function has at most 2048 MSI-X vectors' },
    ],
  },
  {
    name: 'an interrupt of ccw, ap, platform or fsl-mc, or MSI-X that can be resized',
    source: { file: 'drivers/s390/cio/vfio_ccw_ops.c', symbol: 'vfio_ccw_mdev_get_irq_info', version: 'Linux 6.x' },
    tests: [
      { field: 'flags', equals: 0x1, why: 'an eventfd signals it' },
      { field: 'index', max: 255, why: 'a device has few interrupt indexes' },
      { field: 'count', max: 2048, why: 'a function has at most 2048 MSI-X vectors' },
    ],
  },
  {
    name: 'an interrupt of a PCI function that is no hardware',
    tests: [
      { field: 'flags', equals: 0x3, why: 'an eventfd signals it, and it can be masked' },
      { field: 'index', max: 4, why: 'a PCI function has five interrupt indexes' },
      { field: 'count', max: 2048, why: 'a function has at most 2048 MSI-X vectors' },
    ],
  },
  {
    name: 'a request that no driver has answered',
    tests: [
      { field: 'flags', equals: 0, why: 'no flag is set yet' },
      { field: 'index', min: 1, max: 255, why: 'an index is asked for; all zero is a request of any kind' },
      { field: 'count', equals: 0, why: 'nothing is counted yet' },
    ],
  },
] as const satisfies readonly DetectKind[];

export const vfioIrqInfo = {
  tag: 'vfio_irq_info',
  title: 'answer of VFIO_DEVICE_GET_IRQ_INFO',
  byteOrder: 'host',
  size: 16,
  source: { file: 'include/uapi/linux/vfio.h', symbol: 'struct vfio_irq_info', version: 'Linux 7.2.13' },
  role: { kind: 'info', ioctl: 'VFIO_DEVICE_GET_IRQ_INFO', request: 0x3b6d, size: 'argsz', minSize: 16 },
  detect: [
    { field: 'argsz', equals: 16, why: 'argsz is the size of the struct' },
    { oneOf: interrupts, why: 'it has the flags of no interrupt' },
  ],
  fields: [
    { name: 'argsz', type: 'u32', byteOffset: 0, doc: 'size of the buffer', format: { kind: 'unit', unit: 'bytes' } },
    {
      name: 'flags',
      type: 'u32',
      byteOffset: 4,
      doc: 'how the interrupts behave',
      format: {
        kind: 'flags',
        bits: [
          { mask: 0x1, name: 'EVENTFD' },
          { mask: 0x2, name: 'MASKABLE' },
          { mask: 0x4, name: 'AUTOMASKED' },
          { mask: 0x8, name: 'NORESIZE' },
        ],
      },
    },
    {
      name: 'index',
      type: 'u32',
      byteOffset: 8,
      doc: 'interrupt index; what it counts depends on the bus, which this struct does not tell',
      format: { kind: 'codes', codes: 'vfio-irq-index' },
    },
    {
      name: 'count',
      type: 'u32',
      byteOffset: 12,
      doc: 'interrupts at this index',
      format: { kind: 'unit', unit: 'interrupts' },
    },
  ],
} as const satisfies Layout;
