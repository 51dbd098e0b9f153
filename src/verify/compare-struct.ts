/**
 * One struct as a kernel has it against what the tables say of it, member by member.
 */

import type { Btf } from '../btf/btf.js';
import { type Member, typeText } from '../btf/members.js';
import { compareVersions } from '../bytes/version.js';
import type { Layout } from '../model/layout.js';
import type { DifferenceVerdict, MemberDifference, MemberPlace } from '../model/verify.js';
import { knownSizes, releaseOf, type TableMember } from './table-members.js';

type Severity = MemberDifference['severity'];

/** A struct of a kernel, its members read. */
export interface OwnStruct {
  readonly btf: Btf;
  /** Bytes. */
  readonly size: number;
  readonly members: readonly Member[];
}

/** Names that say that nothing is to be found there. */
const unusedName = /^_*(reserved|resvd|rsvd|pad|padding|unused|spare)_*\d*_*$/i;

/** True for a member that only fills its place. */
export function isUnused(name: string): boolean {
  return unusedName.test(name);
}

/**
 * What differs, in bit order; nothing when the struct is as the tables say.
 * @param linux the version of the kernel, where it is known.
 */
export function compareStruct(
  layout: Layout,
  table: readonly TableMember[],
  own: OwnStruct,
  linux: string | undefined,
): readonly MemberDifference[] {
  const found = [
    ...orderDifference(layout, own.btf),
    ...table.flatMap((member) => memberDifference(member, table, own, linux)),
    ...newMembers(layout, table, own),
  ];
  const whole = [...found, ...sizeDifference(layout, own, found)];
  return whole.sort((a, b) => bitOf(a) - bitOf(b));
}

function bitOf({ kernel, table }: MemberDifference): number {
  return kernel?.bit ?? table?.bit ?? -1;
}

function orderDifference({ byteOrder }: Layout, { endian }: Btf): MemberDifference[] {
  if (byteOrder === 'host' || byteOrder === endian) return [];
  const [kernel, table] = [endian, byteOrder].map((order) => ({ bit: 0, bits: 0, type: `${order}-endian` }));
  return [difference('(byte order)', 'retyped', 'error', kernel ?? null, table ?? null)];
}

function difference(
  field: string,
  verdict: DifferenceVerdict,
  severity: Severity,
  kernel: MemberPlace | null,
  table: MemberPlace | null,
  since: string | null = null,
): MemberDifference {
  return { field, verdict, severity, kernel, table, since };
}

function placeOf({ bit, bits, type }: MemberPlace): MemberPlace {
  return { bit, bits, type };
}

function memberPlace(btf: Btf, member: Member): MemberPlace {
  return { bit: member.bit, bits: member.bits, type: typeText(btf, member) };
}

/** What became of a member of the tables. */
function memberDifference(
  member: TableMember,
  table: readonly TableMember[],
  own: OwnStruct,
  linux: string | undefined,
): MemberDifference[] {
  const { name } = member.field;
  const same = own.members.find((one) => one.name === name);
  if (same === undefined) return missingMember(member, table, own, linux);
  const make = (verdict: DifferenceVerdict, severity: Severity): MemberDifference =>
    difference(name, verdict, severity, memberPlace(own.btf, same), placeOf(member), member.since);
  if (same.bit !== member.bit) return [make('moved', member.reserved ? 'ok' : 'error')];
  if (same.bits !== member.bits) {
    if (member.bits === 0 || same.bits === 0) return [make('open-ended', member.bits === 0 ? 'ok' : 'warning')];
    return [make('resized', member.reserved ? 'ok' : 'error')];
  }
  const retyped = member.reserved ? undefined : typeSeverity(member, same, own.btf);
  if (retyped !== undefined) return [make('retyped', retyped)];
  const release = releaseOf(member.since);
  const isEarly = linux !== undefined && release !== undefined && compareVersions(linux, release) < 0;
  return isEarly ? [make('earlier', 'note')] : [];
}

