/**
 * Damaged copies of a layout: one change of an offset, a width, a count or a size each. Somebody's typed
 * values must notice every one of them.
 */
import type {
  BytesField,
  CapabilityVersion,
  Field,
  IntegerField,
  IntegerType,
  Layout,
} from '../../src/model/layout.js';

export interface Mutant {
  /** What was changed, as it stands in the name of a test. */
  readonly what: string;
  readonly layout: Layout;
}

const types: readonly IntegerType[] = ['u8', 'u16', 'u32', 'u64'];

/** Every single change of one layout. */
export function mutantsOf(layout: Layout): Mutant[] {
  const fields = layout.fields.flatMap((field, at) =>
    mutateField(field).map(({ what, field: changed }) => ({
      what: `${field.name}: ${what}`,
      layout: { ...layout, fields: layout.fields.with(at, changed) },
    })),
  );
  return [...fields, ...mutateRole(layout), ...mutateShapes(layout)];
}

interface FieldMutant {
  readonly what: string;
  readonly field: Field;
}

function mutateField(field: Field): FieldMutant[] {
  const moved = [1, -1]
    .filter((step) => field.byteOffset + step >= 0)
    .map((step) => ({ what: `${signed(step)} byte`, field: { ...field, byteOffset: field.byteOffset + step } }));
  const version = field.minVersion === undefined ? [] : [withoutMinVersion(field)];
  if (field.type === 'struct') return [...moved, ...version, ...mutateStructCount(field)];
  if (field.type === 'bytes') return [...moved, ...version, ...mutateLength(field)];
  return [...moved, ...version, ...mutateBits(field), ...mutateInteger(field)];
}

function withoutMinVersion(field: Field): FieldMutant {
  const { minVersion: _, ...rest } = field;
  return { what: 'in every version', field: rest };
}

function mutateStructCount(field: Extract<Field, { type: 'struct' }>): FieldMutant[] {
  if (typeof field.count !== 'number') return [];
  return [{ what: 'one element less', field: { ...field, count: field.count - 1 } }];
}

function mutateLength(field: BytesField): FieldMutant[] {
  const { length } = field;
  if (typeof length !== 'number') return [];
  return [1, -1].map((step) => ({
    what: `${signed(step)} byte of length`,
    field: { ...field, length: length + step },
  }));
}

/** A bit to the left or right, a bit wider or narrower. */
function mutateBits(field: IntegerField): FieldMutant[] {
  const { bitLength, bitOffset = 0 } = field;
  if (bitLength === undefined) return [];
  const shifted = [1, -1]
    .filter((step) => bitOffset + step >= 0 && bitOffset + step < 8)
    .map((step) => ({ what: `${signed(step)} bit`, field: { ...field, bitOffset: bitOffset + step } }));
  const resized = [1, -1]
    .filter((step) => bitLength + step > 0)
    .map((step) => ({ what: `${signed(step)} bit of width`, field: { ...field, bitLength: bitLength + step } }));
  return [...shifted, ...resized];
}

function mutateInteger(field: IntegerField): FieldMutant[] {
  const found: FieldMutant[] = [];
  const wider = types[types.indexOf(field.type) + 1];
  const narrower = types[types.indexOf(field.type) - 1];
  if (field.bitLength === undefined) {
    for (const type of [wider, narrower])
      if (type !== undefined) found.push({ what: `${type}`, field: { ...field, type } });
  }
  if (field.count !== undefined) found.push({ what: 'one element less', field: { ...field, count: field.count - 1 } });
  if (field.byteOrder !== undefined) {
    const { byteOrder: _, ...rest } = field;
    found.push({ what: 'byte order of the struct', field: rest });
  }
  return found;
}

/** Lengths and sizes that the decoder goes by. */
function mutateRole(layout: Layout): Mutant[] {
  const { role } = layout;
  if (role.kind === 'capability') {
    return role.versions.flatMap((version, at) =>
      [4, -4].map((step) => ({
        what: `version ${version.version}: ${signed(step)} bytes`,
        layout: { ...layout, role: { ...role, versions: resized(role.versions, at, step) } },
      })),
    );
  }
  if (role.kind === 'info' && role.chain?.flag !== undefined) {
    const { flag } = role.chain;
    const chain = { ...role.chain, flag: { ...flag, mask: flag.mask * 2 } };
    return [{ what: 'flag of the chain', layout: { ...layout, role: { ...role, chain } } }];
  }
  return [];
}

function resized(versions: readonly CapabilityVersion[], at: number, step: number): CapabilityVersion[] {
  return versions.map((version, i) => (i === at ? { ...version, size: version.size + step } : version));
}

/** Structs that grew: the size of each shape. */
function mutateShapes(layout: Layout): Mutant[] {
  const { shapes = [] } = layout;
  return shapes.map((shape, at) => ({
    what: `shape of Linux ${shape.linux}: +4 bytes`,
    layout: { ...layout, shapes: shapes.with(at, { ...shape, size: shape.size + 4 }) },
  }));
}

function signed(step: number): string {
  return step > 0 ? `+${step}` : String(step);
}
