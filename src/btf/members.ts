/**
 * Members of a C struct at their bits, as a kernel has them. What a struct without a name holds belongs to the one
 * around it.
 */
import { ToolError } from '../model/errors.js';
import type { Btf, BtfType } from './btf.js';
import { kinds } from './kinds.js';

/** Most members of one struct, and most structs inside each other; real ones have a tenth. */
const memberLimit = 0x4000;
const depthLimit = 32;

/** Most steps from a name to what it stands for. */
const aliasLimit = 64;

/** What one element of a member is. */
export type ElementKind = 'integer' | 'signed' | 'pointer' | 'float' | 'struct' | 'union' | 'other';

export interface Member {
  readonly name: string;
  /** From the start of the struct; the first bit of a byte is its most significant one. */
  readonly bit: number;
  /** All elements together; 0 for an array without a length. */
  readonly bits: number;
  readonly kind: ElementKind;
  /** Bits of one element: of a bit field those of the type that it is declared with. */
  readonly elementBits: number;
  readonly isBitField: boolean;
  /** Elements; null when it is no array, 0 when the array has no length. */
  readonly count: number | null;
  /** Number of the type of one element. */
  readonly type: number;
  /** The unions without a name that it lies in, the outermost first. */
  readonly arms: readonly Arm[];
}

/** Which of the members of a union this is, or lies in. */
export interface Arm {
  /** Tells unions of one struct apart. */
  readonly union: string;
  readonly index: number;
}

/** The type behind typedefs and qualifiers. @throws ToolError when they go round in a circle. */
export function resolve(btf: Btf, id: number): BtfType {
  let type = btf.type(id);
  for (let i = 0; i < aliasLimit; i++) {
    const { kind } = type;
    const isAlias = kind === kinds.typedef || kind === kinds.volatile || kind === kinds.const;
    if (!isAlias && kind !== kinds.restrict && kind !== kinds.typeTag) return type;
    type = btf.type(type.sizeOrType);
  }
  throw new ToolError(`damaged: type ${id} leads through more than ${aliasLimit} typedefs`);
}

/** Members in the order of the header. @throws ToolError when they do not make sense. */
export function membersOf(btf: Btf, struct: BtfType): readonly Member[] {
  const found: Member[] = [];
  let visited = 0;
  const name = struct.name === '' ? `struct of type ${struct.id}` : `struct ${struct.name}`;
  const walk = (owner: BtfType, base: number, depth: number, arms: readonly Arm[]): void => {
    if (depth > depthLimit)
      throw new ToolError(`damaged: ${name} holds more than ${depthLimit} structs inside each other`);
    const extents: Extent[] = [];
    for (let i = 0; i < owner.count; i++) {
      if (++visited > memberLimit) throw new ToolError(`damaged: ${name} has more than ${memberLimit} members`);
      const raw = btf.member(owner, i);
      const own = owner.kind === kinds.union ? [...arms, { union: `${owner.id} ${base}`, index: i }] : arms;
      const target = raw.name === '' ? resolve(btf, raw.type) : undefined;
      if (target !== undefined && (target.kind === kinds.struct || target.kind === kinds.union)) {
        const at = owner.flag ? raw.offset & 0xff_ffff : raw.offset;
        extents.push({ name: raw.name, from: base + at, to: base + at + target.sizeOrType * 8 });
        requireInside(name, raw.name, at + target.sizeOrType * 8, owner);
        walk(target, base + at, depth + 1, own);
        continue;
      }
      const { start, ...member } = memberAt(btf, owner, raw, base);
      extents.push({ name: raw.name, from: start, to: start + member.bits });
      requireInside(name, raw.name, member.bit - base + member.bits, owner);
      if (raw.name !== '') found.push({ ...member, arms: own });
    }
    if (owner.kind === kinds.struct) requireApart(name, extents);
  };
  walk(struct, 0, 0, []);
  return found;
}

function requireInside(struct: string, member: string, end: number, owner: BtfType): void {
  if (end > owner.sizeOrType * 8) throw new ToolError(`damaged: member ${member} of ${struct} ends behind it`);
}

