/**
 * What the compiler cannot see in a table of layouts: members that overlap or stick out, names that
 * lead nowhere.
 */
import type { Field, Layout } from '../model/layout.js';
import type { Catalog } from './catalog.js';
import { typeName } from './catalog.js';
import { genericLeaves } from './field-table.js';
import { isFlexible, type Leaf } from './plan.js';

/** One line a problem; empty when the layouts are sound. */
export function lintLayouts(catalog: Catalog): string[] {
  const layouts = catalog.layouts();
  const names = layouts.map(typeName);
  const twice = names.filter((name, i) => names.indexOf(name) !== i).map((name) => `${name}: defined twice`);
  return [
    ...twice,
    ...layouts.flatMap((layout) => lintLayout(catalog, layout).map((text) => `${typeName(layout)}: ${text}`)),
  ];
}

function lintLayout(catalog: Catalog, layout: Layout): string[] {
  const missing = layout.fields.flatMap((field) =>
    field.type === 'struct' && !hasNested(catalog, layout, field.struct)
      ? [`${field.name} is a ${field.struct}, which no layout describes`]
      : [],
  );
  if (missing.length > 0) return missing;
  const leaves = genericLeaves(catalog, layout);
  return [
    ...lintPlaces(layout, leaves),
    ...lintNames(layout, leaves),
    ...layout.fields.flatMap((field) => lintField(catalog, field)),
  ];
}

function hasNested(catalog: Catalog, owner: Layout, tag: string): boolean {
  return (catalog.layout(tag, owner.interface) ?? catalog.layout(tag)) !== undefined;
}

function lintPlaces(layout: Layout, leaves: readonly Leaf[]): string[] {
  const problems: string[] = [];
  const flexible = layout.fields.find(isFlexible);
  const limit = (flexible === undefined ? layout.size : Number.POSITIVE_INFINITY) * 8;
  let end = 0;
  let previous = '';
  for (const leaf of leaves) {
    if (isOtherMember(leaf)) continue;
    const start = leaf.byteOffset * 8 + leaf.bitOffset;
    if (start < end) problems.push(`${leaf.path} overlaps ${previous}`);
    if (start + leaf.bitLength > limit)
      problems.push(`${leaf.path} ends behind the ${layout.size} bytes of the struct`);
    if (leaf.bitOffset > 7) problems.push(`${leaf.path}: bitOffset ${leaf.bitOffset} is not inside a byte`);
    const elements = leaf.field !== null && leaf.field.type !== 'bytes' ? (leaf.field.count ?? 1) : 1;
    end = start + leaf.bitLength * elements;
    previous = leaf.path;
  }
  return problems;
}

/** A union member that is not the live one shares its place on purpose. */
function isOtherMember(leaf: Leaf): boolean {
  return leaf.absent && leaf.field !== null && leaf.field.type !== 'bytes' && leaf.field.onlyIf !== undefined;
}

/** Names of members that the layout itself mentions must exist. */
function lintNames(layout: Layout, leaves: readonly Leaf[]): string[] {
  const paths = new Set(leaves.map((leaf) => leaf.generic));
  const names = new Set(layout.fields.map((field) => field.name));
  const { role } = layout;
  const used: (string | undefined)[] = [...(layout.detect ?? []).map((test) => test.field)];
  if (role.kind === 'clp-request' || role.kind === 'clp-response' || role.kind === 'clp-header')
    used.push(role.length, role.code);
  if (role.kind === 'info') used.push(role.size, role.chain?.offset, role.chain?.flag?.field, role.chain?.end);
  for (const field of layout.fields) used.push(...mentioned(field));
  return used.flatMap((name) =>
    name === undefined || paths.has(name) || names.has(name) ? [] : [`no member ${name}`],
  );
}

function mentioned(field: Field): string[] {
  const count = field.type === 'bytes' ? field.length : field.type === 'struct' ? field.count : undefined;
  const counted =
    typeof count !== 'object'
      ? []
      : 'field' in count
        ? [count.field]
        : 'length' in count
          ? [count.length, count.stride]
          : [];
  if (field.type === 'bytes') return [...counted, ...(field.validIf === undefined ? [] : [field.validIf.field])];
  if (field.type === 'struct') return counted;
  return field.format?.kind === 'rangeEnd' ? [field.format.start] : [];
}

function lintField(catalog: Catalog, field: Field): string[] {
  if (field.doc === '') return [`${field.name} has no meaning`];
  if (field.type === 'struct' || field.type === 'bytes' || field.format?.kind !== 'codes') return [];
  const { codes } = field.format;
  return catalog.codeTable(codes) === undefined ? [`${field.name} names the table ${codes}, which does not exist`] : [];
}
