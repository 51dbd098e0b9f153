/**
 * The rules forward, one by one; and each value that comes out is one that the judge of `diff` accepts.
 */
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/index.js';
import { type Applied, applyRule, type Given } from '../../src/rules/apply.js';
import type { Sought, Value } from '../../src/rules/facts.js';
import { judge } from '../../src/rules/judge.js';

const found = <T>(value: T): Sought<T> => ({ kind: 'value', value });
const nowhere: Sought<never> = { kind: 'unknown', why: 'not given' };

function given(base: Sought<Value>, more: Partial<Given> = {}): Given {
  return {
    base: () => base,
    presence: () => nowhere,
    find: () => nowhere,
    isLimited: true,
    madeUp: () => ({ kind: 'unknown', why: 'made up' }),
    ...more,
  };
}

const limit = { start: 's', pages: 'p', pageBits: 12, text: 'the limit' };
const facts = (start: bigint, pages: Sought<bigint>) => ({
  find: (field: string): Sought<bigint> => (field === 's' ? found(start) : pages),
});

const forward: readonly (readonly [string, Rule, Given, bigint | string])[] = [
  ['same', { kind: 'same' }, given(found(7n)), 7n],
  ['same, bytes', { kind: 'same' }, given(found('00018003')), '00018003'],
  ['times', { kind: 'times', factor: 4 }, given(found(16n)), 64n],
  ['constant', { kind: 'constant', value: 128 }, given(nowhere), 128n],
  ['bit 0', { kind: 'bit', bit: 0 }, given(found(3n)), 1n],
  ['bit 2', { kind: 'bit', bit: 2 }, given(found(3n)), 0n],
  ['at most', { kind: 'atMost' }, given(found(0xffffn)), 0xffffn],
  ['at most, limited', { kind: 'atMost', limit }, given(found(0xffffn), facts(0x1000n, found(2n))), 0x2fffn],
  ['at most, enough', { kind: 'atMost', limit }, given(found(0xffffn), facts(0x1000n, found(15n))), 0xffffn],
  ['at most, one page short', { kind: 'atMost', limit }, given(found(0xffffn), facts(0x1000n, found(14n))), 0xefffn],
];

describe('forward, and accepted by the judge', () => {
  it.each(forward)('%s', (_what, rule, inputs, expected) => {
    expect(applyRule(rule, inputs)).toMatchObject({ kind: 'value', value: expected });
    const base = inputs.base();
    const start = base.kind === 'value' ? base.value : 0n;
    const said = (userValue: Value): string =>
      judge({
        rule,
        class: 'exposed',
        firmware: start,
        base: start,
        through: undefined,
        user: {
          path: 'a.b',
          value: userValue,
          status: 'ok',
          swapped: null,
          bits: 64,
          source: '',
          byteOffset: 0,
          raw: null,
          leaf: null,
        },
        userValue,
        find: inputs.find,
        dropped: undefined,
        versionKnown: true,
        say: String,
      }).severity;
    expect(['ok', 'note']).toContain(said(expected));
    const other = typeof expected === 'bigint' ? expected + 1n : 'ffffffff';
    expect(said(other)).toBe('error');
  });
});

describe('what cannot be known', () => {
  const limited = { kind: 'atMost', limit } as const;
  const none: Sought<bigint> = { kind: 'none' };
  it.each<[string, Rule, Given, Applied['kind']]>([
    ['a base that nobody gave', { kind: 'same' }, given(nowhere), 'unknown'],
    ['a base that is not there', { kind: 'same' }, given(none), 'unknown'],
    ['equal apart from some bits', { kind: 'same', ignore: 1 }, given(found(7n)), 'unknown'],
    ['rounded up', { kind: 'same', roundUpBits: 12 }, given(found(7n)), 'unknown'],
    ['some bits', { kind: 'bits', low: 0, width: 4 }, given(found(7n)), 'unknown'],
    ['configuration space', { kind: 'configSpace' }, given(found(7n)), 'unknown'],
    ['regions', { kind: 'regionLog2' }, given(found(7n)), 'unknown'],
    ['presence', { kind: 'present' }, given(nowhere), 'unknown'],
    ['a limit that nobody gave', limited, given(found(0xffffn), facts(0n, nowhere)), 'unknown'],
    ['not written', { kind: 'untouched' }, given(found(7n)), 'untouched'],
  ])('%s', (_what, rule, inputs, kind) => {
    expect(applyRule(rule, inputs).kind).toBe(kind);
  });

  it('presence is 1 or 0 when it is known', () => {
    const value = (presence: Sought<unknown>): unknown =>
      applyRule({ kind: 'present' }, given(nowhere, { presence: () => presence }));
    expect(value(found(null))).toEqual({ kind: 'value', value: 1n });
    expect(value(none)).toEqual({ kind: 'value', value: 0n });
  });

  it('whether a limit holds does not matter where it is wide enough', () => {
    const end = (pages: bigint): Applied =>
      applyRule(limited, given(found(0xffffn), { ...facts(0n, found(pages)), isLimited: undefined }));
    expect(end(16n)).toMatchObject({ kind: 'value', value: 0xffffn });
    expect(end(15n).kind).toBe('unknown');
  });

  it('a limit that does not hold, is 0 or not there, shortens nothing; where 0 counts, everything', () => {
    const end = (more: Partial<Given>): Applied => applyRule(limited, given(found(0xffffn), more));
    const blind = (more: Partial<Given>): Applied =>
      applyRule({ kind: 'atMost', limit: { ...limit, zeroShortens: true } }, given(found(0xffffn), more));
    expect(end({ ...facts(0n, found(1n)), isLimited: false })).toMatchObject({ value: 0xffffn });
    expect(end(facts(0x1000n, none))).toMatchObject({ value: 0xffffn });
    expect(end(facts(0x1000n, found(0n)))).toMatchObject({ value: 0xffffn });
    for (const nothing of [none, found(0n)]) {
      expect(blind(facts(0x1000n, nothing))).toMatchObject({ value: 0xfffn });
      expect(blind(facts(0n, nothing))).toMatchObject({ value: 0xffff_ffff_ffff_ffffn });
    }
    expect(blind({ ...facts(0x1000n, none), isLimited: false })).toMatchObject({ value: 0xffffn });
  });
});
