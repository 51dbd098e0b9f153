/** An integer, or undefined for byte strings and for leaves that are absent or cut off. */
export type Value = number | bigint | undefined;

/** Reads the value of each leaf of a plan; the struct begins at `base`, a byte offset in `view`. */
export type ReadAll = (view: DataView, base: number) => Value[];

/** Code for one struct. */
export interface Straight {
  readonly read: ReadAll;
  /** Not 0 when a bit of a reserved run or of padding is set. */
  readonly strayBits: (view: DataView, base: number) => number;
}
