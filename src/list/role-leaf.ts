import { hexNumber } from '../bytes/hex.js';
import type { Catalog } from '../catalog/catalog.js';
import { genericLeaves } from '../catalog/field-table.js';
import type { Leaf } from '../catalog/plan.js';
import type { FactRole } from '../model/roles.js';

/** Struct and member of a path. */
export function splitPath(path: string): readonly [string, string] {
  const dot = path.indexOf('.');
  return [path.slice(0, dot), path.slice(dot + 1)];
}

const known = new WeakMap<Catalog, Map<FactRole, Leaf | undefined>>();

/** The field of firmware that plays a part: its width, and the names of its values. Looked up once. */
export function roleLeaf(catalog: Catalog, role: FactRole): Leaf | undefined {
  const leaves = known.get(catalog) ?? new Map<FactRole, Leaf | undefined>();
  known.set(catalog, leaves);
  if (!leaves.has(role)) {
    const [struct, member] = splitPath(catalog.roles().paths[role]?.firmware ?? '');
    const layout = catalog.layout(struct);
    leaves.set(role, layout && genericLeaves(catalog, layout).find(({ generic }) => generic === member));
  }
  return leaves.get(role);
}

/** The name of a value, or the number in hex when it has none. */
export function codeText(catalog: Catalog, role: FactRole, value: bigint | undefined): string | undefined {
  if (value === undefined) return undefined;
  const field = roleLeaf(catalog, role)?.field;
  const codes = field?.type !== 'bytes' && field?.format?.kind === 'codes' ? field.format.codes : '';
  return catalog.code(codes, Number(value))?.text ?? hexNumber(value, 2);
}
