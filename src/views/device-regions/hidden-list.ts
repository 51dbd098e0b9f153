import type { ExposureRow } from '../../model/interface.js';
import type { Source } from '../../model/layout.js';

const struct = 'clp_rsp_list_pci';

/** Nothing of the list is offered. All regions have these rows, each with the source that fills it. */
export const hiddenListRows = (source: Source) =>
  [
    { struct, field: 'hdr.len', class: 'hidden', why: '@list-walk', source },
    { struct, field: 'hdr.rsp', class: 'hidden', why: '@list-walk', source },
    { struct, field: 'hdr.fmt', class: 'hidden', why: '@list-walk', source },
    { struct, field: 'hdr.reserved1', class: 'hidden', why: '@reserved', source },
    { struct, field: 'hdr.reserved2', class: 'hidden', why: '@reserved', source },
    { struct, field: 'resume_token', class: 'hidden', why: '@list-walk', source },
    { struct, field: 'reserved2', class: 'hidden', why: '@reserved', source },
    {
      struct,
      field: 'max_fn',
      class: 'hidden',
      why: 'A limit of the machine, in whose place a region of one device cannot speak.',
      source,
    },
    {
      struct,
      field: 'uid_checking',
      class: 'hidden',
      why: 'A setting of the machine that qualifies uids, and the region has no uid.',
      source,
    },
    { struct, field: 'entry_size', class: 'hidden', why: '@list-walk', source },
    {
      struct,
      field: 'fh_list[].device_id',
      class: 'hidden',
      to: [{ field: 'vfio_region_info.offset', rule: { kind: 'configSpace' } }],
      why: '@config-space',
      source,
    },
    {
      struct,
      field: 'fh_list[].vendor_id',
      class: 'hidden',
      to: [{ field: 'vfio_region_info.offset', rule: { kind: 'configSpace' } }],
      why: '@config-space',
      source,
    },
    {
      struct,
      field: 'fh_list[].config_state',
      class: 'hidden',
      why: 'A device whose region can be read is configured.',
      source,
    },
    { struct, field: 'fh_list[].fid', class: 'hidden', why: '@host-id', source },
    {
      struct,
      field: 'fh_list[].fh',
      class: 'hidden',
      why: 'The handle of the host stays in the kernel: a guest of that time was always intercepted, under handles that QEMU makes.',
      source,
    },
  ] as const satisfies readonly ExposureRow[];
