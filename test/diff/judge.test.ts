/**
 * The rule engine: every kind of rule with every verdict that it can give, and the edges.
 */
import { describe, expect, test } from 'vitest';
import { decodeBlock } from '../../src/decode/decode-block.js';
import { catalog } from '../../src/index.js';
import type { DiffRow } from '../../src/model/diff.js';
import type { Rule } from '../../src/model/interface.js';
import { type Fact, makeFacts, type Sought } from '../../src/rules/facts.js';
import { type Judgement, judge, judgement, type Question, sayLike } from '../../src/rules/judge.js';
import { compare, threeViews } from './three-views.js';

const biggest = 0xffff_ffff_ffff_ffffn;

function fact(value: bigint | string, swapped: bigint | null): Fact {
  return {
    path: 'user.member',
    value,
    status: 'ok',
    swapped,
    bits: 64,
    source: '',
    byteOffset: 0,
    raw: null,
    leaf: null,
  };
}

const notGiven: Sought<bigint> = { kind: 'unknown', why: 'not given' };
const found = (value: bigint): Sought<bigint> => ({ kind: 'value', value });

type Asked = Partial<Omit<Question, 'user'>> & { readonly swapped?: bigint };

/** What is said of `user` where firmware has `firmware`; the rule starts from firmware unless `base` is given. */
function ask(rule: Rule, firmware: bigint | string, user: bigint | string, asked: Asked = {}): Judgement {
  const { swapped, ...rest } = asked;
  return judge({
    rule,
    class: 'exposed',
    firmware,
    base: firmware,
    through: undefined,
    user: fact(user, swapped ?? null),
    userValue: user,
    find: () => notGiven,
    dropped: undefined,
    versionKnown: false,
    say: sayLike({ bits: 64, leaf: null }),
    ...rest,
  });
}

/** Verdict and severity in one word each. */
function word({ verdict, severity }: Judgement): string {
  return `${verdict} ${severity}`;
}

describe('same', () => {
  const same: Rule = { kind: 'same' };

  test.each([
    ['zero', 0n, 0n, 'same ok'],
    ['one', 1n, 1n, 'same ok'],
    ['the largest number', biggest, biggest, 'same ok'],
    ['the largest number but one', biggest, biggest - 1n, 'mismatch error'],
    ['a lost value', 5n, 0n, 'mismatch error'],
    ['a value from nowhere', 0n, 5n, 'mismatch error'],
    ['numbers beyond 53 bits', 0x20_0000_0000_0001n, 0x20_0000_0000_0000n, 'mismatch error'],
    ['byte strings', '00018003', '00018003', 'same ok'],
    ['byte strings that differ', '00018003', '00018004', 'mismatch error'],
    ['a string that was lost', 'd5c5e3c1', '00000000', 'mismatch error'],
  ])('%s', (_name, firmware, user, verdict) => {
    expect(word(ask(same, firmware, user))).toBe(verdict);
  });

  test('a value with its bytes swapped', () => {
    const said = ask(same, 0x100000000n, 0x01000000n, { swapped: 0x100000000n });
    expect(word(said)).toBe('swapped error');
    expect(said.why).toBe('0x0000000001000000 is 0x0000000100000000 with its bytes swapped');
  });

  test('a swap that does not explain it', () => {
    expect(word(ask(same, 1n, 2n, { swapped: 0x02000000n }))).toBe('mismatch error');
  });

  test('a number that reads the same both ways is no swap', () => {
    expect(word(ask(same, 0x0101n, 0x0101n, { swapped: 0x0101n }))).toBe('same ok');
  });

  test.each([
    ['not enabled yet', 0x8002_0000n, 0x0002_0000n, 'same ok'],
    ['enabled', 0x8002_0000n, 0x8002_0000n, 'same ok'],
    ['enabled by the guest only', 0x0002_0000n, 0x8002_0000n, 'same ok'],
    ['another index', 0x8002_0000n, 0x8002_0001n, 'mismatch error'],
    ['another instance', 0x8002_0000n, 0x0102_0000n, 'mismatch error'],
  ])('a handle, %s: the enable bit does not count', (_name, firmware, user, verdict) => {
    expect(word(ask({ kind: 'same', ignore: 0x8000_0000 }, firmware, user))).toBe(verdict);
  });

  test.each([
    ['a multiple of the page', 0x1000n, 0x1000n, 'same ok'],
    ['rounded up', 0x1001n, 0x2000n, 'derived ok'],
    ['the last address of a page', 0x1fffn, 0x2000n, 'derived ok'],
    ['left as it is', 0x1001n, 0x1001n, 'same ok'],
    ['rounded down', 0x1fffn, 0x1000n, 'mismatch error'],
    ['rounded up by a page too many', 0x1001n, 0x3000n, 'mismatch error'],
    ['a page more without need', 0x1000n, 0x2000n, 'mismatch error'],
    ['nothing to round', 0n, 0n, 'same ok'],
  ])('rounding to 4 KiB: %s', (_name, firmware, user, verdict) => {
    expect(word(ask({ kind: 'same', roundUpBits: 12 }, firmware, user))).toBe(verdict);
  });

  describe('through another interface', () => {
    test('the value arrives and is that of firmware', () => {
      expect(word(ask(same, 64n, 64n, { through: judgement('same', '') }))).toBe('same ok');
    });

    test('a constant arrives as a constant, with its note, also when firmware has the same', () => {
      const note = judgement('constant', 'always 128, firmware has 64', 'note');
      expect(ask(same, 64n, 128n, { base: 128n, through: note })).toEqual(note);
      expect(word(ask(same, 128n, 128n, { base: 128n, through: judgement('constant', 'always 128') }))).toBe(
        'constant ok',
      );
    });

    test('the guest is judged by what VFIO says, not by firmware', () => {
      expect(word(ask(same, 64n, 64n, { base: 128n, through: judgement('constant', '') }))).toBe('mismatch error');
      expect(word(ask(same, 1n, 2n, { base: 2n, through: judgement('derived', '') }))).toBe('derived ok');
    });

    test('a wrong value handed on faithfully is not held against the guest', () => {
      expect(word(ask(same, 1n, 2n, { base: 2n, through: judgement('mismatch', '') }))).toBe('mismatch ok');
    });
  });
});

