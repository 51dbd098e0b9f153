import { hexNumber } from '../bytes/hex.js';
import type { Leaf } from '../catalog/plan.js';

/** Formats whose numbers people write in decimal. */
const decimal: ReadonlySet<string | undefined> = new Set(['unit', 'scale', 'log2', 'yesNo', 'special']);

/** A number as people write it: ids and addresses in hex, counts decimal. */
export function numberText(value: bigint, bits: number, leaf: Leaf | null): string {
  const field = leaf?.field;
  const kind = field === null || field === undefined || field.type === 'bytes' ? undefined : field.format?.kind;
  if (decimal.has(kind) || bits < 8) return String(value);
  return hexNumber(value, bits > 32 ? 1 : Math.ceil(bits / 4));
}
