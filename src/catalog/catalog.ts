/**
 * Lookups over all layouts, code tables and interfaces: by tag, by CLP command, by capability id.
 */
import type { ExposureRow, Interface, View } from '../model/interface.js';
import type { Codes, Endian, Layout } from '../model/layout.js';
import { own } from '../model/own.js';
import type { KnownRoles } from '../model/roles.js';
import { type Exposures, makeExposures } from './exposure.js';
import { type Lookups, makeLookups } from './lookups.js';
import { makePlan, type Plan, type Shape } from './plan.js';
import * as registry from './registry.js';

export { hasRole, type LayoutOf } from './has-role.js';

export interface Catalog extends Lookups {
  /** All layouts in the order of their files. */
  layouts(): readonly Layout[];
  codes(): readonly Codes[];
  interfaces(): readonly Interface[];
  /**
   * A layout by C tag, and by interface where several share the tag (`tag@interface` is the same as both);
   * undefined when there is none.
   */
  layout(tag: string, interfaceName?: string): Layout | undefined;
  /** The layout of a member or link of `owner`: of the same interface if there is one. */
  nested(owner: Layout, tag: string): Layout;
  /** Shared plan of one shape. */
  plan(layout: Layout, shape: Shape): Plan;
  /** Shared plan of the newest shape, without elements of a flexible member. */
  newestPlan(layout: Layout, endian: Endian): Plan;
  /** How the interfaces shown beside decoded fields treat a field; the path has `[]` for indices. */
  exposures(struct: string, generic: string): Exposures;
  /** Facts by the part they play in cross-checks. */
  roles(): KnownRoles;
  /** The row of one field under one interface. */
  row(interfaceName: string, struct: string, generic: string): ExposureRow | undefined;
}

export interface Tables {
  readonly layouts: readonly Layout[];
  readonly codes: readonly Codes[];
  readonly interfaces: readonly Interface[];
  readonly roles?: readonly KnownRoles[];
}

/** The way that a fact takes, and the order of columns; interfaces shown beside fields come first. */
const views: readonly View[] = ['firmware', 'vfio', 'sysfs', 'guest'];

/** The name of a layout as `--type` takes it. */
export function typeName(layout: Pick<Layout, 'tag' | 'interface'>): string {
  return layout.interface === undefined ? layout.tag : `${layout.tag}@${layout.interface}`;
}

/** Plans of flexible structs with more elements than this are not kept. */
const keptElements = 512;

/** Plans kept of one layout: hostile blocks have more shapes than memory has room for. */
const keptPlans = 256;

/** A catalog over the given tables. */
export function makeCatalog(tables: Tables): Catalog {
  const byTag = new Map<string, Layout>();
  for (const layout of tables.layouts) {
    byTag.set(layout.interface === undefined ? layout.tag : `${layout.tag}@${layout.interface}`, layout);
  }
  const plans = new Map<Layout, Map<string | number, Plan>>();
  const newest = { big: new Map<Layout, Plan>(), little: new Map<Layout, Plan>() };
  const nested = (owner: Layout, tag: string): Layout => {
    const layout = byTag.get(`${tag}@${owner.interface}`) ?? byTag.get(tag);
    if (layout === undefined) throw new Error(`${owner.tag} holds a ${tag}, which no layout describes`);
    return layout;
  };
  const plan = (layout: Layout, shape: Shape): Plan => {
    const key = shapeKey(shape);
    const known = plans.get(layout)?.get(key);
    if (known !== undefined) return known;
    const made = makePlan(layout, shape, (tag) => nested(layout, tag));
    if (Object.values(shape.counts).every((count) => count <= keptElements)) {
      const kept = plans.get(layout) ?? new Map<string | number, Plan>();
      if (kept.size === keptPlans) kept.clear();
      plans.set(layout, kept.set(key, made));
    }
    return made;
  };
  let last: Plan | undefined;
  const newestPlan = (layout: Layout, endian: Endian): Plan => {
    // The same is asked for several times in a row, and again for the next block.
    if (last?.layout === layout && last.endian === endian) return last;
    const known = newest[endian].get(layout);
    last = known ?? plan(layout, fixedShape(layout.size, endian, null));
    if (known === undefined) newest[endian].set(layout, last);
    return last;
  };
  const place = (item: Interface): number => (item.besideFields ? 0 : views.length) + views.indexOf(item.view);
  const interfaces = [...tables.interfaces].sort((a, b) => place(a) - place(b));
  const exposures = makeExposures(interfaces);
  const lookups = makeLookups(tables);
  return {
    layouts: () => tables.layouts,
    codes: () => tables.codes,
    interfaces: () => interfaces,
    layout: (tag, name) => byTag.get(name === undefined ? tag : `${tag}@${name}`),
    nested,
    ...lookups,
    plan,
    newestPlan,
    roles: () => tables.roles?.[0] ?? { paths: {}, numbers: {} },
    exposures: exposures.of,
    row: exposures.row,
  };
}

/** A number for the shapes of which there are many, a text for those with flexible members. */
function shapeKey(shape: Shape): string | number {
  if (shape.counts === none && shape.flags === none) {
    const version = shape.version === null ? 0 : shape.version + 1;
    return (shape.size * 2 + (shape.endian === 'big' ? 0 : 1)) * 0x10001 + version;
  }
  const parts: unknown[] = [shape.endian, shape.version, shape.size];
  for (const [name, count] of Object.entries(shape.counts)) parts.push(name, count, own(shape.strides, name) ?? '');
  for (const [name, flags] of Object.entries(shape.flags)) parts.push(name, flags);
  return parts.join(' ');
}

let builtIn: Catalog | undefined;

/** The catalog of everything that ships with the tool. */
export function builtInCatalog(): Catalog {
  builtIn ??= makeCatalog(registry);
  return builtIn;
}

const none: Readonly<Record<string, number>> = {};

/** Plans never depend on more than this of a struct without flexible members. */
export function fixedShape(size: number, endian: Endian, version: number | null): Shape {
  return { endian, version, size, counts: none, strides: none, flags: none };
}
