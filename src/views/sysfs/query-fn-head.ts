import type { ExposureRow } from '../../model/interface.js';
import { attr, attrs, domain, mio, resource, util } from './sources.js';

const struct = 'clp_rsp_query_pci';

export const queryFnHeadRows = [
  { struct, field: 'hdr.len', class: 'hidden', why: '@call-detail', source: attrs },
  {
    struct,
    field: 'hdr.rsp',
    class: 'hidden',
    why: 'A function whose query fails gets no PCI device, hence no folder in sysfs.',
    source: attrs,
  },
  { struct, field: 'hdr.fmt', class: 'hidden', why: '@call-detail', source: attrs },
  { struct, field: 'hdr.reserved1', class: 'hidden', why: '@reserved', source: attrs },
  { struct, field: 'hdr.reserved2', class: 'hidden', why: '@reserved', source: attrs },
  {
    struct,
    field: 'vfn',
    class: 'exposed',
    to: [{ field: 'sysfs.vfn', rule: { kind: 'same' } }],
    why: 'vfn, 0x%04x: tells administrators which virtual function of the adapter this is.',
    source: attr,
  },
  { struct, field: 'tid_avail', class: 'hidden', why: '@topology', source: domain },
  { struct, field: 'rid_avail', class: 'hidden', why: '@topology', source: domain },
  {
    struct,
    field: 'is_physfn',
    class: 'hidden',
    why: 'Not an attribute. Where Linux has the physical function too, the links physfn and virtfn<n> show the relation.',
    source: domain,
  },
  { struct, field: 'reserved1', class: 'hidden', why: '@reserved', source: attrs },
  {
    struct,
    field: 'mio_addr_avail',
    class: 'exposed',
    to: [
      {
        field: 'sysfs.mio_enabled',
        rule: { kind: 'atMost', causes: [{ text: 'the host kernel itself does not use MIO instructions' }] },
      },
    ],
    why: 'mio_enabled is 1 when the function offers MIO and the host kernel uses it; without the facility, or with pci=nomio, it is 0 whatever firmware says.',
    source: mio,
  },
  {
    struct,
    field: 'util_str_avail',
    class: 'hidden',
    why: 'Not shown: without a string util_string is there all the same, 64 zeros.',
    source: util,
  },
  {
    struct,
    field: 'pfgid',
    class: 'exposed',
    to: [{ field: 'sysfs.pfgid', rule: { kind: 'same' } }],
    why: 'pfgid, 0x%02x: the id of the group as the host knows it.',
    source: attr,
  },
  {
    struct,
    field: 'fid',
    class: 'exposed',
    to: [{ field: 'sysfs.function_id', rule: { kind: 'same' } }],
    why: 'function_id, 0x%08x; it is also the name of the slot, by which administrators switch the function on and off.',
    source: attr,
  },
  {
    struct,
    field: 'bar_size[]',
    class: 'hidden',
    to: [{ field: 'sysfs.resource[]', rule: { kind: 'regionLog2' } }],
    why: 'Not shown as such: each line of resource has first and last address of a BAR, from the configuration space. I/O BARs are left out.',
    source: resource,
  },
] as const satisfies readonly ExposureRow[];
