/**
 * What a renderer knows of the tables beyond a result: the facts of a block that matter, and which members are only about
 * the call.
 */

/** One fact of a summary: a word, and the members that say it, as `struct.path` with `[]`. */
export interface SummaryPart {
  readonly word: string;
  readonly members: readonly string[];
  /** Of a range: the members that say its end. */
  readonly ends?: readonly string[];
}

export interface BlockGuide {
  /** In the order in which people ask. */
  readonly summary: readonly SummaryPart[];
  /** Headers of calls in a struct, each as the beginning of a path: `member.`. */
  headers(struct: string): readonly string[];
}
