/**
 * All integers of one struct at once. The leaves of a plan are sorted by how they are read, and each sort
 * has a loop of its own; for the structs of large corpora there is code without loops.
 */
import type { Leaf, Plan } from '../catalog/plan.js';
import type { Endian } from '../model/layout.js';
import { readerOf } from './leaf-reader.js';
import { straightReader } from './straight-reader.js';
import type { ReadAll, Value } from './value.js';

/** A leaf as the loops need it. */
interface Cell {
  /** Index in the plan. */
  readonly index: number;
  /** From the start of the struct. */
  readonly offset: number;
  readonly shift: number;
  readonly mask: number;
}

type Loop = (cells: readonly Cell[], view: DataView, base: number, values: Value[]) => void;

const known = new WeakMap<Plan, ReadAll>();

/**
 * The values of a struct that lies whole at `base`, one for each leaf of its plan.
 *
 * `base` is a byte offset in `view`; the caller has checked that the struct ends inside it.
 */
export function readValues(plan: Plan, view: DataView, base: number): Value[] {
  return valuesReader(plan)(view, base);
}

/** The function behind `readValues`, for those who read many structs of one plan. */
export function valuesReader(plan: Plan): ReadAll {
  let read = known.get(plan);
  if (read === undefined) {
    read = straightReader(plan)?.read ?? loopsReader(plan);
    known.set(plan, read);
  }
  return read;
}

/** What `valuesReader` gives where no code was made for the struct. */
export function loopsReader(plan: Plan): ReadAll {
  const groups = groupsOf(plan);
  // Undefined for each leaf: V8 never has to change how a copy of it stores its elements.
  const blank: readonly Value[] = plan.leaves.map(() => undefined);
  return (view, base) => {
    const values = blank.slice();
    for (const { loop, cells } of groups) loop(cells, view, base, values);
    return values;
  };
}

/** The values of those leaves that end at or before `end`, a byte offset in the struct. */
export function readSome(plan: Plan, view: DataView, base: number, end: number): Value[] {
  return plan.leaves.map((leaf) => {
    const read = leaf.absent || leaf.byteOffset + leaf.byteLength > end ? null : readerOf(leaf);
    return read === null ? undefined : read(view, base + leaf.byteOffset);
  });
}

function groupsOf(plan: Plan): readonly { readonly loop: Loop; readonly cells: readonly Cell[] }[] {
  const sorted = new Map<Loop, Cell[]>();
  plan.leaves.forEach((leaf, index) => {
    if (leaf.absent || !leaf.isInteger || leaf.byteOffset + leaf.byteLength > plan.size) return;
    const shift = leaf.byteLength * 8 - leaf.bitOffset - leaf.bitLength;
    const cell = { index, offset: leaf.byteOffset, shift, mask: (2 ** leaf.bitLength - 1) | 0 };
    const loop = loopOf(leaf);
    const cells = sorted.get(loop) ?? [];
    sorted.set(loop, cells);
    cells.push(cell);
  });
  return [...sorted].map(([loop, cells]) => ({ loop, cells }));
}

function loopOf(leaf: Leaf): Loop {
  const isWhole = leaf.bitOffset === 0 && leaf.bitLength === leaf.byteLength * 8;
  const loops = isWhole ? wholeLoops[leaf.endian] : bitLoops;
  return loops[leaf.byteLength] ?? anyLoop(leaf);
}

/** For the few widths that no loop is written for. */
function anyLoop(leaf: Leaf): Loop {
  const read = readerOf(leaf);
  return (cells, view, base, values) => {
    for (const { index, offset } of cells) values[index] = read?.(view, base + offset);
  };
}

const bytes: Loop = (cells, view, base, values) => {
  for (const { index, offset } of cells) values[index] = view.getUint8(base + offset);
};

const bigShorts: Loop = (cells, view, base, values) => {
  for (const { index, offset } of cells) values[index] = view.getUint16(base + offset, false);
};

const littleShorts: Loop = (cells, view, base, values) => {
  for (const { index, offset } of cells) values[index] = view.getUint16(base + offset, true);
};

const bigWords: Loop = (cells, view, base, values) => {
  for (const { index, offset } of cells) values[index] = view.getUint32(base + offset, false);
};

const littleWords: Loop = (cells, view, base, values) => {
  for (const { index, offset } of cells) values[index] = view.getUint32(base + offset, true);
};

const bigLongs: Loop = (cells, view, base, values) => {
  for (const { index, offset } of cells) values[index] = view.getBigUint64(base + offset, false);
};

const littleLongs: Loop = (cells, view, base, values) => {
  for (const { index, offset } of cells) values[index] = view.getBigUint64(base + offset, true);
};

const bitsOf1: Loop = (cells, view, base, values) => {
  for (const { index, offset, shift, mask } of cells) values[index] = (view.getUint8(base + offset) >>> shift) & mask;
};

const bitsOf2: Loop = (cells, view, base, values) => {
  for (const { index, offset, shift, mask } of cells) values[index] = (view.getUint16(base + offset) >>> shift) & mask;
};

const bitsOf4: Loop = (cells, view, base, values) => {
  for (const { index, offset, shift, mask } of cells)
    values[index] = ((view.getUint32(base + offset) >>> shift) & mask) >>> 0;
};

type Loops = Readonly<Record<number, Loop>>;

/** By bytes touched. */
const wholeLoops: Readonly<Record<Endian, Loops>> = {
  big: { 1: bytes, 2: bigShorts, 4: bigWords, 8: bigLongs },
  little: { 1: bytes, 2: littleShorts, 4: littleWords, 8: littleLongs },
};
const bitLoops: Loops = { 1: bitsOf1, 2: bitsOf2, 4: bitsOf4 };
