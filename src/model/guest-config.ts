/**
 * What somebody asked libvirt or QEMU to give a guest: ids and properties of its PCI functions.
 */

/** A PCI function of a guest, as it was asked for. What was left open is undefined: libvirt or QEMU chooses. */
export interface GivenFunction {
  /** Line of the text, from 1. */
  readonly line: number;
  readonly fid?: number | undefined;
  readonly uid?: number | undefined;
  /** PCI address on the host of a function that is passed through. */
  readonly host?: string | undefined;
  /** Properties of QEMU's zpci device. */
  readonly interpret?: boolean | undefined;
  readonly forwardingAssist?: boolean | undefined;
  readonly relaxedTranslation?: boolean | undefined;
}

export interface GuestConfig {
  /** Name of the file. */
  readonly source: string;
  readonly functions: readonly GivenFunction[];
  /** Version of the machine type, such as `9.1`. */
  readonly machine?: string | undefined;
  /** What QEMU said was wrong with it. */
  readonly errors: readonly { readonly line: number; readonly text: string }[];
}
