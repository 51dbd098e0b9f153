import type { Roles } from '../model/roles.js';

const fn = 'clp_rsp_query_pci';
const grp = 'clp_rsp_query_pci_grp';
const list = 'clp_rsp_list_pci';
const entry = `${list}.fh_list[]`;
const base = 'vfio_device_info_cap_zpci_base';
const group = 'vfio_device_info_cap_zpci_group';
const both = (path: string) => ({ firmware: path, guest: path });

/** The parts that facts play in cross-checks and in lines worked out from several blocks. */
export const factRoles = {
  paths: {
    functionId: both(`${fn}.fid`),
    entryId: both(`${entry}.fid`),
    entryHandle: both(`${entry}.fh`),
    entryState: both(`${entry}.config_state`),
    entryVendor: both(`${entry}.vendor_id`),
    entryDevice: both(`${entry}.device_id`),
    listToken: both(`${list}.resume_token`),
    listTokenAsked: both('clp_req_list_pci.resume_token'),
    handleMask: both(`${list}.reserved2`),
    handle: { vfio: `${base}.fh` },
    handleAsked: both('clp_req_query_pci.fh'),
    groupId: { ...both(`${fn}.pfgid`), vfio: `${base}.gid` },
    groupAsked: both('clp_req_query_pci_grp.pfgid'),
    apertureStart: { ...both(`${fn}.sdma`), vfio: `${base}.start_dma` },
    apertureEnd: { ...both(`${fn}.edma`), vfio: `${base}.end_dma` },
    mappingsLeft: { vfio: 'vfio_iommu_type1_info_dma_avail.avail' },
    rangeStart: { vfio: 'vfio_iommu_type1_info_cap_iova_range.iova_ranges[].start' },
    rangeEnd: { vfio: 'vfio_iommu_type1_info_cap_iova_range.iova_ranges[].end' },
    pageSizes: { vfio: 'vfio_iommu_type1_info.iova_pgsizes' },
    designationTypes: both(`${grp}.dtsm`),
    largeFrames: both(`${grp}.frame`),
    relaxedTranslation: both(`${grp}.rtr`),
    functionType: { ...both(`${fn}.pft`), vfio: `${base}.pft` },
    textAvailable: both(`${fn}.util_str_avail`),
    text: { ...both(`${fn}.util_str`), vfio: 'vfio_device_info_cap_zpci_util.util_str' },
    mioAvailable: both(`${fn}.mio_addr_avail`),
    mioValid: both(`${fn}.mio.valid`),
    longestStore: { ...both(`${grp}.maxstbl`), vfio: `${group}.maxstbl` },
    longestInterpretedStore: { vfio: `${group}.imaxstbl` },
    capabilityVersion: { vfio: `${base}.header.version` },
    userId: both(`${fn}.uid`),
    userIdsUnique: both(`${list}.uid_checking`),
    requesterId: both(`${fn}.rid`),
    requesterIdAvailable: both(`${fn}.rid_avail`),
    topologyId: both(`${fn}.tid`),
    topologyIdAvailable: both(`${fn}.tid_avail`),
    virtualFunction: { ...both(`${fn}.vfn`), vfio: `${base}.vfn` },
    physicalChannel: { ...both(`${fn}.pchid`), vfio: `${base}.pchid` },
    path: { ...both(`${fn}.pfip`), vfio: 'vfio_device_info_cap_zpci_pfip.pfip' },
    physicalFunction: both(`${fn}.is_physfn`),
    interrupts: { ...both(`${grp}.noi`), vfio: `${group}.noi` },
    interruptIndex: { vfio: 'vfio_irq_info.index' },
    interruptCount: { vfio: 'vfio_irq_info.count' },
    barSize: both(`${fn}.bar_size[]`),
    barWord: both(`${fn}.bar[]`),
    regionIndex: { vfio: 'vfio_region_info.index' },
    regionSize: { vfio: 'vfio_region_info.size' },
  },
  numbers: {
    ism: 0x05,
    hypervisorGroups: 0xf0,
    noLimit: 0xffff_ffff,
    handleTypeMask: 0x00ff_0000,
    handleEmulated: 0x0002_0000,
    handleEnabled: 0x8000_0000,
    configured: 1,
    msix: 2,
    regionSecondBit: 0x20,
    regionFirstBit: 0x10,
    /** ZPCI_IOTA_DT_RS and ZPCI_IOTA_DT_RF as drivers/iommu/s390-iommu.c tests them, Linux 7.2.13. */
    regionSecondMask: 0x08,
    regionFirstMask: 0x0c,
    ioBar: 0x1,
    tableEnd: 0x3ff_ffff_ffff,
  },
} as const satisfies Roles;