describe('times', () => {
  const times: Rule = { kind: 'times', factor: 4 };

  test.each([
    ['16 words are 64 bytes', 16n, 64n, 'derived ok'],
    ['none are none', 0n, 0n, 'derived ok'],
    ['the largest byte', 255n, 1020n, 'derived ok'],
    ['not multiplied', 16n, 16n, 'mismatch error'],
    ['multiplied twice', 16n, 256n, 'mismatch error'],
    ['one byte short', 16n, 63n, 'mismatch error'],
    ['lost', 16n, 0n, 'mismatch error'],
  ])('%s', (_name, firmware, user, verdict) => {
    expect(word(ask(times, firmware, user))).toBe(verdict);
  });

  test('says that it was not multiplied', () => {
    expect(ask(times, 16n, 16n).why).toMatch(/not multiplied by 4.*0x40/);
  });

  test('multiplied and swapped', () => {
    expect(word(ask(times, 16n, 0x4000n, { swapped: 64n }))).toBe('swapped error');
  });
});

describe('constant', () => {
  const constant = (value: number | bigint, promise?: true): Rule => ({
    kind: 'constant',
    value,
    over: 'this is safe',
    ...(promise === undefined ? {} : { promise }),
  });

  test.each([
    ['firmware says the same', constant(1), 1n, 1n, 'constant ok'],
    ['firmware says otherwise', constant(1), 0n, 1n, 'constant note'],
    ['firmware has less, and no promise is made', constant(128), 64n, 128n, 'constant note'],
    ['the guest is promised more', constant(128, true), 17n, 128n, 'constant warning'],
    ['the guest is promised one more', constant(128, true), 127n, 128n, 'constant warning'],
    ['the guest is promised what firmware has', constant(128, true), 128n, 128n, 'constant ok'],
    ['the guest is promised less', constant(128, true), 4095n, 128n, 'constant note'],
    ['64 bits', constant(0xfe00_0000_0000_0000n), 0xfe00_0000_0000_0000n, 0xfe00_0000_0000_0000n, 'constant ok'],
    ['not the constant', constant(128), 64n, 127n, 'mismatch error'],
    ["firmware's value in its place", constant(128), 64n, 64n, 'mismatch error'],
    ['not set', constant(1), 1n, 0n, 'mismatch error'],
  ])('%s', (_name, rule, firmware, user, verdict) => {
    expect(word(ask(rule, firmware, user))).toBe(verdict);
  });

  test('the note says which way is safe, the warning who is promised too much', () => {
    expect(ask(constant(1), 0n, 1n).why).toContain('this is safe');
    expect(ask(constant(128, true), 17n, 128n).why).toContain('promised more than firmware has');
  });

  test('swapped', () => {
    expect(word(ask(constant(128), 64n, 0x8000n, { swapped: 128n }))).toBe('swapped error');
  });

  test.each([
    ['a made-up value', 64n, 'virtualized ok'],
    ['a made-up value that firmware has too', 128n, 'virtualized ok'],
  ])('virtualized: %s', (_name, firmware, verdict) => {
    expect(word(ask(constant(128), firmware, 128n, { class: 'virtualized' }))).toBe(verdict);
  });

  test.each([
    ['nothing shown', 2n, 0n, 'hidden ok'],
    ['nothing shown, nothing there', 0n, 0n, 'hidden ok'],
    ["firmware's value shines through", 2n, 2n, 'leak error'],
    ['some other value', 2n, 3n, 'mismatch error'],
    ['a string that is empty', 'd5c5', '0000', 'hidden ok'],
    ['a string that shines through', 'd5c5', 'd5c5', 'leak error'],
  ])('hidden: %s', (_name, firmware, user, verdict) => {
    expect(word(ask(constant(0), firmware, user, { class: 'hidden' }))).toBe(verdict);
  });
});

