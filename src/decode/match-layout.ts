/**
 * What the length and the first bytes of a block say against a layout, and which of its reserved bits are set.
 */
import type { OwnBytes } from '../bytes/own-bytes.js';
import type { LayoutOf } from '../catalog/catalog.js';
import type { Leaf } from '../catalog/plan.js';
import type { MemberTest } from '../model/layout.js';
import { failedMember, type Matcher, numberOf, type Reason, read } from './detect-tests.js';
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

/** False when the first `startSize` bytes alone make a test fail. */
export function passesStart(matcher: Matcher, own: OwnBytes): boolean {
  return matcher.tests.every((one) => {
    if ('kinds' in one) return true;
    const { test, leaf } = one;
    if (leaf === undefined || leaf.byteOffset + leaf.byteLength > startSize) return true;
    if ('base' in test) return couldCount(test, read(own, leaf) ?? test.base);
    return 'leadsTo' in test || 'of' in test || 'zeroUnless' in test || failedMember(matcher, own, one) === undefined;
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
