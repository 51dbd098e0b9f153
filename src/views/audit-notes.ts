import type { AuditNotes, Channel, Review } from '../model/interface.js';

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

export const zpciRegion2020Audit: AuditNotes = { caller: deviceOwner, channel: deviceRegion, proposal: true };

export const vfioZdevAudit: AuditNotes = {
  caller: deviceOwner,
  channel: deviceInfo,
  reviews: [alwaysSet(', of the flag that is still here')],
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
  caller: 'root alone',
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
};
