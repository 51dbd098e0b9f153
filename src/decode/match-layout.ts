/**
 * Does a layout fit these bytes? The tests are data of the layout; here they are evaluated.
 */
import { hexNumber } from '../bytes/hex.js';
import { type Catalog, fixedShape, type LayoutOf } from '../catalog/catalog.js';
import type { Leaf, Plan } from '../catalog/plan.js';
import type { DetectTest, Endian, Layout } from '../model/layout.js';
import { readerOf } from './leaf-reader.js';
import { peek } from './read-struct.js';

export interface Fit {
  readonly fits: boolean;
  /** Why it does not fit, or what speaks for it. A function, for hardly any of these texts is ever read. */
  readonly reason: () => string;
}

/** Reads members of one struct at the start of a block, byte strings as one big number. */
export class Probe {
  readonly #catalog: Catalog;
  readonly #layout: Layout;
  readonly #endian: Endian;
  readonly #plan: Plan;
  readonly #view: DataView;

  constructor(catalog: Catalog, layout: Layout, view: DataView, endian: Endian) {
    this.#catalog = catalog;
    this.#layout = layout;
    this.#endian = layout.byteOrder === 'host' ? endian : layout.byteOrder;
    this.#plan = catalog.plan(layout, fixedShape(layout.size, this.#endian, null));
    this.#view = view;
  }

  /** Undefined when the block ends before the member. */
  read(path: string): bigint | undefined {
    const index = this.#plan.index.get(path);
    const leaf = index === undefined ? undefined : this.#plan.leaves[index];
    if (leaf === undefined || leaf.byteOffset + leaf.byteLength > this.#view.byteLength) return undefined;
    return this.#value(leaf);
  }

  /** Member of the link that the chain of the layout leads to; undefined when the block holds no such link. */
  readLink(offset: string, member: string): bigint | undefined {
    const { role } = this.#layout;
    if (role.kind !== 'info' || role.chain === undefined) return undefined;
    const { flag, header } = role.chain;
    const isSet = flag === undefined || ((this.read(flag.field) ?? 0n) & BigInt(flag.mask)) !== 0n;
    const at = this.read(offset) ?? 0n;
    if (!isSet || at === 0n || at >= BigInt(this.#view.byteLength)) return undefined;
    const link = this.#catalog.nested(this.#layout, header);
    const plan = this.#catalog.plan(link, fixedShape(link.size, this.#endian, null));
    const value = peek(plan, member, this.#view, Number(at));
    return value === undefined ? undefined : BigInt(value);
  }

  /** The first reserved run or padding that is not zero, apart from values of known use. */
  firstDirty(): Leaf | undefined {
    return this.#plan.leaves.find((leaf) => {
      if (leaf.absent || leaf.kind === 'value' || leaf.byteOffset + leaf.byteLength > this.#view.byteLength)
        return false;
      const value = this.#value(leaf);
      const use = leaf.field !== null && leaf.field.type !== 'bytes' ? leaf.field.knownUse : undefined;
      return value !== 0n && value !== (use === undefined ? undefined : BigInt(use.value));
    });
  }

  #value(leaf: Leaf): bigint {
    const read = readerOf(leaf);
    if (read !== null) return BigInt(read(this.#view, leaf.byteOffset));
    let value = 0n;
    for (let i = 0; i < leaf.byteLength; i++) value = value * 256n + BigInt(this.#view.getUint8(leaf.byteOffset + i));
    return value;
  }
}

/** The first test of the layout that the bytes fail; undefined when they pass all. */
export function failedTest(layout: Layout, probe: Probe): (() => string) | undefined {
  for (const test of layout.detect ?? []) {
    if ('leadsTo' in test) {
      const failed = failedLink(test, probe);
      if (failed !== undefined) return failed;
      continue;
    }
    const value = probe.read(test.field);
    if (value !== undefined && !passes(test, value, probe))
      return () => `${test.field} is ${hexNumber(value)}: ${test.why}`;
  }
  return undefined;
}

function failedLink(test: Extract<DetectTest, { leadsTo: string }>, probe: Probe): (() => string) | undefined {
  const value = probe.readLink(test.field, test.leadsTo);
  if (value === undefined) return test.required ? () => `${test.field} leads to no link: ${test.why}` : undefined;
  if (isWithin(test, value)) return undefined;
  return () => `${test.leadsTo} of the first link is ${hexNumber(value)}: ${test.why}`;
}

function passes(test: DetectTest, value: bigint, probe: Probe): boolean {
  if ('onlyBits' in test) return (value & ~BigInt(test.onlyBits)) === 0n;
  if ('anyBits' in test) return (value & BigInt(test.anyBits)) !== 0n;
  if ('noBits' in test) return (value & BigInt(test.noBits)) === 0n;
  if ('equals' in test) return value === BigInt(test.equals);
  if ('of' in test) return value === (probe.read(test.of) ?? 0n) << BigInt(test.by);
  if ('base' in test) return value === BigInt(test.base) + BigInt(test.times) * (probe.read(test.count) ?? 0n);
  if ('zeroUnless' in test) return value === 0n || ((probe.read(test.zeroUnless) ?? 0n) & BigInt(test.mask)) !== 0n;
  if ('not' in test) return value !== BigInt(test.not);
  return isWithin(test, value);
}

function isWithin(range: { readonly min?: number; readonly max?: number }, value: bigint): boolean {
  const { min, max } = range;
  return (min === undefined || value >= BigInt(min)) && (max === undefined || value <= BigInt(max));
}

/** Can a block be this info buffer in this byte order? */
export function fitInfo(catalog: Catalog, layout: LayoutOf<'info'>, view: DataView, endian: Endian): Fit {
  const why = layout.undetectable;
  if (why !== undefined) return no(() => why);
  const { exactSize } = layout.role;
  const sizes = exactSize === undefined ? [] : [exactSize].flat();
  if (sizes.length > 0 && !sizes.includes(view.byteLength))
    return no(() => `${view.byteLength} bytes, it has exactly ${sizes.join(' or ')}`);
  if (view.byteLength < layout.role.minSize)
    return no(() => `${view.byteLength} bytes, at least ${layout.role.minSize} are needed`);
  const failed = failedTest(layout, new Probe(catalog, layout, view, endian));
  return failed === undefined ? yes(() => `${(layout.detect ?? []).map((test) => test.why).join(', ')}`) : no(failed);
}

export function no(reason: () => string): Fit {
  return { fits: false, reason };
}

export function yes(reason: () => string): Fit {
  return { fits: true, reason };
}
