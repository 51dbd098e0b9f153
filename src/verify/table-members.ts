/**
 * Members of a layout at their bits, in the terms in which a kernel describes its own.
 */
import { hasRole } from '../catalog/catalog.js';
import { isFlexible } from '../catalog/plan.js';
import type { BytesField, Field, IntegerField, Layout, StructField } from '../model/layout.js';
import type { MemberPlace } from '../model/verify.js';

export interface TableMember extends MemberPlace {
  readonly field: Field;
  readonly reserved: boolean;
  /** Bits of one element; undefined where the tables leave it open. */
  readonly elementBits: number | undefined;
  /** The version that brought it, when that is not the one that brought the struct. */
  readonly since: string | null;
}

const widths = { u8: 8, u16: 16, u32: 32, u64: 64 } as const;

/** The direct members; `sizeOf` tells the bytes of a struct. */
export function tableMembers(layout: Layout, sizeOf: (tag: string) => number): readonly TableMember[] {
  return layout.fields.map((field) => {
    const shared = {
      field,
      since: sinceOf(layout, field),
      reserved: field.type !== 'struct' && field.reserved === true,
    };
    if (field.type === 'struct') return { ...shared, ...structPlace(field, sizeOf(field.struct)) };
    return { ...shared, ...(field.type === 'bytes' ? bytesPlace(field) : integerPlace(field)) };
  });
}

type Place = MemberPlace & Pick<TableMember, 'elementBits'>;

function structPlace(field: StructField, size: number): Place {
  const count = typeof field.count === 'object' ? 0 : (field.count ?? 1);
  const suffix = field.count === undefined ? '' : `[${isFlexible(field) ? '' : count}]`;
  return {
    bit: field.byteOffset * 8,
    bits: size * 8 * count,
    type: `struct ${field.struct}${suffix}`,
    elementBits: size * 8,
  };
}

function bytesPlace(field: BytesField): Place {
  const bytes = typeof field.length === 'number' ? field.length : 0;
  const unit = field.unit ?? 1;
  const suffix = isFlexible(field) ? '' : bytes / unit;
  const elementBits = field.unit === undefined ? undefined : unit * 8;
  return { bit: field.byteOffset * 8, bits: bytes * 8, type: `u${unit * 8}[${suffix}]`, elementBits };
}

function integerPlace(field: IntegerField): Place {
  const width = widths[field.type];
  const bits = (field.bitLength ?? width) * (field.count ?? 1);
  const suffix = field.count === undefined ? '' : `[${field.count}]`;
  const narrow = field.bitLength === undefined ? '' : `:${field.bitLength}`;
  return {
    bit: field.byteOffset * 8 + (field.bitOffset ?? 0),
    bits,
    type: `${field.type}${narrow}${suffix}`,
    elementBits: field.bitLength === undefined ? width : undefined,
  };
}

/** What the member itself says, else the version of the capability or the length of the struct that brought it. */
function sinceOf(layout: Layout, field: Field): string | null {
  if (field.since !== undefined) return field.since;
  if (hasRole(layout, 'capability')) {
    return layout.role.versions.find((one) => one.version === field.minVersion)?.since ?? null;
  }
  const [first, ...later] = layout.shapes ?? [];
  if (first === undefined || field.byteOffset < first.size) return null;
  const shape = later.find(({ size }) => field.byteOffset < size);
  return shape === undefined ? null : `Linux ${shape.linux}`;
}

/** Every length that some version of the struct has. */
export function knownSizes(layout: Layout): readonly number[] {
  const { role, shapes = [], size } = layout;
  const versions = role.kind === 'capability' ? role.versions.map((one) => one.size) : [];
  const lengths = role.kind === 'clp-response' ? role.lengths : [];
  return [size, ...shapes.map((one) => one.size), ...versions, ...lengths];
}

/** `6.13` of `Linux 6.13 (126034faaac5)`; undefined for what was in no release, or in one that nobody knows. */
export function releaseOf(since: string | null | undefined): string | undefined {
  return /^Linux (\d+(?:[.]\d+)+)/.exec(since ?? '')?.[1];
}
