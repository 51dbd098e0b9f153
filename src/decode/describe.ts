/**
 * From a decoded block to the JSON contract: plain data with raw bytes, labels and exposures.
 */
import { decodeEbcdic } from '../bytes/ebcdic.js';
import { hexNumber, toHex } from '../bytes/hex.js';
import { sha256 } from '../bytes/sha256.js';
import { builtInCatalog, type Catalog } from '../catalog/catalog.js';
import type { Leaf } from '../catalog/plan.js';
import type { BlockResult, FieldResult, StructResult } from '../model/result.js';
import { isValid } from './check-values.js';
import type { DecodedBlock, Gap } from './decode-block.js';
import { labelOf } from './label.js';
import { bytesOf, type DecodedStruct, isRead, type Value } from './read-struct.js';

/** Where the block was found. */
export interface BlockPlace {
  readonly source?: string;
  readonly sourceOffset?: number;
}

/**
 * The block as `zpci-inspect/decode@1` has it. Numbers up to 32 bits are numbers, 64-bit ones
 * `0x` and 16 digits; `raw` is lower-case hex in memory order.
 */
export function describeBlock(block: DecodedBlock, place: BlockPlace = {}): BlockResult {
  const structs = [
    ...block.structs.map((struct) => describeStruct(block, struct)),
    ...block.gaps.map((gap) => describeGap(block, gap)),
  ].sort((a, b) => a.byteOffset - b.byteOffset);
  let hash: string | undefined;
  return {
    source: place.source ?? '-',
    sourceOffset: place.sourceOffset ?? 0,
    type: block.type,
    endian: block.endian,
    length: block.bytes.length,
    // A table does not print it, and what makes it takes long to load.
    get sha256() {
      hash ??= sha256(block.bytes);
      return hash;
    },
    why: block.why,
    structs,
    issues: block.issues,
  };
}

/** Bytes that no struct covers. */
export function describeGap(block: DecodedBlock, gap: Gap): StructResult {
  return {
    struct: 'gap',
    byteOffset: gap.byteOffset,
    byteLength: gap.byteLength,
    version: null,
    interface: null,
    raw: toHex(block.bytes, gap.byteOffset, gap.byteLength),
    fields: [],
  };
}

/** One struct with all its fields. */
export function describeStruct(block: DecodedBlock, struct: DecodedStruct): StructResult {
  const fields: FieldResult[] = [];
  struct.plan.leaves.forEach((leaf, index) => {
    const isHidden = !struct.visible(leaf);
    const isCutPadding = leaf.kind === 'padding' && !isRead(struct, leaf);
    if (!isHidden && !isCutPadding) fields.push(describeField(block, struct, leaf, struct.value(index)));
  });
  return {
    struct: struct.tag,
    byteOffset: struct.byteOffset,
    byteLength: struct.byteLength,
    version: struct.plan.version,
    interface: struct.interfaceName,
    fields,
  };
}

/** The field of one leaf, by its index in the plan. @throws RangeError when there is none. */
export function describeLeaf(block: DecodedBlock, struct: DecodedStruct, index: number): FieldResult {
  const leaf = struct.plan.leaves[index];
  if (leaf === undefined) throw new RangeError(`${struct.tag} has no leaf ${index}`);
  return describeField(block, struct, leaf, struct.value(index));
}

function describeField(block: DecodedBlock, struct: DecodedStruct, leaf: Leaf, value: Value): FieldResult {
  const catalog = block.options.catalog ?? builtInCatalog();
  const read = isRead(struct, leaf);
  return {
    path: leaf.path,
    kind: leaf.kind,
    byteOffset: leaf.byteOffset,
    bitOffset: leaf.bitOffset,
    bitLength: leaf.bitLength,
    raw: read ? toHex(bytesOf(struct, leaf)) : null,
    value: read ? valueIn(block, struct, leaf, value) : null,
    label: read ? labelIn(catalog, struct, leaf, value) : null,
    status: read ? 'ok' : leaf.absent ? 'absent' : 'truncated',
    exposure: catalog.exposures(struct.tag, leaf.generic),
  };
}

/** The value of a leaf by its index in the plan, as the JSON contract has it; null when it was not read. */
export function valueOfLeaf(block: DecodedBlock, struct: DecodedStruct, index: number): number | string | null {
  const leaf = struct.plan.leaves[index];
  return leaf === undefined || !isRead(struct, leaf) ? null : valueIn(block, struct, leaf, struct.value(index));
}

/** What the value says in words, by the index of its leaf; null when it was not read or the number says it all. */
export function labelOfLeaf(block: DecodedBlock, struct: DecodedStruct, index: number): string | null {
  const leaf = struct.plan.leaves[index];
  if (leaf === undefined || !isRead(struct, leaf)) return null;
  return labelIn(block.options.catalog ?? builtInCatalog(), struct, leaf, struct.value(index));
}

/** The value of a leaf that was read, as the JSON contract has it. */
export function valueIn(block: DecodedBlock, struct: DecodedStruct, leaf: Leaf, value: Value): number | string {
  if (typeof value === 'bigint') return hexNumber(value, 16);
  if (value !== undefined) return value;
  const start = struct.byteOffset + leaf.byteOffset;
  const isText = leaf.field?.type === 'bytes' && leaf.field.text === 'ebcdic';
  if (isText)
    return decodeEbcdic(block.bytes.subarray(start, start + leaf.byteLength), block.options.codepage ?? '037');
  return toHex(bytesOf(struct, leaf));
}

/** What the value of a leaf that was read says in words; null when the number says it all. */
export function labelIn(catalog: Catalog, struct: DecodedStruct, leaf: Leaf, value: Value): string | null {
  if (value !== undefined) return labelOf(catalog, struct, leaf, value);
  const field = leaf.field;
  if (field?.type === 'bytes' && !isValid(struct, leaf, field)) return `not valid: ${field.validIf?.field ?? ''} is 0`;
  return null;
}
