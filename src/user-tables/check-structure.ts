/**
 * What must hold before a layout can be made flat at all: structs that exist, none that holds itself, none that
 * is too large to be listed.
 */
import { type Catalog, typeName } from '../catalog/catalog.js';
import type { Layout, StructField } from '../model/layout.js';
import { suggestion } from '../model/nearest.js';
import { layoutPlace, type UserTables } from './places.js';

/** Most members that one struct may have when it is made flat. */
const memberLimit = 0x1_0000;

/** One line a problem; until there is none, no other check of layouts can run. */
export function structureProblems(catalog: Catalog, user: UserTables): string[] {
  const missing = user.layouts.flatMap((layout, i) => missingStructs(catalog, layout, `layouts[${i}]`));
  if (missing.length > 0) return missing;
  const circles = user.layouts.flatMap((layout, i) => {
    const circle = circleOf(catalog, [layout], new Set());
    return circle === undefined
      ? []
      : [`layouts[${i}]: ${circle.map(typeName).join(' holds ')}: a struct cannot hold itself`];
  });
  if (circles.length > 0) return circles;
  const counts = new Map<Layout, number>();
  return catalog.layouts().flatMap((layout) => {
    const count = countMembers(catalog, layout, counts);
    return count <= memberLimit
      ? []
      : [`${layoutPlace(user, layout)}: ${count} members, at most ${memberLimit} can be listed`];
  });
}

function missingStructs(catalog: Catalog, layout: Layout, path: string): string[] {
  const tags = catalog.layouts().map((one) => one.tag);
  return layout.fields.flatMap((field, i) => {
    if (field.type !== 'struct' || elementOf(catalog, layout, field) !== undefined) return [];
    return [`${path}.fields[${i}].struct: no layout ${field.struct}${suggestion(field.struct, tags)}`];
  });
}

function elementOf(catalog: Catalog, owner: Layout, field: StructField): Layout | undefined {
  return catalog.layout(field.struct, owner.interface) ?? catalog.layout(field.struct);
}

/** The way from a layout back to itself; `seen` are those from which no way leads there. */
function circleOf(catalog: Catalog, path: readonly Layout[], seen: Set<Layout>): readonly Layout[] | undefined {
  const last = path.at(-1);
  for (const field of last?.fields ?? []) {
    const element = last === undefined || field.type !== 'struct' ? undefined : elementOf(catalog, last, field);
    if (element === undefined || seen.has(element)) continue;
    if (element === path[0]) return [...path, element];
    seen.add(element);
    const circle = circleOf(catalog, [...path, element], seen);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** Members of the struct made flat, one for each element of an array. */
function countMembers(catalog: Catalog, layout: Layout, known: Map<Layout, number>): number {
  const found = known.get(layout);
  if (found !== undefined) return found;
  const count = layout.fields.reduce((sum, field) => {
    if (field.type === 'bytes') return sum + 1;
    const elements = typeof field.count === 'number' ? field.count : 1;
    if (field.type !== 'struct') return sum + elements;
    const element = elementOf(catalog, layout, field);
    return sum + elements * (element === undefined ? 1 : countMembers(catalog, element, known));
  }, 0);
  known.set(layout, count);
  return count;
}
