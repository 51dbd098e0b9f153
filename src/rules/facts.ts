/**
 * The facts of one side: every value of its blocks by `struct.member`.
 */
import { toHex } from '../bytes/hex.js';
import { readInteger } from '../bytes/integers.js';
import { type Catalog, hasRole, typeName } from '../catalog/catalog.js';
import type { Leaf } from '../catalog/plan.js';
import type { IssueCode, Severity } from '../model/issues.js';

/** What is read of a decoded struct; `src/decode` provides it. */
export interface FactStruct {
  readonly tag: string;
  readonly interfaceName: string | null;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly plan: { readonly leaves: readonly Leaf[] };
  readonly values: readonly (number | bigint | undefined)[];
  readonly visible: (leaf: Leaf) => boolean;
}

export interface FactBlock {
  /** Name of the file; for messages. */
  readonly source?: string | undefined;
  readonly bytes: Uint8Array;
  readonly structs: readonly FactStruct[];
  readonly issues: readonly { readonly code: IssueCode; readonly severity: Severity }[];
}

export type Value = bigint | string;

export interface Fact {
  /** `struct.member`, or `struct@interface.member`. */
  readonly path: string;
  /** Integer, or the bytes as hex; null when it was not read. */
  readonly value: Value | null;
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

/** The fact with some things changed. `{ ...fact }` would lose what is read only when it is asked for. */
export function factWith(fact: Fact, changes: Partial<Fact>): Fact {
  const { path, value, status, swapped, bits, source, byteOffset, raw, leaf } = fact;
  return { path, value, status, swapped, bits, source, byteOffset, raw, leaf, ...changes };
}

/** `struct` of `struct.member`, with the interface behind its `@`. */
export function structOf(path: string): string {
  return path.replace(/\..*$/, '');
}

/** `member` of `struct.member`; a name without a dot is one. */
export function memberOf(path: string): string {
  return path.slice(path.indexOf('.') + 1);
}

/** 0, or bytes that are all zero. */
export function isZero(value: Value): boolean {
  return typeof value === 'bigint' ? value === 0n : /^0*$/.test(value);
}

/** Path of a fact in its struct, with `[]` for indices. */
export function genericOf({ leaf, path }: Fact, struct: string): string {
  return leaf?.generic ?? path.slice(struct.length + 1).replace(/\[\d+\]/g, '[]');
}

export interface Facts {
  /** A fact by its exact path. */
  find(path: string): Fact | undefined;
  /** Facts of that path in every struct of the name, in order. */
  findAll(path: string): readonly Fact[];
  /** All facts of a struct in order. */
  factsOf(struct: string): readonly Fact[];
  has(struct: string): boolean;
  /** Why the blocks cannot say that a struct is not there: none could hold it, or bytes are missing. */
  doubt(struct: string): string | undefined;
  /** All structs in order. */
  readonly structs: readonly string[];
}

/** A fact that was looked for: its value, or that it is certainly not there, or that nobody can tell. */
export type Sought<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string };

/** A struct as a whole. */
export function seekStruct(facts: Facts, name: string): Sought<null> {
  if (facts.has(name)) return { kind: 'value', value: null };
  const why = facts.doubt(name);
  return why === undefined ? { kind: 'none' } : { kind: 'unknown', why };
}

/** One member: `none` when its struct is not there, or is a version without it. */
export function seekValue(facts: Facts, path: string): Sought<Value> {
  const struct = seekStruct(facts, structOf(path));
  if (struct.kind !== 'value') return struct;
  const fact = facts.find(path);
  if (fact === undefined || fact.status === 'absent') return { kind: 'none' };
  if (fact.value === null) return { kind: 'unknown', why: `the bytes end before ${path}` };
  return { kind: 'value', value: fact.value };
}

/** One integer member. */
export function seekInteger(facts: Facts, path: string): Sought<bigint> {
  const found = seekValue(facts, path);
  if (found.kind !== 'value') return found;
  return typeof found.value === 'bigint' ? { kind: 'value', value: found.value } : { kind: 'none' };
}

/** Findings beside errors after which nobody knows what else the block would have held. */
const incomplete: ReadonlySet<IssueCode> = new Set([
  'BUFFER_TOO_SMALL',
  'TRUNCATED',
  'CALL_NOT_DONE',
  'RESPONSE_NOT_OK',
]);

const unitSizes = { u8: 1, u16: 2, u32: 4, u64: 8, bytes: 1 } as const;

