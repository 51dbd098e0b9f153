import type { ExposureRow, Interface } from '../model/interface.js';
import type { Source } from '../model/layout.js';
import { clpIoctlAudit } from './audit-notes.js';
import { dtsmNumbering } from './unsettled.js';

const ioctl: Source = { file: 'arch/s390/pci/pci_clp.c', symbol: 'clp_normal_command', version: 'Linux 7.2.13' };

const functionRows = [
  {
    struct: 'clp_rsp_query_pci',
    field: '*',
    class: 'exposed',
    to: [{ field: 'clp_rsp_query_pci', rule: { kind: 'same' } }],
    why: '@any-function',
    source: ioctl,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'fid',
    class: 'exposed',
    to: [{ field: 'clp_rsp_query_pci.fid', rule: { kind: 'same' } }],
    why: 'The id of whichever function is asked about: with it a caller can name functions that belong to other guests, or to the host.',
    source: ioctl,
    leak: true,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'sdma',
    class: 'exposed',
    to: [{ field: 'clp_rsp_query_pci.sdma', rule: { kind: 'same' } }],
    why: "Firmware's value and not that of the host driver, which before 6.16 rounds it up to a page: a guest must be told the other one.",
    source: ioctl,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'edma',
    class: 'exposed',
    to: [{ field: 'clp_rsp_query_pci.edma', rule: { kind: 'same' } }],
    why: "Firmware's value and not that of the host driver, which maps less: a guest must be told the other one.",
    source: ioctl,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'uid',
    class: 'exposed',
    to: [{ field: 'clp_rsp_query_pci.uid', rule: { kind: 'same' } }],
    why: 'The id that the operator gave any function of the machine, and so the PCI domains of the host.',
    source: ioctl,
    leak: true,
  },
] as const satisfies readonly ExposureRow[];

const groupRows = [
  {
    struct: 'clp_rsp_query_pci_grp',
    field: '*',
    class: 'exposed',
    to: [{ field: 'clp_rsp_query_pci_grp', rule: { kind: 'same' } }],
    why: 'Passed on unchanged for any group id from 0 to 255, whether the caller has a function of that group or not.',
    source: ioctl,
  },
  {
    struct: 'clp_rsp_query_pci_grp',
    field: 'frame',
    class: 'exposed',
    to: [{ field: 'clp_rsp_query_pci_grp.frame', rule: { kind: 'same' } }],
    why: 'Passed on unchanged; what the host IOMMU driver makes of it is not said here.',
    source: ioctl,
    unsure:
      'What the bit promises is not public: its name and the remark of 2019 (what the host IOMMU driver supports) are all there is.',
  },
  {
    struct: 'clp_rsp_query_pci_grp',
    field: 'dtsm',
    class: 'exposed',
    to: [{ field: 'clp_rsp_query_pci_grp.dtsm', rule: { kind: 'same' } }],
    why: 'Passed on unchanged; which tables the host IOMMU driver builds is not said here.',
    source: ioctl,
    unsure: dtsmNumbering,
  },
] as const satisfies readonly ExposureRow[];

const listRows = [
  {
    struct: 'clp_rsp_list_pci',
    field: '*',
    class: 'exposed',
    to: [{ field: 'clp_rsp_list_pci', rule: { kind: 'same' } }],
    why: 'The list of all functions of the machine, in one call: this is why the interface was called insecure in 2019. The ioctl asks for no privilege; only the mode of the device node, which is for root alone unless somebody changes it, keeps others out.',
    source: ioctl,
  },
  {
    struct: 'clp_rsp_list_pci',
    field: 'fh_list[].fid',
    class: 'exposed',
    to: [{ field: 'clp_rsp_list_pci.fh_list[].fid', rule: { kind: 'same' } }],
    why: 'The ids of all functions of the machine, to one caller.',
    source: ioctl,
    leak: true,
  },
  {
    struct: 'clp_rsp_list_pci',
    field: 'fh_list[].fh',
    class: 'exposed',
    to: [{ field: 'clp_rsp_list_pci.fh_list[].fh', rule: { kind: 'same' } }],
    why: 'The handles of all functions, to one caller, who needs them to ask about any function. SET PCI is not passed on, so none can be switched.',
    source: ioctl,
    leak: true,
  },
] as const satisfies readonly ExposureRow[];

export const clpIoctl = {
  name: 'clp-ioctl',
  view: 'firmware',
  title: 'CLP_SYNC of /dev/clp: the answers of firmware themselves, for whoever may open it',
  besideFields: false,
  version: '7.3',
  versions: ['6.1', '6.12', '6.19', '7.3'],
  reasons: {
    'any-function':
      'The page with the answer is copied to the caller unchanged, for any function whose handle it names. The ioctl knows no owner of a function, so nothing can be kept back.',
  },
  rows: [...functionRows, ...groupRows, ...listRows],
  audit: clpIoctlAudit,
} as const satisfies Interface;
