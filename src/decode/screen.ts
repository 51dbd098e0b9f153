/**
 * A quick look at a whole struct: is there anything to report of its values? Nearly every struct of a
 * large corpus is as it should be, and then no leaf is looked at one by one.
 */
import { isSameOnAllPages } from '../bytes/ebcdic.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import type { BytesField, IntegerField } from '../model/layout.js';
import type { DecodedStruct } from './read-struct.js';
import { straightReader } from './straight-reader.js';
import type { Value } from './value.js';

/**
 * Looks at the struct at `base`, a byte offset in `view`, and at the value of each leaf. False when something needs
 * a closer look; never true when there is something to report.
 */
export type Screen = (view: DataView, base: number, values: readonly Value[]) => boolean;

/** Four bytes of a struct, and those of their bits that should be zero. */
interface ZeroWord {
  readonly offset: number;
  readonly mask: number;
}

const known = new WeakMap<Plan, Screen>();

/**
 * True when `checkValues` would report nothing of a struct that was read whole.
 *
 * The tests are stricter than the checks where that is quicker: false only means that it has to be asked.
 */
export function isQuiet(catalog: Catalog, view: DataView, { plan, byteOffset, values }: DecodedStruct): boolean {
  return screenOf(catalog, plan)(view, byteOffset, values);
}

/** The function behind `isQuiet`, for those who look at many structs of one plan. */
export function screenOf(catalog: Catalog, plan: Plan): Screen {
  let screen = known.get(plan);
  if (screen === undefined) {
    screen = makeScreen(catalog, plan);
    known.set(plan, screen);
  }
  return screen;
}

function makeScreen(catalog: Catalog, plan: Plan): Screen {
  if (plan.size < 4) return () => false;
  const tests = plan.leaves.flatMap((leaf, index) => {
    const test = !isInside(plan, leaf) || leaf.kind !== 'value' ? undefined : testOf(catalog, plan, leaf, index);
    return test === undefined ? [] : [test];
  });
  const strayBits = straightReader(plan)?.strayBits ?? strayBitsOf(plan);
  return (view, base, values) => {
    if (strayBits(view, base) !== 0) return false;
    for (const test of tests) if (!test(view, base, values)) return false;
    return true;
  };
}

/** Gives something else than 0 when a bit of a reserved run or of padding is set. */
export function strayBitsOf(plan: Plan): (view: DataView, base: number) => number {
  const words = zeroWords(plan);
  return (view, base) => {
    let set = 0;
    for (const { offset, mask } of words) set |= view.getUint32(base + offset) & mask;
    return set;
  };
}

/** A table that contradicts itself may have members behind the end of their struct; they are never read. */
function isInside(plan: Plan, leaf: Leaf): boolean {
  return !leaf.absent && leaf.byteOffset + leaf.byteLength <= plan.size;
}

/** Every bit of reserved runs and padding, in words; the last word may overlap the one before. */
function zeroWords(plan: Plan): ZeroWord[] {
  const masks = new DataView(new ArrayBuffer(plan.size));
  for (const leaf of plan.leaves) {
    if (!isInside(plan, leaf) || leaf.kind === 'value') continue;
    const start = leaf.byteOffset * 8 + leaf.bitOffset;
    for (let bit = start; bit < start + leaf.bitLength; bit++) {
      masks.setUint8(bit >> 3, masks.getUint8(bit >> 3) | (0x80 >> (bit & 7)));
    }
  }
  const words: ZeroWord[] = [];
  for (let offset = 0; offset < plan.size; offset += 4) {
    const at = Math.min(offset, plan.size - 4);
    const mask = masks.getInt32(at);
    if (mask !== 0) words.push({ offset: at, mask });
  }
  return words;
}

function testOf(catalog: Catalog, plan: Plan, leaf: Leaf, index: number): Screen | undefined {
  const { field } = leaf;
  if (field === null) return undefined;
  if (field.type === 'bytes') return field.text === undefined ? undefined : isPlainText(plan, leaf, field);
  return integerTest(catalog, plan, leaf, field, index);
}

function integerTest(catalog: Catalog, plan: Plan, leaf: Leaf, field: IntegerField, index: number): Screen | undefined {
  const { format, otherOrder } = field;
  if (otherOrder !== undefined) return isOneOf(index, otherOrder.plausible);
  if (format?.kind === 'codes')
    return isOneOf(index, catalog.codeTable(format.codes)?.entries.map((entry) => entry.value) ?? []);
  if (format?.kind === 'flags' && format.rest === undefined) {
    const all = format.bits.reduce((mask, bit) => mask | BigInt(bit.mask), 0n);
    if (all >= 2n ** BigInt(leaf.bitLength) - 1n) return undefined;
    return (_view, _base, values) => (BigInt(values[index] ?? 0) & ~all) === 0n;
  }
  if (format?.kind === 'rangeEnd') {
    const start = plan.leaves[plan.index.get(`${leaf.prefix}${format.start}`) ?? -1];
    return start?.byteLength === 8 && leaf.byteLength === 8 ? isOrdered(start, leaf) : () => false;
  }
  return undefined;
}

/** True when one 64-bit number is not above another. Halves: comparing bigints takes longer than reading all else. */
function isOrdered(low: Leaf, high: Leaf): Screen {
  const little = low.endian === 'little';
  const upper = little ? 4 : 0;
  return (view, base) => {
    const first = base + low.byteOffset;
    const second = base + high.byteOffset;
    const rise = view.getUint32(second + upper, little) - view.getUint32(first + upper, little);
    return (
      rise > 0 ||
      (rise === 0 && view.getUint32(second + 4 - upper, little) >= view.getUint32(first + 4 - upper, little))
    );
  };
}

/** Small numbers are looked up in a table, others have to be looked at closely. */
function isOneOf(index: number, numbers: readonly number[]): Screen {
  const table = Array.from({ length: 256 }, (_, number) => numbers.includes(number));
  return (_view, _base, values) => table[Number(values[index])] === true;
}

function isPlainText(plan: Plan, leaf: Leaf, field: BytesField): Screen {
  const valid = field.validIf === undefined ? undefined : plan.index.get(`${leaf.prefix}${field.validIf.field}`);
  const { byteOffset, byteLength } = leaf;
  return (view, base, values) => {
    if (valid !== undefined && values[valid] === 0) return true;
    return isSameOnAllPages(view, base + byteOffset, base + byteOffset + byteLength);
  };
}
