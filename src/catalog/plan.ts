/**
 * A layout made flat: one leaf for every field, array element, reserved run and hole of one struct, in
 * bit order. Plans are shared by all blocks of the same shape.
 */
import type { BytesField, Endian, Field, IntegerField, Layout, LiveWhen, StructField } from '../model/layout.js';
import { own } from '../model/own.js';
import { type Leaf, makeLeaf } from './leaf.js';
import { type LeafIndex, makeLeafIndex } from './leaf-index.js';
import { withPadding } from './padding.js';

export type { Leaf } from './leaf.js';

export interface Plan {
  readonly layout: Layout;
  readonly endian: Endian;
  readonly version: number | null;
  /** Bytes of this shape, flexible arrays included. */
  readonly size: number;
  readonly leaves: readonly Leaf[];
  readonly index: LeafIndex;
  /** The member whose length another field tells; null when all of the struct has a fixed size. */
  readonly flexible: BytesField | StructField | null;
  /** Names of the fields whose values choose between the members of its unions. */
  readonly choosing: readonly string[];
}

/** Everything about a struct that its bytes decide. */
export interface Shape {
  readonly endian: Endian;
  /** Capability version, null for other structs. */
  readonly version: number | null;
  /** Bytes of the fixed part. */
  readonly size: number;
  /** Elements (or bytes) of a flexible member by its name. */
  readonly counts: Readonly<Record<string, number>>;
  /** Distance of two elements of a flexible member, when it is not the size of the element. */
  readonly strides: Readonly<Record<string, number>>;
  /** Values that choose a union member, by the name of their field. */
  readonly flags: Readonly<Record<string, number>>;
}

interface Place {
  readonly base: number;
  readonly path: string;
  readonly generic: string;
  readonly outside: boolean;
}

const sizes = { u8: 1, u16: 2, u32: 4, u64: 8 } as const;

/** Makes the plan of one shape of a layout; `nested` finds the layouts of members. */
export function makePlan(layout: Layout, shape: Shape, nested: (tag: string) => Layout): Plan {
  const leaves: Leaf[] = [];
  const flexible = layout.fields.find(isFlexible) ?? null;
  // The fixed part of the struct ends for the decoder where its flexible member begins.
  const ends = [flexible?.byteOffset ?? shape.size];
  const addFields = (owner: Layout, place: Place): void => {
    for (const field of owner.fields) addField(field, place);
  };
  const addField = (field: Field, place: Place): void => {
    const at = place.base + field.byteOffset;
    const outside =
      place.outside || isOutside(field, shape, at) || (field.type === 'struct' && !isLive(field.onlyIf, shape.flags));
    const here = { base: at, path: place.path, generic: place.generic, outside };
    if (field.type === 'struct') {
      ends.push(addStruct(field, here));
    } else if (field.type === 'bytes') {
      const length = typeof field.length === 'number' ? field.length : (own(shape.counts, field.name) ?? 0);
      leaves.push(bytesLeaf(field, here, length, shape.endian));
      if (typeof field.length !== 'number') ends.push(at + length);
    } else {
      leaves.push(...integerLeaves(field, here, shape));
    }
  };
  const addStruct = (field: StructField, place: Place): number => {
    const element = nested(field.struct);
    const isArray = typeof field.count === 'object';
    const count = typeof field.count === 'object' ? (own(shape.counts, field.name) ?? 0) : field.count;
    const stride = own(shape.strides, field.name) ?? element.size;
    const name = `${place.path}${field.name}`;
    const generic = `${place.generic}${field.name}`;
    if (count === undefined) addFields(element, { ...place, path: `${name}.`, generic: `${generic}.` });
    // The elements of a flexible member are alike, and there may be very many.
    const made = isArray ? Math.min(count ?? 0, 1) : (count ?? 0);
    const from = leaves.length;
    for (let i = 0; i < made; i++) {
      addFields(element, { ...place, base: place.base + i * stride, path: `${name}[${i}].`, generic: `${generic}[].` });
    }
    if (isArray) repeat(leaves, from, name, count ?? 0, stride);
    return isArray ? place.base + (count ?? 0) * stride : 0;
  };
  addFields(layout, { base: 0, path: '', generic: '', outside: false });
  const size = ends.reduce((most, end) => Math.max(most, end), 0);
  const whole = withPadding(leaves, size, shape.endian);
  const { endian, version } = shape;
  return {
    layout,
    endian,
    version,
    size,
    leaves: whole,
    index: makeLeafIndex(whole),
    flexible,
    choosing: choosingFields(layout),
  };
}

