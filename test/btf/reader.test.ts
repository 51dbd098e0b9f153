/** The reader of BTF on bytes made by hand: what is in them, and what is said of lies. */
import { describe, expect, it, test } from 'vitest';
import { Btf } from '../../src/btf/btf.js';
import { type Member, membersOf, typeText } from '../../src/btf/members.js';
import { kernelOf } from './support.js';
import { MadeBtf, madeElf } from './write-btf.js';

const orders = ['big', 'little'] as const;

function shown(bytes: Uint8Array, tag: string): string[] {
  const kernel = kernelOf(bytes);
  const [found] = kernel.find(tag);
  if (found === undefined) return ['none'];
  const { btf } = found.file;
  return membersOf(btf, found.type).map((one: Member) => `${one.name} ${one.bit}+${one.bits} ${typeText(btf, one)}`);
}

describe.each(orders)('%s-endian', (order) => {
  it('arrays, flexible arrays, typedefs, enums, pointers and anonymous members', () => {
    const made = new MadeBtf({ order });
    const u8 = made.int('unsigned char', 1);
    const u32 = made.int('unsigned int', 4);
    const s64 = made.int('long', 8, 1);
    const alias = made.add(8, 0, '__u32', u32);
    const constant = made.add(10, 0, '', alias);
    const text = made.array(u8, 6);
    const open = made.array(u32, 0);
    const table = made.array(made.array(u32, 3), 2);
    const mode = made.add(6, 2, 'mode', 4, [made.text('A'), 0, made.text('B'), 1]);
    const pointer = made.add(2, 0, '', 0);
    const float = made.add(16, 0, 'double', 8);
    const inner = made.struct('', 8, [
      { name: 'x', type: alias, bit: 0 },
      { name: 'y', type: constant, bit: 32 },
    ]);
    const union = made.struct(
      '',
      8,
      [
        { name: 'whole', type: s64, bit: 0 },
        { name: '', type: inner, bit: 0 },
      ],
      5,
    );
    made.struct('example', 80, [
      { name: 'text', type: text, bit: 0 },
      { name: 'mode', type: mode, bit: 64 },
      { name: 'pointer', type: pointer, bit: 128 },
      { name: '', type: union, bit: 192 },
      { name: 'float', type: float, bit: 256 },
      { name: 'table', type: table, bit: 320 },
      { name: 'open', type: open, bit: 640 },
    ]);
    expect(shown(made.bytes(), 'example')).toEqual([
      'text 0+48 u8[6]',
      'mode 64+32 u32',
      'pointer 128+64 pointer',
      'whole 192+64 s64',
      'x 192+32 u32',
      'y 224+32 u32',
      'float 256+64 float64',
      'table 320+192 u32[6]',
      'open 640+0 u32[]',
    ]);
  });

  it('bit fields count from the most significant bit, of old compilers, too', () => {
    const made = new MadeBtf({ order });
    const u16 = made.int('unsigned short', 2);
    const old = made.add(1, 0, 'unsigned short', 2, [(2 << 16) | 3]);
    made.struct('flagged', 2, [
      { name: 'low', type: u16, bit: 0, width: 1 },
      { name: '', type: u16, bit: 1, width: 2 },
      { name: 'high', type: u16, bit: 3, width: 5 },
    ]);
    made.struct('plain', 2, [{ name: 'old', type: old, bit: 0 }]);
    const [low, high, plain] = order === 'big' ? [0, 3, 2] : [7, 0, 3];
    expect(shown(made.bytes(), 'flagged')).toEqual([`low ${low}+1 u16:1`, `high ${high}+5 u16:5`]);
    expect(shown(made.bytes(), 'plain')).toEqual([`old ${plain}+3 u16:3`]);
  });

  it('a header of 32 bytes tells the lengths of kinds that are not known', () => {
    const lengths = Array.from({ length: 22 }, (_, kind): [number, number] => (kind === 21 ? [4, 8] : [0, 0]));
    const made = new MadeBtf({ order, header: 32, lengths });
    made.add(21, 2, 'later', 0, [1, 2, 3, 4, 5]);
    made.struct('behind', 4, [{ name: 'x', type: made.int('unsigned int', 4), bit: 0 }]);
    expect(shown(made.bytes(), 'behind')).toEqual(['x 0+32 u32']);
    const unknown = new MadeBtf({ order });
    unknown.add(21, 0, 'later', 0);
    expect(() => new Btf(unknown.bytes())).toThrow('damaged: type 1 is of no kind (21)');
  });

  it('every kind takes the bytes that linux/btf.h says', () => {
    const made = new MadeBtf({ order });
    const words = [0, 1, 0, 3, 6, 6, 4, 0, 0, 0, 0, 0, 0, 4, 1, 6, 0, 1, 0, 6];
    const counted = new Set([4, 5, 6, 13, 15, 19]);
    for (let kind = 1; kind <= 19; kind++) {
      made.add(
        kind,
        counted.has(kind) ? 2 : 0,
        `kind${kind}`,
        0,
        Array.from({ length: words[kind] ?? 0 }, () => 0),
      );
    }
    const btf = new Btf(made.bytes());
    expect(btf.count).toBe(19);
    for (let kind = 1; kind <= 19; kind++) expect(btf.type(kind)).toMatchObject({ kind, name: `kind${kind}` });
  });

  it('a module goes on where its kernel ends', () => {
    const kernel = new MadeBtf({ order });
    const u32 = kernel.int('unsigned int', 4);
    const module = new MadeBtf({ order, base: { types: kernel.types, strings: kernel.strings } });
    module.struct('own', 4, [{ name: 'x', type: u32, bit: 0 }]);
    const opened = kernelOf(kernel.bytes(), module.bytes());
    expect(opened.find('own').map(({ file, type }) => [file.name, type.id])).toEqual([['file1', 2]]);
    expect(() => kernelOf(module.bytes())).toThrow("split BTF of a module: the kernel's own is needed, too (vmlinux)");
    const other = new MadeBtf({ order });
    other.int('int', 4);
    other.int('another type', 4);
    expect(() => kernelOf(other.bytes(), new MadeBtf({ order, base: { types: 1, strings: 3 } }).bytes())).not.toThrow();
    const stranger = new MadeBtf({ order, base: { types: 2, strings: other.strings } });
    stranger.add(4, 1, 'own', 4, [3, 1, 0]);
    expect(() => kernelOf(other.bytes(), stranger.bytes())).toThrow('belongs to another kernel than the BTF before it');
  });

  it.each([true, false])('ELF, 64 bits: %s', (wide) => {
    const made = new MadeBtf({ order });
    made.struct('in_elf', 4, [{ name: 'x', type: made.int('unsigned int', 4), bit: 0 }]);
    const modinfo = new TextEncoder().encode('license=GPL\0vermagic=7.3-s390x SMP mod_unload\0');
    const elf = madeElf({ '.text': new Uint8Array(9), '.BTF': made.bytes(), '.modinfo': modinfo }, { order, wide });
    expect(shown(elf, 'in_elf')).toEqual(['x 0+32 u32']);
    expect(kernelOf(elf).version).toEqual({ version: '7.3-s390x', from: 'vermagic' });
    expect(() => kernelOf(madeElf({ '.debug_info': new Uint8Array(4) }, { order, wide }))).toThrow(
      'no section .BTF; it has DWARF: pahole -J makes BTF of it',
    );
  });

  it('a kernel image that is not packed', () => {
    const made = new MadeBtf({ order });
    made.struct('in_image', 4, [{ name: 'x', type: made.int('unsigned int', 4), bit: 0 }]);
    const banner = new TextEncoder().encode('Linux version 7.2.13-test (somebody@somewhere)\0');
    const image = Uint8Array.from([0, 0xeb, 0x9f, 0, 1, 0x9f, 0xeb, 1, 0, 9, ...banner, ...made.bytes(), 1, 2, 3]);
    expect(shown(image, 'in_image')).toEqual(['x 0+32 u32']);
    expect(kernelOf(image).version).toEqual({ version: '7.2.13-test', from: 'image' });
  });
});

