import type { ExposureRow } from '../../model/interface.js';
import { attr, core, listReq, slot, unique } from './sources.js';

const struct = 'clp_rsp_list_pci';

export const listRows = [
  { struct, field: 'hdr.len', class: 'hidden', why: '@list-walk', source: listReq },
  { struct, field: 'hdr.rsp', class: 'hidden', why: '@list-walk', source: listReq },
  { struct, field: 'hdr.fmt', class: 'hidden', why: '@list-walk', source: listReq },
  { struct, field: 'hdr.reserved1', class: 'hidden', why: '@reserved', source: listReq },
  { struct, field: 'hdr.reserved2', class: 'hidden', why: '@reserved', source: listReq },
  { struct, field: 'resume_token', class: 'hidden', why: '@list-walk', source: listReq },
  { struct, field: 'reserved2', class: 'hidden', why: '@reserved', source: listReq },
  {
    struct,
    field: 'max_fn',
    class: 'hidden',
    why: 'The kernel has a limit of its own (CONFIG_PCI_NR_FUNCTIONS) and does not look at this one.',
    source: listReq,
  },
  {
    struct,
    field: 'uid_checking',
    class: 'exposed',
    to: [{ field: 'sysfs.uid_is_unique', rule: { kind: 'same' }, since: '5.13' }],
    why: 'uid_is_unique of every function, and since 6.18 once for the machine in /sys/firmware/clp/uid_checking.',
    source: unique,
  },
  { struct, field: 'entry_size', class: 'hidden', why: '@list-walk', source: listReq },
  {
    struct,
    field: 'fh_list[].device_id',
    class: 'exposed',
    to: [{ field: 'sysfs.device', rule: { kind: 'configSpace' } }],
    why: 'device, 0x%04x: the PCI core reads it from the configuration space, where it is the same.',
    source: core,
  },
  {
    struct,
    field: 'fh_list[].vendor_id',
    class: 'exposed',
    to: [{ field: 'sysfs.vendor', rule: { kind: 'configSpace' } }],
    why: 'vendor, 0x%04x: the PCI core reads it from the configuration space, where it is the same.',
    source: core,
  },
  {
    struct,
    field: 'fh_list[].config_state',
    class: 'exposed',
    to: [{ field: 'sysfs.slots/<fid>/power', rule: { kind: 'same' } }],
    why: 'slots/<fid>/power is 1 when the function is configured, 0 in standby; a write changes it. A reserved function has no slot.',
    source: slot,
  },
  {
    struct,
    field: 'fh_list[].fid',
    class: 'exposed',
    to: [{ field: 'sysfs.function_id', rule: { kind: 'same' } }],
    why: 'function_id, 0x%08x, and the name of the folder below slots.',
    source: attr,
  },
  {
    struct,
    field: 'fh_list[].fh',
    class: 'exposed',
    to: [{ field: 'sysfs.function_handle', rule: { kind: 'same' } }],
    why: 'function_handle, 0x%08x: the handle that the kernel uses now, so it changes when the function is disabled, enabled or recovered.',
    source: attr,
  },
] as const satisfies readonly ExposureRow[];
