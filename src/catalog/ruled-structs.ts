import type { Interface } from '../model/interface.js';

const known = new WeakMap<Interface, ReadonlySet<string>>();

/** Tags of the structs that an interface has rows about. They are asked for with every block, and rows are many. */
export function ruledStructs(item: Interface): ReadonlySet<string> {
  let tags = known.get(item);
  if (tags === undefined) {
    tags = new Set(item.rows.map((row) => row.struct));
    known.set(item, tags);
  }
  return tags;
}
