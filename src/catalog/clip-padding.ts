import { paddingLeaf } from './padding.js';
import type { Plan } from './plan.js';

/**
 * The plan for a struct that ends at `end`: padding that begins inside a byte and does not end before it is
 * shortened, or the member that it shares that byte with would count as cut off with it.
 */
export function clipPadding(plan: Plan, end: number): Plan {
  const index = plan.leaves.findIndex(
    (leaf) =>
      leaf.kind === 'padding' && leaf.bitOffset > 0 && leaf.byteOffset < end && leaf.byteOffset + leaf.byteLength > end,
  );
  const cut = plan.leaves[index];
  if (cut === undefined) return plan;
  const clipped = paddingLeaf(cut.byteOffset * 8 + cut.bitOffset, end * 8, cut.endian);
  return { ...plan, leaves: plan.leaves.with(index, clipped) };
}
