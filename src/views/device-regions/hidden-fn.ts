import type { ExposureRow } from '../../model/interface.js';
import type { Source } from '../../model/layout.js';

const struct = 'clp_rsp_query_pci';

/** Facts of the function that no region offers. All regions have these rows, each with the source that fills it. */
export const hiddenFnRows = (source: Source) =>
  [
    { struct, field: 'hdr.len', class: 'hidden', why: '@call-detail', source },
    { struct, field: 'hdr.rsp', class: 'hidden', why: '@call-detail', source },
    { struct, field: 'hdr.fmt', class: 'hidden', why: '@call-detail', source },
    { struct, field: 'hdr.reserved1', class: 'hidden', why: '@reserved', source },
    { struct, field: 'hdr.reserved2', class: 'hidden', why: '@reserved', source },
    { struct, field: 'tid_avail', class: 'hidden', why: '@unknown-then', source },
    { struct, field: 'rid_avail', class: 'hidden', why: '@host-address', source },
    {
      struct,
      field: 'is_physfn',
      class: 'hidden',
      why: 'Links virtual functions to their physical function on the host; a region belongs to one device and speaks of no other.',
      source,
    },
    { struct, field: 'reserved1', class: 'hidden', why: '@reserved', source },
    {
      struct,
      field: 'mio_addr_avail',
      class: 'hidden',
      why: 'Chooses the instructions of the host kernel; userspace reaches the BARs through the regions of their own, whichever they are.',
      source,
    },
    { struct, field: 'fid', class: 'hidden', why: '@host-id', source },
    {
      struct,
      field: 'bar_size[]',
      class: 'hidden',
      to: [{ field: 'vfio_region_info.size', rule: { kind: 'regionLog2' } }],
      why: 'Left out after the review of the raw copy: VFIO_DEVICE_GET_REGION_INFO tells the sizes.',
      source,
    },
    {
      struct,
      field: 'bar[]',
      class: 'hidden',
      to: [{ field: 'vfio_region_info.offset', rule: { kind: 'configSpace' } }],
      why: 'Left out after the review of the raw copy: the words are in the configuration space, VFIO region 7.',
      source,
    },
    { struct, field: 'fidparm', class: 'hidden', why: '@unknown-then', source },
    { struct, field: 'reserved3', class: 'hidden', why: '@reserved', source },
    { struct, field: 'rid', class: 'hidden', why: '@host-address', source },
    { struct, field: 'reserved0', class: 'hidden', why: '@reserved', source },
    { struct, field: 'tid', class: 'hidden', why: '@unknown-then', source },
    { struct, field: 'reserved', class: 'hidden', why: '@reserved', source },
    { struct, field: 'uid', class: 'hidden', why: '@host-id', source },
    { struct, field: 'reserved2', class: 'hidden', why: '@reserved', source },
    { struct, field: 'mio.valid', class: 'hidden', why: '@mio-address', source },
    { struct, field: 'mio.addr[].wb', class: 'hidden', why: '@mio-address', source },
    { struct, field: 'mio.addr[].wt', class: 'hidden', why: '@mio-address', source },
    { struct, field: 'mio.reserved', class: 'hidden', why: '@reserved', source },
  ] as const satisfies readonly ExposureRow[];
