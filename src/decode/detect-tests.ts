/**
 * The tests of a layout, which are data, made on the bytes of a block.
 */
import { hexNumber } from '../bytes/hex.js';
import { readInteger } from '../bytes/integers.js';
import { type Catalog, fixedShape } from '../catalog/catalog.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import type { DetectTest, Endian, KindTest, Layout, MemberTest } from '../model/layout.js';
import { leafAt, peek } from './read-struct.js';

/** One struct at the start of a block, whether it is that or not. */
export interface Probe {
  readonly catalog: Catalog;
  readonly plan: Plan;
  readonly bytes: Uint8Array;
}

export function probeOf(catalog: Catalog, layout: Layout, bytes: Uint8Array, endian: Endian): Probe {
  const order = layout.byteOrder === 'host' ? endian : layout.byteOrder;
  return { catalog, plan: catalog.plan(layout, fixedShape(layout.size, order, null)), bytes };
}

/** A member by its path; undefined when the block ends before it. */
function read({ plan, bytes }: Probe, path: string): number | bigint | undefined {
  const leaf = leafAt(plan, path);
  return leaf === undefined || leaf.byteOffset + leaf.byteLength > bytes.length ? undefined : numberOf(bytes, leaf);
}

/** Byte strings are one big number. */
export function numberOf(bytes: Uint8Array, leaf: Leaf): number | bigint {
  if (leaf.isInteger) return readInteger(bytes, leaf.byteOffset, leaf);
  let value = 0n;
  for (let i = 0; i < leaf.byteLength; i++) value = value * 256n + BigInt(bytes[leaf.byteOffset + i] ?? 0);
  return value;
}

/** Member of the link that the chain of the layout leads to; undefined when the block holds no such link. */
function readLink(probe: Probe, offset: string, member: string): number | undefined {
  const { catalog, plan, bytes } = probe;
  const { role } = plan.layout;
  if (role.kind !== 'info' || role.chain === undefined) return undefined;
  const { flag, header } = role.chain;
  const isSet = flag === undefined || hasBits(read(probe, flag.field) ?? 0, flag.mask);
  const at = read(probe, offset) ?? 0;
  if (!isSet || at <= 0 || at >= bytes.length) return undefined;
  const link = catalog.nested(plan.layout, header);
  return peek(catalog.plan(link, fixedShape(link.size, plan.endian, null)), member, bytes, Number(at));
}

/** The first test of the layout that the bytes fail; undefined when they pass all. */
export function failedTest(probe: Probe): (() => string) | undefined {
  for (const test of probe.plan.layout.detect ?? []) {
    const failed = failure(test, probe);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

/** Why the bytes fail a test; undefined when they pass it. */
export function failure(test: DetectTest, probe: Probe): (() => string) | undefined {
  return 'oneOf' in test ? failedKinds(test, probe) : failedMember(test, probe);
}

/** Of the kinds that the block is not, the one that it is nearest to speaks. */
function failedKinds({ oneOf, why }: KindTest, probe: Probe): (() => string) | undefined {
  let furthest = -1;
  let nearest = (): string => why;
  for (const { name, tests } of oneOf) {
    const at = tests.findIndex((test) => failedMember(test, probe) !== undefined);
    const test = tests[at];
    if (test === undefined) return undefined;
    if (at <= furthest) continue;
    furthest = at;
    nearest = () => `${why}; nearest is ${name}, but ${failedMember(test, probe)?.() ?? test.why}`;
  }
  return nearest;
}

/** What speaks for a block that passes all tests of its layout; a link that is not there says nothing. */
export function passedTests(probe: Probe): string {
  return (probe.plan.layout.detect ?? [])
    .filter((test) => !('leadsTo' in test) || readLink(probe, test.field, test.leadsTo) !== undefined)
    .map((test) => ('oneOf' in test ? kindOf(test, probe) : test.why))
    .join(', ');
}

function kindOf({ oneOf, why }: KindTest, probe: Probe): string {
  const kind = oneOf.find(({ tests }) => tests.every((test) => failedMember(test, probe) === undefined));
  return kind?.name ?? why;
}

function failedMember(test: MemberTest, probe: Probe): (() => string) | undefined {
  if ('leadsTo' in test) return failedLink(test, probe);
  const value = read(probe, test.field);
  if (value === undefined || passes(test, value, probe)) return undefined;
  return () => `${test.field} is ${hexNumber(value)}: ${test.why}`;
}

function failedLink(test: Extract<MemberTest, { leadsTo: string }>, probe: Probe): (() => string) | undefined {
  const value = readLink(probe, test.field, test.leadsTo);
  if (value === undefined) return test.required ? () => `${test.field} leads to no link: ${test.why}` : undefined;
  if (isWithin(test, value)) return undefined;
  return () => `${test.leadsTo} of the first link is ${hexNumber(value)}: ${test.why}`;
}

function passes(test: MemberTest, value: number | bigint, probe: Probe): boolean {
  if ('onlyBits' in test) return (BigInt(value) & ~BigInt(test.onlyBits)) === 0n;
  if ('anyBits' in test) return hasBits(value, test.anyBits);
  if ('noBits' in test) return !hasBits(value, test.noBits);
  if ('equals' in test) return BigInt(value) === BigInt(test.equals);
  if ('of' in test) return BigInt(value) === BigInt(read(probe, test.of) ?? 0) << BigInt(test.by);
  if ('base' in test)
    return BigInt(value) === BigInt(test.base) + BigInt(test.times) * BigInt(read(probe, test.count) ?? 0);
  if ('zeroUnless' in test) return BigInt(value) === 0n || hasBits(read(probe, test.zeroUnless) ?? 0, test.mask);
  if ('not' in test) return BigInt(value) !== BigInt(test.not);
  return isWithin(test, value);
}

function hasBits(value: number | bigint, mask: number): boolean {
  return (BigInt(value) & BigInt(mask)) !== 0n;
}

function isWithin({ min, max }: { readonly min?: number; readonly max?: number }, value: number | bigint): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}
