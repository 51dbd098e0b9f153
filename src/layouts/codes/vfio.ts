import type { Codes } from '../../model/layout.js';

const vfio = 'include/uapi/linux/vfio.h';

export const vfioPciRegion = {
  tag: 'vfio-pci-region',
  what: 'device-specific region',
  digits: 1,
  source: { file: vfio, symbol: 'VFIO_PCI_*_REGION_INDEX', version: 'Linux 7.2.13' },
  entries: [
    { value: 0, name: 'VFIO_PCI_BAR0_REGION_INDEX', text: 'BAR0' },
    { value: 1, name: 'VFIO_PCI_BAR1_REGION_INDEX', text: 'BAR1' },
    { value: 2, name: 'VFIO_PCI_BAR2_REGION_INDEX', text: 'BAR2' },
    { value: 3, name: 'VFIO_PCI_BAR3_REGION_INDEX', text: 'BAR3' },
    { value: 4, name: 'VFIO_PCI_BAR4_REGION_INDEX', text: 'BAR4' },
    { value: 5, name: 'VFIO_PCI_BAR5_REGION_INDEX', text: 'BAR5' },
    { value: 6, name: 'VFIO_PCI_ROM_REGION_INDEX', text: 'expansion ROM' },
    { value: 7, name: 'VFIO_PCI_CONFIG_REGION_INDEX', text: 'configuration space' },
    { value: 8, name: 'VFIO_PCI_VGA_REGION_INDEX', text: 'VGA' },
  ],
} as const satisfies Codes;

export const vfioPciIrq = {
  tag: 'vfio-pci-irq',
  what: 'interrupt index',
  digits: 1,
  source: { file: vfio, symbol: 'VFIO_PCI_*_IRQ_INDEX', version: 'Linux 7.2.13' },
  entries: [
    { value: 0, name: 'VFIO_PCI_INTX_IRQ_INDEX', text: 'INTx' },
    { value: 1, name: 'VFIO_PCI_MSI_IRQ_INDEX', text: 'MSI' },
    { value: 2, name: 'VFIO_PCI_MSIX_IRQ_INDEX', text: 'MSI-X' },
    { value: 3, name: 'VFIO_PCI_ERR_IRQ_INDEX', text: 'error' },
    { value: 4, name: 'VFIO_PCI_REQ_IRQ_INDEX', text: 'device request' },
  ],
} as const satisfies Codes;

export const iommuHwInfoType = {
  tag: 'iommu-hw-info-type',
  what: 'hardware data type',
  digits: 1,
  source: { file: 'include/uapi/linux/iommufd.h', symbol: 'enum iommu_hw_info_type', version: 'Linux 7.2.13' },
  entries: [
    { value: 0, name: 'IOMMU_HW_INFO_TYPE_NONE', text: 'none' },
    { value: 1, name: 'IOMMU_HW_INFO_TYPE_INTEL_VTD', text: 'Intel VT-d' },
    { value: 2, name: 'IOMMU_HW_INFO_TYPE_ARM_SMMUV3', text: 'ARM SMMUv3' },
    { value: 3, name: 'IOMMU_HW_INFO_TYPE_TEGRA241_CMDQV', text: 'Tegra241 CMDQV' },
    { value: 4, name: 'IOMMU_HW_INFO_TYPE_AMD', text: 'AMD' },
  ],
} as const satisfies Codes;
