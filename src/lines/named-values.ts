/**
 * The values of a field by its name, each with its label: for conditions and for columns of other tables.
 */
import type { DecodedBlock } from '../decode/decode-block.js';
import { labelOfLeaf, valueOfLeaf } from '../decode/describe.js';
import { leavesNamed } from './pick-values.js';

/** A value as the JSON contract has it, and what it says in words. */
export interface NamedValue {
  readonly value: number | string | null;
  readonly label: string | null;
}

/**
 * All values that a name of a field means in the first struct of a block that has it; none where no struct has. Names
 * are as `--fields` takes them.
 */
export function namedPicker(name: string): (block: DecodedBlock) => readonly NamedValue[] {
  return (block) => {
    for (const struct of block.structs) {
      const leaves = leavesNamed(struct.tag, struct.plan, name);
      if (leaves.length === 0) continue;
      return leaves.map((leaf) => ({
        value: valueOfLeaf(block, struct, leaf),
        label: labelOfLeaf(block, struct, leaf),
      }));
    }
    return [];
  };
}