/** Bits of a member, in the order in which its byte order counts them. */
interface Extent {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Members share bits in a union alone. They need not be in the order of their places. */
function requireApart(struct: string, extents: Extent[]): void {
  let before: Extent | undefined;
  for (const one of extents.sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (before !== undefined && one.from < before.to)
      throw new ToolError(`damaged: members ${before.name} and ${one.name} of ${struct} overlap`);
    before = one;
  }
}

interface Place extends Omit<Member, 'arms'> {
  /** As an extent has it. */
  readonly start: number;
}

function memberAt(btf: Btf, owner: BtfType, raw: { name: string; type: number; offset: number }, base: number): Place {
  const offset = owner.flag ? raw.offset & 0xff_ffff : raw.offset;
  const width = owner.flag ? raw.offset >>> 24 : 0;
  const { element, count } = elementOf(btf, raw.type);
  const elementBits = bytesOf(btf, element) * 8;
  // Older compilers wrote the width into the type of the member.
  const encoding = element.kind === kinds.int ? btf.extra(element, 0) : 0;
  const narrow = width === 0 && element.kind === kinds.int && (encoding & 0xff) < elementBits ? encoding & 0xff : 0;
  const bits = width || narrow;
  const shared = { name: raw.name, kind: kindOf(btf, element), elementBits, count, type: element.id };
  const start = base + offset + (width === 0 && bits !== 0 ? (encoding >>> 16) & 0xff : 0);
  if (bits === 0) return { ...shared, start, bit: start, bits: elementBits * (count ?? 1), isBitField: false };
  return { ...shared, start, bit: btf.endian === 'big' ? start : fromLittle(start, bits), bits, isBitField: true };
}

/** Little-endian bits count from the least significant one; inside one byte the first bit is then another. */
function fromLittle(start: number, bits: number): number {
  const inByte = start % 8;
  return inByte + bits <= 8 ? start - inByte + 8 - inByte - bits : start;
}

/** What an array of any dimensions is made of, and how many there are. */
function elementOf(btf: Btf, id: number): { element: BtfType; count: number | null } {
  let element = resolve(btf, id);
  let count: number | null = null;
  for (let depth = 0; element.kind === kinds.array; depth++) {
    if (depth > depthLimit)
      throw new ToolError(`damaged: type ${id} is an array of more than ${depthLimit} dimensions`);
    count = (count ?? 1) * btf.extra(element, 2);
    element = resolve(btf, btf.extra(element, 0));
  }
  return { element, count };
}

/** Kernels for zPCI and their like have pointers of 64 bits. */
const pointerBytes = 8;

function bytesOf(btf: Btf, { kind, sizeOrType, id }: BtfType): number {
  if (kind === kinds.ptr) return pointerBytes;
  const hasSize =
    kind === kinds.int || kind === kinds.struct || kind === kinds.union || kind === kinds.enum || kind === kinds.float;
  if (hasSize || kind === kinds.enum64) return sizeOrType;
  throw new ToolError(`damaged: type ${id} of ${btf.last} has no size, and a member is of it`);
}

/** Bit of an integer type that says that it has a sign. */
const signed = 0x0100_0000;

function kindOf(btf: Btf, type: BtfType): ElementKind {
  const { kind } = type;
  if (kind === kinds.int) return (btf.extra(type, 0) & signed) === 0 ? 'integer' : 'signed';
  if (kind === kinds.enum || kind === kinds.enum64) return 'integer';
  if (kind === kinds.ptr) return 'pointer';
  if (kind === kinds.float) return 'float';
  if (kind === kinds.struct) return 'struct';
  return kind === kinds.union ? 'union' : 'other';
}

/** A member's type in the words of the kernel: `u32`, `u8[64]`, `u16:4`, `struct tag`. */
export function typeText(btf: Btf, member: Member): string {
  const name = member.kind === 'struct' || member.kind === 'union' ? btf.type(member.type).name : '';
  const words: Readonly<Record<ElementKind, string>> = {
    integer: `u${member.elementBits}`,
    signed: `s${member.elementBits}`,
    pointer: 'pointer',
    float: `float${member.elementBits}`,
    struct: name === '' ? 'struct' : `struct ${name}`,
    union: name === '' ? 'union' : `union ${name}`,
    other: 'other',
  };
  const count = member.count === null ? '' : `[${member.count === 0 ? '' : member.count}]`;
  return `${words[member.kind]}${member.isBitField ? `:${member.bits}` : ''}${count}`;
}
