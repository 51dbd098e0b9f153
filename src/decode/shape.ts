/**
 * From the bytes of a struct to its shape: how many elements its flexible member has, how long its
 * strings are, and which union members live.
 */
import { hexNumber } from '../bytes/hex.js';
import { fixedShape } from '../catalog/catalog.js';
import { choosingFields, isLive, type Plan, type Shape } from '../catalog/plan.js';
import type { BytesField, Field, Layout, StructField } from '../model/layout.js';
import type { Context } from './context.js';
import { DecodedStruct, leafAt, numberAt } from './read-struct.js';

/** Where a struct lies and what is known of it before its flexible members. */
export interface Span {
  /** Start, from the start of the block. */
  readonly at: number;
  /** First byte that cannot belong to it. */
  readonly end: number;
  /** Bytes of its fixed part. */
  readonly size: number;
  readonly version: number | null;
}

/** The plan of the struct in `span`; findings about its counts go to the context. */
export function planOf(context: Context, layout: Layout, span: Span): Plan {
  const { catalog, own } = context;
  const endian = layout.byteOrder === 'host' ? context.endian : layout.byteOrder;
  const isNewest = span.size === layout.size && span.version === null;
  const plan = isNewest
    ? catalog.newestPlan(layout, endian)
    : catalog.plan(layout, fixedShape(span.size, endian, span.version));
  const { flexible, choosing } = plan;
  if (flexible === null && choosing.length === 0) return plan;
  const fixed = fixedShape(span.size, endian, span.version);
  const fixedPart = new DecodedStruct(plan, own, span.at, span.end);
  if (flexible === null) {
    const flags = valuesOf(fixedPart, choosing);
    return catalog.plan(layout, { ...fixed, size: sizeWith(layout, flags, span.size), flags });
  }
  const room = Math.max(0, span.end - span.at - flexible.byteOffset);
  if (flexible.type === 'bytes') {
    const length = byteCount(context, fixedPart, flexible, room);
    return catalog.plan(layout, { ...fixed, counts: { [flexible.name]: length } });
  }
  const { count, stride } = elementCount(context, fixedPart, flexible, room);
  return catalog.plan(layout, {
    ...fixed,
    counts: { [flexible.name]: grantedCount(context, fixedPart, flexible, count) },
    strides: { [flexible.name]: stride },
    flags: valuesOf(fixedPart, choosingFields(catalog.nested(layout, flexible.struct))),
  });
}

/** The elements that are decoded of those that are there; the others, if any, are said and become a gap. */
function grantedCount(context: Context, struct: DecodedStruct, field: StructField, count: number): number {
  const granted = context.grantElements(count);
  if (granted < count) {
    const message = `${granted} of ${count} elements are decoded, the others are left as they are in a gap`;
    context.report('ELEMENTS_LEFT_OUT', `${struct.tag}.${field.name}`, struct.byteOffset + field.byteOffset, message);
  }
  return granted;
}

/** Length of a byte string as its size field says; reported when the bytes do not hold it. */
function byteCount(context: Context, struct: DecodedStruct, field: BytesField, room: number): number {
  if (typeof field.length === 'number') return 0;
  if ('rest' in field.length) return room;
  if (!('field' in field.length)) return 0;
  const { field: name, usual } = field.length;
  const claimed = numberAt(struct, name);
  if (claimed === undefined) return 0;
  const path = `${struct.tag}.${name}`;
  const at = struct.byteOffset + (offsetOf(struct, name) ?? 0);
  if (usual !== undefined && claimed !== usual) {
    context.report('SIZE_UNUSUAL', path, at, `${claimed} bytes, every kernel writes ${usual}`);
  }
  if (claimed > room) context.report('SIZE_FIELD', path, at, `${claimed} bytes, but only ${room} can belong to it`);
  return claimed;
}

function elementCount(
  context: Context,
  struct: DecodedStruct,
  field: StructField,
  room: number,
): { count: number; stride: number } {
  const { size } = context.catalog.nested(struct.plan.layout, field.struct);
  const { count } = field;
  if (typeof count !== 'object') return { count: 0, stride: size };
  if ('rest' in count) return { count: Math.floor(room / size), stride: size };
  if ('length' in count) return listCount(context, struct, field, { ...count, size, room });
  const claimed = numberAt(struct, count.field) ?? 0;
  if (claimed * size > room) {
    const at = struct.byteOffset + (offsetOf(struct, count.field) ?? 0);
    const message = `${claimed} elements of ${size} bytes, but only ${room} bytes are there`;
    context.report('SIZE_FIELD', `${struct.tag}.${count.field}`, at, message);
  }
  return { count: Math.min(claimed, Math.ceil(room / size)), stride: size };
}

interface ListSpec {
  readonly length: string;
  readonly stride: string;
  /** Bytes of an element that the table knows. */
  readonly size: number;
  readonly room: number;
}

/** Entries of a list whose own header says their size. */
function listCount(
  context: Context,
  struct: DecodedStruct,
  field: StructField,
  spec: ListSpec,
): { count: number; stride: number } {
  const stride = numberAt(struct, spec.stride);
  const length = numberAt(struct, spec.length);
  if (stride === undefined || length === undefined) return { count: 0, stride: spec.size };
  const at = (name: string): number => struct.byteOffset + (offsetOf(struct, name) ?? 0);
  const listed = length - field.byteOffset;
  if (stride < spec.size) {
    if (listed > 0) {
      const message = `${stride} (${hexNumber(stride, 2)}) bytes an entry, at least ${spec.size} are needed`;
      context.report('ENTRY_SIZE', `${struct.tag}.${spec.stride}`, at(spec.stride), message);
    }
    return { count: 0, stride: spec.size };
  }
  if (stride > spec.size) {
    const message = `${stride} bytes an entry, every known producer writes ${spec.size}`;
    context.report('SIZE_UNUSUAL', `${struct.tag}.${spec.stride}`, at(spec.stride), message);
  }
  if (listed > 0 && listed % stride !== 0) {
    const message = `${length} bytes: ${listed % stride} more than ${Math.floor(listed / stride)} entries of ${stride} bytes`;
    context.report('ENTRY_REMAINDER', `${struct.tag}.${spec.length}`, at(spec.length), message);
  }
  const claimed = Math.max(0, Math.floor(listed / stride));
  return { count: Math.min(claimed, Math.ceil(spec.room / stride)), stride };
}

/** A struct ends before a union of which no member lives: what is there is unknown. */
function sizeWith(layout: Layout, flags: Shape['flags'], size: number): number {
  const members = layout.fields.flatMap((field) => ('onlyIf' in field && field.onlyIf ? [field] : []));
  const isDead = ({ byteOffset }: Field): boolean =>
    !members.some((one) => one.byteOffset === byteOffset && isLive(one.onlyIf, flags));
  return Math.min(size, ...members.filter(isDead).map((one) => one.byteOffset));
}

function valuesOf(struct: DecodedStruct, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, numberAt(struct, name) ?? 0]));
}

/** Offset of a member inside its struct. */
export function offsetOf(struct: DecodedStruct, path: string): number | undefined {
  return leafAt(struct.plan, path)?.byteOffset;
}
