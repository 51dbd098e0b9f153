/**
 * Every field of every block of the fixtures, read a second time with nothing but the oracle and the bytes.
 */
import { describe, expect, it } from 'vitest';
import type { FieldResult, StructResult } from '../../src/index.js';
import { cases, decodeListed, type NamedCase } from '../fixtures/cases.js';
import { limitOf } from './limits.js';
import { type OracleField, type OracleStruct, parseType } from './oracle.js';
import { type Endian, endianOf, memberPaths, placeOf, rawOf, readMember, strideOf, structOf } from './reader.js';

type Block = NamedCase['blocks'][number];

/** Fields of the block that the two readings see differently. */
function differences(block: Block, structs: readonly StructResult[]): string[] {
  return structs.flatMap((struct) => {
    const oracle = structOf(struct.struct);
    if (oracle === undefined) return struct.struct === 'gap' ? [] : [`${struct.struct}: not in the oracle`];
    const bytes = block.bytes.subarray(struct.byteOffset);
    const endian = endianOf(struct.struct, block.listed.endian ?? 'big');
    return struct.fields.flatMap((field) => {
      if (field.status !== 'ok' || field.kind === 'padding') return [];
      const text = compareField(oracle, field, bytes, endian);
      return text === undefined ? [] : [`${struct.struct}.${field.path}: ${text}`];
    });
  });
}

function compareField(oracle: OracleStruct, field: FieldResult, bytes: Uint8Array, endian: Endian): string | undefined {
  const isFlexible = placeOf(oracle, field.path, bytes)?.sizeBytes === 0;
  const own = readMember(
    oracle,
    field.path,
    bytes,
    endian,
    isFlexible ? flexibleLength(oracle, bytes, endian) : undefined,
  );
  if (own === undefined) return 'the oracle has no such member';
  const shown: Record<string, unknown> = { ...field };
  const wrong = Object.entries(own).filter(([key, value]) => shown[key] !== value);
  return wrong.length === 0
    ? undefined
    : wrong.map(([key, value]) => `${key} is ${String(shown[key])}, read ${String(value)}`).join('; ');
}

/** Length of `util_str[]` and `pfip[]`: the struct's own size member. */
function flexibleLength(oracle: OracleStruct, bytes: Uint8Array, endian: Endian): number {
  return Number(readMember(oracle, 'size', bytes, endian)?.value ?? 0);
}

/** Members of the oracle that lie inside the block and are not in the result. */
function missing(block: Block, structs: readonly StructResult[]): string[] {
  return structs.flatMap((struct) => {
    const oracle = structOf(struct.struct);
    if (oracle === undefined) return [];
    const bytes = block.bytes.subarray(struct.byteOffset);
    const endian = endianOf(struct.struct, block.listed.endian ?? 'big');
    const limit = limitOf(oracle, block, struct, structs, endian);
    const countOf = (array: OracleField): number => elementCount(oracle, array, bytes, limit);
    return memberPaths(oracle, countOf)
      .filter((path) => {
        const place = placeOf(oracle, path, bytes);
        const size = place?.sizeBytes === 0 ? flexibleLength(oracle, bytes, endian) : (place?.sizeBytes ?? 0);
        return place !== undefined && place.byteOffset + size <= limit && !isShown(oracle, struct, path, bytes);
      })
      .map((path) => `${struct.struct}.${path}`);
  });
}

/** Elements of an array of structs: as declared, or as many as lie before the limit. */
function elementCount(oracle: OracleStruct, array: OracleField, bytes: Uint8Array, limit: number): number {
  const declared = parseType(array.type ?? '').count ?? 0;
  if (declared > 0 && oracle.name !== 'clp_rsp_list_pci') return declared;
  const stride = strideOf(oracle, array, bytes);
  const smallest = array.field === 'fh_list' ? 16 : 1;
  return stride < smallest ? 0 : Math.max(0, Math.floor((limit - array.byteOffset) / stride));
}

/** In the result with a value, or there under the other name of a union, or said to be absent. */
function isShown(oracle: OracleStruct, struct: StructResult, path: string, bytes: Uint8Array): boolean {
  const field = struct.fields.find((one) => one.path === path);
  if (field?.status === 'ok') return true;
  const place = placeOf(oracle, path, bytes);
  const same = struct.fields.some(
    (one) =>
      one.status === 'ok' &&
      one.kind !== 'padding' &&
      one.byteOffset === place?.byteOffset &&
      one.bitOffset === place.bitOffset &&
      one.bitLength === place.bitLength,
  );
  return same || (field?.status === 'absent' && isLeftOut(struct, path, bytes));
}

