/**
 * One struct read at one place: an array of values beside its plan.
 */
import { clipPadding } from '../catalog/clip-padding.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import { readerOf } from './leaf-reader.js';
import { readSome, readValues } from './read-values.js';
import type { Value } from './value.js';

export type { Value } from './value.js';

export interface DecodedStruct {
  /** C tag. */
  readonly tag: string;
  readonly interfaceName: string | null;
  /** From the start of the block. */
  readonly byteOffset: number;
  /** Bytes that whole fields cover. */
  readonly byteLength: number;
  readonly plan: Plan;
  /** One for each leaf of the plan. */
  readonly values: readonly Value[];
  /** Only these leaves are said at all (a failed response has its header alone). */
  readonly visible: (leaf: Leaf) => boolean;
}

/** One integer member of a struct at `byteOffset`; undefined when the block ends before it. */
export function peek(plan: Plan, path: string, view: DataView, byteOffset: number): number | undefined {
  const index = plan.index.get(path);
  const leaf = index === undefined ? undefined : plan.leaves[index];
  const read = leaf === undefined || leaf.absent ? null : readerOf(leaf);
  if (leaf === undefined || read === null) return undefined;
  const at = byteOffset + leaf.byteOffset;
  return at + leaf.byteLength > view.byteLength ? undefined : Number(read(view, at));
}

const everything = (): boolean => true;

/**
 * Reads a struct as far as `end` (a byte offset in the block, exclusive).
 *
 * Fields that do not lie wholly before the end are cut off; fields that share a byte with one that is
 * cut off are, too, so that what is covered ends at a byte.
 */
export function readStruct(
  whole: Plan,
  view: DataView,
  byteOffset: number,
  end: number,
  visible: (leaf: Leaf) => boolean = everything,
): DecodedStruct {
  const available = Math.max(0, Math.min(whole.size, end - byteOffset));
  const plan = available < whole.size ? clipPadding(whole, available) : whole;
  const byteLength = available === plan.size && visible === everything ? plan.size : cutAt(plan, available, visible);
  if (byteLength === plan.size && visible === everything)
    return wholeStruct(plan, byteOffset, readValues(plan, view, byteOffset));
  const values =
    byteLength === plan.size ? readValues(plan, view, byteOffset) : readSome(plan, view, byteOffset, byteLength);
  const { tag } = plan.layout;
  const interfaceName = plan.layout.interface ?? null;
  return { tag, interfaceName, byteOffset, byteLength, plan, values, visible };
}

/** A struct of which every leaf was read and is shown. */
export function wholeStruct(plan: Plan, byteOffset: number, values: readonly Value[]): DecodedStruct {
  const { tag } = plan.layout;
  const interfaceName = plan.layout.interface ?? null;
  return { tag, interfaceName, byteOffset, byteLength: plan.size, plan, values, visible: everything };
}

/** True when every leaf was read and is shown. */
export function isWhole(struct: DecodedStruct): boolean {
  return struct.visible === everything && struct.byteLength === struct.plan.size;
}

/** The largest byte boundary up to which every leaf is whole and visible. */
function cutAt(plan: Plan, available: number, visible: (leaf: Leaf) => boolean): number {
  let cut = available;
  for (const leaf of [...plan.leaves].reverse()) {
    const isCut = leaf.byteOffset + leaf.byteLength > cut || !visible(leaf);
    if (!leaf.absent && isCut && leaf.byteOffset < cut) cut = leaf.byteOffset;
  }
  return cut;
}

/** Bytes that a leaf touches, in memory order, bits of its neighbours cleared. A copy. */
export function bytesOf(bytes: Uint8Array, struct: DecodedStruct, leaf: Leaf): Uint8Array {
  const start = struct.byteOffset + leaf.byteOffset;
  const copy = Uint8Array.from(bytes.subarray(start, start + leaf.byteLength));
  const spare = leaf.byteLength * 8 - leaf.bitOffset - leaf.bitLength;
  const last = copy.length - 1;
  if (last >= 0) {
    copy[0] = (copy[0] ?? 0) & (0xff >> leaf.bitOffset);
    copy[last] = (copy[last] ?? 0) & (0xff << spare);
  }
  return copy;
}

/** True when the leaf was read. */
export function isRead(struct: DecodedStruct, leaf: Leaf): boolean {
  return !leaf.absent && leaf.byteOffset + leaf.byteLength <= struct.byteLength;
}

/** The value of an integer member by its path; undefined when it was not read. */
export function valueAt(struct: DecodedStruct, path: string): Value {
  const index = struct.plan.index.get(path);
  return index === undefined ? undefined : struct.values[index];
}

/** The same as a number; undefined when it was not read. Exact up to 2^53. */
export function numberAt(struct: DecodedStruct, path: string): number | undefined {
  const value = valueAt(struct, path);
  return value === undefined ? undefined : Number(value);
}
