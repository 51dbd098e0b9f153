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

export const vfioDeviceFeatureCode = {
  tag: 'vfio-device-feature',
  what: 'device feature',
  digits: 1,
  showNames: true,
  source: { file: vfio, symbol: 'VFIO_DEVICE_FEATURE_*', version: 'Linux 7.3.4' },
  entries: [
    { value: 0, name: 'VFIO_DEVICE_FEATURE_PCI_VF_TOKEN', text: 'token of a virtual function' },
    { value: 1, name: 'VFIO_DEVICE_FEATURE_MIGRATION', text: 'how the device can migrate' },
    { value: 2, name: 'VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE', text: 'state of a migration' },
    { value: 3, name: 'VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY', text: 'enter low power' },
    { value: 4, name: 'VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY_WITH_WAKEUP', text: 'enter low power, with wake-up' },
    { value: 5, name: 'VFIO_DEVICE_FEATURE_LOW_POWER_EXIT', text: 'leave low power' },
    { value: 6, name: 'VFIO_DEVICE_FEATURE_DMA_LOGGING_START', text: 'start logging DMA' },
    { value: 7, name: 'VFIO_DEVICE_FEATURE_DMA_LOGGING_STOP', text: 'stop logging DMA' },
    { value: 8, name: 'VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT', text: 'report logged DMA' },
    { value: 9, name: 'VFIO_DEVICE_FEATURE_MIG_DATA_SIZE', text: 'length of a migration' },
    { value: 10, name: 'VFIO_DEVICE_FEATURE_BUS_MASTER', text: 'bus mastering' },
    { value: 11, name: 'VFIO_DEVICE_FEATURE_DMA_BUF', text: 'DMA buffer of a region' },
    { value: 12, name: 'VFIO_DEVICE_FEATURE_MIG_PRECOPY_INFOv2', text: 'flags of precopy' },
    { value: 13, name: 'VFIO_DEVICE_FEATURE_ZPCI_ERROR', text: 'error event of a zPCI function' },
  ],
} as const satisfies Codes;