/** Members of capabilities by the first version that has them. */
const firstVersions: Readonly<Record<string, number>> = {
  'vfio_device_info_cap_zpci_base.fh': 2,
  'vfio_device_info_cap_zpci_base.ccdf_err_length': 3,
  'vfio_device_info_cap_zpci_group.reserved': 2,
  'vfio_device_info_cap_zpci_group.imaxstbl': 2,
};

/** This version does not have the member yet, or it is one of a union of which another lives. */
function isLeftOut(struct: StructResult, path: string, bytes: Uint8Array): boolean {
  const format = /^fmt(\d)[.]/.exec(path)?.[1];
  if (struct.struct === 'zpci_fmb' && format !== undefined) return bytes[0] !== Number(format);
  return (struct.version ?? 0) < (firstVersions[`${struct.struct}.${path}`] ?? 0);
}

/** Bits of the block by how often they are covered, where that is not once. */
function coverage(length: number, structs: readonly StructResult[]): string[] {
  const counts = new Uint8Array(length * 8);
  const cover = (from: number, bits: number): void => {
    for (let bit = from; bit < from + bits; bit++) counts[bit] = (counts[bit] ?? 0) + 1;
  };
  for (const struct of structs) {
    if (struct.struct === 'gap') cover(struct.byteOffset * 8, struct.byteLength * 8);
    for (const field of struct.fields) {
      if (field.status === 'ok') cover((struct.byteOffset + field.byteOffset) * 8 + field.bitOffset, field.bitLength);
    }
  }
  const wrong = [...counts].flatMap((count, bit) =>
    count === 1 ? [] : [`byte ${Math.floor(bit / 8)} bit ${bit % 8}: ${count} times`],
  );
  return wrong.length > 8 ? [...wrong.slice(0, 8), `and ${wrong.length - 8} more`] : wrong;
}

/**
 * The proposals have structs of the same names; test/rfc holds them against the oracle. No compiler saw a table
 * of the user.
 */
const ofKernels = cases
  .filter(({ manifest }) => manifest.layouts === undefined)
  .map((one) => ({ ...one, blocks: one.blocks.filter(({ listed }) => !listed.type.includes('@')) }))
  .filter((one) => one.blocks.length > 0);

describe.each(ofKernels)('$path', (one) => {
  it.each(one.blocks)('$listed.file reads the same with the oracle alone', (block) => {
    const { structs } = decodeListed(one, block);
    expect(differences(block, structs)).toEqual([]);
  });

  it.each(one.blocks)('$listed.file shows every member that lies inside it', (block) => {
    expect(missing(block, decodeListed(one, block).structs)).toEqual([]);
  });

  it.each(one.blocks)('$listed.file is left as it was by decoding it', (block) => {
    // A Buffer, because its slice() is a view and not the copy that a Uint8Array makes.
    const bytes = Buffer.from(block.bytes);
    decodeListed(one, { ...block, bytes });
    expect(bytes.equals(block.bytes)).toBe(true);
  });

  it.each(one.blocks)('$listed.file is covered bit by bit, once', (block) => {
    const { structs, length } = decodeListed(one, block);
    expect(length).toBe(block.bytes.length);
    expect(coverage(length, structs)).toEqual([]);
    expect(structs.map((struct) => struct.byteOffset)).toEqual(
      structs.map((struct) => struct.byteOffset).sort((a, b) => a - b),
    );
  });

  it.each(one.blocks)('$listed.file has the bytes of its padding and gaps', (block) => {
    for (const struct of decodeListed(one, block).structs) {
      const bytes = block.bytes.subarray(struct.byteOffset, struct.byteOffset + struct.byteLength);
      if (struct.struct === 'gap') expect(struct.raw).toBe(Buffer.from(bytes).toString('hex'));
      for (const field of struct.fields.filter((each) => each.kind === 'padding')) {
        expect(field.raw, `${struct.struct} ${field.path}`).toBe(rawOf(bytes, field));
      }
    }
  });
});
