/** Interfaces that are features of VFIO_DEVICE_FEATURE. */
import type { AuditNotes, Channel } from '../model/interface.js';

const feature = {
  name: 'feature of VFIO_DEVICE_FEATURE',
  about: 'one device',
  holds: ['function', 'group'],
} as const satisfies Channel;

const caller = 'whoever has opened the device through VFIO';

export const zpciErrorAudit: AuditNotes = {
  caller,
  channel: feature,
  lengthIn: 'vfio_device_info_cap_zpci_base.ccdf_err_length',
  reviews: [
    {
      question: 'revision',
      who: 'Farhan Ali on v18, 2026-06',
      text: "We currently don't expose any PCI error data to userspace and so userspace has no way of knowing the size of the buffer.",
    },
  ],
};

export const zpciErrorV18Audit: AuditNotes = {
  caller,
  channel: feature,
  proposal: true,
  reviews: [
    { question: 'reserved', who: 'Alex Williamson on v18 2/4, 2026-06-03', text: "There's a 4-byte hole here." },
    {
      question: 'revision',
      who: 'Alex Williamson on v18 2/4, 2026-06-03',
      text: "I don't suppose this could also be copied to a user buffer as opaque data with size reported elsewhere, could it?",
    },
  ],
};

export const fmbV5Audit: AuditNotes = {
  caller,
  channel: feature,
  lengthIn: 'vfio_device_info_cap_zpci_base.fmb_length',
  proposal: true,
  reviews: [
    {
      question: 'consistency',
      who: 'review of the series, 2026-06',
      text: 'A reference to the specification of the opaque bytes was asked for.',
      reported: true,
    },
  ],
};