/** How bad it is that a member of the same bits has another type; undefined when it makes no difference. */
function typeSeverity({ field, elementBits }: TableMember, member: Member, btf: Btf): Severity | undefined {
  if (field.type === 'struct') {
    const { name } = btf.type(member.type);
    return member.kind === 'struct' && (name === '' || name === field.struct) ? undefined : 'error';
  }
  if (member.kind === 'signed') return 'note';
  if (member.kind === 'pointer' || member.kind === 'float') return 'warning';
  if (member.kind !== 'integer') return 'error';
  return member.isBitField || elementBits === undefined || elementBits === member.elementBits ? undefined : 'error';
}

function missingMember(
  member: TableMember,
  table: readonly TableMember[],
  own: OwnStruct,
  linux: string | undefined,
): MemberDifference[] {
  const { field, since } = member;
  const names = 'unionWith' in field ? (field.unionWith ?? []) : [];
  const here = own.members.find(({ bit, bits, name }) => {
    return bit === member.bit && bits === member.bits && (names.includes(name) || isUnknown(name, table));
  });
  if (here !== undefined && names.includes(here.name)) return [];
  const make = (verdict: DifferenceVerdict, severity: Severity): MemberDifference => {
    const kernel = here === undefined ? null : memberPlace(own.btf, here);
    return difference(field.name, verdict, severity, kernel, placeOf(member), since);
  };
  // Whatever lies over a reserved run is a member of its own, and new.
  if (member.reserved) return here !== undefined && isUnused(here.name) ? [make('renamed', 'ok')] : [];
  const release = releaseOf(since);
  const isFree = here === undefined || isUnused(here.name);
  if (isFree && release !== undefined && (linux === undefined || compareVersions(linux, release) < 0)) {
    return [make('later', linux === undefined ? 'note' : 'ok')];
  }
  return isFree ? [make('gone', 'error')] : [make('renamed', 'warning')];
}

function isUnknown(name: string, table: readonly TableMember[]): boolean {
  return table.every(({ field }) => field.name !== name);
}

/** Members that the tables do not know, but for those that took the place of one of the same bits. */
function newMembers(layout: Layout, table: readonly TableMember[], { btf, members }: OwnStruct): MemberDifference[] {
  const others = new Set(table.flatMap(({ field }) => ('unionWith' in field ? (field.unionWith ?? []) : [])));
  const isRenamed = ({ bit, bits }: Member): boolean =>
    table.some(
      (one) =>
        !one.reserved && one.bit === bit && one.bits === bits && !members.some(({ name }) => name === one.field.name),
    );
  return members
    .filter((one) => isUnknown(one.name, table) && !others.has(one.name) && !isUnused(one.name))
    .filter((one) => (one.bits > 0 || one.count !== null) && !isRenamed(one))
    .map((one) => {
      const [kernel, place] = [memberPlace(btf, one), placeInTable(layout, table, one)];
      // What follows a struct, and has no length, is not a part of it.
      if (one.bits === 0 && place === null) return difference(one.name, 'open-ended', 'ok', kernel, null);
      return difference(one.name, 'new', 'warning', kernel, place);
    });
}

/** What the tables have where a new member lies; null behind the end of their struct. */
function placeInTable(layout: Layout, table: readonly TableMember[], { bit, bits }: Member): MemberPlace | null {
  if (bit >= layout.size * 8) return null;
  const over = table.filter((one) => one.bit < bit + Math.max(1, bits) && bit < one.bit + Math.max(1, one.bits));
  const named = over.filter((one) => !one.reserved).map((one) => one.field.name);
  const rest = over.length === 0 ? 'padding' : 'reserved';
  return { bit, bits, type: named.length === 0 ? rest : named.join(', ') };
}

/** A length that no member accounts for. */
function sizeDifference(layout: Layout, { size }: OwnStruct, found: readonly MemberDifference[]): MemberDifference[] {
  const isTold = found.some(
    ({ severity, verdict }) => severity === 'error' || verdict === 'new' || verdict === 'open-ended',
  );
  if (knownSizes(layout).includes(size) || isTold) return [];
  const [kernel, table] = [size, layout.size].map((bytes) => ({ bit: 0, bits: bytes * 8, type: `${bytes} bytes` }));
  return [difference('(size)', 'resized', 'error', kernel ?? null, table ?? null)];
}
