/**
 * The structs that an interface fills, member by member.
 */
import { type Catalog, fixedShape, hasRole, typeName } from '../catalog/catalog.js';
import { genericLeaves } from '../catalog/field-table.js';
import { isFlexible, type Leaf } from '../catalog/plan.js';
import type { BitPlace } from '../model/audit.js';
import type { Endian, Field, FlagBit, Layout, StructField } from '../model/layout.js';

/** What the interface tells: one struct, without the wrapper that it may have. */
export interface UserHead {
  /** As the C header calls it. */
  readonly name: string;
  readonly layout: Layout;
  /** The struct that the decoder reads, with the wrapper. */
  readonly holder: Layout;
  /** Its name, as targets have it. */
  readonly holderName: string;
  /** Bytes of the wrapper before it. */
  readonly base: number;
}

/** A member of a struct that the user sees. */
export interface UserField {
  readonly struct: UserHead;
  /** `struct.member`, as targets name it. */
  readonly name: string;
  readonly place: BitPlace;
  readonly kind: Leaf['kind'];
  /** Alignment of its type in bytes; 1 for padding. */
  readonly alignment: number;
  /** Header, size and chain members: needed to read the buffer, no fact of PCI. */
  readonly isProtocol: boolean;
  /** Holds as many bytes as there are. */
  readonly isOpen: boolean;
  /** First version of the capability that has it, when it is not the first of all. */
  readonly minVersion: number | undefined;
  /** When it came, if that was later than its struct. */
  readonly since: string | undefined;
  /** Names of its bits. */
  readonly flags: readonly FlagBit[];
  /** A word of flags, if only for later revisions. */
  readonly isFlagWord: boolean;
  /** Byte order on s390x; null where there is none. */
  readonly endian: Endian | null;
}

/** A struct with its members in bit order. */
export interface UserStruct extends UserHead {
  readonly fields: readonly UserField[];
}

/** Not what serves to read the buffer, and not what the IOMMU says of itself. */
export function isDeclaredFact({ kind, isProtocol, struct }: UserField): boolean {
  const { role } = struct.holder;
  return kind === 'value' && !isProtocol && !(role.kind === 'info' && role.chain !== undefined);
}

/** The bits of a member, all elements of an array of numbers together. */
export function placeOf(struct: string, leaf: Leaf): BitPlace {
  const count = leaf.field !== null && 'count' in leaf.field ? (leaf.field.count ?? 1) : 1;
  const { byteOffset, bitOffset } = leaf;
  return { struct, field: leaf.generic, byteOffset, bitOffset, bitLength: leaf.bitLength * count };
}

/** The struct in `holder`: what is left of it without the wrapper of a capability header. */
export function userStruct(catalog: Catalog, holder: Layout): UserStruct {
  const header = holder.role.kind === 'capability' ? headerTag(catalog, holder.role.of) : undefined;
  const own = holder.fields.filter((field) => !(field.type === 'struct' && field.struct === header));
  const [only, ...others] = own;
  const inner = only?.type === 'struct' && only.count === undefined && others.length === 0 ? only : undefined;
  const layout = inner === undefined ? holder : catalog.nested(holder, inner.struct);
  const holderName = typeName(holder);
  const head: UserHead = { name: layout.tag, layout, holder, holderName, base: inner?.byteOffset ?? 0 };
  const isProtocol = protocolMembers(holder, header);
  const fields = leavesOf(catalog, holder)
    .filter((leaf) => leaf.byteOffset >= head.base)
    .map((leaf) => userField(head, leaf, inner, isProtocol(leaf.generic)));
  return { ...head, fields };
}

function headerTag(catalog: Catalog, of: string): string | undefined {
  const [tag = '', interfaceName] = of.split('@');
  const info = catalog.layout(tag, interfaceName);
  return info !== undefined && hasRole(info, 'info') ? info.role.chain?.header : undefined;
}

