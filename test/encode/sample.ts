/**
 * A small block to break: JSON of a group answer, changed in one place and encoded.
 */
import { encodeJson } from '../../src/encode/encode-block.js';
import { decoded, fieldOf, type JsonBlock } from './support.js';

/** A group answer of 64 bytes and two bytes behind it. */
export function sample(): JsonBlock {
  const bytes = new Uint8Array(66);
  bytes.set([0, 64, 0, 0x10]);
  return decoded(bytes, 'clp_rsp_query_pci_grp');
}

/** The first field that most of the cases change: 12 bits from bit 4 of byte 16 on. */
export const noi = 'structs[0].fields[6]';

export function encodeEdited(edit: (block: JsonBlock) => void): void {
  const block = sample();
  edit(block);
  encodeJson(JSON.parse(JSON.stringify(block)));
}

export const set =
  (path: string, changes: object) =>
  (block: JsonBlock): void => {
    Object.assign(fieldOf(block, path), changes);
  };
export const setStruct =
  (changes: object) =>
  (block: JsonBlock): void => {
    Object.assign(block.structs[0] ?? {}, changes);
  };
