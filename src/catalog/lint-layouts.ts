/**
 * What the compiler cannot see in a table of layouts: members that overlap or stick out, names that
 * lead nowhere.
 */
import type { Field, Layout } from '../model/layout.js';
import { nearest } from '../model/nearest.js';
import { type Catalog, typeName } from './catalog.js';
import { firmwareLayouts, genericLeaves } from './field-table.js';
import { hasRole } from './has-role.js';
import type { Found, LintProblem } from './lint-problem.js';
import { memberTests } from './member-tests.js';
import { bearsOf, saidNeedAndScope } from './need-and-scope.js';
import { isFlexible, type Leaf } from './plan.js';
import { tablesOf } from './tables-of.js';

/** Empty when the layouts are sound. */
export function lintLayouts(catalog: Catalog): LintProblem[] {
  const layouts = catalog.layouts();
  const names = layouts.map(typeName);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  return [
    ...twice.map((table): LintProblem => ({ table, code: 'defined-twice', path: '', text: 'defined twice' })),
    ...layouts.flatMap((layout) => lintLayout(catalog, layout).map((one) => ({ table: typeName(layout), ...one }))),
  ];
}

function lintLayout(catalog: Catalog, layout: Layout): Found[] {
  const missing = layout.fields.flatMap((field): Found[] => {
    if (field.type !== 'struct' || hasNested(catalog, layout, field.struct)) return [];
    const text = `${field.name} is a ${field.struct}, which no layout describes`;
    return [{ code: 'unknown-struct', path: field.name, text }];
  });
  if (missing.length > 0) return missing;
  const leaves = genericLeaves(catalog, layout);
  return [
    ...lintPlaces(layout, leaves),
    ...lintArrays(catalog, layout),
    ...lintNames(layout, leaves),
    ...lintSince(layout),
    ...layout.fields.flatMap((field) => lintField(catalog, field)),
    ...(firmwareLayouts(catalog).includes(layout) ? lintNeeds(catalog, layout) : []),
  ];
}

function hasNested(catalog: Catalog, owner: Layout, tag: string): boolean {
  return (catalog.layout(tag, owner.interface) ?? catalog.layout(tag)) !== undefined;
}

function lintPlaces(layout: Layout, leaves: readonly Leaf[]): Found[] {
  const problems: Found[] = [];
  const unions = new Set(layout.fields.flatMap((field) => (isUnionMember(field) ? [field.name] : [])));
  const flexible = layout.fields.find(isFlexible);
  const limit = (flexible === undefined ? layout.size : Number.POSITIVE_INFINITY) * 8;
  let end = 0;
  let previous = '';
  for (const leaf of leaves) {
    if (isOtherMember(leaf, unions)) continue;
    const { path } = leaf;
    const start = leaf.byteOffset * 8 + leaf.bitOffset;
    if (start < end) problems.push({ code: 'overlap', path, text: `${path} overlaps ${previous}` });
    if (start + leaf.bitLength > limit)
      problems.push({ code: 'behind-end', path, text: `${path} ends behind the ${layout.size} bytes of the struct` });
    if (leaf.bitOffset > 7)
      problems.push({ code: 'bit-offset', path, text: `${path}: bitOffset ${leaf.bitOffset} is not inside a byte` });
    const elements = leaf.field !== null && leaf.field.type !== 'bytes' ? (leaf.field.count ?? 1) : 1;
    end = start + leaf.bitLength * elements;
    previous = path;
  }
  return problems;
}

/** The elements of an array of structs behind the first one: nothing else may lie where they do. */
function lintArrays(catalog: Catalog, layout: Layout): Found[] {
  const isOpen = layout.fields.some(isFlexible);
  return layout.fields.flatMap((field): Found[] => {
    if (field.type !== 'struct' || typeof field.count !== 'number') return [];
    const path = field.name;
    const end = field.byteOffset + field.count * catalog.nested(layout, field.struct).size;
    const other = layout.fields.find(({ byteOffset }) => byteOffset > field.byteOffset && byteOffset < end);
    if (other !== undefined)
      return [
        { code: 'overlap', path, text: `${other.name} overlaps ${path}[${field.count}], which ends at byte ${end}` },
      ];
    if (isOpen || end <= layout.size) return [];
    return [{ code: 'behind-end', path, text: `${path} ends behind the ${layout.size} bytes of the struct` }];
  });
}

/** A union member that is not the live one shares its place on purpose. */
function isOtherMember(leaf: Leaf, unions: ReadonlySet<string>): boolean {
  if (!leaf.absent || leaf.field === null) return false;
  return isUnionMember(leaf.field) || unions.has(leaf.generic.split('.')[0] ?? '');
}

function isUnionMember(field: Field): boolean {
  return field.type !== 'bytes' && field.onlyIf !== undefined;
}

