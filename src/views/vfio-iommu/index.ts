import type { Interface } from '../../model/interface.js';
import { vfioIommuAudit } from '../audit-notes.js';
import { apertureRows } from './aperture.js';
import { arrivals } from './arrivals.js';
import { listRows } from './list.js';
import { queryFnRows } from './query-fn.js';
import { queryGrpRows } from './query-grp.js';

export const vfioIommu = {
  name: 'vfio-iommu',
  view: 'vfio',
  title: 'VFIO_IOMMU_GET_INFO of a type1 container, or of iommufd in its place',
  besideFields: false,
  version: '7.3',
  versions: ['5.4', '5.10', '6.12', '6.16', '7.3'],
  arrivals,
  reasons: {
    'no-call': 'No CLP call stands behind this ioctl: the kernel answers from its IOMMU driver.',
    reserved: 'Reserved by firmware; the IOMMU driver never gets to see it.',
    'function-scope':
      'A fact of one function. The answer is about a container, which can hold several, so there is no place for it here: the device info of each function has it, or does not offer it.',
    'group-scope':
      'A fact of a group of functions. The functions of a container can come from several groups; the device info of each tells the facts of its own.',
    'machine-scope': 'About the list of the machine, of which a container holds a few functions at most.',
    'host-topology':
      'Place of the function on the buses of the host; the IOMMU driver of s390 tells functions apart without it.',
    bars: 'BARs are what the CPU reaches in the device; this interface is about what the device reaches in memory.',
    'bar-access': 'MIO addresses are for the instructions of the host kernel that reach a BAR; DMA does not use them.',
  },
  rows: [...queryFnRows, ...apertureRows, ...queryGrpRows, ...listRows],
  audit: vfioIommuAudit,
} as const satisfies Interface;