/** So many facts are looked through: an index of each block of a large folder takes more memory than its facts. */
const few = 128;

const ofOne = new WeakMap<Catalog, WeakMap<FactBlock, Facts>>();

/**
 * The facts of the blocks of one side; the first struct of a name counts, and the pages of a list are one. The facts
 * of a single block are read once: whoever pairs blocks or asks what one holds needs it again and again.
 */
export function makeFacts(catalog: Catalog, blocks: readonly FactBlock[]): Facts {
  const [block, ...others] = blocks;
  if (block === undefined || others.length > 0) return newFacts(catalog, blocks);
  const known = ofOne.get(catalog) ?? new WeakMap<FactBlock, Facts>();
  ofOne.set(catalog, known);
  const facts = known.get(block) ?? newFacts(catalog, blocks);
  known.set(block, facts);
  return facts;
}

const known = new WeakMap<FactBlock, readonly (readonly [string, readonly BlockFact[]])[]>();

/** Structs of a block by name, each with its facts. */
function structsOf(block: FactBlock): readonly (readonly [string, readonly BlockFact[]])[] {
  const found =
    known.get(block) ??
    block.structs.map((struct) => {
      const name = nameOf(struct);
      return [name, factsOf(block, struct, name)] as const;
    });
  known.set(block, found);
  return found;
}

function newFacts(catalog: Catalog, blocks: readonly FactBlock[]): Facts {
  const byStruct = new Map<string, readonly BlockFact[]>();
  let byPath: ReadonlyMap<string, Fact> | undefined;
  let all: ReadonlyMap<string, readonly Fact[]> | undefined;
  const cut = new Map<string, IssueCode>();
  const failed = new Set<string>();
  for (const block of blocks) {
    const damage = block.issues.find((one) => one.severity === 'error' || incomplete.has(one.code));
    for (const [name, facts] of structsOf(block)) {
      const before = byStruct.get(name);
      const entries = before === undefined ? undefined : entriesField(catalog, name);
      if (before !== undefined && entries === undefined) continue;
      const joined = before === undefined ? facts : nextPage(before, facts, `${name}.${entries}[`);
      byStruct.set(name, joined);
      if (damage !== undefined) cut.set(name, damage.code);
      if (block.issues.some((one) => one.code === 'RESPONSE_NOT_OK')) failed.add(name);
    }
  }
  const holderOf = (struct: string): string => {
    const [tag = '', interfaceName] = struct.split('@');
    const layout = catalog.layout(tag, interfaceName);
    return layout !== undefined && hasRole(layout, 'capability') ? layout.role.of : struct;
  };
  return {
    find: (path) => {
      const facts = byStruct.get(path.slice(0, path.indexOf('.'))) ?? [];
      if (facts.length <= few) return facts.find((fact) => fact.path === path);
      byPath ??= new Map([...byStruct.values()].flat().map((fact) => [fact.path, fact]));
      return byPath.get(path);
    },
    findAll: (path) => {
      all ??= factsByPath(blocks);
      return all.get(path) ?? [];
    },
    factsOf: (struct) => byStruct.get(struct) ?? [],
    has: (struct) => byStruct.has(struct) && !failed.has(struct),
    doubt: (struct) => {
      const holder = holderOf(struct);
      if (!byStruct.has(holder)) return `no ${holder} was given`;
      const code = cut.get(holder);
      return code === undefined ? undefined : `${struct} could be in the bytes that are missing (${code})`;
    },
    structs: [...byStruct.keys()],
  };
}

function factsByPath(blocks: readonly FactBlock[]): ReadonlyMap<string, readonly Fact[]> {
  const all = new Map<string, Fact[]>();
  for (const fact of blocks.flatMap(structsOf).flatMap(([, facts]) => facts)) {
    const same = all.get(fact.path);
    if (same === undefined) all.set(fact.path, [fact]);
    else same.push(fact);
  }
  return all;
}

/** The field that holds the entries of a list. */
function entriesField(catalog: Catalog, name: string): string | undefined {
  const layout = catalog.layout(name);
  return layout !== undefined && hasRole(layout, 'clp-response') ? layout.role.entries?.field : undefined;
}

