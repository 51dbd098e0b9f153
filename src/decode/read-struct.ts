/**
 * One struct at one place: its plan, the bytes of its block and an offset. A value is read when it is asked for.
 */
import { isZero, notRead, readInWay } from '../bytes/integers.js';
import type { OwnBytes } from '../bytes/own-bytes.js';
import { clipPadding } from '../catalog/clip-padding.js';
import type { Leaf, Plan } from '../catalog/plan.js';

/** An integer, or undefined for byte strings and for leaves that are absent or cut off. */
export type Value = number | bigint | undefined;

const everything = (_leaf: Leaf): boolean => true;

export class DecodedStruct {
  readonly plan: Plan;
  /** From the start of the block. */
  readonly byteOffset: number;
  /** Bytes that whole fields cover. */
  readonly byteLength: number;
  /** Only these leaves are said at all (a failed response has its header alone). */
  readonly visible: (leaf: Leaf) => boolean;
  readonly #own: OwnBytes;
  #values: readonly Value[] | undefined;

  /**
   * A struct that ends before `end` (a byte offset in the block, exclusive).
   *
   * Fields that do not lie wholly before the end are cut off; fields that share a byte with one that is
   * cut off are, too, so that what is covered ends at a byte.
   */
  constructor(whole: Plan, own: OwnBytes, byteOffset: number, end: number, visible = everything) {
    const available = Math.max(0, Math.min(whole.size, end - byteOffset));
    const plan = available < whole.size ? clipPadding(whole, available) : whole;
    const isAll = available === plan.size && visible === everything;
    this.plan = plan;
    this.byteOffset = byteOffset;
    this.byteLength = isAll ? available : cutAt(plan, available, visible);
    this.visible = visible;
    this.#own = own;
  }

  /** C tag. */
  get tag(): string {
    return this.plan.layout.tag;
  }

  get interfaceName(): string | null {
    return this.plan.layout.interface ?? null;
  }

  /** True when every leaf was read and is shown. */
  get isWhole(): boolean {
    return this.visible === everything && this.byteLength === this.plan.size;
  }

  /** The value of a leaf by its index in the plan, exact: numbers of 64 bits are bigints. */
  value(index: number): Value {
    const leaf = this.plan.leaves[index];
    if (leaf === undefined || leaf.byteOffset + leaf.byteLength > this.byteLength) return undefined;
    const own = this.#own;
    return readInWay(own.view, own.start + this.byteOffset + leaf.byteOffset, leaf.way, leaf);
  }

  /** One for each leaf of the plan. All are read when the first of them is asked for. */
  get values(): readonly Value[] {
    this.#values ??= this.plan.leaves.map((_, index) => this.value(index));
    return this.#values;
  }

  /** Bytes that a leaf touches, in memory order. They are those of the block. */
  bytesAt(leaf: Leaf): Uint8Array {
    const start = this.byteOffset + leaf.byteOffset;
    return this.#own.bytes.subarray(start, start + leaf.byteLength);
  }

  /** True when no bit of a leaf that was read is set. */
  isZero(leaf: Leaf): boolean {
    return hasNoBits(this.#own, this.byteOffset, leaf);
  }
}

/** One integer member of a struct at `byteOffset`; undefined when the block ends before it. */
export function peek(plan: Plan, path: string, own: OwnBytes, byteOffset: number): number | undefined {
  return peekLeaf(leafAt(plan, path), own, byteOffset);
}

/** The same of a leaf; undefined for none. */
export function peekLeaf(leaf: Leaf | undefined, own: OwnBytes, byteOffset: number): number | undefined {
  if (leaf === undefined || leaf.way === notRead) return undefined;
  const at = byteOffset + leaf.byteOffset;
  if (at + leaf.byteLength > own.length) return undefined;
  return Number(readInWay(own.view, own.start + at, leaf.way, leaf));
}

function cutAt(plan: Plan, available: number, visible: (leaf: Leaf) => boolean): number {
  let cut = available;
  for (const leaf of [...plan.leaves].reverse()) {
    const isCut = leaf.byteOffset + leaf.byteLength > cut || !visible(leaf);
    if (!leaf.absent && isCut && leaf.byteOffset < cut) cut = leaf.byteOffset;
  }
  return cut;
}

/** Bytes that a leaf touches, in memory order, bits of its neighbours cleared. A copy. */
export function bytesOf(struct: DecodedStruct, leaf: Leaf): Uint8Array {
  const copy = Uint8Array.from(struct.bytesAt(leaf));
  const spare = leaf.byteLength * 8 - leaf.bitOffset - leaf.bitLength;
  const last = copy.length - 1;
  if (last >= 0) {
    copy[0] = (copy[0] ?? 0) & (0xff >> leaf.bitOffset);
    copy[last] = (copy[last] ?? 0) & (0xff << spare);
  }
  return copy;
}

/** True when no bit of the leaf of a struct at `byteOffset` is set, whatever its neighbours in the same bytes are. */
export function hasNoBits({ view, start }: OwnBytes, byteOffset: number, leaf: Leaf): boolean {
  const { byteLength, bitOffset, bitLength } = leaf;
  if (byteLength === 0) return true;
  const first = start + byteOffset + leaf.byteOffset;
  const last = first + byteLength - 1;
  const ahead = 0xff >> bitOffset;
  const behind = 0xff << (byteLength * 8 - bitOffset - bitLength);
  if (first === last) return (view.getUint8(first) & ahead & behind) === 0;
  const isEdgeZero = ((view.getUint8(first) & ahead) | (view.getUint8(last) & behind & 0xff)) === 0;
  return isEdgeZero && isZero(view, first + 1, last);
}

/** True when the leaf was read. */
export function isRead(struct: DecodedStruct, leaf: Leaf): boolean {
  return !leaf.absent && leaf.byteOffset + leaf.byteLength <= struct.byteLength;
}

/** The leaf of a member by its path. */
export function leafAt(plan: Plan, path: string): Leaf | undefined {
  const index = plan.index.get(path);
  return index === undefined ? undefined : plan.leaves[index];
}

/** The value of an integer member by its path; undefined when it was not read. */
export function valueAt(struct: DecodedStruct, path: string): Value {
  const index = struct.plan.index.get(path);
  return index === undefined ? undefined : struct.value(index);
}

/** The same as a number; undefined when it was not read. Exact up to 2^53. */
export function numberAt(struct: DecodedStruct, path: string): number | undefined {
  const value = valueAt(struct, path);
  return value === undefined ? undefined : Number(value);
}
