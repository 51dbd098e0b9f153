/**
 * The types of a kernel or module by their numbers. Only the place of each type is worked out when the file is opened;
 * everything else is read when somebody asks.
 */
import { ToolError } from '../model/errors.js';
import type { Endian } from '../model/layout.js';
import { type BtfHeader, btfLimit, readHeader, viewOf } from './header.js';
import { kinds } from './kinds.js';

/** Bytes that every type has. */
const common = 12;

/** Longest name that is read: C compilers promise 63 characters, and the kernel allows 511 in a symbol. */
const nameLimit = 511;

/** Most structs with a tag, and most characters of their tags together: ten times what a kernel has. */
const structLimit = 400_000;
const tagLimit = 16_000_000;

export interface BtfType {
  readonly id: number;
  readonly kind: number;
  /** Members, values or parameters. */
  readonly count: number;
  /** Of a struct: offsets of members hold the width of bit fields, too. Of an enum: its values have a sign. */
  readonly flag: boolean;
  /** Bytes, or the number of another type, as the kind has it. */
  readonly sizeOrType: number;
  readonly name: string;
  /** Where what the kind adds begins. */
  readonly at: number;
}

/** One member of a struct as it is written down. */
export interface RawMember {
  readonly name: string;
  readonly type: number;
  readonly offset: number;
}

export class Btf {
  readonly endian: Endian;
  /** Null unless these types continue others. */
  readonly base: Btf | null;
  /** Number of the last type. */
  readonly last: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #header: BtfHeader;
  readonly #places: Uint32Array;
  readonly #first: number;
  readonly #stringBase: number;
  #structs: ReadonlyMap<string, readonly number[]> | undefined;

  /** @throws ToolError when the bytes are no sound BTF, or do not continue `base`. */
  constructor(bytes: Uint8Array, base: Btf | null = null) {
    if (bytes.length > btfLimit) throw new ToolError(`${bytes.length} bytes of BTF, at most ${btfLimit} are read`);
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    this.#header = readHeader(bytes);
    this.endian = this.#header.endian;
    this.base = base;
    this.#first = base === null ? 1 : base.last + 1;
    this.#stringBase = base === null ? 0 : base.stringEnd;
    this.#places = this.#index();
    this.last = this.#first + this.#places.length - 1;
  }

  /** Types of this file alone. */
  get count(): number {
    return this.#places.length;
  }

  /** Offset behind the last string, those of the base included. */
  get stringEnd(): number {
    const { start, end } = this.#header.strings;
    return this.#stringBase + end - start;
  }

  #index(): Uint32Array {
    const { types, lengths } = this.#header;
    const places = new Uint32Array(Math.floor((types.end - types.start) / common));
    let count = 0;
    for (let at = types.start; at < types.end; ) {
      const id = this.#first + count;
      if (at + common > types.end) throw new ToolError(`damaged: type ${id} ends behind the types`);
      const info = this.#word(at + 4);
      const kind = (info >>> 24) & 0x7f;
      const length = lengths[kind];
      if (length === undefined) throw new ToolError(`damaged: type ${id} is of no kind (${kind})`);
      places[count++] = at;
      at += common + length.once + length.each * (info & 0xff_ffff);
      if (at > types.end) throw new ToolError(`damaged: type ${id} ends behind the types`);
    }
    return places.subarray(0, count);
  }

  #word(at: number): number {
    return this.#view.getUint32(at, this.endian === 'little');
  }

  /** @throws ToolError when there is no such type; 0 is `void`, which is none. */
  type(id: number): BtfType {
    if (id < this.#first && this.base !== null) return this.base.type(id);
    const at = this.#places[id - this.#first];
    if (at === undefined) throw new ToolError(`damaged: a type leads to type ${id}, and there are ${this.last}`);
    const info = this.#word(at + 4);
    return {
      id,
      kind: (info >>> 24) & 0x7f,
      count: info & 0xff_ffff,
      flag: info >>> 31 === 1,
      sizeOrType: this.#word(at + 8),
      name: this.name(this.#word(at)),
      at: at + common,
    };
  }

  /** A word of what the kind adds to a type. */
  extra(type: BtfType, index: number): number {
    if (type.id < this.#first && this.base !== null) return this.base.extra(type, index);
    return this.#word(type.at + index * 4);
  }

  member(type: BtfType, index: number): RawMember {
    const at = index * 3;
    const [name, id, offset] = [this.extra(type, at), this.extra(type, at + 1), this.extra(type, at + 2)];
    return { name: this.name(name), type: id, offset };
  }

  /** The string at an offset. @throws ToolError when it lies nowhere or has no end. */
  name(offset: number): string {
    if (offset < this.#stringBase && this.base !== null) return this.base.name(offset);
    const { start, end } = this.#header.strings;
    const from = start + offset - this.#stringBase;
    if (offset === 0) return '';
    if (from >= end) throw new ToolError(`damaged: a name at ${offset}, and the strings end at ${this.stringEnd}`);
    let text = '';
    for (let at = from; at < end && text.length <= nameLimit; at++) {
      const byte = this.#bytes[at] ?? 0;
      if (byte === 0) return text;
      text += String.fromCharCode(byte);
    }
    throw new ToolError(`damaged: the name at ${offset} has no end`);
  }

  /** Numbers of the structs and unions of this file with that tag. */
  structs(tag: string): readonly number[] {
    this.#structs ??= this.#indexStructs();
    return this.#structs.get(tag) ?? [];
  }

  #indexStructs(): ReadonlyMap<string, readonly number[]> {
    const found = new Map<string, number[]>();
    let characters = 0;
    for (let index = 0; index < this.#places.length; index++) {
      const at = this.#places[index] ?? 0;
      const kind = (this.#word(at + 4) >>> 24) & 0x7f;
      if (kind !== kinds.struct && kind !== kinds.union) continue;
      const name = this.name(this.#word(at));
      if (name === '') continue;
      characters += name.length;
      if (found.size > structLimit || characters > tagLimit)
        throw new ToolError('damaged: more structs than a kernel has');
      const ids = found.get(name);
      if (ids === undefined) found.set(name, [this.#first + index]);
      else ids.push(this.#first + index);
    }
    return found;
  }

  /** True when these types continue those of another file: their strings do not begin with the empty one. */
  static isSplit(bytes: Uint8Array): boolean {
    const { start, end } = readHeader(bytes).strings;
    return start === end || bytes[start] !== 0;
  }

  /** @throws ToolError when the names of these types begin in the middle of a string of the base. */
  requireBase(): void {
    const { base } = this;
    if (base === null) return;
    const refuse = (): never => {
      throw new ToolError('belongs to another kernel than the BTF before it');
    };
    for (const at of this.#places) {
      if (!base.beginsString(this.#word(at))) refuse();
      const info = this.#word(at + 4);
      const kind = (info >>> 24) & 0x7f;
      if (kind !== kinds.struct && kind !== kinds.union) continue;
      for (let i = 0; i < (info & 0xff_ffff); i++) {
        const member = at + common + i * 12;
        if (!base.beginsString(this.#word(member)) || this.#word(member + 4) > this.last) refuse();
      }
    }
  }

  /** True for the offset of a whole string, and for all that lie behind. */
  beginsString(offset: number): boolean {
    if (offset === 0 || offset >= this.stringEnd) return true;
    return this.#bytes[this.#header.strings.start + offset - 1] === 0;
  }
}