describe('bit', () => {
  const bit = (number: number): Rule => ({ kind: 'bit', bit: number });

  test.each([
    ['set and set', 0, 1n, 1n, 'derived ok'],
    ['clear and clear', 0, 0n, 0n, 'derived ok'],
    ['lost', 0, 1n, 0n, 'mismatch error'],
    ['from nowhere', 0, 2n, 1n, 'mismatch error'],
    ['another bit of the flags', 1, 2n, 1n, 'derived ok'],
    ['the highest bit', 63, 1n << 63n, 1n, 'derived ok'],
  ])('%s', (_name, number, base, user, verdict) => {
    expect(word(ask(bit(number), 1n, user, { base }))).toBe(verdict);
  });

  test('of a constant', () => {
    const note = judgement('constant', 'always 1, firmware has 0', 'note');
    expect(ask(bit(0), 0n, 1n, { base: 1n, through: note })).toEqual(note);
    expect(word(ask(bit(0), 0n, 0n, { base: 1n, through: note }))).toBe('mismatch error');
  });
});

describe('bits', () => {
  test.each([
    ['inside a number', { low: 4, width: 4 }, 0xan, 0x1a1n, 'derived ok'],
    ['neighbours do not count', { low: 4, width: 4 }, 0xan, 0xfafn, 'derived ok'],
    ['differ', { low: 4, width: 4 }, 0xan, 0x1b1n, 'mismatch error'],
    ['one bit', { low: 7, width: 1 }, 1n, 0x80n, 'derived ok'],
    ['the top of 64', { low: 32, width: 32 }, 0x00018003n, 0x0001_8003_0000_0000n, 'derived ok'],
    ['byte strings', { low: 16, width: 16 }, '1234', '00001234ffff', 'derived ok'],
    ['an empty string', { low: 0, width: 8 }, 0n, '', 'derived ok'],
  ])('%s', (_name, part, firmware, user, verdict) => {
    expect(word(ask({ kind: 'bits', ...part }, firmware, user))).toBe(verdict);
  });

  test.each([
    ['a fact of firmware in what is called reserved', 0x0002n, 0x0000_1002n, 'leak error'],
    ['nothing to leak', 0n, 0x1000n, 'hidden ok'],
    ['cleared on the way', 2n, 0n, 'mismatch error'],
  ])('hidden: %s', (_name, firmware, user, verdict) => {
    expect(word(ask({ kind: 'bits', low: 0, width: 8 }, firmware, user, { class: 'hidden' }))).toBe(verdict);
  });
});

describe('present, as a flag of the guest', () => {
  test.each([
    [1n, 1n, 'same ok'],
    [0n, 0n, 'same ok'],
    [1n, 0n, 'mismatch error'],
    [0n, 1n, 'mismatch error'],
  ])('%s and %s', (base, user, verdict) => {
    expect(word(ask({ kind: 'present' }, base, user))).toBe(verdict);
  });
});

