/**
 * `expected.decode.json`: what `decode` says of every block of a case, as compact as it can be reviewed.
 *
 * Kept of the result are type, byte order, structs, places, values, labels and findings. Left out are what follows
 * from the bytes (hashes, raw hex of fields), what is prose (reasons, messages), and how interfaces treat the fields:
 * no byte decides that. The text has one line for each field, so that a change is one line in a review.
 */
import * as v from 'valibot';
import { toHex } from '../bytes/hex.js';
import type { Catalog } from '../catalog/catalog.js';
import type { Leaf } from '../catalog/plan.js';
import type { DecodedBlock, Gap } from '../decode/decode-block.js';
import { labelIn, valueIn } from '../decode/describe.js';
import { type DecodedStruct, isRead, type Value } from '../decode/read-struct.js';

export const decodeExpectationSchema = 'zpci-inspect/expected-decode@1';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const value = v.nullable(v.union([v.number(), v.string()]));

/** Path, place, value, label: `["pfgid", "19:8", 5]`, `["hdr.rsp", "2:16", 16, "0x0010 CLP_RC_OK"]`. */
const field = v.tupleWithRest([v.string(), v.string(), value], v.string());

const struct = v.strictObject({
  /** C tag, or `gap`. */
  struct: v.string(),
  at: count,
  bytes: count,
  version: v.optional(count),
  interface: v.optional(v.string()),
  /** Bytes of a gap: hex, or `00*192` for a run. */
  raw: v.optional(v.string()),
  fields: v.optional(v.array(field)),
  /** Fields that this version does not have. */
  absent: v.optional(v.array(v.string())),
});

/** Code, path, offset from the start of the block. */
const issue = v.tuple([v.string(), v.string(), count]);

const block = v.strictObject({
  /** File; `file#2` for the second block of a dump. */
  block: v.string(),
  type: v.string(),
  endian: v.string(),
  length: count,
  structs: v.array(struct),
  issues: v.array(issue),
});

/** The schema of `expected.decode.json`. */
export const decodeExpectation = v.strictObject({
  schema: v.literal(decodeExpectationSchema, `expected "${decodeExpectationSchema}"`),
  blocks: v.array(block),
  /** How interfaces treat the fields: earlier versions wrote it. It is read and not compared. */
  exposures: v.optional(v.unknown()),
});

export type BlockExpectation = v.InferOutput<typeof block>;
export type StructExpectation = v.InferOutput<typeof struct>;
export type FieldExpectation = v.InferOutput<typeof field>;

export interface DecodeExpectation {
  readonly schema: typeof decodeExpectationSchema;
  readonly blocks: readonly BlockExpectation[];
}

/** A decoded block and the name that expectations have for it. */
export interface NamedBlock {
  readonly name: string;
  readonly block: DecodedBlock;
}

/** What the tables of today say of the blocks. */
export function expectDecode(catalog: Catalog, blocks: readonly NamedBlock[]): DecodeExpectation {
  return { schema: decodeExpectationSchema, blocks: blocks.map((one) => expectBlock(catalog, one)) };
}

function expectBlock(catalog: Catalog, { name, block }: NamedBlock): BlockExpectation {
  const { type, endian, bytes, structs, gaps, issues } = block;
  const parts = [
    ...structs.map((struct) => expectStruct(catalog, block, struct)),
    ...gaps.map((gap) => expectGap(bytes, gap)),
  ];
  return {
    block: name,
    type,
    endian,
    length: bytes.length,
    structs: parts.sort((a, b) => a.at - b.at),
    issues: issues.map((one) => [one.code, one.path, one.byteOffset]),
  };
}

function expectGap(bytes: Uint8Array, { byteOffset, byteLength }: Gap): StructExpectation {
  const raw = compactHex(toHex(bytes, byteOffset, byteLength));
  return { struct: 'gap', at: byteOffset, bytes: byteLength, raw };
}

/** What `decode --format json` shows of the struct, without what follows from the bytes. */
function expectStruct(catalog: Catalog, block: DecodedBlock, struct: DecodedStruct): StructExpectation {
  const { version } = struct.plan;
  const fields: FieldExpectation[] = [];
  const absent: string[] = [];
  struct.plan.leaves.forEach((leaf, i) => {
    const isCutPadding = leaf.kind === 'padding' && !isRead(struct, leaf);
    if (isCutPadding || !struct.visible(leaf)) return;
    if (leaf.absent) absent.push(leaf.path);
    else fields.push(expectField(catalog, block, struct, leaf, struct.values[i]));
  });
  return {
    struct: struct.tag,
    at: struct.byteOffset,
    bytes: struct.byteLength,
    ...(version === null ? {} : { version }),
    ...(struct.interfaceName === null ? {} : { interface: struct.interfaceName }),
    fields,
    ...(absent.length === 0 ? {} : { absent }),
  };
}

function expectField(
  catalog: Catalog,
  block: DecodedBlock,
  struct: DecodedStruct,
  leaf: Leaf,
  value: Value,
): FieldExpectation {
  const place = placeOf(leaf);
  if (!isRead(struct, leaf)) return [leaf.path, place, null, 'truncated'];
  const isText = leaf.field?.type === 'bytes' && leaf.field.text !== undefined;
  const found = valueIn(block, struct, leaf, value);
  const shown = value === undefined && !isText && typeof found === 'string' ? compactHex(found) : found;
  const label = labelIn(catalog, struct, leaf, value);
  return label === null ? [leaf.path, place, shown] : [leaf.path, place, shown, label];
}

const places = new WeakMap<Leaf, string>();

/** `19:8`, `4.4:28`, `20:32 reserved`: byte, bit, number of bits. */
function placeOf(leaf: Leaf): string {
  const known = places.get(leaf);
  if (known !== undefined) return known;
  const { byteOffset, bitOffset, bitLength, kind } = leaf;
  const bits = `${byteOffset}${bitOffset === 0 ? '' : `.${bitOffset}`}:${bitLength}`;
  const made = kind === 'reserved' ? `${bits} reserved` : bits;
  places.set(leaf, made);
  return made;
}

/** Runs of one byte, longer than what says so, as `00*192`. */
export function compactHex(hex: string): string {
  const first = hex.slice(0, 2);
  const bytes = hex.length / 2;
  return bytes > 4 && hex === first.repeat(bytes) ? `${first}*${bytes}` : hex;
}

/** The text of the file. */
export function formatDecode({ schema, blocks }: DecodeExpectation): string {
  return `{\n"schema":${JSON.stringify(schema)},\n"blocks":[\n${blocks.map(formatBlock).join(',\n')}\n]\n}\n`;
}

function formatBlock({ structs, issues, ...head }: BlockExpectation): string {
  const list = issues.map((one) => JSON.stringify(one)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"structs":[\n${structs.map(formatStruct).join(',\n')}\n],"issues":[${list === '' ? '' : `\n${list}\n`}]}`;
}

function formatStruct({ fields, absent, ...head }: StructExpectation): string {
  const start = JSON.stringify(head).slice(0, -1);
  if (fields === undefined) return `${start}}`;
  const lines = fields.map((one) => JSON.stringify(one)).join(',\n');
  const rest = absent === undefined ? '' : `,"absent":${JSON.stringify(absent)}`;
  return `${start},"fields":[${lines === '' ? '' : `\n${lines}\n`}]${rest}}`;
}
