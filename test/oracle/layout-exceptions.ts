/**
 * Where a layout and the compiler differ on purpose. Each entry has its reason; one that matches nothing
 * fails the test, so that the list cannot outlive its causes.
 */
export interface LayoutException {
  readonly struct: string;
  /** Member path, or `sizeof`. */
  readonly field: string;
  /** Linux versions of the oracle; every one must show the difference. */
  readonly versions: readonly string[];
  readonly reason: string;
}

const all = ['6.1.176', '6.12.107', '7.2.13'] as const;
const old = ['6.1.176'] as const;
const beforeFidparm = ['6.1.176', '6.12.107'] as const;

export const layoutExceptions: readonly LayoutException[] = [
  {
    struct: 'clp_rsp_list_pci',
    field: 'fh_list',
    versions: all,
    reason:
      'C declares the 252 entries that fit into a page; a block has as many as its length and entry_size say, so the layout has a flexible member',
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'port',
    versions: beforeFidparm,
    reason: 'before fidparm the two bytes at 60 were one u16 bit field; the same 4 bits, another declared type',
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'reserved0',
    versions: old,
    reason: 'before tid this was a u16 at 82; 6.12 and later have a u32 there, and tid behind it',
  },
  {
    struct: 'clp_rsp_query_pci',
    field: 'reserved',
    versions: old,
    reason: 'before tid this was u32[10] at 84; tid took 4 bytes of it and of reserved0',
  },
  {
    struct: 'vfio_iommu_type1_info',
    field: 'sizeof',
    versions: old,
    reason:
      'sizeof was always 24 because of the u64 in it, but kernels before 6.6 copied 20 bytes only (up to the end of cap_offset); the shape is what a buffer holds',
  },
];

/** Members and structs of the tables that the newest oracle lacks. */
export const beyondOracle: readonly { struct: string; field: string; reason: string }[] = [
  {
    struct: 'mio_info.addr',
    field: 'sizeof',
    reason: 'the struct has no name in C, so no compiler line of its own; its members are compared as mio_info.addr[0]',
  },
  {
    struct: 'vfio_device_feature',
    field: 'sizeof',
    reason:
      'not among the structs that were compiled; fixtures/synthetic/device-feature holds its bytes and values, typed from the header',
  },
  {
    struct: 'vfio_device_feature_zpci_err',
    field: 'sizeof',
    reason:
      'not among the structs that were compiled; fixtures/synthetic/device-feature holds its bytes and values, typed from the header',
  },
  {
    struct: 'vfio_region_info_cap_nvlink2_ssatgt',
    field: 'sizeof',
    reason:
      'not among the structs that were compiled; fixtures/synthetic/region-info-nvlink2 holds its bytes and values, typed from the header',
  },
  {
    struct: 'vfio_region_info_cap_nvlink2_lnkspd',
    field: 'sizeof',
    reason:
      'not among the structs that were compiled; fixtures/synthetic/region-info-nvlink2 holds its bytes and values, typed from the header',
  },
];

/** Additions whose `since` cannot be set against the oracle's versions. */
export const undatedAdditions: readonly {
  struct: string;
  field: string;
  versions: readonly string[];
  reason: string;
}[] = [
  {
    struct: 'clp_rsp_query_pci',
    field: 'reserved3',
    versions: beforeFidparm,
    reason: 'a name for bits that had none: they were unnamed padding before fidparm, and reserved before and after',
  },
  {
    struct: 'iommu_hw_info',
    field: 'in_data_type',
    versions: ['6.12.107'],
    reason: 'a second name of the bytes of out_data_type, read under that name; it is no field of its own here',
  },
];
