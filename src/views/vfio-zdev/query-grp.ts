import type { ExposureRow } from '../../model/interface.js';
import { dtsmNumbering } from '../unsettled.js';
import { allCaps, group, queryGroup, storeGroup } from './sources.js';

const struct = 'clp_rsp_query_pci_grp';
const groupCap = 'vfio_device_info_cap_zpci_group';

const kernelStores =
  "128 is the kernel's limit for intercepted stores; firmware's value is imaxstbl and applies when the function is interpreted";

export const queryGrpRows = [
  { struct, field: 'hdr.len', class: 'hidden', why: '@block-length', source: queryGroup },
  {
    struct,
    field: 'hdr.rsp',
    class: 'hidden',
    why: 'A group that cannot be queried fails the creation of the zPCI device, so whoever sees a GROUP capability knows that the answer was 0x0010.',
    source: queryGroup,
  },
  { struct, field: 'hdr.fmt', class: 'hidden', why: '@block-format', source: queryGroup },
  { struct, field: 'hdr.reserved1', class: 'hidden', why: '@reserved', source: queryGroup },
  { struct, field: 'hdr.reserved2', class: 'hidden', why: '@reserved', source: queryGroup },
  {
    struct,
    field: 'noi',
    class: 'exposed',
    to: [{ field: `${groupCap}.noi`, rule: { kind: 'same' } }],
    why: 'A guest must not be promised more interrupts for a function than firmware will deliver.',
    source: group,
  },
  {
    struct,
    field: 'version',
    class: 'exposed',
    to: [{ field: `${groupCap}.version`, rule: { kind: 'same' } }],
    why: 'Version of the PCI architecture that the functions of the group follow. A guest kernel keeps a bus speed for it, which it shows nowhere.',
    source: group,
  },
  {
    struct,
    field: 'rtr',
    class: 'hidden',
    why: 'The host kernel (6.15 and later) reads it to decide whether the function may have an identity domain. A VFIO container attaches a translating domain in any case, so userspace is not told.',
    source: allCaps,
  },
  {
    struct,
    field: 'frame',
    class: 'hidden',
    why: 'Linux does not even store it. Which page sizes may be mapped is a fact of the IOMMU driver and stands in iova_pgsizes of VFIO_IOMMU_GET_INFO.',
    source: storeGroup,
    unsure:
      'What the bit promises is not public: its name and the remark of 2019 (what the host IOMMU driver supports) are all there is.',
  },
  {
    struct,
    field: 'refresh',
    class: 'exposed',
    to: [
      {
        field: `${groupCap}.flags`,
        rule: { kind: 'constant', value: 1, over: 'refreshing more often than firmware asks is safe' },
      },
    ],
    why: 'Always set, whatever firmware says: a mapping exists only after userspace has seen the refresh instruction of its guest and has mapped the page itself.',
    source: group,
  },
  {
    struct,
    field: 'maxstbl',
    class: 'exposed',
    to: [
      { field: `${groupCap}.imaxstbl`, rule: { kind: 'same' }, since: '6.0' },
      { field: `${groupCap}.maxstbl`, rule: { kind: 'constant', value: 128, over: kernelStores } },
    ],
    why: "Firmware's limit holds for stores that the machine interprets (imaxstbl). A store that userspace intercepts goes through the kernel, whose own limit is the constant 128 (maxstbl).",
    source: group,
  },
  {
    struct,
    field: 'mui',
    class: 'exposed',
    to: [{ field: `${groupCap}.mui`, rule: { kind: 'same' } }],
    why: 'How often firmware updates a measurement block; userspace that measures on behalf of a guest has to keep the pace.',
    source: group,
  },
  {
    struct,
    field: 'dtsm',
    class: 'hidden',
    why: 'Which translation tables the function can walk concerns whoever builds them, and under VFIO that is the host kernel. A guest is told what userspace itself can walk.',
    source: allCaps,
    unsure: dtsmNumbering,
  },
  { struct, field: 'reserved3', class: 'hidden', why: '@reserved', source: storeGroup },
  {
    struct,
    field: 'maxfaal',
    class: 'hidden',
    why: 'Linux neither stores nor uses it, so VFIO has no value to offer.',
    source: storeGroup,
  },
  {
    struct,
    field: 'dnoi',
    class: 'hidden',
    why: 'Directed interrupts are between the host kernel and firmware, and Linux counts with noi for them too; VFIO delivers every interrupt as an eventfd.',
    source: storeGroup,
  },
  {
    struct,
    field: 'maxcpu',
    class: 'hidden',
    why: 'A limit on host CPUs for directed interrupts, which Linux does not store; the CPUs of a guest are others.',
    source: storeGroup,
  },
  {
    struct,
    field: 'dasm',
    class: 'exposed',
    to: [{ field: `${groupCap}.dasm`, rule: { kind: 'same' } }],
    why: 'Which address bits the functions of the group can put on the bus; the kernel keeps it unchanged as the DMA mask.',
    source: group,
  },
  {
    struct,
    field: 'msia',
    class: 'exposed',
    to: [{ field: `${groupCap}.msi_addr`, rule: { kind: 'same' } }],
    why: 'The address to which the adapter writes an interrupt; guest and adapter must mean the same one.',
    source: group,
  },
  { struct, field: 'reserved4', class: 'hidden', why: '@reserved', source: storeGroup },
  { struct, field: 'reserved5', class: 'hidden', why: '@reserved', source: storeGroup },
] as const satisfies readonly ExposureRow[];
