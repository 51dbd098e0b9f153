import type { Codes } from '../../model/layout.js';

const vfio = 'include/uapi/linux/vfio.h';

/** An index means what its bus says, and the buffer does not tell the bus. */
export const vfioRegionIndex = {
  tag: 'vfio-region-index',
  what: 'device-specific region',
  digits: 1,
  source: { file: vfio, symbol: 'VFIO_PCI_*_REGION_INDEX, VFIO_CCW_CONFIG_REGION_INDEX', version: 'Linux 7.2.13' },
  entries: [
    { value: 0, name: 'VFIO_PCI_BAR0_REGION_INDEX', text: 'pci: BAR0; ccw: I/O region' },
    { value: 1, name: 'VFIO_PCI_BAR1_REGION_INDEX', text: 'pci: BAR1; ccw: by its type' },
    { value: 2, name: 'VFIO_PCI_BAR2_REGION_INDEX', text: 'pci: BAR2; ccw: by its type' },
    { value: 3, name: 'VFIO_PCI_BAR3_REGION_INDEX', text: 'pci: BAR3; ccw: by its type' },
    { value: 4, name: 'VFIO_PCI_BAR4_REGION_INDEX', text: 'pci: BAR4' },
    { value: 5, name: 'VFIO_PCI_BAR5_REGION_INDEX', text: 'pci: BAR5' },
    { value: 6, name: 'VFIO_PCI_ROM_REGION_INDEX', text: 'pci: expansion ROM' },
    { value: 7, name: 'VFIO_PCI_CONFIG_REGION_INDEX', text: 'pci: configuration space' },
    { value: 8, name: 'VFIO_PCI_VGA_REGION_INDEX', text: 'pci: VGA' },
  ],
} as const satisfies Codes;

/** As for regions: the bus says what an index means. */
export const vfioIrqIndex = {
  tag: 'vfio-irq-index',
  what: 'interrupt index',
  digits: 1,
  source: {
    file: vfio,
    symbol: 'VFIO_PCI_*_IRQ_INDEX, VFIO_CCW_*_IRQ_INDEX, VFIO_AP_*_IRQ_INDEX',
    version: 'Linux 7.2.13',
  },
  entries: [
    { value: 0, name: 'VFIO_PCI_INTX_IRQ_INDEX', text: 'pci: INTx; ccw: I/O; ap: device request' },
    { value: 1, name: 'VFIO_PCI_MSI_IRQ_INDEX', text: 'pci: MSI; ccw: channel report word; ap: configuration change' },
    { value: 2, name: 'VFIO_PCI_MSIX_IRQ_INDEX', text: 'pci: MSI-X; ccw: device request' },
    { value: 3, name: 'VFIO_PCI_ERR_IRQ_INDEX', text: 'pci: error' },
    { value: 4, name: 'VFIO_PCI_REQ_IRQ_INDEX', text: 'pci: device request' },
  ],
} as const satisfies Codes;

/** With the highest bit set a type is a PCI vendor, whose subtypes are its own. */
export const vfioRegionType = {
  tag: 'vfio-region-type',
  what: 'region type',
  otherwise: '(a PCI vendor in the low half, where 0x80000000 is set)',
  digits: 8,
  showNames: true,
  source: { file: vfio, symbol: 'VFIO_REGION_TYPE_*', version: 'Linux 7.2.13' },
  entries: [
    { value: 1, name: 'VFIO_REGION_TYPE_GFX', text: 'graphics' },
    { value: 2, name: 'VFIO_REGION_TYPE_CCW', text: 'channel I/O' },
    { value: 3, name: 'VFIO_REGION_TYPE_MIGRATION_DEPRECATED', text: 'migration, deprecated' },
    { value: 0x8000_1014, text: 'PCI vendor 0x1014, IBM' },
    { value: 0x8000_10de, text: 'PCI vendor 0x10de, NVIDIA' },
    { value: 0x8000_8086, text: 'PCI vendor 0x8086, Intel' },
  ],
} as const satisfies Codes;

export const vfioGfxSubtype = {
  tag: 'vfio-region-subtype-gfx',
  what: 'subtype of a graphics region',
  digits: 1,
  showNames: true,
  source: { file: vfio, symbol: 'VFIO_REGION_SUBTYPE_GFX_*', version: 'Linux 7.2.13' },
  entries: [{ value: 1, name: 'VFIO_REGION_SUBTYPE_GFX_EDID', text: 'EDID of the display' }],
} as const satisfies Codes;

export const vfioCcwSubtype = {
  tag: 'vfio-region-subtype-ccw',
  what: 'subtype of a channel I/O region',
  digits: 1,
  showNames: true,
  source: { file: vfio, symbol: 'VFIO_REGION_SUBTYPE_CCW_*', version: 'Linux 7.2.13' },
  entries: [
    { value: 1, name: 'VFIO_REGION_SUBTYPE_CCW_ASYNC_CMD', text: 'asynchronous commands' },
    { value: 2, name: 'VFIO_REGION_SUBTYPE_CCW_SCHIB', text: 'subchannel information block' },
    { value: 3, name: 'VFIO_REGION_SUBTYPE_CCW_CRW', text: 'channel report words' },
  ],
} as const satisfies Codes;

export const vfioMigrationSubtype = {
  tag: 'vfio-region-subtype-migration',
  what: 'subtype of a migration region',
  digits: 1,
  showNames: true,
  source: { file: vfio, symbol: 'VFIO_REGION_SUBTYPE_MIGRATION_DEPRECATED', version: 'Linux 7.2.13' },
  entries: [{ value: 1, name: 'VFIO_REGION_SUBTYPE_MIGRATION_DEPRECATED', text: 'state of the device, deprecated' }],
} as const satisfies Codes;

export const vfioIbmSubtype = {
  tag: 'vfio-region-subtype-ibm',
  what: 'subtype of an IBM region',
  digits: 1,
  showNames: true,
  source: { file: vfio, symbol: 'VFIO_REGION_SUBTYPE_IBM_*', version: 'Linux 7.2.13' },
  entries: [{ value: 1, name: 'VFIO_REGION_SUBTYPE_IBM_NVLINK2_ATSD', text: 'NVLink 2 address translation shootdown' }],
} as const satisfies Codes;

export const vfioNvidiaSubtype = {
  tag: 'vfio-region-subtype-nvidia',
  what: 'subtype of an NVIDIA region',
  digits: 1,
  showNames: true,
  source: { file: vfio, symbol: 'VFIO_REGION_SUBTYPE_NVIDIA_*', version: 'Linux 7.2.13' },
  entries: [{ value: 1, name: 'VFIO_REGION_SUBTYPE_NVIDIA_NVLINK2_RAM', text: 'memory of the GPU over NVLink 2' }],
} as const satisfies Codes;

export const vfioIntelSubtype = {
  tag: 'vfio-region-subtype-intel',
  what: 'subtype of an Intel region',
  digits: 1,
  showNames: true,
  source: { file: vfio, symbol: 'VFIO_REGION_SUBTYPE_INTEL_IGD_*', version: 'Linux 7.2.13' },
  entries: [
    { value: 1, name: 'VFIO_REGION_SUBTYPE_INTEL_IGD_OPREGION', text: 'OpRegion of the graphics device' },
    { value: 2, name: 'VFIO_REGION_SUBTYPE_INTEL_IGD_HOST_CFG', text: 'configuration space of the host bridge' },
    { value: 3, name: 'VFIO_REGION_SUBTYPE_INTEL_IGD_LPC_CFG', text: 'configuration space of the LPC bridge' },
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
