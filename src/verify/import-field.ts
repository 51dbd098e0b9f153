/**
 * A member of a kernel's struct as a field of a layout.
 */
import type { Btf } from '../btf/btf.js';
import { type Member, typeText } from '../btf/members.js';
import type { Field, IntegerType } from '../model/layout.js';
import { isUnused } from './compare-struct.js';

/** The struct that a member is of. */
export interface Owner {
  readonly tag: string;
  readonly btf: Btf;
  /** Says what of it a layout cannot hold. */
  readonly note: (text: string) => void;
}

/** Most bits of a bit field, from the start of its first byte, that are read as one number. */
const reach = 32;

const integers: Readonly<Record<number, IntegerType>> = { 8: 'u8', 16: 'u16', 32: 'u32', 64: 'u64' };

/** True for what a layout takes as a name. */
export function isCName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/** Undefined for what has no bytes, and for what no layout can say, which is noted. */
export function fieldOf(member: Member, owner: Owner): Field | undefined {
  const { name, bit, bits, count, kind } = member;
  if (bits === 0 && count === null) return undefined;
  if (member.isBitField) return bitField(member, owner);
  const reserved = isUnused(name) ? ({ reserved: true } as const) : {};
  const shared = { name, byteOffset: bit / 8, doc: docOf(member, owner), ...reserved };
  if (kind === 'struct' || kind === 'union') return structField(member, owner);
  const type = kind === 'float' || kind === 'other' ? undefined : integers[member.elementBits];
  if (count === 0) return { ...shared, type: 'bytes', length: { rest: true } };
  const isString = type === undefined || (count !== null && (type === 'u8' || reserved.reserved === true));
  if (!isString) return { ...shared, type, ...(count === null ? {} : { count }) };
  const unit = type === 'u8' ? ({ unit: 1 } as const) : type === 'u32' ? ({ unit: 4 } as const) : {};
  return { ...shared, type: 'bytes', length: bits / 8, ...unit };
}

function docOf(member: Member, { btf }: Owner): string {
  return `${typeText(btf, member)} in this kernel`;
}

function structField(member: Member, owner: Owner): Field | undefined {
  const { name, bit, count, elementBits } = member;
  // Without its debugging a lock has no bytes.
  if (elementBits === 0) return undefined;
  const tag = owner.btf.type(member.type).name;
  const struct = tag === '' ? `${owner.tag}.${name}` : tag;
  const many = count === null ? {} : { count: count === 0 ? ({ rest: true } as const) : count };
  return { name, type: 'struct', struct, byteOffset: bit / 8, doc: docOf(member, owner), ...many };
}

function bitField(member: Member, owner: Owner): Field | undefined {
  const { name, bit, bits } = member;
  const type = integers[member.elementBits];
  const bitOffset = bit % 8;
  const isReadable = bitOffset + bits <= (owner.btf.endian === 'big' ? reach : 8);
  if (type === undefined || !isReadable) {
    owner.note(`${owner.tag}.${name} is left out: ${bits} bits that cannot be read as one number`);
    return undefined;
  }
  const reserved = isUnused(name) ? ({ reserved: true } as const) : {};
  const place = { byteOffset: (bit - bitOffset) / 8, bitOffset, bitLength: bits };
  return { name, type, ...place, doc: docOf(member, owner), ...reserved };
}
