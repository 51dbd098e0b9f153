/**
 * A second, slow and simple way to read a block: only the oracle and the bytes. Bits are counted from
 * the most significant one of the struct, and every number is a BigInt made of them.
 */
import { readCp037 } from './cp037.js';
import { notCompiled } from './not-compiled.js';
import { newestStruct, type OracleField, type OracleStruct, parseType } from './oracle.js';

export type Endian = 'big' | 'little';

/** One member as the oracle and the bytes have it. */
export interface Reading {
  readonly path: string;
  readonly byteOffset: number;
  readonly bitOffset: number;
  readonly bitLength: number;
  readonly raw: string;
  readonly value: number | string;
}

/** Where a member lies; `[i]` is resolved. */
export interface Place {
  readonly byteOffset: number;
  readonly sizeBytes: number;
  readonly bitOffset: number;
  readonly bitLength: number;
  /** An integer, or bytes shown as one string. */
  readonly isInteger: boolean;
  readonly isLittle: boolean;
}

/** The newest struct of that name, typed by hand where the oracle has none. */
export function structOf(name: string): OracleStruct | undefined {
  return newestStruct(name) ?? notCompiled.find((struct) => struct.name === name);
}

/** Distance of the elements of an array of structs. A list of functions says it itself, in byte 31. */
export function strideOf(struct: OracleStruct, array: OracleField, bytes: Uint8Array): number {
  if (struct.name === 'clp_rsp_list_pci') return bytes[31] ?? 0;
  const { element, count } = parseType(array.type ?? '');
  const named = structOf(element.replace(/^struct /, ''));
  return named?.sizeof ?? array.sizeBytes / (count ?? 1);
}

/** Members that are one element each, although C declares an array. */
const elementwise = ['bar', 'bar_size'];

/** The place of a member path; undefined when the oracle has no such member. */
export function placeOf(struct: OracleStruct, path: string, bytes: Uint8Array): Place | undefined {
  const scalar = /^(.*)\[(\d+)\]$/.exec(path);
  const array = scalar === null ? undefined : struct.fields.get(scalar[1] ?? '');
  if (scalar !== null && array !== undefined) return elementPlace(array, Number(scalar[2]));
  let moved = 0;
  const key = path.replace(/\[(\d+)\]/g, (_, digits: string, at: number) => {
    const owner = struct.fields.get(path.slice(0, at));
    if (owner !== undefined) moved += Number(digits) * strideOf(struct, owner, bytes);
    return '[0]';
  });
  const field = struct.fields.get(key);
  return field === undefined ? undefined : memberPlace(field, moved);
}

function elementPlace(array: OracleField, index: number): Place {
  const { bytes: size = 0, isLittle } = parseType(array.type ?? '');
  const byteOffset = array.byteOffset + index * size;
  return { byteOffset, sizeBytes: size, bitOffset: 0, bitLength: size * 8, isInteger: true, isLittle };
}

function memberPlace(field: OracleField, moved: number): Place {
  const { bytes: size, count, isLittle } = parseType(field.type ?? '');
  return {
    byteOffset: field.byteOffset + moved,
    sizeBytes: field.sizeBytes,
    bitOffset: field.bitOffset ?? 0,
    bitLength: field.bitSize ?? field.sizeBytes * 8,
    isInteger: size !== undefined && count === undefined,
    isLittle,
  };
}

/** Reads `length` bits from bit `from` of the struct, most significant first. */
function readBits(bytes: Uint8Array, from: number, length: number): bigint {
  let value = 0n;
  for (let bit = from; bit < from + length; bit++) {
    const byte = bytes[Math.floor(bit / 8)] ?? 0;
    value = value * 2n + BigInt(Math.floor(byte / 2 ** (7 - (bit % 8))) % 2);
  }
  return value;
}

/** Reads one member. `bytes` begin with the struct; `length` is given for strings whose length the block says. */
export function readMember(
  struct: OracleStruct,
  path: string,
  bytes: Uint8Array,
  endian: Endian,
  length?: number,
): Reading | undefined {
  const found = placeOf(struct, path, bytes);
  if (found === undefined) return undefined;
  const place = length === undefined ? found : { ...found, sizeBytes: length, bitLength: length * 8 };
  const bits = readBits(bytes, place.byteOffset * 8 + place.bitOffset, place.bitLength);
  const raw = rawOf(bytes, place);
  const { byteOffset, bitOffset, bitLength } = place;
  return { path, byteOffset, bitOffset, bitLength, raw, value: numberOrText(path, place, bits, raw, endian) };
}

/** Hex of the bytes that a run of bits touches, with the bits of its neighbours 0. */
export function rawOf(bytes: Uint8Array, run: { byteOffset: number; bitOffset: number; bitLength: number }): string {
  const length = Math.ceil((run.bitOffset + run.bitLength) / 8);
  const spare = length * 8 - run.bitOffset - run.bitLength;
  const bits = readBits(bytes, run.byteOffset * 8 + run.bitOffset, run.bitLength) * 2n ** BigInt(spare);
  return length === 0 ? '' : bits.toString(16).padStart(length * 2, '0');
}

function numberOrText(path: string, place: Place, bits: bigint, raw: string, endian: Endian): number | string {
  if (path === 'util_str') return readCp037(Uint8Array.from(Buffer.from(raw, 'hex')));
  if (!place.isInteger) return raw;
  const isLittle = place.isLittle || endian === 'little';
  const value = isLittle ? BigInt(`0x${swapBytes(raw)}`) : bits;
  return place.bitLength > 32 ? `0x${value.toString(16).padStart(16, '0')}` : Number(value);
}

function swapBytes(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join('');
}

/** CLP is big-endian on every machine; everything else has the byte order of the host. */
export function endianOf(struct: string, host: Endian): Endian {
  return /^(clp_|mio_info)/.test(struct) ? 'big' : host;
}

/** Paths of all members that are no structs, arrays of structs with as many elements as `countOf` says. */
export function memberPaths(struct: OracleStruct, countOf: (array: OracleField) => number): string[] {
  return [...struct.fields.values()].flatMap((field) => {
    const type = parseType(field.type ?? '');
    if (type.bytes === undefined) return [];
    if (elementwise.includes(field.field))
      return Array.from({ length: type.count ?? 0 }, (_, i) => `${field.field}[${i}]`);
    const array = /^(.*)\[0\]/.exec(field.field)?.[1];
    const owner = array === undefined ? undefined : struct.fields.get(array);
    if (owner === undefined) return [field.field];
    return Array.from({ length: countOf(owner) }, (_, i) => field.field.replace('[0]', `[${i}]`));
  });
}
