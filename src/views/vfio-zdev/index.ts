import type { Interface } from '../../model/interface.js';
import { vfioZdevAudit } from '../audit-notes.js';
import { arrivals } from './arrivals.js';
import { listRows } from './list.js';
import { queryFnRows } from './query-fn.js';
import { queryGrpRows } from './query-grp.js';

/** Offsets of the chain and of the fixed part changed in 6.6, and the base capability grew in 7.3; no row did. */
export const vfioZdev = {
  name: 'vfio-zdev',
  view: 'vfio',
  title: 'zPCI capabilities of VFIO_DEVICE_GET_INFO',
  besideFields: true,
  version: '7.3',
  versions: ['5.10', '6.0', '6.6', '6.16', '7.3'],
  versionClues: [
    {
      version: '5.10',
      when: [{ field: 'vfio_device_info_cap_zpci_base.header.version', value: 1 }],
      why: 'version 1 of the base capability: Linux 5.10 to 5.19',
      from: '5.10',
      before: '6.0',
    },
    {
      version: '6.0',
      when: [
        { field: 'vfio_device_info_cap_zpci_base.header.version', value: 2 },
        { field: 'vfio_device_info.cap_offset', value: 20 },
      ],
      why: 'version 2 of the base capability and the first one at byte 20: Linux 6.0 to 6.5',
      from: '6.0',
      before: '6.6',
    },
    {
      version: '6.6',
      when: [
        { field: 'vfio_device_info_cap_zpci_base.header.version', value: 2 },
        { field: 'vfio_device_info.cap_offset', value: 24 },
      ],
      why: 'version 2 of the base capability and the first one at byte 24: Linux 6.6 to 7.2',
      from: '6.6',
      before: '7.3',
    },
    {
      version: '7.3',
      when: [{ field: 'vfio_device_info_cap_zpci_base.header.version', value: 3 }],
      why: 'version 3 of the base capability: Linux 7.3 or later',
      from: '7.3',
    },
  ],
  arrivals,
  reasons: {
    'block-length': 'The length of one CLP answer; a VFIO buffer has its own lengths in argsz and in the chain.',
    'block-format': 'Linux uses format 0 only; to userspace each capability states a version of its own.',
    reserved:
      'Reserved by firmware: the kernel reads nothing from it. A capability has reserved bytes for its own alignment, not as a copy of these.',
    'host-topology':
      'Tells which functions are one multi-function device on the host. The bus that a guest sees is made by its hypervisor, function by function.',
    'host-address':
      'Bus and devfn of the function on the host. Userspace has opened it by that address, and a guest must have an address of its own.',
    'host-fid':
      'The id under which the host configures and unplugs the function. A guest that was given it would name its own functions by facts of the host.',
    'mio-address':
      'An address that only the MIO instructions of the host kernel understand; userspace maps or reads the BAR through its VFIO region instead.',
    'config-space': 'Redundant: the word is in the configuration space of the function, which is VFIO region 7.',
  },
  rows: [...queryFnRows, ...queryGrpRows, ...listRows],
  audit: vfioZdevAudit,
} as const satisfies Interface;
