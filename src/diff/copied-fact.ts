import { type Fact, factWith } from '../rules/facts.js';
import type { ComparisonContext } from './comparison-context.js';
import type { Side } from './side.js';

/**
 * A fact inside an opaque copy of a whole answer: the bytes at its own place. The copy is the one that begins with
 * the same length and response code as firmware's answer.
 */
export function copiedFact(
  context: ComparisonContext,
  side: Side,
  struct: string,
  path: string,
  firmware: Fact,
): Fact | undefined {
  const leaf = firmware.leaf;
  const opaque = side.facts.find(path)?.leaf?.field;
  const isOpaque = opaque?.type === 'bytes' && typeof opaque.length === 'object' && 'rest' in opaque.length;
  if (!isOpaque || opaque.text !== undefined || leaf === null) return undefined;
  const start = context.firmwareStart(struct);
  const copy = side.facts.findAll(path).find((fact) => typeof fact.value === 'string' && fact.value.startsWith(start));
  if (copy === undefined || typeof copy.value !== 'string') return undefined;
  const raw = copy.value.slice(leaf.byteOffset * 2, (leaf.byteOffset + leaf.byteLength) * 2);
  const isCut = raw.length < leaf.byteLength * 2;
  const value = typeof firmware.value === 'bigint' && raw === firmware.raw ? firmware.value : raw;
  return factWith(copy, {
    value: isCut ? null : value,
    status: isCut ? 'truncated' : 'ok',
    leaf,
    bits: firmware.bits,
    raw,
  });
}
