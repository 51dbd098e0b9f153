/**
 * Layouts made flat for the comparison with the oracle. Written apart from the compiler in src/catalog,
 * so that a mistake there cannot hide one in the tables.
 */
import type { Field, IntegerField, Layout } from '../../src/model/layout.js';

export interface FlatField {
  /** As the oracle writes it: `mio.addr[0].wb`. */
  readonly path: string;
  readonly byteOffset: number;
  /** Bytes touched; 0 for a flexible member. */
  readonly sizeBytes: number;
  readonly bitOffset: number | undefined;
  readonly bitSize: number | undefined;
  /** Size of the declared C type, or of one element; undefined for a struct. */
  readonly unitBytes: number | undefined;
  readonly isLittle: boolean;
  /** What introduced it, from the field or from the struct around it. */
  readonly since: string | undefined;
}

const bytesOf = { u8: 1, u16: 2, u32: 4, u64: 8 } as const;

/** Every member of a layout, nested ones included, each struct array with its element 0. */
export function flatten(layout: Layout, layouts: readonly Layout[]): FlatField[] {
  return layout.fields.flatMap((field) => flattenField(field, { path: '', at: 0, since: layout.since }, layouts));
}

interface Place {
  readonly path: string;
  readonly at: number;
  readonly since: string | undefined;
}

function flattenField(field: Field, place: Place, layouts: readonly Layout[]): FlatField[] {
  const path = place.path + field.name;
  const at = place.at + field.byteOffset;
  const since = field.since ?? place.since;
  if (field.type === 'bytes') {
    const sizeBytes = typeof field.length === 'number' ? field.length : 0;
    return [{ path, byteOffset: at, sizeBytes, ...noBits, unitBytes: field.unit ?? 1, isLittle: false, since }];
  }
  if (field.type !== 'struct') return names(field, place.path).map((name) => flattenInteger(field, name, at, since));
  const element = layouts.find((layout) => layout.tag === field.struct);
  if (element === undefined) throw new Error(`${path}: no layout ${field.struct}`);
  const inner = { path: field.count === undefined ? `${path}.` : `${path}[0].`, at, since };
  const sizeBytes = element.size * (field.count === undefined ? 1 : typeof field.count === 'number' ? field.count : 0);
  const whole = { path, byteOffset: at, sizeBytes, ...noBits, unitBytes: undefined, isLittle: false, since };
  return [whole, ...element.fields.flatMap((member) => flattenField(member, inner, layouts))];
}

const noBits = { bitOffset: undefined, bitSize: undefined } as const;

/** The name of a field, and those of union members that have no entry of their own. */
function names(field: IntegerField, prefix: string): string[] {
  const others = field.onlyIf === undefined ? (field.unionWith ?? []) : [];
  return [field.name, ...others].map((name) => prefix + name);
}

function flattenInteger(field: IntegerField, path: string, at: number, since: string | undefined): FlatField {
  const unitBytes = bytesOf[field.type];
  const isLittle = field.byteOrder === 'little';
  if (field.bitLength === undefined) {
    return { path, byteOffset: at, sizeBytes: unitBytes * (field.count ?? 1), ...noBits, unitBytes, isLittle, since };
  }
  const bitOffset = field.bitOffset ?? 0;
  const sizeBytes = Math.ceil((bitOffset + field.bitLength) / 8);
  return { path, byteOffset: at, sizeBytes, bitOffset, bitSize: field.bitLength, unitBytes, isLittle, since };
}