describe('at most, as the host driver shortens a range', () => {
  const start = 0x1_0000_0000n;
  const end = 0x1ff_ffff_ffff_ffffn;
  const rule: Rule = {
    kind: 'atMost',
    start: 'user.start',
    pageBits: 12,
    causes: [{ end: 0x3ff_ffff_ffffn, text: 'the table ends' }, { text: 'the memory ends' }],
  };
  const lowered = (user: bigint, firmware = end): Judgement =>
    ask(rule, firmware, user, { find: (name) => (name === 'user.start' ? found(start) : notGiven) });

  test.each([
    ['all of it', end, 'same ok'],
    ['as much as the host has memory', 0x1_bfff_ffffn, 'narrowed ok'],
    ['4 TiB', 0x3ff_ffff_ffffn, 'narrowed ok'],
    ['one page', start + 0xfffn, 'narrowed ok'],
    ['nothing: the address before the start', start - 1n, 'mismatch error'],
    ['nothing: far before the start', 0xfffn, 'mismatch error'],
    ['not to a page', 0x1_bfff_fffen, 'mismatch error'],
    ['the first address behind, as if ends were exclusive', 0x1_c000_0000n, 'mismatch error'],
    ['one more', end + 1n, 'widened error'],
    ['everything', biggest, 'widened error'],
    ['zero', 0n, 'mismatch error'],
  ])('%s', (_name, user, verdict) => {
    expect(word(lowered(user))).toBe(verdict);
  });

  test('names the cause', () => {
    expect(lowered(0x3ff_ffff_ffffn).why).toBe('the table ends');
    expect(lowered(0x1_bfff_ffffn).why).toBe('the memory ends');
    expect(lowered(start - 1n).why).toMatch(/empty/);
  });

  test('firmware offers everything that 64 bits can hold', () => {
    expect(word(lowered(biggest, biggest))).toBe('same ok');
    expect(word(lowered(biggest - 0x1000n, biggest))).toBe('narrowed ok');
    expect(word(lowered(biggest - 1n, biggest))).toBe('mismatch error');
  });

  test('swapped', () => {
    const said = ask(rule, 0x1_bfff_ffffn, 0xffff_ffbf_0100_0000n, { swapped: 0x1_bfff_ffffn });
    expect(word(said)).toBe('swapped error');
  });
});

describe('at most, as QEMU shortens it to the DMA limit', () => {
  const start = 0x1_0000_0000n;
  const firmware = 0x1ff_ffff_ffff_ffffn;
  const base = 0x1_bfff_ffffn;
  const rule: Rule = {
    kind: 'atMost',
    limit: { start: 'cap.start', pages: 'cap.pages', pageBits: 12, text: 'the DMA limit' },
  };
  const guest = (user: bigint, pages: bigint | null = 65535n, swapped?: bigint): Judgement =>
    ask(rule, firmware, user, {
      base,
      through: judgement('narrowed', 'the memory ends'),
      find: (name) =>
        name === 'cap.start' ? found(start) : name === 'cap.pages' && pages !== null ? found(pages) : notGiven,
      ...(swapped === undefined ? {} : { swapped }),
    });
  const exact = start + (65535n << 12n) - 1n;

  test.each([
    ['what userspace has', base, 'narrowed ok'],
    ['the limit exactly', exact, 'narrowed ok'],
    ['a page less than the limit', exact - 0x1000n, 'mismatch error'],
    ['a page more than the limit', exact + 0x1000n, 'mismatch error'],
    ['one address less', exact - 1n, 'mismatch error'],
    ['one address more', exact + 1n, 'mismatch error'],
    ['half of what userspace has, to a page', 0x1_5fff_ffffn, 'mismatch error'],
    ['a page beyond userspace', base + 0x1000n, 'widened error'],
    ['one address beyond userspace', base + 1n, 'widened error'],
    ['firmware, beyond userspace', firmware, 'widened error'],
    ['beyond firmware', firmware + 1n, 'widened error'],
    ['empty: sdma - 1', start - 1n, 'mismatch error'],
    ['zero', 0n, 'mismatch error'],
  ])('%s', (_name, user, verdict) => {
    expect(word(guest(user))).toBe(verdict);
  });

  test('an end of the same value through VFIO that firmware has too is the same', () => {
    expect(word(ask(rule, base, base, { base, through: judgement('same', '') }))).toBe('same ok');
  });

  test('no limit is known: the block that would tell was not given', () => {
    expect(word(guest(exact, null))).toBe('unchecked note');
    expect(word(guest(base, null))).toBe('narrowed ok');
    expect(word(guest(firmware, null))).toBe('widened error');
  });

  test('a limit of nothing shortens nothing, and an aperture shortened to nothing is empty', () => {
    expect(word(guest(start - 1n, 0n))).toBe('mismatch error');
    expect(guest(exact, 0n)).toMatchObject({ verdict: 'mismatch', why: expect.stringMatching(/limit of 0 shortens/) });
    expect(word(guest(base, 0n))).toBe('narrowed ok');
  });

  test('an IOMMU info without a limit: nothing shortens the end', () => {
    const find = (name: string): Sought<bigint> => (name === 'cap.start' ? found(start) : { kind: 'none' });
    expect(ask(rule, firmware, exact, { base, find }).why).toBe(
      '0x10fffefff, expected 0x1bfffffff: no DMA limit in the IOMMU info shortens nothing',
    );
    expect(word(ask(rule, firmware, exact, { base, find }))).toBe('mismatch error');
  });

  test('a limit that reaches further explains nothing', () => {
    expect(word(guest(0x1_5fff_ffffn, 0xffff_ffffn))).toBe('mismatch error');
  });

  test('swapped', () => {
    expect(word(guest(0xffff_ffbf_0100_0000n, 65535n, base))).toBe('swapped error');
  });
});

