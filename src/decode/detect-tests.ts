/**
 * The tests of a layout, which are data, made on the bytes of a block.
 */
import { hexNumber } from '../bytes/hex.js';
import { readInWay } from '../bytes/integers.js';
import type { OwnBytes } from '../bytes/own-bytes.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import type { DetectTest, Endian, KindTest, Layout, MemberTest } from '../model/layout.js';
import { leafAt, peek } from './read-struct.js';

/** Why a block is not something. A function, for hardly any of these texts is ever read. */
export type Reason = () => string;

/** What the tests of a layout in one byte order need whatever the block; made once. */
export interface Matcher {
  readonly catalog: Catalog;
  readonly plan: Plan;
  readonly tests: readonly PlannedTest[];
}

export type PlannedTest = PlannedMember | PlannedKinds;

interface PlannedMember {
  readonly test: MemberTest;
  /** The member that it looks at; undefined when the struct has none. */
  readonly leaf: Leaf | undefined;
  readonly passes: (value: number | bigint, plan: Plan, own: OwnBytes) => boolean;
}

interface PlannedKinds {
  readonly test: KindTest;
  readonly kinds: readonly { readonly name: string; readonly tests: readonly PlannedMember[] }[];
}

const known = new WeakMap<Plan, Matcher>();

export function matcherOf(catalog: Catalog, layout: Layout, endian: Endian): Matcher {
  const plan = catalog.newestPlan(layout, layout.byteOrder === 'host' ? endian : layout.byteOrder);
  let matcher = known.get(plan);
  if (matcher === undefined) {
    matcher = { catalog, plan, tests: (layout.detect ?? []).map((test) => planTest(plan, test)) };
    known.set(plan, matcher);
  }
  return matcher;
}

function planTest(plan: Plan, test: DetectTest): PlannedTest {
  const planMember = (one: MemberTest): PlannedMember => ({
    test: one,
    leaf: leafAt(plan, one.field),
    passes: passesOf(one),
  });
  if (!('oneOf' in test)) return planMember(test);
  return { test, kinds: test.oneOf.map(({ name, tests }) => ({ name, tests: tests.map(planMember) })) };
}

/** A member; undefined when the block ends before it. */
export function read(own: OwnBytes, leaf: Leaf | undefined): number | bigint | undefined {
  return leaf === undefined || leaf.byteOffset + leaf.byteLength > own.length ? undefined : numberOf(own, leaf);
}

/** Byte strings are one big number. */
export function numberOf(own: OwnBytes, leaf: Leaf): number | bigint {
  const integer = readInWay(own.view, own.start + leaf.byteOffset, leaf.way, leaf);
  if (integer !== undefined) return integer;
  let value = 0n;
  for (let i = 0; i < leaf.byteLength; i++) value = value * 256n + BigInt(own.bytes[leaf.byteOffset + i] ?? 0);
  return value;
}

/** Member of the link that the chain of the layout leads to; undefined when the block holds no such link. */
function readLink({ catalog, plan }: Matcher, own: OwnBytes, offset: string, member: string): number | undefined {
  const { role } = plan.layout;
  if (role.kind !== 'info' || role.chain === undefined) return undefined;
  const { flag, header } = role.chain;
  const isSet = flag === undefined || hasBits(read(own, leafAt(plan, flag.field)) ?? 0, flag.mask);
  const at = read(own, leafAt(plan, offset)) ?? 0;
  if (!isSet || at <= 0 || at >= own.length) return undefined;
  const link = catalog.nested(plan.layout, header);
  return peek(catalog.newestPlan(link, plan.endian), member, own, Number(at));
}

