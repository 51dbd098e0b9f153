/**
 * JSON of blocks to edit: copies as they come out of a file, with members by path.
 */
import { type BlockResult, decodeBlock, describeBlock, type Endian, encodeBlock } from '../../src/index.js';

export interface JsonField {
  path: string;
  kind: string;
  byteOffset: number;
  bitOffset: number;
  bitLength: number;
  raw?: unknown;
  value?: unknown;
  status: string;
}

export interface JsonStruct {
  struct: string;
  byteOffset: number;
  byteLength: number;
  interface: unknown;
  raw?: unknown;
  fields: JsonField[];
}

/** A block as JSON.parse gives it: everything can be changed. */
export interface JsonBlock {
  type: string;
  endian: string;
  length: number;
  structs: JsonStruct[];
}

/** The block through JSON text and back. */
export function jsonOf(block: BlockResult): JsonBlock {
  return JSON.parse(JSON.stringify(block));
}

export function decoded(bytes: Uint8Array, type: string, endian?: Endian): JsonBlock {
  return jsonOf(describeBlock(decodeBlock(bytes, { type, ...(endian === undefined ? {} : { endian }) })));
}

/** Encodes JSON of any shape: what it promises by type is for `encodeBlock` to check. */
export function encode(block: JsonBlock, options: Parameters<typeof encodeBlock>[1] = {}): Uint8Array {
  return encodeBlock(JSON.parse(JSON.stringify(block)), options);
}

/** The field with this path in the first struct that has it. */
export function fieldOf(block: JsonBlock, path: string): JsonField {
  const found = block.structs.flatMap((struct) => struct.fields).find((field) => field.path === path);
  if (found === undefined) throw new Error(`no field ${path}`);
  return found;
}

/** Offsets at which two blocks differ. */
export function differences(a: Uint8Array, b: Uint8Array): number[] {
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, i) => i).filter((i) => a[i] !== b[i]);
}
