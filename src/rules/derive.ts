/**
 * The arithmetic of the rules: what a prediction writes and what a judgement expects.
 */
import type { Rule } from '../model/interface.js';
import type { Value } from './facts.js';

/** What the rule makes of the value that it starts from; undefined where that value alone does not decide. */
export function derive(rule: Rule, base: Value): Value | undefined {
  if (rule.kind === 'constant') return BigInt(rule.value);
  if (rule.kind === 'same') return base;
  if (typeof base === 'string') return undefined;
  if (rule.kind === 'times') return base * BigInt(rule.factor);
  return rule.kind === 'bit' ? (base >> BigInt(rule.bit)) & 1n : undefined;
}

export type PageLimit = NonNullable<Extract<Rule, { kind: 'atMost' }>['limit']>;

/** Last byte of so many pages from `start` on; undefined where such a limit (`undefined`: none) shortens nothing. */
export function limitedEnd(limit: PageLimit, start: bigint, pages: bigint | undefined): bigint | undefined {
  if ((pages ?? 0n) === 0n && limit.zeroShortens !== true) return undefined;
  return start + ((pages ?? 0n) << BigInt(limit.pageBits)) - 1n;
}
