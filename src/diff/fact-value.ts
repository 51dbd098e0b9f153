import { decodeEbcdic } from '../bytes/ebcdic.js';
import { hexNumber } from '../bytes/hex.js';
import type { FactValue } from '../model/diff.js';
import type { Fact } from '../rules/facts.js';

/**
 * A fact as the JSON contract has it; null when there is none. A fact from a text is written like the firmware
 * fact that it stands for.
 */
export function factValue(found: Fact | undefined, like?: Fact): FactValue | null {
  if (found === undefined) return null;
  const fact = found.leaf === null && like !== undefined ? { ...found, leaf: like.leaf, bits: like.bits } : found;
  const where = { byteOffset: fact.byteOffset, raw: fact.raw, ...(fact.source === '' ? {} : { source: fact.source }) };
  return { path: fact.path, value: jsonValue(fact), text: textOf(fact), ...where };
}

function jsonValue(fact: Fact): number | string | null {
  const { value, bits } = fact;
  if (typeof value === 'bigint') return bits > 32 ? hexNumber(value, 16) : Number(value);
  return value !== null && isText(fact) ? decodeEbcdic(Buffer.from(value, 'hex'), '037') : value;
}

function isText(fact: Fact): boolean {
  return fact.leaf?.field?.type === 'bytes' && fact.leaf.field.text === 'ebcdic';
}

/** Formats whose numbers people write in decimal. */
const decimal: ReadonlySet<string | undefined> = new Set(['unit', 'scale', 'log2', 'yesNo', 'special']);

function textOf(fact: Fact): string {
  const { value, bits } = fact;
  if (typeof value !== 'bigint') return String(jsonValue(fact) ?? '');
  const field = fact.leaf?.field;
  const kind = field === null || field === undefined || field.type === 'bytes' ? undefined : field.format?.kind;
  if (decimal.has(kind) || bits < 8) return String(value);
  return hexNumber(value, bits > 32 ? 1 : Math.ceil(bits / 4));
}