/** Names of the fields whose values choose between members of a layout. */
export function choosingFields(layout: Layout): readonly string[] {
  return layout.fields.flatMap((member) => ('onlyIf' in member && member.onlyIf ? [member.onlyIf.field] : []));
}

/** Adds elements 1 to `count` (exclusive) of the array `name`: those of element 0, which `leaves` holds from `from` on. */
function repeat(leaves: Leaf[], from: number, name: string, count: number, stride: number): void {
  const skip = `${name}[0]`.length;
  const parts = leaves
    .slice(from)
    .map((leaf) => ({ leaf, path: leaf.path.slice(skip), prefix: leaf.prefix.slice(skip) }));
  for (let i = 1; i < count; i++) {
    const head = `${name}[${i}]`;
    for (const { leaf, path, prefix } of parts) {
      const byteOffset = leaf.byteOffset + i * stride;
      leaves.push({ ...leaf, path: head + path, prefix: head + prefix, byteOffset });
    }
  }
}

/** True for an array or byte string whose length another field tells. */
export function isFlexible(field: Field): field is BytesField | StructField {
  if (field.type === 'bytes') return typeof field.length === 'object';
  return field.type === 'struct' && typeof field.count === 'object';
}

function isOutside(field: Field, shape: Shape, at: number): boolean {
  if (field.minVersion !== undefined && shape.version !== null && shape.version < field.minVersion) return true;
  if (field.type === 'struct' || field.type === 'bytes') return !isFlexible(field) && at >= shape.size;
  return false;
}

/** False for a member of a union that is not the one that lives with these values. */
export function isLive(when: LiveWhen | undefined, flags: Shape['flags']): boolean {
  if (when === undefined) return true;
  const value = own(flags, when.field) ?? 0;
  return 'equals' in when ? value === when.equals : ((value & when.mask) !== 0) === when.set;
}

function integerLeaves(field: IntegerField, place: Place, shape: Shape): Leaf[] {
  const size = sizes[field.type];
  const bitLength = field.bitLength ?? size * 8;
  const bitOffset = field.bitOffset ?? 0;
  const isBits = field.bitLength !== undefined;
  const byteLength = isBits ? Math.ceil((bitOffset + bitLength) / 8) : size;
  const endian = field.byteOrder ?? shape.endian;
  const names = field.count === undefined ? [''] : Array.from({ length: field.count }, (_, i) => `[${i}]`);
  return names.map((suffix, i) => {
    const byteOffset = place.base + i * size;
    return makeLeaf({
      path: `${place.path}${field.name}${suffix}`,
      generic: `${place.generic}${field.name}${suffix && '[]'}`,
      prefix: place.path,
      kind: field.reserved ? 'reserved' : 'value',
      byteOffset,
      bitOffset,
      bitLength,
      byteLength,
      field,
      absent: place.outside || !isLive(field.onlyIf, shape.flags) || byteOffset >= fixedEnd(shape, place),
      endian,
      isInteger: true,
    });
  });
}

/** The leaves of an integer that is a member of the struct itself. */
export function topLeaves(field: IntegerField, shape: Shape): Leaf[] {
  const isLeft = isOutside(field, shape, field.byteOffset);
  return integerLeaves(field, { base: field.byteOffset, path: '', generic: '', outside: isLeft }, shape);
}

/** Elements of flexible members lie behind the fixed part and are always there. */
function fixedEnd(shape: Shape, place: Place): number {
  return place.path.includes('[') && !place.outside ? Number.POSITIVE_INFINITY : shape.size;
}

function bytesLeaf(field: BytesField, place: Place, length: number, endian: Endian): Leaf {
  return makeLeaf({
    path: `${place.path}${field.name}`,
    generic: `${place.generic}${field.name}`,
    prefix: place.path,
    kind: field.reserved ? 'reserved' : 'value',
    byteOffset: place.base,
    bitOffset: 0,
    bitLength: length * 8,
    byteLength: length,
    field,
    absent: place.outside,
    endian,
    isInteger: false,
  });
}
