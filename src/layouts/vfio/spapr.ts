import type { Layout, Source } from '../../model/layout.js';

const source = (symbol: string): Source => ({ file: 'include/uapi/linux/vfio.h', symbol, version: 'Linux 7.2.13' });

export const spaprTceInfo = {
  tag: 'vfio_iommu_spapr_tce_info',
  title: 'answer of VFIO_IOMMU_SPAPR_TCE_GET_INFO (POWER; the same ioctl number as VFIO_IOMMU_GET_INFO)',
  byteOrder: 'host',
  size: 32,
  source: source('struct vfio_iommu_spapr_tce_info'),
  role: { kind: 'info', ioctl: 'VFIO_IOMMU_SPAPR_TCE_GET_INFO', request: 0x3b70, size: 'argsz', minSize: 16 },
  shapes: [
    { size: 16, linux: '3.6' },
    { size: 32, linux: '4.2' },
  ],
  detect: [
    { field: 'argsz', min: 16, max: 4096, why: 'argsz holds the struct' },
    { field: 'flags', onlyBits: 0x1, why: 'DDW is the only flag' },
    { field: 'dma32_window_start', max: 0xf000_0000, why: 'the 32-bit window begins well below 4 GiB' },
    { field: 'dma32_window_start', noBits: 0xfff, why: 'the 32-bit window begins at a page' },
    { field: 'dma32_window_size', min: 0x100_0000, why: 'the 32-bit window has at least 16 MiB' },
    { field: 'dma32_window_size', noBits: 0xff_ffff, why: 'the 32-bit window has whole 16 MiB' },
  ],
  fields: [
    {
      name: 'argsz',
      type: 'u32',
      byteOffset: 0,
      doc: 'size of the buffer before the call, size needed after it',
      format: { kind: 'unit', unit: 'bytes' },
    },
    {
      name: 'flags',
      type: 'u32',
      byteOffset: 4,
      doc: 'what is valid below',
      format: { kind: 'flags', bits: [{ mask: 0x1, name: 'DDW', text: 'dynamic DMA windows' }] },
    },
    {
      name: 'dma32_window_start',
      type: 'u32',
      byteOffset: 8,
      doc: 'start of the 32-bit window',
      format: { kind: 'hex' },
    },
    {
      name: 'dma32_window_size',
      type: 'u32',
      byteOffset: 12,
      doc: 'size of the 32-bit window',
      format: { kind: 'unit', unit: 'bytes' },
    },
    {
      name: 'ddw',
      type: 'struct',
      struct: 'vfio_iommu_spapr_tce_ddw_info',
      byteOffset: 16,
      doc: 'dynamic DMA windows',
    },
  ],
} as const satisfies Layout;

export const spaprTceDdwInfo = {
  tag: 'vfio_iommu_spapr_tce_ddw_info',
  title: 'dynamic DMA windows of a POWER IOMMU',
  byteOrder: 'host',
  size: 16,
  source: source('struct vfio_iommu_spapr_tce_ddw_info'),
  role: { kind: 'part' },
  fields: [
    { name: 'pgsizes', type: 'u64', byteOffset: 0, doc: 'page sizes, one bit each', format: { kind: 'pageSizes' } },
    {
      name: 'max_dynamic_windows_supported',
      type: 'u32',
      byteOffset: 8,
      doc: 'windows that may be made',
      format: { kind: 'unit', unit: 'windows' },
    },
    {
      name: 'levels',
      type: 'u32',
      byteOffset: 12,
      doc: 'levels of a translation table',
      format: { kind: 'unit', unit: 'levels' },
    },
  ],
} as const satisfies Layout;
