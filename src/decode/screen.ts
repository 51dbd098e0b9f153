/**
 * A quick look at a whole struct: is there anything to report of its values? Nearly every struct of a
 * large corpus is as it should be, and then no leaf is looked at one by one.
 */
import { isCodePageDependent } from '../bytes/ebcdic.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import type { BytesField, IntegerField } from '../model/layout.js';
import type { DecodedStruct, Value } from './read-struct.js';

/** False when the leaf needs a closer look. Never true for a leaf that has something to report. */
type Test = (view: DataView, struct: DecodedStruct) => boolean;

/** Four bytes of a struct, and those of their bits that should be zero. */
interface ZeroWord {
  readonly offset: number;
  readonly mask: number;
}

interface Screen {
  readonly zeros: readonly ZeroWord[];
  readonly tests: readonly Test[];
}

const known = new WeakMap<Plan, Screen>();

/**
 * True when `checkValues` would report nothing of a struct that was read whole.
 *
 * The tests are stricter than the checks where that is quicker: false only means that it has to be asked.
 */
export function isQuiet(catalog: Catalog, view: DataView, struct: DecodedStruct): boolean {
  let screen = known.get(struct.plan);
  if (screen === undefined) {
    screen = makeScreen(catalog, struct.plan);
    known.set(struct.plan, screen);
  }
  let set = 0;
  for (const { offset, mask } of screen.zeros) set |= view.getUint32(struct.byteOffset + offset) & mask;
  if (set !== 0) return false;
  for (const test of screen.tests) if (!test(view, struct)) return false;
  return true;
}

function makeScreen(catalog: Catalog, plan: Plan): Screen {
  if (plan.size < 4) return { zeros: [], tests: [() => false] };
  const tests = plan.leaves.flatMap((leaf, index) => {
    const test = !isInside(plan, leaf) || leaf.kind !== 'value' ? undefined : testOf(catalog, plan, leaf, index);
    return test === undefined ? [] : [test];
  });
  return { zeros: zeroWords(plan), tests };
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

function testOf(catalog: Catalog, plan: Plan, leaf: Leaf, index: number): Test | undefined {
  const { field } = leaf;
  if (field === null) return undefined;
  if (field.type === 'bytes') return field.text === undefined ? undefined : isPlainText(plan, leaf, field);
  return integerTest(catalog, plan, leaf, field, index);
}

function integerTest(catalog: Catalog, plan: Plan, leaf: Leaf, field: IntegerField, index: number): Test | undefined {
  const value = ({ values }: DecodedStruct): Value => values[index];
  const { format, otherOrder } = field;
  if (otherOrder !== undefined) return isOneOf(index, otherOrder.plausible);
  if (format?.kind === 'codes')
    return isOneOf(index, catalog.codeTable(format.codes)?.entries.map((entry) => entry.value) ?? []);
  if (format?.kind === 'flags' && format.rest === undefined) {
    const all = format.bits.reduce((mask, bit) => mask | BigInt(bit.mask), 0n);
    if (all >= 2n ** BigInt(leaf.bitLength) - 1n) return undefined;
    return (_, struct) => (BigInt(value(struct) ?? 0) & ~all) === 0n;
  }
  if (format?.kind === 'rangeEnd') {
    const start = plan.leaves[plan.index.get(`${leaf.prefix}${format.start}`) ?? -1];
    return start?.byteLength === 8 && leaf.byteLength === 8 ? isOrdered(start, leaf) : () => false;
  }
  return undefined;
}

/** True when one 64-bit number is not above another. Halves: comparing bigints takes longer than reading all else. */
function isOrdered(low: Leaf, high: Leaf): Test {
  const little = low.endian === 'little';
  const upper = little ? 4 : 0;
  return (view, { byteOffset }) => {
    const first = byteOffset + low.byteOffset;
    const second = byteOffset + high.byteOffset;
    const rise = view.getUint32(second + upper, little) - view.getUint32(first + upper, little);
    return (
      rise > 0 ||
      (rise === 0 && view.getUint32(second + 4 - upper, little) >= view.getUint32(first + 4 - upper, little))
    );
  };
}

/** Small numbers are looked up in a table, others have to be looked at closely. */
function isOneOf(index: number, numbers: readonly number[]): Test {
  const table = Array.from({ length: 256 }, (_, number) => numbers.includes(number));
  return (_, { values }) => table[Number(values[index])] === true;
}

const fourBlanks = 0x40404040;

function isPlainText(plan: Plan, leaf: Leaf, field: BytesField): Test {
  const valid = field.validIf === undefined ? undefined : plan.index.get(`${leaf.prefix}${field.validIf.field}`);
  const { byteOffset, byteLength } = leaf;
  return (view, struct) => {
    if (valid !== undefined && struct.values[valid] === 0) return true;
    const start = struct.byteOffset + byteOffset;
    const end = start + byteLength;
    for (let at = start; at < end; at++) {
      while (at + 4 <= end && view.getUint32(at) === fourBlanks) at += 4;
      if (at < end && isCodePageDependent(view.getUint8(at))) return false;
    }
    return true;
  };
}
