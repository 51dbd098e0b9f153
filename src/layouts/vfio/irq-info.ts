import type { Layout } from '../../model/layout.js';

export const vfioIrqInfo = {
  tag: 'vfio_irq_info',
  title: 'answer of VFIO_DEVICE_GET_IRQ_INFO',
  byteOrder: 'host',
  size: 16,
  source: { file: 'include/uapi/linux/vfio.h', symbol: 'struct vfio_irq_info', version: 'Linux 7.2.13' },
  role: { kind: 'info', ioctl: 'VFIO_DEVICE_GET_IRQ_INFO', request: 0x3b6d, size: 'argsz', minSize: 16 },
  detect: [
    { field: 'argsz', equals: 16, why: 'argsz is the size of the struct' },
    { field: 'flags', onlyBits: 0xf, why: 'only known flags are set' },
    { field: 'index', max: 15, why: 'a device has few interrupt indexes' },
    { field: 'count', max: 4096, why: 'a function has at most 2048 MSI-X vectors' },
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
      doc: 'interrupt index',
      format: { kind: 'codes', codes: 'vfio-pci-irq' },
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
