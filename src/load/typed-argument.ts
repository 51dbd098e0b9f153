import { builtInCatalog, type Catalog } from '../catalog/catalog.js';
import { isType } from '../decode/choose-type.js';

/** `TYPE:FILE` when the part before the colon is exactly a type; otherwise all of it is a file name. */
export function typedArgument(
  argument: string,
  type: string | undefined,
  catalog: Catalog = builtInCatalog(),
): { path: string; type: string | undefined } {
  const colon = argument.indexOf(':');
  const prefix = argument.slice(0, Math.max(0, colon));
  return colon > 0 && isType(catalog, prefix)
    ? { path: argument.slice(colon + 1), type: prefix }
    : { path: argument, type };
}