describe('at most, when nothing may shorten it', () => {
  const rule: Rule = { kind: 'atMost' };
  const through = judgement('narrowed', 'the memory ends');

  test.each([
    ['what userspace has', 0x1_bfff_ffffn, 'narrowed ok'],
    ['a page less', 0x1_bfff_efffn, 'mismatch error'],
    ['a page more', 0x1_c000_0fffn, 'widened error'],
  ])('%s', (_name, user, verdict) => {
    expect(word(ask(rule, 0x1ff_ffff_ffff_ffffn, user, { base: 0x1_bfff_ffffn, through }))).toBe(verdict);
  });
});

describe('made up', () => {
  const asked: Asked = { class: 'virtualized' };

  test.each([
    ['another fid', { equal: 'warning' }, 0xabn, 0x99n, 'virtualized ok'],
    ["the host's fid", { equal: 'warning' }, 0xabn, 0xabn, 'leak warning'],
    ["the host's handle", { equal: 'error' }, 0x8001_002an, 0x8001_002an, 'leak error'],
    ['both have none', { equal: 'warning' }, 0n, 0n, 'virtualized ok'],
    ['nobody minds', {}, 0xabn, 0xabn, 'virtualized ok'],
    ['the first simulated group', { within: [0xf0, 0xff] }, 5n, 0xf0n, 'virtualized ok'],
    ['the last simulated group', { within: [0xf0, 0xff] }, 5n, 0xffn, 'virtualized ok'],
    ['no simulated group', { within: [0xf0, 0xff] }, 5n, 0xefn, 'mismatch error'],
    ['a group of the host', { within: [0xf0, 0xff], equal: 'error' }, 5n, 5n, 'leak error'],
    ['a handle for vfio', { bits: { mask: 0xff0000, value: 0x010000 } }, 1n, 0x8001_0000n, 'virtualized ok'],
    ['a handle for emulation', { bits: { mask: 0xff0000, value: 0x010000 } }, 1n, 0x8002_0000n, 'mismatch error'],
    ['a bit that is too large', { within: [0, 1] }, 0n, 2n, 'mismatch error'],
  ] satisfies [string, Omit<Extract<Rule, { kind: 'madeUp' }>, 'kind'>, bigint, bigint, string][])(
    '%s',
    (_name, rule, firmware, user, verdict) => {
      expect(word(ask({ kind: 'madeUp', ...rule }, firmware, user, asked))).toBe(verdict);
    },
  );

  test('a warning says that the bytes cannot tell why', () => {
    expect(ask({ kind: 'madeUp', equal: 'warning' }, 1n, 1n, asked).why).toMatch(/cannot tell/);
    expect(ask({ kind: 'madeUp', equal: 'error' }, 1n, 1n, asked).why).not.toMatch(/cannot tell/);
  });
});

