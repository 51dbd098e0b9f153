/**
 * Constants of the VFIO and iommufd headers that no table carries; see constants-not-carried.ts.
 */
import type { NotCarried } from './constants-not-carried.js';

const vfio = 'linux/vfio.h';
const iommufd = 'linux/iommufd.h';

export const vfioNotCarried: readonly NotCarried[] = [
  {
    header: vfio,
    names: [
      'VFIO_API_VERSION',
      'VFIO_TYPE',
      'VFIO_BASE',
      'VFIO_GET_API_VERSION',
      'VFIO_CHECK_EXTENSION',
      'VFIO_SET_IOMMU',
    ],
    reason: 'the container interface itself: answers that are one integer',
  },
  {
    header: vfio,
    names: [
      'VFIO_TYPE1_IOMMU',
      'VFIO_TYPE1v2_IOMMU',
      'VFIO_TYPE1_NESTING_IOMMU',
      '__VFIO_RESERVED_TYPE1_NESTING_IOMMU',
      'VFIO_SPAPR_TCE_IOMMU',
      'VFIO_SPAPR_TCE_v2_IOMMU',
      'VFIO_DMA_CC_IOMMU',
      'VFIO_NOIOMMU_IOMMU',
      'VFIO_EEH',
      'VFIO_UNMAP_ALL',
      'VFIO_UPDATE_VADDR',
    ],
    reason: 'extensions to ask for, answered with one integer',
  },
  {
    header: vfio,
    names: [
      'VFIO_GROUP_SET_CONTAINER',
      'VFIO_GROUP_UNSET_CONTAINER',
      'VFIO_GROUP_GET_DEVICE_FD',
      'VFIO_DEVICE_RESET',
      'VFIO_DEVICE_PCI_HOT_RESET',
    ],
    reason: 'calls that give no information back',
  },
  {
    header: vfio,
    names: ['VFIO_DEVICE_BIND_*', 'VFIO_DEVICE_ATTACH_*', 'VFIO_DEVICE_DETACH_*'],
    reason: 'calls that give no facts of a device back',
  },
  { header: vfio, names: ['VFIO_DEVICE_API_*'], reason: 'strings of mediated devices' },
  {
    header: vfio,
    names: ['VFIO_REGION_TYPE_PCI_VENDOR_TYPE', 'VFIO_REGION_TYPE_PCI_VENDOR_MASK'],
    reason: 'bits of the type of a region that a PCI vendor defines; the table of types has whole numbers',
  },
  {
    header: vfio,
    names: ['VFIO_DEVICE_GFX_*', 'VFIO_GFX_*', 'VFIO_DEVICE_QUERY_GFX_PLANE', 'VFIO_DEVICE_GET_GFX_DMABUF'],
    reason: 'graphics',
  },
  {
    header: vfio,
    names: ['VFIO_DEVICE_STATE_*', 'VFIO_MIGRATION_*', 'VFIO_MIG_*', 'VFIO_PRECOPY_*'],
    reason: 'migration',
  },
  {
    header: vfio,
    names: ['VFIO_IRQ_SET_*', 'VFIO_DEVICE_SET_IRQS'],
    reason: 'setting interrupts, not describing them',
  },
  { header: vfio, names: ['VFIO_DEVICE_IOEVENTFD*'], reason: 'event wiring' },
  {
    header: vfio,
    names: ['VFIO_DEVICE_FEATURE_CLEAR_MASTER', 'VFIO_DEVICE_FEATURE_SET_MASTER'],
    reason: 'what one device feature is asked to do: its argument has no layout',
  },
  {
    header: vfio,
    names: [
      'VFIO_DMA_*',
      'VFIO_IOMMU_MAP_DMA',
      'VFIO_IOMMU_UNMAP_DMA',
      'VFIO_IOMMU_ENABLE',
      'VFIO_IOMMU_DISABLE',
      'VFIO_IOMMU_DIRTY_*',
    ],
    reason: 'mapping memory',
  },
  { header: vfio, names: ['VFIO_EEH_*'], reason: 'error handling of POWER' },
  {
    header: vfio,
    names: [
      'VFIO_IOMMU_SPAPR_REGISTER_MEMORY',
      'VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY',
      'VFIO_IOMMU_SPAPR_TCE_CREATE',
      'VFIO_IOMMU_SPAPR_TCE_REMOVE',
    ],
    reason: 'calls of POWER that give no information back',
  },
  { header: vfio, names: ['VFIO_PCI_NUM_REGIONS', 'VFIO_PCI_NUM_IRQS'], reason: 'ends of an enumeration' },
  {
    header: vfio,
    names: ['VFIO_CCW_*', 'VFIO_AP_*'],
    reason: 'indexes of channel and crypto devices: the texts of the tables of indexes say them beside those of PCI',
  },
  {
    header: iommufd,
    names: [
      'IOMMUFD_*',
      'IOMMU_DESTROY',
      'IOMMU_OPTION*',
      'IOMMU_VFIO_IOAS*',
      'IOMMU_HWPT_*',
      'IOMMU_FAULT_*',
      'IOMMU_PGFAULT_*',
      'IOMMU_VTD_*',
    ],
    reason: 'command numbers and calls that give no facts of a device back',
  },
  {
    header: iommufd,
    names: [
      'IOMMU_IOAS_ALLOC',
      'IOMMU_IOAS_ALLOW_IOVAS',
      'IOMMU_IOAS_MAP',
      'IOMMU_IOAS_COPY',
      'IOMMU_IOAS_UNMAP',
      'IOMMU_IOAS_MAP_FILE',
      'IOMMU_IOAS_MAP_FIXED_IOVA',
      'IOMMU_IOAS_MAP_WRITEABLE',
      'IOMMU_IOAS_MAP_READABLE',
      'IOMMU_IOAS_CHANGE_PROCESS',
    ],
    reason: 'calls on an address space that give no information back',
  },
  {
    header: iommufd,
    names: ['IOMMU_VIOMMU_*', 'IOMMU_VDEVICE_*', 'IOMMU_VEVENTQ_*', 'IOMMU_HW_QUEUE_*'],
    reason: 'virtual IOMMUs, which s390 does not have',
  },
  {
    header: iommufd,
    names: ['IOMMU_HW_INFO_VTD_*'],
    reason: 'bits inside the hardware data of Intel VT-d, which is not decoded',
  },
  {
    header: iommufd,
    names: ['IOMMU_HW_INFO_TYPE_DEFAULT'],
    reason: 'a second name of IOMMU_HW_INFO_TYPE_NONE, for the request',
  },
];
