/**
 * A layout of the tables with the places and the further members that a kernel has.
 */
import type { Member } from '../btf/members.js';
import { type Catalog, hasRole } from '../catalog/catalog.js';
import { isFlexible } from '../catalog/plan.js';
import type { Field, Layout, Role, Source } from '../model/layout.js';
import { isUnused } from './compare-struct.js';
import { fieldOf, type Owner } from './import-field.js';
import { knownSizes, releaseOf, type TableMember, tableMembers } from './table-members.js';
import { nextVersion } from './verify.js';

interface MergeOptions {
  readonly catalog: Catalog;
  readonly name: string;
  readonly capVersion?: number | undefined;
}

/** A field and the bits that it covers. */
interface Placed {
  readonly field: Field;
  readonly bit: number;
  readonly bits: number;
}

/** `size` are the bytes in the kernel. */
export function mergeLayout(
  known: Layout,
  size: number,
  members: readonly Member[],
  options: MergeOptions,
  owner: Owner,
  source: Source,
): Layout {
  const table = tableMembers(known, (tag) => options.catalog.nested(known, tag).size);
  const others = new Set(table.flatMap(({ field }) => ('unionWith' in field ? (field.unionWith ?? []) : [])));
  const named = (name: string): TableMember | undefined => table.find(({ field }) => field.name === name);
  const version = hasRole(known, 'capability') ? (options.capVersion ?? nextVersion(known)) : undefined;
  const placed: Placed[] = [];
  let isGrown = false;
  for (const member of members) {
    const own = named(member.name);
    // What follows a struct, and has no length, is read as what it is by the tables of what follows.
    const isBehind = member.bits === 0 && member.bit >= known.size * 8;
    if (own === undefined && (others.has(member.name) || isUnused(member.name) || isBehind)) continue;
    const field = own === undefined ? fieldOf(member, owner) : atOwnPlace(own, member, owner);
    if (field === undefined || (isFlexible(field) && isFollowed(member, members))) continue;
    isGrown ||= own === undefined;
    const versioned = own === undefined && version !== undefined ? { ...field, minVersion: version } : field;
    placed.push({ field: versioned, bit: member.bit, bits: bitsOf(own, member) });
  }
  const free = (one: Pick<Placed, 'bit' | 'bits'>): boolean =>
    placed.every((other) => one.bit >= other.bit + other.bits || other.bit >= one.bit + one.bits);
  // What only fills its place, and what came with a later kernel: firmware has it all the same.
  for (const one of table) {
    const isKept = one.reserved || releaseOf(one.since) !== undefined;
    if (isKept && !members.some(({ name }) => name === one.field.name) && free(one)) placed.push(one);
  }
  for (const member of members.filter(({ name }) => isUnused(name) && named(name) === undefined)) {
    const field = free(member) ? fieldOf(member, owner) : undefined;
    if (field !== undefined) placed.push({ field, bit: member.bit, bits: member.bits });
  }
  const fields = placed.sort((a, b) => a.bit - b.bit).map(({ field }) => field);
  return { ...known, ...grown(known, fields, size, isGrown ? version : undefined, options.name), source, fields };
}

/** C puts what has no length last; elsewhere nothing can be read of it. */
function isFollowed(member: Member, members: readonly Member[]): boolean {
  return members.some((other) => other !== member && other.bits > 0 && other.bit >= member.bit);
}

/** A flexible member of the tables stays one, however many elements the kernel declares. */
function bitsOf(own: TableMember | undefined, member: Member): number {
  return own !== undefined && isFlexible(own.field) ? 0 : member.bits;
}

/** What the tables say of a member, at the place that the kernel has; of another width nothing but its meaning stays. */
function atOwnPlace({ field, bits }: TableMember, member: Member, owner: Owner): Field | undefined {
  if (!isFlexible(field) && bits !== member.bits) {
    const own = fieldOf(member, owner);
    return own === undefined ? undefined : { ...own, doc: field.doc };
  }
  const bitOffset = member.bit % 8;
  const byteOffset = (member.bit - bitOffset) / 8;
  const isNarrow = field.type !== 'struct' && field.type !== 'bytes' && field.bitLength !== undefined;
  return isNarrow ? { ...field, byteOffset, bitOffset } : { ...field, byteOffset };
}

/** Size, role and lengths of a struct of that many bytes; a capability with new members has one more version. */
function grown(
  known: Layout,
  fields: readonly Field[],
  size: number,
  version: number | undefined,
  name: string,
): Pick<Layout, 'size' | 'role'> {
  const isOpen = fields.some(isFlexible);
  const bytes = isOpen || knownSizes(known).includes(size) ? known.size : size;
  return { size: bytes, role: grownRole(known.role, bytes, known.size, version, name) };
}

function grownRole(role: Role, size: number, before: number, version: number | undefined, name: string): Role {
  if (role.kind === 'capability' && version !== undefined) {
    const older = role.versions.filter((one) => one.version < version);
    return { ...role, versions: [...older, { version, size, since: name }] };
  }
  if (size === before) return role;
  if (role.kind === 'clp-response') return { ...role, lengths: [size, ...role.lengths.filter((one) => one <= size)] };
  if (role.kind === 'info' && role.exactSize !== undefined) return { ...role, exactSize: size };
  return role;
}
