/**
 * The short way: a CLP response of its full length that is done and has nothing to report. Most blocks of a
 * large corpus are such, and the long way comes to the same.
 */
import { type Catalog, fixedShape, hasRole } from '../catalog/catalog.js';
import type { Layout } from '../model/layout.js';
import { type DecodedStruct, numberAt, readStruct } from './read-struct.js';
import { isQuiet } from './screen.js';

/** The only struct of the block; null when the block needs the long way. */
export function decodeExpress(bytes: Uint8Array, layout: Layout, catalog: Catalog): DecodedStruct | null {
  if (bytes.length !== layout.size || !hasRole(layout, 'clp-response') || layout.role.entries !== undefined)
    return null;
  const { code, length, lengths, ok } = layout.role;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const struct = readStruct(catalog.plan(layout, fixedShape(layout.size, 'big', null)), view, 0, layout.size);
  if (numberAt(struct, code) !== ok || numberAt(struct, length) !== layout.size || !lengths.includes(layout.size))
    return null;
  return isQuiet(catalog, view, struct) ? struct : null;
}
