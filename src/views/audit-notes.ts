import type { AuditNotes, Channel, Defect, Review } from '../model/interface.js';

const deviceInfo = {
  name: 'capability of VFIO_DEVICE_GET_INFO',
  about: 'one device',
  holds: ['function', 'group'],
} as const satisfies Channel;

const iommuInfo = {
  name: 'capability of VFIO_IOMMU_GET_INFO',
  about: 'one container, which can hold several functions of several groups',
  holds: ['iommu'],
} as const satisfies Channel;

const deviceRegion = {
  name: 'region of the device',
  about: 'one device',
  holds: ['function', 'group'],
} as const satisfies Channel;

const deviceOwner = 'whoever has opened the device through VFIO';
const containerOwner = 'whoever has opened the container';

const v2 = 'Alex Williamson on v2 4/4, 2019-05-17';

const v2Reviews = [
  {
    question: 'consistency',
    who: v2,
    text: "What ensures that the 'struct clp_rsp_query_pci' returned from this get_attr remains consistent with a 'struct vfio_iommu_pci_function'?",
  },
  { question: 'reserved', who: v2, text: 'Why does the latter contains so many reserved fields ... for a user API?' },
  { question: 'useful', who: v2, text: 'What fields of these structures are actually useful to userspace?' },
  { question: 'leaks', who: v2, text: 'Should any fields not be exposed to the user?' },
  { question: 'redundant', who: v2, text: "Aren't BAR sizes redundant to what's available through the vfio PCI API?" },
  {
    question: 'scope',
    who: 'Alex Williamson, 2019-05-21',
    text: 'I much prefer figuring out how to expose the right pieces of information via an appropriate interface to virtualize fields that are actually necessary rather than simply providing an interface to dump the clp info straight to userspace',
  },
] as const satisfies readonly Review[];

const alwaysSet = (of: string): Review => ({
  question: 'useful',
  who: `Alex Williamson on v4 of 2019${of}`,
  text: "why do we need a flag that's always set?",
});

export const rfcV1Audit: AuditNotes = {
  caller: containerOwner,
  channel: iommuInfo,
  proposal: true,
  reviews: [
    { question: 'consistency', who: 'Alex Williamson on v1, 2019-05', text: 'Kernel internal structures != user api.' },
    {
      question: 'revision',
      who: 'Alex Williamson on v1, 2019-05',
      text: 'Asked how such an interface would be revised.',
      reported: true,
    },
  ],
};

export const rfcV2Audit: AuditNotes = {
  caller: containerOwner,
  channel: iommuInfo,
  proposal: true,
  reviews: v2Reviews,
};

export const zdevRegionV3Audit: AuditNotes = { caller: deviceOwner, channel: deviceRegion, proposal: true };

export const zdevRegionV4Audit: AuditNotes = {
  caller: deviceOwner,
  channel: deviceRegion,
  proposal: true,
  reviews: [alwaysSet('')],
};

const region2020 = { struct: 'vfio_region_zpci_info@zpci-region-2020', version: 'proposal v2 of 2020-10-02' } as const;
const region2020File = 'drivers/vfio/pci/vfio_pci_zdev.c';

const region2020Defects = [
  {
    question: 'leaks',
    struct: region2020.struct,
    kind: 'not written',
    what: '76 bytes behind the last feature',
    why: 'The memory of the region is taken with kmalloc, which does not clear it, and always has room for the utility string and its header. Where firmware has no string, nobody writes these 76 bytes and everybody can read them.',
    source: { file: region2020File, symbol: 'vfio_pci_zdev_init', version: region2020.version },
  },
  {
    question: 'leaks',
    struct: region2020.struct,
    kind: 'out of bounds',
    what: 'a read at pos above 0',
    why: 'The read starts at region + pos, and region is a pointer to a struct of 8 bytes: a read at pos copies from 8 x pos bytes in, which is soon beyond the memory of the region.',
    source: { file: region2020File, symbol: 'region + pos', version: region2020.version },
  },
  {
    question: 'revision',
    struct: region2020.struct,
    kind: 'not written',
    what: 'argsz counts the utility string where there is none, so the chain ends in bytes that nobody wrote',
    why: 'argsz is the same with and without a utility string, and the last link ends the chain only where it leads to argsz: without a string a reader takes bytes that nobody wrote for a feature, with an id and a version.',
    source: { file: region2020File, symbol: 'vfio_pci_zdev_init', version: region2020.version },
  },
] as const satisfies readonly Defect[];

export const zpciRegion2020Audit: AuditNotes = {
  caller: deviceOwner,
  channel: deviceRegion,
  proposal: true,
  defects: region2020Defects,
};

export const vfioZdevAudit: AuditNotes = {
  caller: deviceOwner,
  channel: deviceInfo,
  reviews: [alwaysSet(', of the flag that is still here')],
  kernelCopy: {
    struct: 'zpci_dev',
    members: {
      'clp_rsp_list_pci.fh_list[].fh': 'fh',
      'clp_rsp_query_pci.sdma': 'start_dma',
      'clp_rsp_query_pci.edma': 'end_dma',
      'clp_rsp_query_pci.fmb_len': 'fmb_length',
      'clp_rsp_query_pci_grp.noi': 'max_msi',
      'clp_rsp_query_pci_grp.mui': 'fmb_update',
      'clp_rsp_query_pci_grp.dasm': 'dma_mask',
      'clp_rsp_query_pci_grp.msia': 'msi_addr',
      'clp_rsp_query_pci_grp.refresh': 'tlb_refresh',
    },
    source: {
      file: 'arch/s390/include/asm/pci.h',
      symbol: 'struct zpci_dev; filled by clp_store_query_pci_fn and clp_store_query_pci_fngrp',
      version: 'Linux 7.3',
    },
  },
};

export const vfioIommuAudit: AuditNotes = { caller: containerOwner, channel: iommuInfo };

export const sysfsAudit: AuditNotes = {
  caller: 'whoever can read the files on that machine',
  channel: {
    name: 'text file',
    about: 'each function of the machine whose kernel shows it',
    holds: ['function', 'group', 'iommu', 'machine'],
  },
};

export const clpIoctlAudit: AuditNotes = {
  caller: 'whoever may open /dev/clp',
  channel: { name: 'ioctl CLP_SYNC', about: 'every function of the machine', holds: ['machine'] },
  reviews: [
    {
      question: 'leaks',
      who: 'Pierre Morel, 2019-05-21',
      text: 'is not secure in that it returns the information for all adapters',
    },
  ],
};

export const qemuAudit: AuditNotes = {
  caller: 'the guest',
  channel: {
    name: 'CLP instruction of the guest',
    about: 'the functions of one guest',
    holds: ['function', 'group', 'iommu', 'machine'],
  },
  modes: { interpret: 'the property interpret is on by default' },
};
