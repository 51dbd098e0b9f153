import type { ExposureRow, Interface } from '../model/interface.js';
import type { Source } from '../model/layout.js';
import { rfcV1Audit } from './audit-notes.js';

const proposed = (file: string, symbol: string): Source => ({ file, symbol, version: 'proposal v1 of 2019-05-10' });

const copyFn = proposed('drivers/iommu/s390-iommu.c', 's390_domain_get_fn');
const copyGrp = proposed('drivers/iommu/s390-iommu.c', 's390_domain_get_grp');
const caps = proposed('drivers/vfio/vfio_iommu_type1.c', 'vfio_iommu_type1_caps');

const functionRows = [
  {
    struct: 'clp_rsp_query_pci',
    field: '*',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: "The struct of the kernel is handed out whole, as words without names: a reader needs the layout of firmware, and has to know whether that kernel's struct has 192 bytes or, with the MIO area, 384. The review would not have an internal struct for a user interface.",
    source: copyFn,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'fid',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: 'An identifier of the host that has to be virtualized. The proposal for QEMU wrote the id of the guest over it, but everybody else who opens the container has it too.',
    source: copyFn,
    leak: true,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'bar_size[]',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: 'Redundant: VFIO_DEVICE_GET_REGION_INFO tells the size of every BAR in bytes.',
    source: copyFn,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'bar[]',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: 'Redundant: the BAR registers are in the configuration space of the function, which is VFIO region 7.',
    source: copyFn,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'sdma',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: "Firmware's value. The host driver rounds it up to a page, and it is the address of the host driver that a guest has to match.",
    source: copyFn,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'edma',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: "Firmware's value, which can promise more than the host driver maps: that one ends with the memory of the host, or after 4 TiB.",
    source: copyFn,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'rid',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: 'Bus and devfn of the function on the host, without any use to a guest, which has an address of its own.',
    source: copyFn,
    leak: true,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'tid',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: 'Says which functions of the host are one device. Nobody meant to hand it out: Linux learned of it after the proposal, and a raw copy takes along whatever firmware has.',
    source: copyFn,
    leak: true,
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'uid',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: "The number from which Linux makes the PCI domain of the host. It has to be virtualized, and the proposal for QEMU wrote the guest's own over it.",
    source: copyFn,
    leak: true,
  },
] as const satisfies readonly ExposureRow[];

const groupRows = [
  {
    struct: 'clp_rsp_query_pci_grp',
    field: '*',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: 'The whole answer of firmware about a group of functions, without names, told once for a container whose functions can come from several groups.',
    source: copyGrp,
  },
  {
    struct: 'clp_rsp_query_pci_grp',
    field: 'frame',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: 'Firmware alone does not decide it: which frames can be mapped is for the host IOMMU driver to say. The proposal for QEMU left the bit out.',
    source: copyGrp,
    unsure:
      'What the bit promises is not public: its name and the remark of 2019 (what the host IOMMU driver supports) are all there is.',
  },
  {
    struct: 'clp_rsp_query_pci_grp',
    field: 'refresh',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: 'A guest has to refresh whatever firmware says, since its mappings pass through userspace: the proposal for QEMU set the bit itself.',
    source: copyGrp,
  },
  {
    struct: 'clp_rsp_query_pci_grp',
    field: 'maxstbl',
    class: 'exposed',
    to: [{ field: 'vfio_iommu_type1_info_block@rfc-2019-v1.data', rule: { kind: 'same' } }],
    why: "Firmware's limit. A store of the guest passes through the kernel, which writes 128 bytes at most, so this value can promise too much.",
    source: copyGrp,
  },
] as const satisfies readonly ExposureRow[];

const listRows = [
  {
    struct: 'clp_rsp_list_pci',
    field: '*',
    class: 'hidden',
    why: 'Firmware is asked about one function and its group. Its list, which is about the whole machine, is not asked for.',
    source: caps,
  },
] as const satisfies readonly ExposureRow[];

export const rfcV1 = {
  name: 'rfc-2019-v1',
  view: 'vfio',
  title: 'VFIO_IOMMU_GET_INFO with the answers of firmware as opaque blocks (proposed 2019-05-10, never merged)',
  besideFields: false,
  version: '2019-05-10',
  versions: ['2019-05-10'],
  reasons: {},
  rows: [...functionRows, ...groupRows, ...listRows],
  audit: rfcV1Audit,
} as const satisfies Interface;
