/**
 * Cross-checks of `diff`: what each compares. A check without its text does not compile.
 */

/** Every cross-check by its id. */
export const checkKinds = {
  LIST_ENTRY: 'the function of a query answer is among the entries of the list from the same side',
  HANDLE_ASKED: 'the handle that a query asked about is the one that the list has for the function',
  GROUP_ASKED: 'the group that was queried is the one that the function says it is in',
  APERTURE_PAGES: 'the container has as many mappings left as the guest can make pages of its DMA aperture',
  IOVA_RANGES: 'the DMA aperture of the function lies within one of the IOVA ranges of its container',
  DEFAULT_GROUP_ID: "the group of the host does not have the number of QEMU's own default group",
  DTSM: 'both readings of the designation types, bits counted from the left and the masks of Linux, say the same',
  EMPTY_TEXT: 'a utility string that is said to be valid is not all zero',
  MIO: 'MIO is available exactly when some BAR has MIO addresses',
  RELAXED_GROUP: 'a guest group that offers relaxed translation belongs to a function that has it',
  MODE_HANDLE: 'an interpreted function has the handle of the host in the guest',
  BAR_REGION: 'firmware and the VFIO region agree on the size of a BAR',
  INTERRUPTS: 'VFIO offers no more MSI-X vectors than firmware has interrupts for the function',
  GIVEN_ID: 'a guest sees the function id and the user-defined id that it was given',
  GIVEN_MODE: 'a function that is not to be interpreted is intercepted',
  GIVEN_TWICE: 'no id is given to two functions of a guest, and QEMU said nothing against a device',
  ANSWER_FAILED: 'the answer of a side is not one whose response code says that it failed',
} as const satisfies Readonly<Record<string, string>>;

/** Checks that say the same of every machine with such values, and nothing of this one. */
export const knownChecks: ReadonlySet<string> = new Set<CheckId>(['DTSM']);

export type CheckId = keyof typeof checkKinds;
