import type { ExposureRow } from '../../model/interface.js';
import { dtsmNumbering } from '../unsettled.js';
import { attrs, storeGroup } from './sources.js';

const struct = 'clp_rsp_query_pci_grp';

export const queryGrpRows = [
  { struct, field: 'hdr.len', class: 'hidden', why: '@call-detail', source: attrs },
  {
    struct,
    field: 'hdr.rsp',
    class: 'hidden',
    why: 'A function whose group cannot be queried gets no PCI device, hence no folder in sysfs.',
    source: attrs,
  },
  { struct, field: 'hdr.fmt', class: 'hidden', why: '@call-detail', source: attrs },
  { struct, field: 'hdr.reserved1', class: 'hidden', why: '@reserved', source: attrs },
  { struct, field: 'hdr.reserved2', class: 'hidden', why: '@reserved', source: attrs },
  {
    struct,
    field: 'noi',
    class: 'hidden',
    why: 'Not shown: msi_irqs lists the interrupts that the driver of the function has set up, not how many it could have.',
    source: attrs,
  },
  {
    struct,
    field: 'version',
    class: 'hidden',
    why: 'The kernel turns it into a bus speed that never reaches the PCI bus: slots/<fid>/max_bus_speed says Unknown.',
    source: storeGroup,
  },
  {
    struct,
    field: 'rtr',
    class: 'hidden',
    why: 'Not shown. It decides whether the IOMMU group may have an identity domain, and type of that group tells only which domain it has.',
    source: attrs,
  },
  {
    struct,
    field: 'frame',
    class: 'hidden',
    why: 'Linux does not keep it, so there is nothing to show.',
    source: storeGroup,
    unsure:
      'What the bit promises is not public: its name and the remark of 2019 (what the host IOMMU driver supports) are all there is.',
  },
  {
    struct,
    field: 'refresh',
    class: 'hidden',
    why: "Not shown: the kernel keeps it to decide how it unmaps, which is nobody else's business on the host.",
    source: attrs,
  },
  {
    struct,
    field: 'maxstbl',
    class: 'hidden',
    why: 'Not shown. A guest needs it, and sysfs cannot tell: one reason why the facts go through VFIO.',
    source: attrs,
  },
  {
    struct,
    field: 'mui',
    class: 'hidden',
    why: 'Only debugfs has it, as the update interval in pci/<address>/statistics.',
    source: attrs,
  },
  {
    struct,
    field: 'dtsm',
    class: 'hidden',
    why: 'Kept by the kernel for its own translation tables and shown nowhere.',
    source: attrs,
    unsure: dtsmNumbering,
  },
  { struct, field: 'reserved3', class: 'hidden', why: '@reserved', source: attrs },
  { struct, field: 'maxfaal', class: 'hidden', why: '@not-kept', source: storeGroup },
  { struct, field: 'dnoi', class: 'hidden', why: '@not-kept', source: storeGroup },
  { struct, field: 'maxcpu', class: 'hidden', why: '@not-kept', source: storeGroup },
  {
    struct,
    field: 'dasm',
    class: 'hidden',
    why: 'Not shown: dma_mask_bits is what the driver of the function asked for. A guest needs the mask itself.',
    source: attrs,
  },
  {
    struct,
    field: 'msia',
    class: 'hidden',
    why: 'Not shown: only the kernel writes it into the MSI registers of the function. A guest needs it to do the same.',
    source: attrs,
  },
  { struct, field: 'reserved4', class: 'hidden', why: '@reserved', source: attrs },
  { struct, field: 'reserved5', class: 'hidden', why: '@reserved', source: attrs },
] as const satisfies readonly ExposureRow[];