/** Every leaf, padding included, each array once. */
function leavesOf(catalog: Catalog, layout: Layout): readonly Leaf[] {
  const version = layout.role.kind === 'capability' ? (layout.role.versions.at(-1)?.version ?? null) : null;
  const plan = catalog.plan(layout, fixedShape(layout.size, 'big', version));
  const padding = plan.leaves.filter((leaf) => leaf.kind === 'padding');
  return [...genericLeaves(catalog, layout), ...padding].sort(
    (a, b) => a.byteOffset * 8 + a.bitOffset - (b.byteOffset * 8 + b.bitOffset),
  );
}

function userField(struct: UserHead, leaf: Leaf, inner: StructField | undefined, isProtocol: boolean): UserField {
  const isOpen = leaf.field !== null && isFlexible(leaf.field);
  const plain = placeOf(struct.name, leaf);
  const place = isOpen ? { ...plain, bitLength: usualBits(leaf.field) } : plain;
  const isInner = inner !== undefined && leaf.field !== null;
  return {
    struct,
    name: `${struct.holderName}.${leaf.generic}`,
    place: {
      ...place,
      field: isInner ? place.field.slice(inner.name.length + 1) : place.field,
      byteOffset: leaf.byteOffset - struct.base,
    },
    kind: leaf.kind,
    alignment: alignmentOf(leaf),
    isProtocol,
    isOpen,
    minVersion: leaf.field?.minVersion,
    since: leaf.field?.since ?? memberSince(struct.holder, leaf),
    flags: flagBits(leaf.field),
    isFlagWord: isFlagWord(leaf.field),
    endian: endianOf(leaf),
  };
}

/** Bits that every known producer writes; 0 when only the buffer tells. */
function usualBits(field: Field | null): number {
  const length = field?.type === 'bytes' ? field.length : 0;
  return typeof length === 'object' && 'usual' in length ? (length.usual ?? 0) * 8 : 0;
}

/** A member of a nested struct is as old as that struct in its owner. */
export function memberSince(layout: Layout, leaf: Leaf): string | undefined {
  const [first = ''] = leaf.generic.split(/[.[]/);
  return layout.fields.find((field) => field.name === first)?.since;
}

/** Byte order of a number of more than one byte. */
export function endianOf(leaf: Leaf): Endian | null {
  return leaf.isInteger && leaf.byteLength > 1 ? leaf.endian : null;
}

function flagBits(field: Field | null): readonly FlagBit[] {
  return field !== null && 'format' in field && field.format?.kind === 'flags' ? field.format.bits : [];
}

function isFlagWord(field: Field | null): boolean {
  return field !== null && 'format' in field && field.format?.kind === 'flags';
}

function alignmentOf(leaf: Leaf): number {
  if (leaf.field === null) return 1;
  if (leaf.field.type === 'bytes') return leaf.field.unit ?? 1;
  return { u8: 1, u16: 2, u32: 4, u64: 8 }[leaf.field.type];
}

/** Which members serve to read the buffer: capability header, sizes, flags and offset of the chain. */
function protocolMembers(holder: Layout, header: string | undefined): (member: string) => boolean {
  const { role } = holder;
  const chain = role.kind === 'info' ? role.chain : undefined;
  const names = new Set([role.kind === 'info' ? role.size : undefined, chain?.offset, chain?.flag?.field]);
  const prefixes: string[] = [];
  for (const field of holder.fields) {
    if ('lengthOf' in field && field.lengthOf !== undefined) names.add(field.name);
    if (isFlagWord(field) && flagBits(field).length === 0) names.add(field.name);
    if (role.kind === 'feature' && !role.operations.includes('get')) names.add(field.name);
    const length = field.type === 'bytes' ? field.length : field.type === 'struct' ? field.count : undefined;
    if (typeof length === 'object' && 'field' in length) names.add(length.field);
    if (field.type === 'struct' && field.struct === header) prefixes.push(`${field.name}.`);
  }
  return (member) => names.has(member) || prefixes.some((prefix) => member.startsWith(prefix));
}
