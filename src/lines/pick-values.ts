/**
 * The values of some fields by name, for programs that want a few columns of many blocks.
 */
import type { Catalog } from '../catalog/catalog.js';
import { genericLeaves } from '../catalog/field-table.js';
import type { Plan } from '../catalog/plan.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { valueOfLeaf } from '../decode/describe.js';
import type { DecodedStruct } from '../decode/read-struct.js';

/** As `value` of a field; null where the block has no such field; a list for a name with `[]`. */
export type PickedValue = number | string | null | readonly (number | string | null)[];

/**
 * A function that gives the values of the fields named, in their order.
 *
 * A name is the path of a member, with the tag of its struct and a dot before it where several have it; the first
 * struct of the block that has it counts. `[]` instead of an index means all elements.
 */
export function valuePicker(names: readonly string[]): (block: DecodedBlock) => PickedValue[] {
  const known = new WeakMap<Plan, readonly (readonly number[])[]>();
  const placesIn = (struct: DecodedStruct): readonly (readonly number[])[] => {
    let places = known.get(struct.plan);
    if (places === undefined) {
      places = names.map((name) => leavesNamed(struct, name));
      known.set(struct.plan, places);
    }
    return places;
  };
  return (block) =>
    names.map((name, i) => {
      for (const struct of block.structs) {
        const leaves = placesIn(struct)[i] ?? [];
        const values = leaves.map((leaf) => valueOfLeaf(block, struct, leaf));
        if (leaves.length > 0) return name.includes('[]') ? values : (values[0] ?? null);
      }
      return null;
    });
}

function leavesNamed({ tag, plan }: DecodedStruct, name: string): number[] {
  const own = name.startsWith(`${tag}.`) ? name.slice(tag.length + 1) : name;
  const exact = plan.index.get(own);
  if (exact !== undefined) return [exact];
  if (!own.includes('[]')) return [];
  return plan.leaves.flatMap((leaf, i) => (leaf.generic === own ? [i] : []));
}

/** Every name that a picker knows, `[]` for an index. */
export function pickableNames(catalog: Catalog): ReadonlySet<string> {
  const names = new Set<string>();
  for (const layout of catalog.layouts()) {
    for (const { generic } of genericLeaves(catalog, layout)) names.add(generic).add(`${layout.tag}.${generic}`);
  }
  return names;
}
