/**
 * Does a layout fit these bytes?
 */
import type { Catalog, LayoutOf } from '../catalog/catalog.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import type { DetectTest, Endian } from '../model/layout.js';
import { failedTest, failure, numberOf, type Probe, passedTests, probeOf } from './detect-tests.js';
import { hasNoBits, leafAt } from './read-struct.js';

export interface Match {
  readonly fits: boolean;
  /** Why it does not fit, or what speaks for it. A function, for hardly any of these texts is ever read. */
  readonly reason: () => string;
}

/** The first reserved run or padding that is not zero, apart from values of known use. */
export function firstDirty({ plan, bytes }: Probe): Leaf | undefined {
  return plan.leaves.find((leaf) => {
    if (leaf.absent || leaf.kind === 'value' || leaf.byteOffset + leaf.byteLength > bytes.length) return false;
    if (hasNoBits(bytes, 0, leaf)) return false;
    const use = leaf.field !== null && leaf.field.type !== 'bytes' ? leaf.field.knownUse : undefined;
    return use === undefined || BigInt(numberOf(bytes, leaf)) !== BigInt(use.value);
  });
}

/** Bytes at the start of a block by which most candidates fall. */
export const startSize = 4;

/** False when the length of a block and its first `startSize` bytes rule this info buffer out; looks at nothing else. */
export function couldBeInfo(catalog: Catalog, layout: LayoutOf<'info'>, bytes: Uint8Array, endian: Endian): boolean {
  if (missedSize(layout, bytes.length) !== undefined) return false;
  const probe = probeOf(catalog, layout, bytes, endian);
  return (layout.detect ?? []).every((test) => !looksAtStart(test, probe.plan) || failure(test, probe) === undefined);
}

/** True when the test reads one member, and that one lies in the first bytes. */
function looksAtStart(test: DetectTest, plan: Plan): boolean {
  if ('oneOf' in test || 'leadsTo' in test || 'of' in test || 'base' in test || 'zeroUnless' in test) return false;
  const leaf = leafAt(plan, test.field);
  return leaf !== undefined && leaf.byteOffset + leaf.byteLength <= startSize;
}

/** Can a block be this info buffer in this byte order? */
export function matchInfo(catalog: Catalog, layout: LayoutOf<'info'>, bytes: Uint8Array, endian: Endian): Match {
  const missed = missedSize(layout, bytes.length);
  if (missed !== undefined) return no(missed);
  const probe = probeOf(catalog, layout, bytes, endian);
  const failed = failedTest(probe);
  return failed === undefined ? yes(() => passedTests(probe)) : no(failed);
}

/** Why no block of this length is recognised as this info buffer. */
function missedSize(layout: LayoutOf<'info'>, length: number): (() => string) | undefined {
  const { undetectable: why, role } = layout;
  if (why !== undefined) return () => why;
  const sizes = role.exactSize === undefined ? [] : [role.exactSize].flat();
  if (sizes.length > 0 && !sizes.includes(length)) return () => `${length} bytes, it has exactly ${sizes.join(' or ')}`;
  return length < role.minSize ? () => `${length} bytes, at least ${role.minSize} are needed` : undefined;
}

export function no(reason: () => string): Match {
  return { fits: false, reason };
}

export function yes(reason: () => string): Match {
  return { fits: true, reason };
}
