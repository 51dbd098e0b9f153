/**
 * The rules run forward: the user's value from the value that a rule starts from. What a rule needs and nobody
 * has given makes the value unknown; nothing is invented.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Rule } from '../model/interface.js';
import type { Value } from './judge.js';

export type Applied =
  | { readonly kind: 'value'; readonly value: Value; readonly remark?: string }
  /** The interface does not write it: 0 when the caller cleared its buffer. */
  | { readonly kind: 'untouched' }
  /** It depends on something that was not given. */
  | { readonly kind: 'unknown'; readonly why: string };

/** A fact that was looked for: its value, or that it is certainly not there, or that nobody can tell. */
export type Sought<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'none' }
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
  /** A limit that is not there counts as 0 instead of as none. */
  readonly noLimitIsZero: boolean;
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
        ? onBase(given, (base) => base)
        : unknown('only equal apart from some bits');
    case 'times':
      return onInteger(given, (base) => base * BigInt(rule.factor));
    case 'bit':
      return onInteger(given, (base) => (base >> BigInt(rule.bit)) & 1n);
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

function onBase(given: Given, value: (base: Value) => Value): Applied {
  const base = given.base();
  if (base.kind === 'value') return { kind: 'value', value: value(base.value) };
  return unknown(base.kind === 'unknown' ? base.why : 'what it comes from is not there');
}

function onInteger(given: Given, value: (base: bigint) => bigint): Applied {
  return onBase(given, (base) => (typeof base === 'bigint' ? value(base) : base));
}

function applyPresent(sought: Sought<unknown>): Applied {
  return sought.kind === 'unknown' ? sought : { kind: 'value', value: sought.kind === 'value' ? 1n : 0n };
}

type AtMost = Extract<Rule, { kind: 'atMost' }>;

function applyAtMost({ limit }: AtMost, given: Given): Applied {
  const whole = onBase(given, (base) => base);
  if (limit === undefined || given.isLimited === false) return whole;
  if (whole.kind !== 'value' || typeof whole.value !== 'bigint') return whole;
  const shortened = shortenedEnd(limit, whole.value, given);
  if (given.isLimited === true || shortened.kind !== 'value' || shortened.value === whole.value) return shortened;
  return unknown(`${hexNumber(whole.value)}, or ${limit.text}: it is not known whether the limit holds`);
}

/** The end under a limit in pages; 64-bit arithmetic that wraps, as the machine's does. */
function shortenedEnd(limit: NonNullable<AtMost['limit']>, end: bigint, given: Given): Applied {
  const start = given.find(limit.start);
  const pages = given.find(limit.pages);
  if (start.kind !== 'value') return unknown('the start of the range is not known');
  if (pages.kind === 'unknown') return unknown(`the limit is not known: ${pages.why}`);
  if (pages.kind === 'none' && !given.noLimitIsZero) return { kind: 'value', value: end };
  const room = (pages.kind === 'value' ? pages.value : 0n) << BigInt(limit.pageBits);
  if (room >= BigInt.asUintN(64, end - start.value + 1n)) return { kind: 'value', value: end };
  const remark = `shortened to ${limit.text}`;
  return { kind: 'value', value: BigInt.asUintN(64, start.value + room - 1n), remark };
}
