/**
 * What `list` says: the JSON contract `zpci-inspect/list@1`.
 */
import type { DiffSeverity } from './diff.js';

export const listSchema = 'zpci-inspect/list@1';

/** Sources that say different things of one function. */
export interface Contradiction {
  /** The key of the function, such as `uid`. */
  readonly attribute: string;
  readonly values: readonly { readonly value: number | string; readonly source: string }[];
}

/** One function; null is what no source says. Numbers are as in `decode`. */
export interface ListedFunction {
  readonly fid: number | null;
  readonly uid: number | null;
  /** PCI address on the machine. */
  readonly address: string | null;
  readonly vendor: number | null;
  readonly device: number | null;
  /** Short name of the function type, or its number in hex when it has none. */
  readonly type: string | null;
  readonly pchid: number | null;
  readonly vfn: number | null;
  readonly group: number | null;
  readonly state: string | null;
  readonly handle: number | null;
  readonly driver: string | null;
  readonly noi: number | null;
  /** First and last address of the DMA aperture: firmware's, or where no answer tells VFIO's. */
  readonly start: string | null;
  readonly end: string | null;
  /** Versions of the capabilities of its VFIO device info. */
  readonly capabilities: Readonly<Record<string, number>> | null;
  /** What its guest is told. */
  readonly guest: { readonly fid: number | null; readonly uid: number | null } | null;
  /** As `diff` counts them, and contradictions as errors; null where nothing could be compared. */
  readonly findings: Readonly<Record<Exclude<DiffSeverity, 'ok'>, number>> | null;
  readonly contradictions: readonly Contradiction[];
  /** The folder, tar or case that it was found in; null for files given one by one. */
  readonly machine: string | null;
  readonly sources: readonly string[];
  /** Values of C names that `--columns` asked for. */
  readonly fields?: Readonly<Record<string, ListedValue>>;
}

export type ListedValue = number | string | null | readonly (number | string | null)[];

/** The JSON document. */
export interface ListResult {
  readonly schema: typeof listSchema;
  readonly functions: readonly ListedFunction[];
}
