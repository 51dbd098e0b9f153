/**
 * The rules run forward: the user's value from the value that a rule starts from. What a rule needs and nobody
 * has given makes the value unknown; nothing is invented.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Rule } from '../model/interface.js';
import { derive, limitedEnd, type PageLimit } from './derive.js';
import type { Sought, Value } from './facts.js';

export type Applied =
  | { readonly kind: 'value'; readonly value: Value; readonly remark?: string }
  /** The interface does not write it: 0 when the caller cleared its buffer. */
  | { readonly kind: 'untouched' }
  /** It depends on something that was not given. */
  | { readonly kind: 'unknown'; readonly why: string };

export interface Given {
  /** The value that the rule starts from. */
  readonly base: () => Sought<Value>;
  /** The struct that a presence rule asks for; the value means nothing. */
  readonly presence: () => Sought<unknown>;
  /** Another integer that the rule names. */
  readonly find: (field: string) => Sought<bigint>;
  /** Size of the VFIO region behind this field; absent: no rule asks for it here. */
  readonly region?: () => Sought<bigint>;
  /** A limit holds for this function; undefined: nobody can tell. */
  readonly isLimited: boolean | undefined;
  /** A value of the interface's own making. */
  readonly madeUp: (rule: Extract<Rule, { kind: 'madeUp' }>) => Applied;
}

/** The value that one rule gives: unsigned integer, or bytes as hex where it starts from bytes. */
export function applyRule(rule: Rule, given: Given): Applied {
  switch (rule.kind) {
    case 'constant':
      return { kind: 'value', value: BigInt(rule.value) };
    case 'untouched':
      return { kind: 'untouched' };
    case 'same':
      return rule.ignore === undefined && rule.roundUpBits === undefined
        ? derived(rule, given)
        : unknown('only equal apart from some bits');
    case 'times':
    case 'bit':
      return derived(rule, given);
    case 'bits':
      return unknown('only some of its bits come from elsewhere');
    case 'present':
      return applyPresent(given.presence());
    case 'atMost':
      return applyAtMost(rule, given);
    case 'madeUp':
      return given.madeUp(rule);
    case 'configSpace':
      return applyConfigSpace(given.region?.());
    case 'regionLog2':
      return applyRegion(given.region?.());
  }
}

const noRegion = 'no region: a BAR that is not there, or the upper half of one';

/** Without a region the register is cleared; with one, its lowest bits are those of the device. */
function applyConfigSpace(size: Sought<bigint> | undefined): Applied {
  if (size?.kind === 'value' && size.value === 0n) return { kind: 'value', value: 0n, remark: noRegion };
  return unknown('read from the configuration space of the function, which no info buffer carries');
}

/** The number of the lowest bit set in the size; 0 without a region. */
function applyRegion(size: Sought<bigint> | undefined): Applied {
  if (size?.kind !== 'value') {
    return unknown(`counted from the size of the VFIO region${size?.kind === 'unknown' ? `, and ${size.why}` : ''}`);
  }
  if (size.value === 0n) return { kind: 'value', value: 0n, remark: noRegion };
  let bit = 0n;
  while (((size.value >> bit) & 1n) === 0n) bit++;
  return { kind: 'value', value: bit, remark: 'from the size of the VFIO region' };
}

function unknown(why: string): Applied {
  return { kind: 'unknown', why };
}

/** The value that the rule starts from. */
function baseOf(given: Given): Applied {
  const base = given.base();
  return base.kind === 'none' ? unknown('what it comes from is not there') : base;
}

function derived(rule: Rule, given: Given): Applied {
  const base = baseOf(given);
  if (base.kind !== 'value') return base;
  const value = derive(rule, base.value);
  return value === undefined ? unknown('what it comes from is no number') : { kind: 'value', value };
}

function applyPresent(sought: Sought<unknown>): Applied {
  return sought.kind === 'unknown' ? sought : { kind: 'value', value: sought.kind === 'value' ? 1n : 0n };
}

function applyAtMost({ limit }: Extract<Rule, { kind: 'atMost' }>, given: Given): Applied {
  const whole = baseOf(given);
  if (limit === undefined || given.isLimited === false) return whole;
  if (whole.kind !== 'value' || typeof whole.value !== 'bigint') return whole;
  const shortened = shortenedEnd(limit, whole.value, given);
  if (given.isLimited === true || shortened.kind !== 'value' || shortened.value === whole.value) return shortened;
  return unknown(`${hexNumber(whole.value)}, or ${limit.text}: it is not known whether the limit holds`);
}

/** The end under a limit in pages; 64-bit arithmetic that wraps, as the machine's does. */
function shortenedEnd(limit: PageLimit, end: bigint, given: Given): Applied {
  const start = given.find(limit.start);
  const pages = given.find(limit.pages);
  if (start.kind !== 'value') return unknown('the start of the range is not known');
  if (pages.kind === 'unknown') return unknown(`the limit is not known: ${pages.why}`);
  const last = limitedEnd(limit, start.value, pages.kind === 'value' ? pages.value : undefined);
  if (last === undefined || last - start.value + 1n >= BigInt.asUintN(64, end - start.value + 1n))
    return { kind: 'value', value: end };
  return { kind: 'value', value: BigInt.asUintN(64, last), remark: `shortened to ${limit.text}` };
}
