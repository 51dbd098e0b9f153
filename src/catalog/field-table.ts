/**
 * The field table as plain data: layouts made flat, each field with its exposures.
 */

import type { ExposureRow, Interface } from '../model/interface.js';
import type { Layout } from '../model/layout.js';
import type { ExposureSummary, FieldSummary, LayoutSummary } from '../model/tables.js';
import { type Catalog, typeName } from './catalog.js';
import { reasonOf } from './exposure.js';
import { type NeedAndScope, needAndScope } from './need-and-scope.js';
import { isFlexible, type Leaf, makePlan } from './plan.js';
import { ruledStructs } from './ruled-structs.js';
import { targetsOf, variantsOf } from './variants.js';

/** One layout with all fields, flexible members as one element. */
export function summarizeLayout(catalog: Catalog, layout: Layout): LayoutSummary {
  return {
    struct: layout.tag,
    interface: layout.interface ?? null,
    title: layout.title,
    byteOrder: layout.byteOrder,
    size: layout.size,
    since: layout.since ?? null,
    source: layout.source,
    fields: fieldsOf(catalog, layout),
  };
}

/** Leaves of a layout, each generic path once; flexible members with one element, all union members. */
export function genericLeaves(catalog: Catalog, layout: Layout): readonly Leaf[] {
  const known = knownLeaves.get(layout);
  if (known !== undefined && (known.catalog === null || known.catalog === catalog)) return known.leaves;
  const leaves = makeGenericLeaves(catalog, layout);
  const isAlone = layout.fields.every((field) => field.type !== 'struct');
  knownLeaves.set(layout, { catalog: isAlone ? null : catalog, leaves });
  return leaves;
}

/** Lint asks for the same leaves many times. A layout with structs as members has them of one catalog. */
const knownLeaves = new WeakMap<Layout, { readonly catalog: Catalog | null; readonly leaves: readonly Leaf[] }>();

function makeGenericLeaves(catalog: Catalog, layout: Layout): readonly Leaf[] {
  const flexible = layout.fields.filter(isFlexible).map((field) => [field.name, 1] as const);
  const version = layout.role.kind === 'capability' ? (layout.role.versions.at(-1)?.version ?? null) : null;
  const shape = {
    endian: layout.byteOrder === 'little' ? 'little' : 'big',
    version,
    size: layout.size,
    counts: Object.fromEntries(flexible),
    strides: {},
    flags: {},
  } as const;
  const plan = makePlan(layout, shape, (tag) => catalog.nested(layout, tag));
  const seen = new Set<string>();
  return plan.leaves.filter((leaf) => leaf.field !== null && !seen.has(leaf.generic) && seen.add(leaf.generic));
}

function fieldsOf(catalog: Catalog, layout: Layout): FieldSummary[] {
  return genericLeaves(catalog, layout).flatMap((leaf) => {
    if (leaf.field === null || leaf.kind === 'padding') return [];
    const isFlexibleBytes = leaf.field.type === 'bytes' && typeof leaf.field.length !== 'number';
    const count = leaf.field.type === 'bytes' ? 1 : (leaf.field.count ?? 1);
    return [
      {
        path: leaf.generic,
        kind: leaf.kind,
        byteOffset: leaf.byteOffset,
        bitOffset: leaf.bitOffset,
        bitLength: isFlexibleBytes ? 0 : leaf.bitLength,
        count: isFlexibleBytes ? 0 : count,
        doc: leaf.field.doc,
        since: leaf.field.since ?? null,
        source: leaf.field.source ?? layout.source,
        exposure: exposuresOf(catalog, layout, leaf.generic),
      },
    ];
  });
}

function exposuresOf(catalog: Catalog, layout: Layout, generic: string): Record<string, ExposureSummary> {
  const entries = catalog.interfaces().flatMap((item): [string, ExposureSummary][] => {
    const row = catalog.row(item.name, layout.tag, generic);
    if (row !== undefined) return [[item.name, summarize(item, row, null, needAndScope(catalog, layout.tag, generic))]];
    const origin = item.rows.find((one) => one.to?.some((target) => target.field === `${typeName(layout)}.${generic}`));
    if (origin === undefined) return [];
    const { struct, field } = origin;
    return [[item.name, summarize(item, origin, `${struct}.${field}`, needAndScope(catalog, struct, field))]];
  });
  return Object.fromEntries(entries);
}

function summarize(
  item: Interface,
  row: ExposureRow,
  from: string | null,
  { need, scope }: NeedAndScope,
): ExposureSummary {
  return {
    class: row.class,
    to: targetsOf(row.to),
    from,
    why: reasonOf(item, row.why),
    need,
    scope,
    source: row.source,
    unsure: row.unsure ?? null,
    variants: variantsOf(item, row),
  };
}

/** Structs of firmware that interfaces have rows about. */
export function firmwareLayouts(catalog: Catalog): readonly Layout[] {
  return layoutsOfRows(catalog, catalog.interfaces());
}

/** Those that one interface has to speak of in full: the structs that it names, else what all others have in common. */
export function firmwareOf(catalog: Catalog, item: Interface): readonly Layout[] {
  const alike = catalog.interfaces().filter((one) => one.firmware === undefined);
  return item.firmware === undefined
    ? layoutsOfRows(catalog, [...alike, item])
    : catalog.layouts().filter((one) => one.interface === undefined && item.firmware?.includes(one.tag));
}

function layoutsOfRows(catalog: Catalog, interfaces: readonly Interface[]): readonly Layout[] {
  const isRuled = ({ tag }: Layout): boolean => interfaces.some((item) => ruledStructs(item).has(tag));
  return catalog.layouts().filter((layout) => layout.interface === undefined && isRuled(layout));
}

/** Layouts named by a word: a tag, `tag@interface`, or every layout with a member of that name. */
export function layoutsNamed(catalog: Catalog, word: string): { layouts: readonly Layout[]; member: string | null } {
  const [tag = '', interfaceName] = word.split('@');
  const exact = catalog
    .layouts()
    .filter((layout) => layout.tag === tag && (interfaceName === undefined || layout.interface === interfaceName));
  if (exact.length > 0) return { layouts: exact, member: null };
  const [owner, ...path] = word.split('.');
  const isOwner = (layout: Layout): boolean => layout.tag === owner || typeName(layout) === owner;
  const owned = catalog.layouts().filter((layout) => isOwner(layout) && path.length > 0);
  if (owned.length > 0) return { layouts: owned, member: path.join('.') };
  const having = catalog
    .layouts()
    .filter((layout) => genericLeaves(catalog, layout).some((leaf) => isMember(leaf.generic, word)));
  return { layouts: having, member: word };
}

/** True when `word` is the path of a member, with or without indices, or its last name. */
export function isMember(generic: string, word: string): boolean {
  const wanted = word.replace(/\[\d*\]/g, '[]');
  const plain = generic.replaceAll('[]', '');
  return generic === wanted || plain === wanted || plain.split('.').at(-1) === wanted;
}
