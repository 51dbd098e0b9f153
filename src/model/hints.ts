/**
 * What lines of a log say of functions: numbers that somebody printed, never the block that they came from.
 */

/** Who wrote the log. */
export type HintLog = 'QEMU trace' | 'kernel log' | 'lspci' | 'virsh nodedev';

export interface Hint {
  readonly log: HintLog;
  /** Name of the file. */
  readonly source: string;
  /** Line of the text, counted from 1. */
  readonly line: number;
  /** What happened, in the words of the log: `ena`, `list entry`. */
  readonly event: string;
  /** What that means, where the words of the log do not say it. */
  readonly meaning?: string | undefined;
  /** Tag of the table that explains the event code `pec` or the response code `answer`. */
  readonly codes?: string | undefined;
  /** Function id: the guest's in a QEMU trace, the host's in a kernel log, either in what lspci prints. */
  readonly function?: number | undefined;
  readonly handle?: number | undefined;
  /** PCI address on the host. */
  readonly address?: string | undefined;
  /** Id of a capability of the VFIO device info. */
  readonly capability?: number;
  /** Further numbers by the names that the log gives them, such as `rc`. */
  readonly numbers: Readonly<Record<string, number>>;
}