/** The first test of the layout that the bytes fail; undefined when they pass all. */
export function failedTest(matcher: Matcher, own: OwnBytes): Reason | undefined {
  for (const one of matcher.tests) {
    const failed = 'kinds' in one ? failedKinds(matcher, own, one) : failedMember(matcher, own, one);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

/** Of the kinds that the block is not, the one that it is nearest to speaks. */
function failedKinds(matcher: Matcher, own: OwnBytes, { test, kinds }: PlannedKinds): Reason | undefined {
  let furthest = -1;
  let nearest: Reason = () => test.why;
  for (const { name, tests } of kinds) {
    const at = tests.findIndex((one) => failedMember(matcher, own, one) !== undefined);
    const one = tests[at];
    if (one === undefined) return undefined;
    if (at <= furthest) continue;
    furthest = at;
    nearest = () => `${test.why}; nearest is ${name}, but ${failedMember(matcher, own, one)?.() ?? one.test.why}`;
  }
  return nearest;
}

/** What speaks for a block that passes all tests of its layout; a link that is not there says nothing. */
export function passedTests(matcher: Matcher, own: OwnBytes): string {
  return matcher.tests.flatMap((one) => spokenFor(matcher, own, one)).join(', ');
}

function spokenFor(matcher: Matcher, own: OwnBytes, one: PlannedTest): string[] {
  if ('kinds' in one) {
    const fits = one.kinds.find(({ tests }) => tests.every((test) => failedMember(matcher, own, test) === undefined));
    return [fits?.name ?? one.test.why];
  }
  const { test } = one;
  return 'leadsTo' in test && readLink(matcher, own, test.field, test.leadsTo) === undefined ? [] : [test.why];
}

/** Why the bytes fail the test of a member; undefined when they pass it, or end before the member. */
export function failedMember(matcher: Matcher, own: OwnBytes, one: PlannedMember): Reason | undefined {
  const { test, leaf, passes } = one;
  if ('leadsTo' in test) return failedLink(test, readLink(matcher, own, test.field, test.leadsTo));
  const value = read(own, leaf);
  if (value === undefined || passes(value, matcher.plan, own)) return undefined;
  return () => `${test.field} is ${hexNumber(value)}: ${test.why}`;
}

function failedLink(test: Extract<MemberTest, { leadsTo: string }>, value: number | undefined): Reason | undefined {
  if (value === undefined) return test.required ? () => `${test.field} leads to no link: ${test.why}` : undefined;
  if (isWithin(test, value)) return undefined;
  return () => `${test.leadsTo} of the first link is ${hexNumber(value)}: ${test.why}`;
}

function passesOf(test: MemberTest): PlannedMember['passes'] {
  if ('of' in test) return (value, plan, own) => BigInt(value) === BigInt(other(plan, own, test.of)) << BigInt(test.by);
  if ('base' in test)
    return (value, plan, own) =>
      BigInt(value) === BigInt(test.base) + BigInt(test.times) * BigInt(other(plan, own, test.count));
  if ('zeroUnless' in test)
    return (value, plan, own) => isEqual(value, 0) || hasBits(other(plan, own, test.zeroUnless), test.mask);
  // What a link holds is another test's affair.
  return passesAlone(test) ?? (() => true);
}

/** The same for a test that looks at no other member; undefined for one that does. */
export function passesAlone(test: MemberTest): ((value: number | bigint) => boolean) | undefined {
  if ('leadsTo' in test || 'of' in test || 'base' in test || 'zeroUnless' in test) return undefined;
  if ('onlyBits' in test) return (value) => !hasOtherBits(value, test.onlyBits);
  if ('anyBits' in test) return (value) => hasBits(value, test.anyBits);
  if ('noBits' in test) return (value) => !hasBits(value, test.noBits);
  if ('equals' in test) return (value) => isEqual(value, test.equals);
  if ('not' in test) return (value) => !isEqual(value, test.not);
  return (value) => isWithin(test, value);
}

/** Another member that a test looks at; 0 where the block ends before it. */
function other(plan: Plan, own: OwnBytes, path: string): number | bigint {
  return read(own, leafAt(plan, path)) ?? 0;
}

function isEqual(value: number | bigint, other: number): boolean {
  return typeof value === 'number' ? value === other : value === BigInt(other);
}

function hasBits(value: number | bigint, mask: number): boolean {
  return typeof value === 'number' ? (value & mask) !== 0 : (value & BigInt(mask)) !== 0n;
}

function hasOtherBits(value: number | bigint, mask: number): boolean {
  return typeof value === 'number' ? (value & ~mask) !== 0 : (value & ~BigInt(mask)) !== 0n;
}

function isWithin({ min, max }: { readonly min?: number; readonly max?: number }, value: number | bigint): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}