describe('untouched', () => {
  test.each([
    ['a cleared buffer', 5n, 0n, 'hidden ok'],
    ['a cleared buffer of bytes', 'd5c5', '0000', 'hidden ok'],
    ['nothing on either side', 0n, 0n, 'hidden ok'],
    ["firmware's value", 5n, 5n, 'leak error'],
    ["firmware's bytes", 'd5c5', 'd5c5', 'leak error'],
    ['a buffer filled with 0xa5 before the call', 5n, 0xa5n, 'unexpected warning'],
    ['a buffer filled before the call, where firmware has nothing', 0n, 0xa5a5n, 'unexpected warning'],
  ])('%s', (_name, firmware, user, verdict) => {
    expect(word(ask({ kind: 'untouched' }, firmware, user, { class: 'hidden' }))).toBe(verdict);
  });
});

describe('from config space', () => {
  const bar: Rule = { kind: 'configSpace', bits: 0xf };
  const either: Rule = { kind: 'configSpace', bits: 0xf, order: 'either' };
  const big: Rule = { kind: 'configSpace', bits: 0xf, order: 'swapped' };

  test.each([
    ['equal', bar, 0x0cn, 0x0cn, 0x0c000000n, true, 'same ok'],
    ['empty', bar, 0n, 0n, 0n, true, 'same ok'],
    ['an address of the guest, with the same flags', bar, 0x0cn, 0x4000_000cn, 0x0c00_0040n, true, 'same ok'],
    ['32-bit memory, with an address', bar, 0n, 0x1000_0000n, 0x10n, true, 'same ok'],
    ['big-endian, and the version is not known', bar, 0x0cn, 0x0c00_0000n, 0x0cn, false, 'swapped warning'],
    ['big-endian, from a version that mended it', bar, 0x0cn, 0x0c00_0000n, 0x0cn, true, 'swapped error'],
    ['big-endian, from a version known for it', big, 0x0cn, 0x0c00_0000n, 0x0cn, true, 'swapped warning'],
    ['big-endian, from a version of either kind', either, 0x0cn, 0x0c00_0000n, 0x0cn, true, 'swapped warning'],
    ['little-endian, from a version of either kind', either, 0x0cn, 0x0cn, 0x0c00_0000n, true, 'same ok'],
    ['big-endian with an address', big, 0x0cn, 0x0c00_0040n, 0x4000_000cn, true, 'swapped warning'],
    ['not prefetchable any more', bar, 0x0cn, 0x04n, 0x0400_0000n, true, 'mismatch error'],
    ['gone', bar, 0x0cn, 0n, 0n, true, 'mismatch error'],
    ['an id', { kind: 'configSpace' }, 0x1af4n, 0x1af4n, 0xf41an, false, 'same ok'],
    ['another id', { kind: 'configSpace' }, 0x1af4n, 0x1af5n, 0xf51an, false, 'mismatch error'],
    ['an id with its bytes swapped', { kind: 'configSpace' }, 0x1af4n, 0xf41an, 0x1af4n, false, 'swapped error'],
  ] satisfies [string, Rule, bigint, bigint, bigint, boolean, string][])(
    '%s',
    (_name, rule, firmware, user, swapped, versionKnown, verdict) => {
      expect(word(ask(rule, firmware, user, { class: 'virtualized', swapped, versionKnown }))).toBe(verdict);
    },
  );

  test('names both readings', () => {
    const said = ask(big, 0x0cn, 0x0c00_0000n, { swapped: 0x0cn });
    expect(said.why).toContain('0x0c000000');
    expect(said.why).toContain('0x0000000c');
  });
});

