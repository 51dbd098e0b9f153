import type { ExposureRow } from '../../model/interface.js';
import { allCaps, base, list, onlyOfPci, region } from './sources.js';

const struct = 'clp_rsp_list_pci';

export const listRows = [
  {
    struct,
    field: 'hdr.len',
    class: 'hidden',
    why: "Says how many functions of the machine are in this part of the list, which is no business of one function's user.",
    source: list,
  },
  {
    struct,
    field: 'hdr.rsp',
    class: 'hidden',
    why: 'A failed list is logged by the kernel; the functions that it already knows stay, and VFIO speaks of those only.',
    source: list,
  },
  { struct, field: 'hdr.fmt', class: 'hidden', why: '@block-format', source: list },
  { struct, field: 'hdr.reserved1', class: 'hidden', why: '@reserved', source: list },
  { struct, field: 'hdr.reserved2', class: 'hidden', why: '@reserved', source: list },
  {
    struct,
    field: 'resume_token',
    class: 'hidden',
    why: "The cursor of the kernel's own walk through the list; it means nothing once the walk is over.",
    source: list,
  },
  { struct, field: 'reserved2', class: 'hidden', why: '@reserved', source: list },
  {
    struct,
    field: 'max_fn',
    class: 'hidden',
    why: 'A limit of the whole machine. VFIO describes the one function that was opened.',
    source: list,
  },
  {
    struct,
    field: 'uid_checking',
    class: 'hidden',
    why: "Whether the host's uids are unique is a setting of the host's machine, shown in sysfs; as uids are not passed on, neither is this.",
    source: list,
  },
  {
    struct,
    field: 'entry_size',
    class: 'hidden',
    why: 'Needed only to step through the list, which the kernel does itself and checks to be 16.',
    source: list,
  },
  {
    struct,
    field: 'fh_list[].device_id',
    class: 'hidden',
    to: [{ field: 'vfio_region_info.offset', rule: { kind: 'configSpace' }, unsure: onlyOfPci }],
    why: '@config-space',
    source: region,
  },
  {
    struct,
    field: 'fh_list[].vendor_id',
    class: 'hidden',
    to: [{ field: 'vfio_region_info.offset', rule: { kind: 'configSpace' }, unsure: onlyOfPci }],
    why: '@config-space',
    source: region,
  },
  {
    struct,
    field: 'fh_list[].config_state',
    class: 'hidden',
    why: 'A function that can be opened is configured: in standby it has no PCI device to which vfio-pci could be bound.',
    source: allCaps,
  },
  { struct, field: 'fh_list[].fid', class: 'hidden', why: '@host-fid', source: allCaps },
  {
    struct,
    field: 'fh_list[].fh',
    class: 'exposed',
    to: [{ field: 'vfio_device_info_cap_zpci_base.fh', rule: { kind: 'same' }, since: '6.0' }],
    why: 'An interpreted guest issues PCI instructions with the handle of the host, so userspace must know it. Version 1 of the capability (before 6.0) kept it back, and interpretation is impossible with it.',
    source: base,
  },
] as const satisfies readonly ExposureRow[];
