import type { Interface } from '../../model/interface.js';
import { sysfsAudit } from '../audit-notes.js';
import { arrivals } from './arrivals.js';
import { listRows } from './list.js';
import { queryFnHeadRows } from './query-fn-head.js';
import { queryFnTailRows } from './query-fn-tail.js';
import { queryGrpRows } from './query-grp.js';

/** `sysfs.<name>` is the file of that name; `sysfs.pfip` are the four segments in one. */
export const sysfs = {
  name: 'sysfs',
  view: 'sysfs',
  title: 'files below /sys/bus/pci of the host, or of a guest for its own functions',
  besideFields: false,
  version: '7.3',
  versions: ['5.10', '6.12', '6.18', '7.1', '7.3'],
  arrivals,
  reasons: {
    'call-detail': 'A detail of the CLP call, which the kernel made when it found the function.',
    reserved: 'Reserved by firmware: the kernel keeps nothing of it that it could show.',
    topology:
      'No attribute. The PCI address shows what the kernel made of it: requester id and topology id decide domain and devfn of a multi-function device.',
    aperture:
      'No attribute of the function. Indirectly reserved_regions of its IOMMU group tells: it lists what lies outside the aperture that the host driver uses.',
    'not-kept': 'Linux neither keeps nor uses it.',
    'list-walk': 'Needed to walk the list, which the kernel does for itself; what it found stands below slots.',
  },
  rows: [...queryFnHeadRows, ...queryFnTailRows, ...queryGrpRows, ...listRows],
  audit: sysfsAudit,
} as const satisfies Interface;
