import type { Leaf } from './leaf.js';

export interface LeafIndex {
  /** The index of a leaf by its path; undefined when there is none. */
  get(path: string): number | undefined;
}

/** Leaves that are found without looking at all others; members of the fixed part come first. */
const first = 64;

/**
 * Made in two steps: a block may have a hundred thousand elements, and what is asked for are members of the part before
 * them.
 */
export function makeLeafIndex(leaves: readonly Leaf[]): LeafIndex {
  let some: ReadonlyMap<string, number> | undefined;
  let all: ReadonlyMap<string, number> | undefined;
  return {
    get(path) {
      some ??= indexed(leaves.slice(0, first));
      const index = some.get(path);
      if (index !== undefined || leaves.length <= first) return index;
      all ??= indexed(leaves);
      return all.get(path);
    },
  };
}

function indexed(leaves: readonly Leaf[]): ReadonlyMap<string, number> {
  return new Map(leaves.map((leaf, i) => [leaf.path, i]));
}
