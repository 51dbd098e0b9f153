/**
 * The values of some fields by name, for programs that want a few columns of many blocks.
 */
import type { Catalog } from '../catalog/catalog.js';
import { genericLeaves } from '../catalog/field-table.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import { valueOfLeaf } from '../decode/describe.js';
import { type DecodedStruct, isRead } from '../decode/read-struct.js';
import { jsonText } from '../model/json-text.js';
import type { LineBuffer } from './line-buffer.js';
import type { WriteLine } from './write-line.js';
import { type WriteValue, writeHexNumber } from './write-value.js';

/**
 * A writer of one flat object for each block: where it was found, its type, and the `value` of each field named, in their
 * order; null where the block has no such field. Of a block nothing else is asked for.
 *
 * A name is the path of a member, with the tag of its struct and a dot before it where several have it; the first
 * struct of the block that has it counts. `[]` instead of an index means all elements, and makes a list.
 */
export function pickedWriter(names: readonly string[]): WriteLine {
  const columns = names.map((name) => ({ key: Buffer.from(`,${jsonText(name)}:`), writerIn: writersByPlan(name) }));
  const start = remembered((source) => `{"source":${jsonText(source)},"sourceOffset":`);
  const middle = remembered((type) => `,"type":${jsonText(type)}`);
  return (out, block, { source, sourceOffset }) => {
    out.add(start(source));
    out.addNumber(sourceOffset);
    out.add(middle(block.type));
    for (const { key, writerIn } of columns) {
      out.add(key);
      writeFirst(out, block, writerIn);
    }
    out.addAscii('}\n');
  };
}

/** The value in the first struct that has it. */
function writeFirst(
  out: LineBuffer,
  block: DecodedBlock,
  writerIn: (struct: DecodedStruct) => WriteValue | null,
): void {
  for (const struct of block.structs) {
    const write = writerIn(struct);
    if (write === null) continue;
    write(out, block, struct);
    return;
  }
  out.addAscii('null');
}

/** The bytes of a text that is made of a word; most blocks come with the same one as the block before. */
function remembered(text: (word: string) => string): (word: string) => Uint8Array {
  let last: string | undefined;
  let bytes: Uint8Array = new Uint8Array(0);
  return (word) => {
    if (word !== last) bytes = Buffer.from(text(word));
    last = word;
    return bytes;
  };
}

/** What writes the field of this name in a struct; null when the struct has no such field. */
function writersByPlan(name: string): (struct: DecodedStruct) => WriteValue | null {
  const known = new WeakMap<Plan, WriteValue | null>();
  let last: Plan | undefined;
  let writer: WriteValue | null = null;
  return (struct) => {
    const { plan, tag } = struct;
    if (plan === last) return writer;
    const found = known.get(plan);
    writer = found === undefined ? writerOf(plan, leavesNamed(tag, plan, name), name.includes('[]')) : found;
    known.set(plan, writer);
    last = plan;
    return writer;
  };
}

function writerOf(plan: Plan, indexes: readonly number[], isList: boolean): WriteValue | null {
  const [first, ...others] = indexes.flatMap((index) => {
    const leaf = plan.leaves[index];
    return leaf === undefined ? [] : [leafWriter(leaf, index)];
  });
  if (first === undefined || !isList) return first ?? null;
  return (out, block, struct) => {
    out.addAscii('[');
    first(out, block, struct);
    for (const write of others) {
      out.addAscii(',');
      write(out, block, struct);
    }
    out.addAscii(']');
  };
}

/** Writes the value of a leaf as `jsonText(valueOfLeaf(…))`; integers without a text between. */
function leafWriter(leaf: Leaf, index: number): WriteValue {
  const words: WriteValue = (out, block, struct) => out.addText(jsonText(valueOfLeaf(block, struct, index)));
  if (!leaf.isInteger) return words;
  if (leaf.byteLength === 8)
    return (out, block, struct) =>
      isRead(struct, leaf) ? writeHexNumber(out, block, struct, leaf) : words(out, block, struct);
  return (out, block, struct) => {
    const value = struct.value(index);
    if (typeof value === 'number') out.addNumber(value);
    else words(out, block, struct);
  };
}

/** Indexes of the leaves of a plan that a name means; `tag` is that of the struct. */
export function leavesNamed(tag: string, plan: Plan, name: string): readonly number[] {
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
