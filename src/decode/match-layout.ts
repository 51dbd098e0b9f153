/**
 * What the length and the first bytes of a block say against a layout, and which of its reserved bits are set.
 */
import type { OwnBytes } from '../bytes/own-bytes.js';
import { fixedShape, type LayoutOf } from '../catalog/catalog.js';
import { type Leaf, topLeaves } from '../catalog/plan.js';
import type { Endian, Layout, MemberTest } from '../model/layout.js';
import { type Matcher, numberOf, passesAlone, type Reason, read } from './detect-tests.js';
import { hasNoBits } from './read-struct.js';

/** The first reserved run or padding that is not zero, apart from values of known use. */
export function firstDirty({ plan }: Matcher, own: OwnBytes): Leaf | undefined {
  return plan.leaves.find((leaf) => {
    if (leaf.absent || leaf.kind === 'value' || leaf.byteOffset + leaf.byteLength > own.length) return false;
    if (hasNoBits(own, 0, leaf)) return false;
    const use = leaf.field !== null && leaf.field.type !== 'bytes' ? leaf.field.knownUse : undefined;
    return use === undefined || BigInt(numberOf(own, leaf)) !== BigInt(use.value);
  });
}

/** Bytes at the start of a block by which most candidates fall. */
export const startSize = 4;

/** What a test says of a block of which nothing but the first bytes is looked at. */
interface StartTest {
  readonly leaf: Leaf;
  readonly couldPass: (value: number | bigint) => boolean;
}

/**
 * The tests of a layout that the first `startSize` bytes can fail. Most candidates fall by them: no plan of their whole
 * struct is made.
 */
export function startTests(layout: Layout, endian: Endian): readonly StartTest[] {
  const shape = fixedShape(layout.size, endian, null);
  return (layout.detect ?? []).flatMap((test): StartTest[] => {
    if ('oneOf' in test) return [];
    const couldPass = 'base' in test ? (value: number | bigint) => couldCount(test, value) : passesAlone(test);
    const field = layout.fields.find(({ name }) => name === test.field);
    if (couldPass === undefined || field === undefined || field.type === 'struct' || field.type === 'bytes') return [];
    const [leaf, ...others] = topLeaves(field, shape);
    if (leaf === undefined || others.length > 0 || leaf.byteOffset + leaf.byteLength > startSize) return [];
    return [{ leaf, couldPass }];
  });
}

/** False when the first `startSize` bytes alone make a test fail. */
export function passesStart(tests: readonly StartTest[], own: OwnBytes): boolean {
  return tests.every(({ leaf, couldPass }) => {
    const value = read(own, leaf);
    return value === undefined || couldPass(value);
  });
}

/** False when there is no count for which the test holds. */
function couldCount({ base, times }: Extract<MemberTest, { base: number }>, value: number | bigint): boolean {
  return times <= 0 || (value >= base && (BigInt(value) - BigInt(base)) % BigInt(times) === 0n);
}

/** Why no block of this length is recognised as this info buffer. */
export function failedSize(layout: LayoutOf<'info'>, length: number): Reason | undefined {
  const { undetectable: why, role } = layout;
  if (why !== undefined) return () => why;
  const sizes = role.exactSize === undefined ? [] : [role.exactSize].flat();
  if (sizes.length > 0 && !sizes.includes(length)) return () => `${length} bytes, it has exactly ${sizes.join(' or ')}`;
  return length < role.minSize ? () => `${length} bytes, at least ${role.minSize} are needed` : undefined;
}
