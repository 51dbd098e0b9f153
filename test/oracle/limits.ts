/**
 * Where a struct of a block must end, worked out from the rules and the oracle alone: a decoder that
 * gives up too early would leave bytes in a gap, and this shows it.
 */

import type { StructResult } from '../../src/index.js';
import type { CaseBlock } from '../../src/load/load-case.js';
import type { OracleStruct } from './oracle.js';
import { type Endian, readMember } from './reader.js';

/** Bytes of the fixed part by capability version, where they are not those of the newest. */
const olderSizes: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  vfio_device_info_cap_zpci_base: { 0: 32, 1: 32 },
  vfio_device_info_cap_zpci_group: { 1: 40 },
};

/** Bits that announce a chain, by info struct. */
const chainFlags: Readonly<Record<string, number>> = {
  vfio_device_info: 0x80,
  vfio_iommu_type1_info: 0x2,
  vfio_region_info: 0x8,
};

/** The length, from the start of the struct, up to which every member must be shown. */
export function limitOf(
  oracle: OracleStruct,
  block: CaseBlock,
  struct: StructResult,
  structs: readonly StructResult[],
  endian: Endian,
): number {
  const bytes = block.bytes.subarray(struct.byteOffset);
  const number = (path: string): number => Number(readMember(oracle, path, bytes, endian)?.value ?? 0);
  if (oracle.name.startsWith('clp_rsp_') && oracle.fields.has('hdr.rsp'))
    return responseLimit(oracle, number, bytes.length);
  if (oracle.name.startsWith('clp_req_') && oracle.fields.has('hdr.cmd'))
    return requestLimit(oracle, number, bytes.length);
  if (oracle.fields.has('header.id')) return capabilityLimit(oracle, struct, structs, bytes.length);
  if (chainFlags[oracle.name] !== undefined) return infoLimit(oracle, struct, number);
  return bytes.length;
}

type ReadNumber = (path: string) => number;

/** A response is believed as far as its own length, and not at all unless it says that it is done. */
function responseLimit(oracle: OracleStruct, number: ReadNumber, present: number): number {
  const length = number('hdr.len');
  if (number('hdr.rsp') !== 0x10 || length < 16) return Math.min(16, present);
  if (oracle.name === 'clp_rsp_list_pci') return Math.min(length, present);
  return Math.min(length, present, oracle.sizeof);
}

function requestLimit(oracle: OracleStruct, number: ReadNumber, present: number): number {
  return Math.min(Math.max(number('hdr.len'), 16), present, oracle.sizeof);
}

/** A capability ends with its version's size; with a flexible member, where the next struct begins. */
function capabilityLimit(
  oracle: OracleStruct,
  struct: StructResult,
  structs: readonly StructResult[],
  present: number,
): number {
  const hasTail = [...oracle.fields.values()].some((field) => field.type?.endsWith('[]'));
  const next = structs.find((other) => other.struct !== 'gap' && other.byteOffset > struct.byteOffset);
  const room = next === undefined ? present : next.byteOffset - struct.byteOffset;
  if (!hasTail) return Math.min(olderSizes[oracle.name]?.[struct.version ?? 0] ?? oracle.sizeof, present);
  const own = struct.fields.find((field) => field.path === 'size' || /^nr_/.test(field.path))?.value;
  const each = /util|pfip/.test(oracle.name) ? 1 : 16;
  return Math.min(oracle.sizeof + each * Number(own ?? 0), room, present);
}

/** The fixed part ends where the chain begins; without a chain the shape of that Linux version counts. */
function infoLimit(oracle: OracleStruct, struct: StructResult, number: ReadNumber): number {
  const hasChain = (number('flags') & (chainFlags[oracle.name] ?? 0)) !== 0;
  const first = number('cap_offset');
  if (hasChain && first >= 20) return Math.min(first, oracle.sizeof);
  return Math.min(struct.byteLength, oracle.sizeof);
}
