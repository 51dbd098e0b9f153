import { notRead, type WayToRead, wayToRead } from '../bytes/integers.js';
import type { BytesField, Endian, IntegerField } from '../model/layout.js';
import type { FieldKind } from '../model/result.js';

/** One field, array element, reserved run or hole of a struct, at its place. */
export interface Leaf {
  /** C member path: `fh_list[3].fid`; `(padding 36.1)` for bits without a name. */
  readonly path: string;
  /** The path with `[]` for every index, as views name it. */
  readonly generic: string;
  /** What comes before the member's own name: `fh_list[3].`. */
  readonly prefix: string;
  readonly kind: FieldKind;
  readonly byteOffset: number;
  readonly bitOffset: number;
  readonly bitLength: number;
  /** Bytes touched. */
  readonly byteLength: number;
  readonly field: IntegerField | BytesField | null;
  /** This version or union has no such member; it covers nothing. */
  readonly absent: boolean;
  readonly endian: Endian;
  /** False for byte strings, text and long padding. */
  readonly isInteger: boolean;
  /** How its value is read: `notRead` where it is absent or no integer. */
  readonly way: WayToRead;
}

/** A leaf with the way in which its value is read. All are made here, member by member, so that they have one shape. */
export function makeLeaf(leaf: Omit<Leaf, 'way'>): Leaf {
  return {
    path: leaf.path,
    generic: leaf.generic,
    prefix: leaf.prefix,
    kind: leaf.kind,
    byteOffset: leaf.byteOffset,
    bitOffset: leaf.bitOffset,
    bitLength: leaf.bitLength,
    byteLength: leaf.byteLength,
    field: leaf.field,
    absent: leaf.absent,
    endian: leaf.endian,
    isInteger: leaf.isInteger,
    way: leaf.isInteger && !leaf.absent ? wayToRead(leaf) : notRead,
  };
}
