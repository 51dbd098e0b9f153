/**
 * Where a table stands: in the file of the user, by its JSON path, or among the built-in ones.
 */
import { typeName } from '../catalog/catalog.js';
import type { Interface } from '../model/interface.js';
import type { Codes, Layout } from '../model/layout.js';

/** What the files of the user hold. */
export interface UserTables {
  readonly layouts: readonly Layout[];
  readonly codes: readonly Codes[];
  readonly interfaces: readonly Interface[];
}

/** `layouts[2]`, or `tag (built in)`. */
export function layoutPlace(user: UserTables, layout: Layout): string {
  const index = user.layouts.indexOf(layout);
  return index === -1 ? `${typeName(layout)} (built in)` : `layouts[${index}]`;
}

/** Lines for names that stand twice in a list. */
export function repeatedNames(path: string, key: string, names: readonly string[]): string[] {
  return names.flatMap((name, i) => {
    const first = names.indexOf(name);
    return first === i ? [] : [`${path}[${i}].${key}: ${name} stands in ${path}[${first}] already`];
  });
}
