/**
 * Constants of the headers that no table carries, with the reason. Where a prefix matters to this tool
 * the names are listed one by one, so that a new one in a later header fails the test; where it does
 * not, the prefix stands for all. An entry that matches nothing fails the test.
 */
import { vfioNotCarried } from './vfio-not-carried.js';

/** One group of names with the reason why no table has them. */
export interface NotCarried {
  /** Tail of the header's path. */
  readonly header: string;
  /** Whole names, or beginnings that end in `*`. */
  readonly names: readonly string[];
  readonly reason: string;
}

export const notCarried: readonly NotCarried[] = [
  { header: 'asm/clp.h', names: ['CLP_BLK_SIZE'], reason: 'size of a page, known to the reader of pages' },
  {
    header: 'asm/pci_clp.h',
    names: ['CLP_FH_LIST_NR_ENTRIES'],
    reason: 'how many entries fit into a page; a list says its own length',
  },
  {
    header: 'asm/pci_clp.h',
    names: ['ZPCI_RID_MASK_DEVFN'],
    reason: 'the low byte of rid; the text of the field says it',
  },
  {
    header: 'uapi/asm/clp.h',
    names: ['CLP_SYNC', 'CLP_IOCTL_MAGIC'],
    reason: 'number of the ioctl of /dev/clp, which carries a page and no info struct',
  },
  {
    header: 'asm/pci.h',
    names: ['ZPCI_BUS_NR', 'ZPCI_NR_*', 'ZPCI_DOMAIN_BITMAP_SIZE', 'ZPCI_FC_*', 'ZPCI_FUNCTIONS_PER_BUS'],
    reason: 'inner workings of the kernel: bus numbers, function controls',
  },
  {
    header: 'asm/pci_dma.h',
    names: ['ZPCI_*'],
    reason: 'translation tables and their registers, not in any CLP or VFIO block',
  },
  {
    header: 'asm/pci_io.h',
    names: ['ZPCI_*'],
    reason: 'limits of the load and store instructions, not in any CLP or VFIO block',
  },
  {
    header: 'asm/pci_insn.h',
    names: ['ZPCI_*'],
    reason: 'status codes and controls of the PCI instructions, not in any CLP or VFIO block',
  },
  ...vfioNotCarried,
];

/** Names in the tables that the compiled headers do not have. */
export const beyondHeaders: readonly { readonly names: readonly string[]; readonly reason: string }[] = [
  { names: ['VFIO_DEVICE_FEATURE_ZPCI_ERROR'], reason: 'of Linux 7.3, whose constants were not compiled' },
  { names: ['ZPCI_PFT_*'], reason: 'names of s390-tools; the kernel has a number of its own for ISM only' },
];

/** True when a name is meant by an entry of such a list. */
export function isMeant(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
}
