import { hexNumber } from '../bytes/hex.js';
import type { Leaf } from '../catalog/plan.js';
import type { Layout } from '../model/layout.js';
import type { Context } from './context.js';
import { DecodedStruct } from './read-struct.js';
import { planOf } from './shape.js';

/** Decodes a struct and keeps it; its values are checked when somebody asks for the findings. */
export function decodeStruct(
  context: Context,
  layout: Layout,
  size: number,
  at: number,
  end: number,
  visible?: (leaf: Leaf) => boolean,
  version: number | null = null,
): DecodedStruct {
  const plan = planOf(context, layout, { at, end, size, version });
  const struct = new DecodedStruct(plan, context.own, at, end, visible);
  context.add(struct);
  if (!struct.isWhole && struct.byteLength < wantedSize(struct, visible)) reportCut(context, struct, end);
  return struct;
}

/** Bytes of the struct, or of the part of it that is shown. */
function wantedSize({ plan }: DecodedStruct, visible: ((leaf: Leaf) => boolean) | undefined): number {
  if (visible === undefined) return plan.size;
  return Math.max(0, ...plan.leaves.filter(visible).map((leaf) => leaf.byteOffset + leaf.byteLength));
}

function reportCut(context: Context, struct: DecodedStruct, end: number): void {
  const first = struct.plan.leaves.find(
    (leaf) => !leaf.absent && leaf.kind !== 'padding' && leaf.byteOffset + leaf.byteLength > struct.byteLength,
  );
  const path = first === undefined ? struct.tag : `${struct.tag}.${first.path}`;
  const why = end < context.own.length ? 'where it has to end' : 'where the block ends';
  const message = `${struct.byteLength} of ${struct.plan.size} bytes lie before ${hexNumber(end)}, ${why}`;
  context.report('TRUNCATED', path, struct.byteOffset + struct.byteLength, message);
}