describe('lies end in one line', () => {
  const cases: readonly (readonly [string, (made: MadeBtf) => void, string])[] = [
    [
      'a struct inside itself',
      (made) => void made.struct('x', 8, [{ name: '', type: 1, bit: 0 }]),
      'holds more than 32',
    ],
    [
      'typedefs in a circle',
      (made) => {
        made.struct('x', 8, [{ name: 'y', type: 2, bit: 0 }]);
        made.add(8, 0, 'a', 3);
        made.add(8, 0, 'b', 2);
      },
      'more than 64 typedefs',
    ],
    [
      'a member behind the end',
      (made) => void made.struct('x', 4, [{ name: 'y', type: made.int('int', 4), bit: 8 }]),
      'ends behind it',
    ],
    [
      'a member inside of the one before it',
      (made) => {
        const int = made.int('int', 4);
        made.struct('x', 12, [
          { name: 'y', type: int, bit: 0 },
          { name: 'z', type: int, bit: 16 },
        ]);
      },
      'damaged: members y and z of struct x overlap',
    ],
    [
      'a type that is not there',
      (made) => void made.struct('x', 4, [{ name: 'y', type: 77, bit: 0 }]),
      'leads to type 77',
    ],
    [
      'a member without a size',
      (made) => void made.struct('x', 4, [{ name: 'y', type: made.add(7, 0, 'f', 0), bit: 0 }]),
      'has no size',
    ],
    ['a name behind the strings', (made) => void made.add(4, 1, 'x', 4, [99_999, 1, 0]), 'a name at 99999'],
    ['a name without an end', (made) => void made.struct('x'.repeat(600), 4, []), 'has no end'],
    [
      'arrays inside arrays',
      (made) => {
        made.struct('x', 8, [{ name: 'y', type: 2, bit: 0 }]);
        made.array(2, 2);
      },
      'dimensions',
    ],
    [
      'a union that doubles at each level',
      (made) => {
        const ids = Array.from({ length: 20 }, (_, i) => i + 1);
        for (const id of ids)
          made.struct(
            id === 1 ? 'x' : '',
            8,
            [
              { name: '', type: id + 1, bit: 0 },
              { name: '', type: id + 1, bit: 0 },
            ],
            id === 1 ? 4 : 5,
          );
        made.struct('', 8, []);
      },
      'more than 16384 members',
    ],
  ];
  it.each(cases)('%s', (_, make, message) => {
    const made = new MadeBtf();
    make(made);
    expect(() => shown(made.bytes(), 'x')).toThrow(message);
  });

  it('ten million members', () => {
    const made = new MadeBtf();
    made.add(4, 10_000_000, 'x', 4);
    expect(() => new Btf(made.bytes())).toThrow('damaged: type 1 ends behind the types');
  });

  it('another version', () => {
    expect(() => new Btf(new MadeBtf({ version: 2 }).bytes())).toThrow('BTF version 2; only 1 is known');
  });
});

test('a file of headers that lead nowhere is given up', () => {
  const header = [0xeb, 0x9f, 1, 0, 0, 0, 0, 24];
  const many = Uint8Array.from({ length: 400_001 }, (_, i) => (i === 0 ? 0 : (header[(i - 1) % 8] ?? 0)));
  const before = process.cpuUsage();
  expect(() => kernelOf(many)).toThrow('neither BTF nor ELF, and no BTF in it');
  expect(process.cpuUsage(before).user).toBeLessThan(500_000);
});