/** A list and its next page: the head is that of the last page, the entries are counted on. */
function nextPage(before: readonly BlockFact[], facts: readonly BlockFact[], prefix: string): readonly BlockFact[] {
  const entries = before.filter((fact) => fact.path.startsWith(prefix));
  const last = entries.at(-1);
  const count = last === undefined ? 0 : 1 + Number.parseInt(last.path.slice(prefix.length), 10);
  return [
    ...facts.filter((fact) => !fact.path.startsWith(prefix)),
    ...entries,
    ...facts.flatMap((fact) => {
      if (!fact.path.startsWith(prefix)) return [];
      const [, index = '', rest = ''] = /^(\d+)(.*)$/.exec(fact.path.slice(prefix.length)) ?? [];
      return [fact.as(`${prefix}${Number(index) + count}${rest}`)];
    }),
  ];
}

/** Name of a struct in rows: tag, or `tag@interface`. */
function nameOf(struct: FactStruct): string {
  return typeName({ tag: struct.tag, ...(struct.interfaceName === null ? {} : { interface: struct.interfaceName }) });
}

const paths = new WeakMap<readonly Leaf[], Map<string, readonly string[]>>();

/** Paths of the leaves, the same strings for all structs of a shape: a folder may hold thousands. */
function pathsOf(leaves: readonly Leaf[], name: string): readonly string[] {
  const byName = paths.get(leaves) ?? new Map<string, readonly string[]>();
  paths.set(leaves, byName);
  const found = byName.get(name) ?? leaves.map((leaf) => `${name}.${leaf.path}`);
  byName.set(name, found);
  return found;
}

function factsOf(block: FactBlock, struct: FactStruct, name: string): BlockFact[] {
  const { leaves } = struct.plan;
  const pathOf = pathsOf(leaves, name);
  const facts: BlockFact[] = [];
  for (const [i, leaf] of leaves.entries()) {
    if (leaf.field === null || !struct.visible(leaf)) continue;
    facts.push(new BlockFact(block, struct, leaf, pathOf[i] ?? '', struct.values[i]));
  }
  return facts;
}

/** A value of a block. What only a report shows is read when it is shown: of most facts nothing is. */
class BlockFact implements Fact {
  readonly leaf: Leaf;
  readonly path: string;
  readonly value: Value | null;
  readonly #number: number | bigint | undefined;
  readonly #block: FactBlock;
  readonly #struct: FactStruct;

  constructor(block: FactBlock, struct: FactStruct, leaf: Leaf, path: string, number: number | bigint | undefined) {
    this.leaf = leaf;
    this.path = path;
    this.#block = block;
    this.#struct = struct;
    this.#number = number;
    this.value = number === undefined ? this.raw : BigInt(number);
  }

  get bits(): number {
    return this.leaf.bitLength;
  }

  get source(): string {
    return this.#block.source ?? '';
  }

  get byteOffset(): number {
    return this.#struct.byteOffset + this.leaf.byteOffset;
  }

  get status(): Fact['status'] {
    return this.#isRead ? 'ok' : this.leaf.absent ? 'absent' : 'truncated';
  }

  get raw(): string | null {
    return this.#isRead ? toHex(this.#block.bytes, this.byteOffset, this.leaf.byteLength) : null;
  }

  get swapped(): bigint | null {
    if (!this.#isRead || this.#number === undefined) return null;
    return swappedValue(this.#block.bytes, this.#struct.byteOffset, this.leaf);
  }

  /** The same under another path. */
  as(path: string): BlockFact {
    return new BlockFact(this.#block, this.#struct, this.leaf, path, this.#number);
  }

  get #isRead(): boolean {
    return !this.leaf.absent && this.leaf.byteOffset + this.leaf.byteLength <= this.#struct.byteLength;
  }
}

/** The declared storage unit read in the other byte order, cut down to the field's own bits. */
function swappedValue(bytes: Uint8Array, base: number, leaf: Leaf): bigint | null {
  const size = leaf.field === null ? 1 : unitSizes[leaf.field.type];
  if (size === 1 || leaf.bitLength <= 8) return null;
  const start = Math.floor(leaf.byteOffset / size) * size;
  if (base + start + size > bytes.length) return null;
  const place = {
    byteLength: size,
    bitOffset: 0,
    bitLength: size * 8,
    endian: leaf.endian === 'big' ? 'little' : 'big',
  } as const;
  const view = new DataView(bytes.buffer, bytes.byteOffset + base + start, size);
  const whole = BigInt(readInteger(view, 0, place));
  const left = (leaf.byteOffset - start) * 8 + leaf.bitOffset;
  const isWhole = leaf.bitLength === size * 8;
  return isWhole ? whole : (whole >> BigInt(size * 8 - left - leaf.bitLength)) & ((1n << BigInt(leaf.bitLength)) - 1n);
}