describe('logarithm of the region, and BARs that vfio-pci drops', () => {
  const dropped: Question['dropped'] = { field: 'fn.bar[]', mask: 1, why: 'an I/O BAR' };

  test.each([
    ['as firmware counts it', 12n, 12n, false, 'same ok'],
    ['no BAR', 0n, 0n, false, 'same ok'],
    ['smaller', 12n, 11n, false, 'mismatch error'],
    ['lost', 12n, 0n, false, 'mismatch error'],
    ['an I/O BAR that is not there', 5n, 0n, true, 'hidden ok'],
    ['an I/O BAR that is there', 5n, 5n, true, 'unexpected warning'],
  ])('%s', (_name, firmware, user, isDropped, verdict) => {
    const asked: Asked = { class: 'virtualized', ...(isDropped ? { dropped } : {}) };
    expect(word(ask({ kind: 'regionLog2' }, firmware, user, asked))).toBe(verdict);
  });
});

describe('the other byte order of a declared storage unit', () => {
  /** The fact at this path, with some bytes of an empty answer set. */
  function read(type: string, path: string, at: number, bytes: readonly number[]): Fact | undefined {
    const block = new Uint8Array(type === 'clp_rsp_query_pci' ? 384 : 64);
    block.set([0, block.length === 64 ? 64 : 0x80, 0, 0x10]);
    if (block.length === 384) block[0] = 1;
    block.set(bytes, at);
    return makeFacts(catalog, [decodeBlock(block, { type })]).find(`${type}.${path}`);
  }
  const grp = 'clp_rsp_query_pci_grp';
  const fn = 'clp_rsp_query_pci';

  test.each([
    ['12 bits of a u16', grp, 'noi', 16, [0x40, 0x00], 0x000n, 0x040n],
    ['12 bits of a u16, all in use', grp, 'noi', 16, [0xbc, 0x0a], 0xc0an, 0xabcn],
    ['13 bits of a u16', grp, 'maxstbl', 20, [0x80, 0x00], 0n, 0x80n],
    ['a whole u16', grp, 'mui', 22, [0xd0, 0x07], 0xd007n, 0x07d0n],
    ['a u64', grp, 'msia', 40, [0, 0, 0, 0, 0, 0, 0, 0xfe], 0xfen, 0xfe00_0000_0000_0000n],
    ['a u64 of ones', grp, 'dasm', 32, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], biggest, biggest],
    ['a u32', fn, 'uid', 124, [0x34, 0x12, 0, 0], 0x34120000n, 0x1234n],
    ['a little-endian word', fn, 'bar[0]', 32, [0, 0, 0, 0x0c], 0x0c000000n, 0x0cn],
  ])('%s', (_name, type, path, at, bytes, value, swapped) => {
    const found = read(type, path, at, bytes);
    expect(found?.value).toBe(value);
    expect(found?.swapped).toBe(swapped);
  });

  test.each([
    ['a u8', grp, 'version', 18],
    ['a bit', grp, 'refresh', 19],
    ['a byte that shares a u16 with flags', fn, 'pfgid', 19],
    ['a string of bytes', fn, 'pfip', 56],
  ])('%s has none', (_name, type, path, at) => {
    expect(read(type, path, at, [0x05])?.swapped).toBe(null);
  });
});

describe('where sources are unsure a finding is a note', () => {
  const named = threeViews.find((one) => one.name === 'net-group5');
  if (named === undefined) throw new Error('no case net-group5');
  const grp = named.blocks.find((block) => block.listed.role === 'guest-query-grp')?.bytes ?? new Uint8Array();

  const rowWith = (at: number, byte: number, attribute: string): DiffRow | undefined => {
    const bytes = Uint8Array.from(grp);
    bytes[at] = byte;
    const { rows } = compare(named, { 'guest-query-grp': bytes });
    return rows.find((row) => row.struct === 'clp_rsp_query_pci_grp' && row.attribute === attribute);
  };

  test.each([
    ['dtsm that QEMU never says', 24, 0x60, 'dtsm'],
    ['dtsm that is lost', 24, 0x00, 'dtsm'],
    ['frame of the host', 19, 0x23, 'frame'],
  ])('%s', (_name, at, byte, attribute) => {
    const row = rowWith(at, byte, attribute);
    expect([row?.verdicts['guest'], row?.severity]).toEqual(['note', 'note']);
    expect(row?.why).toMatch(/would be (mismatch|leak).*Unsure: /);
  });

  test('what is as it should be keeps its verdict', () => {
    expect(rowWith(24, 0x40, 'dtsm')?.verdicts['guest']).toBe('virtualized');
    expect(rowWith(19, 0x21, 'frame')?.verdicts['guest']).toBe('hidden');
  });
});
