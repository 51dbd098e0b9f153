import { decodeEbcdic } from '../bytes/ebcdic.js';
import { hexNumber } from '../bytes/hex.js';
import type { FactValue } from '../model/diff.js';
import { type Fact, factWith } from '../rules/facts.js';
import { numberText } from '../rules/number-text.js';

/**
 * A fact as the JSON contract has it; null when there is none. A fact from a text is written like the firmware
 * fact that it stands for.
 */
export function factValue(found: Fact | undefined, like?: Fact): FactValue | null {
  if (found === undefined) return null;
  const fact =
    found.leaf === null && like !== undefined ? factWith(found, { leaf: like.leaf, bits: like.bits }) : found;
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

function textOf(fact: Fact): string {
  const { value, bits, leaf } = fact;
  return typeof value === 'bigint' ? numberText(value, bits, leaf) : String(jsonValue(fact) ?? '');
}
