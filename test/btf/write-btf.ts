/**
 * BTF made by hand, in either byte order: only what a test needs, and lies as well as truths.
 */

export interface MadeMember {
  readonly name: string;
  readonly type: number;
  /** Bits from the start; of a bit field with its width. */
  readonly bit: number;
  readonly width?: number;
}

export interface MadeOptions {
  readonly order?: 'big' | 'little';
  readonly header?: 24 | 32;
  /** Lengths of kinds: [once, each] from kind 0 on. */
  readonly lengths?: readonly (readonly [number, number])[];
  /** Types and bytes of strings that these continue. */
  readonly base?: { readonly types: number; readonly strings: number };
  readonly version?: number;
}

/** Types in the order of their numbers. */
export class MadeBtf {
  readonly #options: MadeOptions;
  readonly #types: number[][] = [];
  #strings: string;

  constructor(options: MadeOptions = {}) {
    this.#options = options;
    this.#strings = options.base === undefined ? '\0' : '';
  }

  get strings(): number {
    return (this.#options.base?.strings ?? 0) + this.#strings.length;
  }

  get types(): number {
    return (this.#options.base?.types ?? 0) + this.#types.length;
  }

  text(name: string): number {
    if (name === '') return 0;
    const at = this.strings;
    this.#strings += `${name}\0`;
    return at;
  }

  /** Any type: the words as they are. */
  add(
    kind: number,
    count: number,
    name: string,
    sizeOrType: number,
    extra: readonly number[] = [],
    flag = false,
  ): number {
    const info = (flag ? 0x8000_0000 : 0) + kind * 0x100_0000 + count;
    this.#types.push([this.text(name), info, sizeOrType, ...extra]);
    return this.types;
  }

  int(name: string, bytes: number, encoding = 0): number {
    return this.add(1, 0, name, bytes, [(encoding << 24) | (bytes * 8)]);
  }

  array(type: number, count: number): number {
    return this.add(3, 0, '', 0, [type, type, count]);
  }

  struct(name: string, bytes: number, members: readonly MadeMember[], kind = 4): number {
    const flag = members.some(({ width }) => width !== undefined);
    const words = members.flatMap((one) => [this.text(one.name), one.type, (one.width ?? 0) * 0x100_0000 + one.bit]);
    return this.add(kind, members.length, name, bytes, words, flag);
  }

  bytes(): Uint8Array {
    const { order = 'big', header = 24, lengths = [], version = 1 } = this.#options;
    const words = this.#types.flat();
    const strings = Buffer.from(this.#strings, 'latin1');
    const kinds = Uint8Array.from(lengths.flatMap(([once, each]) => [once, each, 0, 0]));
    const out = Buffer.alloc(header + words.length * 4 + strings.length + kinds.length);
    const put32 = (value: number, at: number): void =>
      void (order === 'big' ? out.writeUInt32BE(value >>> 0, at) : out.writeUInt32LE(value >>> 0, at));
    if (order === 'big') out.writeUInt16BE(0xeb9f, 0);
    else out.writeUInt16LE(0xeb9f, 0);
    out[2] = version;
    const places = [header, 0, words.length * 4, words.length * 4, strings.length];
    if (header === 32) places.push(words.length * 4 + strings.length, kinds.length);
    for (const [i, value] of places.entries()) put32(value, 4 + i * 4);
    for (const [i, value] of words.entries()) put32(value, header + i * 4);
    out.set(strings, header + words.length * 4);
    out.set(kinds, header + words.length * 4 + strings.length);
    return new Uint8Array(out);
  }
}

/** An ELF file with these sections. */
export function madeElf(
  sections: Readonly<Record<string, Uint8Array>>,
  { order = 'big', wide = true }: { readonly order?: 'big' | 'little'; readonly wide?: boolean } = {},
): Uint8Array {
  const names = ['', ...Object.keys(sections), '.shstrtab'];
  const table = Buffer.from(`${names.join('\0')}\0`, 'latin1');
  const contents = [new Uint8Array(), ...Object.values(sections), new Uint8Array(table)];
  const [head, entry] = wide ? [64, 64] : [52, 40];
  const start = head + contents.reduce((sum, one) => sum + one.length, 0);
  const out = Buffer.alloc(start + names.length * entry);
  const put = (bytes: number, value: number, at: number): void => {
    const shown = Buffer.alloc(8);
    shown.writeBigUInt64BE(BigInt(value));
    const word = shown.subarray(8 - bytes);
    out.set(order === 'big' ? word : word.reverse(), at);
  };
  const long = wide ? 8 : 4;
  out.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, order === 'little' ? 1 : 2, 1]);
  put(long, start, wide ? 40 : 32);
  for (const [i, value] of [entry, names.length, names.length - 1].entries()) put(2, value, (wide ? 58 : 46) + i * 2);
  let at = head;
  let nameAt = 0;
  for (const [i, bytes] of contents.entries()) {
    out.set(bytes, at);
    put(4, nameAt, start + i * entry);
    put(4, i === 0 ? 0 : 1, start + i * entry + 4);
    put(long, at, start + i * entry + (wide ? 24 : 16));
    put(long, bytes.length, start + i * entry + (wide ? 32 : 20));
    at += bytes.length;
    nameAt += (names[i] ?? '').length + 1;
  }
  return new Uint8Array(out);
}
