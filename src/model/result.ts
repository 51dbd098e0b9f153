/**
 * What comes out: the JSON contract `zpci-inspect/decode@1`. Plain data, nothing else; renderers and
 * other programs see only this.
 */
import type { ExposureClass } from './interface.js';
import type { Issue } from './issues.js';
import type { Endian } from './layout.js';

export const decodeSchema = 'zpci-inspect/decode@1';

export interface DecodeResult {
  readonly schema: typeof decodeSchema;
  readonly blocks: readonly BlockResult[];
}

export interface BlockResult {
  /** Base name of the file, `-`, or the path below the folder or archive given. */
  readonly source: string;
  /** Where the block begins in its source. */
  readonly sourceOffset: number;
  /** Lines of a text that the bytes were read from, counted from 1. */
  readonly lines?: { readonly first: number; readonly last: number };
  readonly type: string;
  readonly endian: Endian;
  readonly length: number;
  readonly sha256: string;
  /** Why this type and this byte order. */
  readonly why: string;
  readonly structs: readonly StructResult[];
  readonly issues: readonly Issue[];
}

export interface StructResult {
  /** C tag, or `gap` for bytes that no struct covers. */
  readonly struct: string;
  /** From the start of the block. */
  readonly byteOffset: number;
  /** Bytes that the fields cover. */
  readonly byteLength: number;
  /** Version of a capability; null for every other struct. */
  readonly version: number | null;
  readonly interface: string | null;
  readonly fields: readonly FieldResult[];
  /** Bytes of a gap, lower-case hex. */
  readonly raw?: string;
}

export type FieldKind = 'value' | 'reserved' | 'padding';
export type FieldStatus = 'ok' | 'absent' | 'truncated' | 'unpredictable';

export interface FieldResult {
  readonly path: string;
  readonly kind: FieldKind;
  /** From the start of its struct. */
  readonly byteOffset: number;
  /** Bits left of the field inside that byte, MSB first. */
  readonly bitOffset: number;
  readonly bitLength: number;
  /** Hex of the bytes touched, in memory order, bits of neighbours 0; null unless `ok`. */
  readonly raw: string | null;
  /** Number up to 32 bits, `0x` and 16 digits for 64, string for text and byte strings. */
  readonly value: number | string | null;
  readonly label: string | null;
  readonly status: FieldStatus;
  readonly exposure: Readonly<Record<string, ExposureResult>>;
}

/** How one interface treats this field, or, for a field of its own, where the field comes from. */
export interface ExposureResult {
  readonly class: ExposureClass;
  /** Where the interface shows it. */
  readonly to?: string;
  /** Which firmware field it comes from. */
  readonly from?: string;
  readonly rule?: string;
  readonly also?: readonly { readonly to: string; readonly rule: string }[];
  readonly why: string;
  readonly unsure?: string;
}
