/**
 * Does a layout fit these bytes? The tests are data of the layout; here they are evaluated.
 */
import { hexNumber } from '../bytes/hex.js';
import { readInteger } from '../bytes/integers.js';
import { type Catalog, fixedShape, type LayoutOf } from '../catalog/catalog.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import type { DetectTest, Endian, Layout } from '../model/layout.js';
import { hasNoBits, leafAt, peek } from './read-struct.js';

export interface Match {
  readonly fits: boolean;
  /** Why it does not fit, or what speaks for it. A function, for hardly any of these texts is ever read. */
  readonly reason: () => string;
}

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
function numberOf(bytes: Uint8Array, leaf: Leaf): number | bigint {
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

/** The first reserved run or padding that is not zero, apart from values of known use. */
export function firstDirty({ plan, bytes }: Probe): Leaf | undefined {
  return plan.leaves.find((leaf) => {
    if (leaf.absent || leaf.kind === 'value' || leaf.byteOffset + leaf.byteLength > bytes.length) return false;
    if (hasNoBits(bytes, 0, leaf)) return false;
    const use = leaf.field !== null && leaf.field.type !== 'bytes' ? leaf.field.knownUse : undefined;
    return use === undefined || BigInt(numberOf(bytes, leaf)) !== BigInt(use.value);
  });
}

/** The first test of the layout that the bytes fail; undefined when they pass all. */
export function failedTest(probe: Probe): (() => string) | undefined {
  for (const test of probe.plan.layout.detect ?? []) {
    const failed = failure(test, probe);
    if (failed !== undefined) return failed;
  }
  return undefined;
}

function failure(test: DetectTest, probe: Probe): (() => string) | undefined {
  if ('leadsTo' in test) return failedLink(test, probe);
  const value = read(probe, test.field);
  if (value === undefined || passes(test, value, probe)) return undefined;
  return () => `${test.field} is ${hexNumber(value)}: ${test.why}`;
}

function failedLink(test: Extract<DetectTest, { leadsTo: string }>, probe: Probe): (() => string) | undefined {
  const value = readLink(probe, test.field, test.leadsTo);
  if (value === undefined) return test.required ? () => `${test.field} leads to no link: ${test.why}` : undefined;
  if (isWithin(test, value)) return undefined;
  return () => `${test.leadsTo} of the first link is ${hexNumber(value)}: ${test.why}`;
}

function passes(test: DetectTest, value: number | bigint, probe: Probe): boolean {
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

/** Bytes at the start of a block by which most candidates fall. */
export const startSize = 4;

/** False when the length of a block and its first `startSize` bytes rule this info buffer out; looks at nothing else. */
export function couldBeInfo(catalog: Catalog, layout: LayoutOf<'info'>, bytes: Uint8Array, endian: Endian): boolean {
  if (missedSize(layout, bytes.length) !== undefined) return false;
  const probe = probeOf(catalog, layout, bytes, endian);
  return (layout.detect ?? []).every((test) => !looksAtStart(test, probe.plan) || failure(test, probe) === undefined);
}

/** True when the test reads one member, and that one lies in the first bytes. */
function looksAtStart(test: DetectTest, plan: Plan): boolean {
  if ('leadsTo' in test || 'of' in test || 'base' in test || 'zeroUnless' in test) return false;
  const leaf = leafAt(plan, test.field);
  return leaf !== undefined && leaf.byteOffset + leaf.byteLength <= startSize;
}

/** Can a block be this info buffer in this byte order? */
export function matchInfo(catalog: Catalog, layout: LayoutOf<'info'>, bytes: Uint8Array, endian: Endian): Match {
  const failed = missedSize(layout, bytes.length) ?? failedTest(probeOf(catalog, layout, bytes, endian));
  return failed === undefined ? yes(() => (layout.detect ?? []).map((test) => test.why).join(', ')) : no(failed);
}

/** Why no block of this length is recognised as this info buffer. */
function missedSize(layout: LayoutOf<'info'>, length: number): (() => string) | undefined {
  const { undetectable: why, role } = layout;
  if (why !== undefined) return () => why;
  const sizes = role.exactSize === undefined ? [] : [role.exactSize].flat();
  if (sizes.length > 0 && !sizes.includes(length)) return () => `${length} bytes, it has exactly ${sizes.join(' or ')}`;
  return length < role.minSize ? () => `${length} bytes, at least ${role.minSize} are needed` : undefined;
}

export function no(reason: () => string): Match {
  return { fits: false, reason };
}

export function yes(reason: () => string): Match {
  return { fits: true, reason };
}
