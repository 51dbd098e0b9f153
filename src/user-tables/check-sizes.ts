/**
 * Sizes that older kernels give a struct, and versions a capability: a size that ends inside a member leaves bytes that no
 * field has.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import type { Leaf } from '../catalog/plan.js';
import type { Field, Layout } from '../model/layout.js';
import type { UserTables } from './places.js';

const widths = { u8: 1, u16: 2, u32: 4, u64: 8 } as const;

interface Size {
  readonly size: number;
  /** Where it stands. */
  readonly place: string;
  /** Of a capability. */
  readonly version: number | null;
}

/** One line a problem of one layout; `path` is where it stands. */
export function sizeProblems(layout: Layout, path: string): string[] {
  return [...versionOrderProblems(layout, path), ...sizesOf(layout, path).flatMap((one) => sizeProblem(layout, one))];
}

function versionOrderProblems(layout: Layout, path: string): string[] {
  if (!hasRole(layout, 'capability')) return [];
  const { versions } = layout.role;
  return versions.flatMap(({ version }, i) => {
    const before = versions[i - 1]?.version;
    return before !== undefined && before >= version
      ? [`${path}.role.versions[${i}].version: ${version} does not come after ${before}`]
      : [];
  });
}

function sizesOf(layout: Layout, path: string): readonly Size[] {
  const shapes = (layout.shapes ?? []).map(({ size }, i) => ({ size, place: `${path}.shapes[${i}]`, version: null }));
  if (!hasRole(layout, 'capability')) return shapes;
  const versions = layout.role.versions.map(({ version, size }, i) => {
    return { size, place: `${path}.role.versions[${i}]`, version };
  });
  return [...shapes, ...versions];
}

function sizeProblem(layout: Layout, one: Size): string[] {
  const { size, place } = one;
  if (size > layout.size) return [`${place}.size: ${size} is more than the ${layout.size} bytes of the struct`];
  const cut = layout.fields.find((field) => {
    const end = field.byteOffset + bytesOf(field);
    return !isLater(field, one) && field.byteOffset < size && end > size && end <= layout.size;
  });
  return cut === undefined ? [] : [cutText(one, cut.name)];
}

/** A field that this version does not have. */
function isLater({ minVersion }: Field, { version }: Size): boolean {
  return version !== null && minVersion !== undefined && minVersion > version;
}

function cutText({ size, place }: Size, name: string): string {
  return `${place}.size: ${size} bytes end inside ${name}: no field has what is left of it`;
}

/** Bytes of a member of its own. */
function bytesOf(field: Field): number {
  if (field.type === 'struct') return 0;
  if (field.type === 'bytes') return typeof field.length === 'number' ? field.length : 0;
  const { bitLength, bitOffset = 0, count = 1, type } = field;
  return count * (bitLength === undefined ? widths[type] : Math.ceil((bitOffset + bitLength) / 8));
}

/** The same for the members of its members, once all structs are known to exist. */
export function innerSizeProblems(catalog: Catalog, { layouts }: UserTables): string[] {
  return layouts.flatMap((layout, i) => {
    const { leaves } = catalog.newestPlan(layout, 'big');
    return sizesOf(layout, `layouts[${i}]`).flatMap((one) => {
      const later = layout.fields.filter((field) => isLater(field, one)).map(({ name }) => name);
      const cut = leaves.find((leaf) => isInner(leaf, layout) && isCut(leaf, one.size) && !isOf(leaf, later));
      return cut === undefined ? [] : [cutText(one, cut.path)];
    });
  });
}

function isInner({ kind, field }: Leaf, { fields }: Layout): boolean {
  return kind !== 'padding' && field !== null && !fields.includes(field);
}

function isCut({ byteOffset, byteLength }: Leaf, size: number): boolean {
  return byteOffset < size && byteOffset + byteLength > size;
}

function isOf({ path }: Leaf, names: readonly string[]): boolean {
  return names.includes(/^[^.[]*/.exec(path)?.[0] ?? '');
}
