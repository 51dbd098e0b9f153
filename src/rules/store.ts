/**
 * The facts of one side: every value of its blocks by `struct.member`.
 */
import { toHex } from '../bytes/hex.js';
import { type Catalog, hasRole, typeName } from '../catalog/catalog.js';
import type { Leaf } from '../catalog/plan.js';
import type { IssueCode } from '../model/issues.js';

/** What the store must know of a decoded struct; `src/decode` provides it. */
export interface StoredStruct {
  readonly tag: string;
  readonly interfaceName: string | null;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly plan: { readonly leaves: readonly Leaf[] };
  readonly values: readonly (number | bigint | undefined)[];
  readonly visible: (leaf: Leaf) => boolean;
}

export interface StoredBlock {
  /** Name of the file; for messages. */
  readonly source?: string;
  readonly bytes: Uint8Array;
  readonly structs: readonly StoredStruct[];
  readonly issues: readonly { readonly code: IssueCode }[];
}

export interface Fact {
  /** `struct.member`, or `struct@interface.member`. */
  readonly path: string;
  /** Integer, or the bytes as hex; null when it was not read. */
  readonly value: bigint | string | null;
  readonly status: 'ok' | 'absent' | 'truncated';
  /** The same bytes read in the other byte order. */
  readonly swapped: bigint | null;
  readonly bits: number;
  readonly source: string;
  /** From the start of its block. */
  readonly byteOffset: number;
  readonly raw: string | null;
  readonly leaf: Leaf | null;
}

export interface Store {
  /** A fact by its exact path. */
  find(path: string): Fact | undefined;
  /** Facts of that path in every struct of the name, in order. */
  findAll(path: string): readonly Fact[];
  /** All facts of a struct in order. */
  factsOf(struct: string): readonly Fact[];
  has(struct: string): boolean;
  /** True when a block that would hold the struct was given and is whole enough to say that it is not there. */
  couldHold(struct: string): boolean;
  /** All structs in order. */
  readonly structs: readonly string[];
}

/** Findings after which nobody knows what else the block would have held. */
const incomplete: ReadonlySet<IssueCode> = new Set([
  'BUFFER_TOO_SMALL',
  'TRUNCATED',
  'CHAIN_LOOP',
  'CHAIN_SELF',
  'CHAIN_INTO_HEADER',
  'CHAIN_OUT_OF_RANGE',
  'CHAIN_OVERLAP',
  'RESPONSE_NOT_OK',
]);

const unitSizes = { u8: 1, u16: 2, u32: 4, u64: 8, bytes: 1 } as const;

/** The facts of the blocks of one side; the first struct of a name counts. */
export function makeStore(catalog: Catalog, blocks: readonly StoredBlock[]): Store {
  const byStruct = new Map<string, readonly Fact[]>();
  const byPath = new Map<string, Fact>();
  const all = new Map<string, Fact[]>();
  const cut = new Set<string>();
  const failed = new Set<string>();
  for (const block of blocks) {
    const isCut = block.issues.some((one) => incomplete.has(one.code));
    for (const struct of block.structs) {
      const name = nameOf(struct);
      const facts = factsOf(block, struct, name);
      for (const fact of facts) all.set(fact.path, [...(all.get(fact.path) ?? []), fact]);
      if (byStruct.has(name)) continue;
      byStruct.set(name, facts);
      for (const fact of facts) byPath.set(fact.path, fact);
      if (isCut) cut.add(name);
      if (block.issues.some((one) => one.code === 'RESPONSE_NOT_OK')) failed.add(name);
    }
  }
  const holderOf = (struct: string): string => {
    const [tag = '', interfaceName] = struct.split('@');
    const layout = catalog.layout(tag, interfaceName);
    return layout !== undefined && hasRole(layout, 'capability') ? layout.role.of : struct;
  };
  return {
    find: (path) => byPath.get(path),
    findAll: (path) => all.get(path) ?? [],
    factsOf: (struct) => byStruct.get(struct) ?? [],
    has: (struct) => byStruct.has(struct) && !failed.has(struct),
    couldHold: (struct) => byStruct.has(holderOf(struct)) && !cut.has(holderOf(struct)),
    structs: [...byStruct.keys()],
  };
}

/** Name of a struct in rows: tag, or `tag@interface`. */
function nameOf(struct: StoredStruct): string {
  return typeName({ tag: struct.tag, ...(struct.interfaceName === null ? {} : { interface: struct.interfaceName }) });
}

function factsOf(block: StoredBlock, struct: StoredStruct, name: string): Fact[] {
  return struct.plan.leaves.flatMap((leaf, i) => {
    if (leaf.field === null || !struct.visible(leaf)) return [];
    const isRead = !leaf.absent && leaf.byteOffset + leaf.byteLength <= struct.byteLength;
    const start = struct.byteOffset + leaf.byteOffset;
    const raw = isRead ? toHex(block.bytes, start, leaf.byteLength) : null;
    const number = struct.values[i];
    const fact: Fact = {
      path: `${name}.${leaf.path}`,
      value: number !== undefined ? BigInt(number) : raw,
      status: isRead ? 'ok' : leaf.absent ? 'absent' : 'truncated',
      swapped: isRead && number !== undefined ? swappedValue(block.bytes, struct.byteOffset, leaf) : null,
      bits: leaf.bitLength,
      source: block.source ?? '',
      byteOffset: start,
      raw,
      leaf,
    };
    return [fact];
  });
}

/** The declared storage unit read in the other byte order, cut down to the field's own bits. */
function swappedValue(bytes: Uint8Array, base: number, leaf: Leaf): bigint | null {
  const size = leaf.field === null ? 1 : leaf.field.type === 'bytes' ? 1 : unitSizes[leaf.field.type];
  if (size === 1 || leaf.bitLength < 8 || (leaf.bitLength === 8 && size > 1)) return null;
  const start = Math.floor(leaf.byteOffset / size) * size;
  const unit = [...bytes.subarray(base + start, base + start + size)];
  if (unit.length < size) return null;
  if (leaf.endian === 'big') unit.reverse();
  const whole = unit.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  const left = (leaf.byteOffset - start) * 8 + leaf.bitOffset;
  const isWhole = leaf.bitLength === size * 8;
  return isWhole ? whole : (whole >> BigInt(size * 8 - left - leaf.bitLength)) & ((1n << BigInt(leaf.bitLength)) - 1n);
}