/** Names of members that the layout itself mentions must exist. */
function lintNames(layout: Layout, leaves: readonly Leaf[]): Found[] {
  const paths = new Set(leaves.map((leaf) => leaf.generic));
  const names = new Set(layout.fields.map((field) => field.name));
  const { role } = layout;
  const used: (string | undefined)[] = [...memberTests(layout).map(({ test }) => test.field)];
  if (role.kind === 'clp-request' || role.kind === 'clp-response' || role.kind === 'clp-header')
    used.push(role.length, role.code);
  if (role.kind === 'info')
    used.push(role.size, role.chain?.offset, role.chain?.flag?.field, role.chain?.end, role.feature?.field);
  for (const field of layout.fields) used.push(...mentioned(field));
  // Elements of an array are chosen between by a field of the struct around them.
  if (role.kind !== 'part')
    used.push(...layout.fields.map((field) => (field.type === 'bytes' ? undefined : field.onlyIf?.field)));
  return [...new Set(used)].flatMap((name): Found[] => {
    if (name === undefined || paths.has(name) || names.has(name)) return [];
    return [{ code: 'unknown-member', path: name, text: `no member ${name}`, hint: nearest(name, [...paths]) }];
  });
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
  if (field.format?.kind === 'codesBy') return [field.format.field];
  return field.format?.kind === 'rangeEnd' ? [field.format.start] : [];
}

/** A struct is as old as its first version, a member as the version or the length of the struct that brought it. */
function lintSince(layout: Layout): Found[] {
  const first = hasRole(layout, 'capability') ? layout.role.versions[0]?.since : undefined;
  const born = [{ path: '', since: layout.since, with: first }].concat(
    layout.fields.map((field) => ({ path: field.name, since: field.since, with: bornWith(layout, field) })),
  );
  return born.flatMap(({ path, since, with: expected }): Found[] => {
    const [own, other] = [releaseOf(since), releaseOf(expected)];
    if (own === undefined || other === undefined || own === other) return [];
    const text = `${path === '' ? 'the struct' : path} is since ${since}, its version since ${expected}`;
    return [{ code: 'since', path, text }];
  });
}

function bornWith(layout: Layout, { minVersion, byteOffset }: Field): string | undefined {
  if (hasRole(layout, 'capability')) return layout.role.versions.find(({ version }) => version === minVersion)?.since;
  const [first, ...later] = layout.shapes ?? [];
  if (first === undefined || byteOffset < first.size) return undefined;
  const shape = later.find(({ size }) => byteOffset < size);
  return shape === undefined ? undefined : `Linux ${shape.linux}`;
}

/** `6.0` of `Linux 6.0 (d10384677630)`; undefined for what never was in a release. */
function releaseOf(since: string | undefined): string | undefined {
  return /^Linux (\d+[.]\d+)/.exec(since ?? '')?.[1];
}

/** Why a guest needs each field of firmware, and whose fact it is. */
function lintNeeds(catalog: Catalog, layout: Layout): Found[] {
  return genericLeaves(catalog, layout).flatMap(({ kind, generic }): Found[] => {
    const { need, scope } = saidNeedAndScope(catalog, layout, generic);
    const found: Found[] = [];
    if (need === undefined && kind === 'value')
      found.push({ code: 'no-need', path: generic, text: `${generic} has no need` });
    if (
      isShown(catalog, layout.tag, generic) &&
      scope !== 'call' &&
      bearsOf(catalog, layout.tag, generic) === undefined
    )
      found.push({
        code: 'no-bears',
        path: generic,
        text: `${generic} is shown to guests and does not say what they bear`,
      });
    if (scope === undefined) found.push({ code: 'no-scope', path: generic, text: `${generic} has no scope` });
    return found;
  });
}

/** Some interface of guests makes the value out of one of the host, or shows another in its place. */
function isShown(catalog: Catalog, struct: string, generic: string): boolean {
  return catalog
    .interfaces()
    .filter(({ view }) => view === 'guest')
    .flatMap(({ name }) => catalog.row(name, struct, generic) ?? [])
    .some((row) => [row, ...(row.variants ?? [])].some((one) => (one.class ?? 'hidden') !== 'hidden'));
}

function lintField(catalog: Catalog, field: Field): Found[] {
  const path = field.name;
  if (field.doc === '') return [{ code: 'no-meaning', path, text: `${path} has no meaning` }];
  if (field.type === 'struct' || field.type === 'bytes') return [];
  if (field.lengthOf !== undefined && catalog.layout(field.lengthOf) === undefined) {
    const text = `${path} is the length of a ${field.lengthOf}, which no layout describes`;
    return [{ code: 'unknown-struct', path, text }];
  }
  const tags = catalog.codes().map((table) => table.tag);
  return tablesOf(field)
    .filter((codes) => catalog.codeTable(codes) === undefined)
    .map((codes): Found => {
      const text = `${path} names the table ${codes}, which does not exist`;
      return { code: 'unknown-codes', path, text, hint: nearest(codes, tags) };
    });
}
