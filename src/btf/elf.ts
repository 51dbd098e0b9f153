/**
 * Sections of an ELF file by their names: 32 and 64 bits, both byte orders. Only the tables and the sections asked for
 * are read.
 */
import { ToolError } from '../model/errors.js';
import type { Endian } from '../model/layout.js';
import type { RandomAccess } from '../model/ports.js';
import { viewOf } from './header.js';

/** Most sections and most bytes of their names; a kernel that was built section by section has 60,000. */
const sectionLimit = 200_000;
const namesLimit = 16 * 1024 * 1024;

/** Type of a section whose bytes were left in another file. */
const noBits = 8;

export interface Section {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly isElsewhere: boolean;
}

export interface Elf {
  readonly endian: Endian;
  readonly sections: readonly Section[];
}

export function isElf(head: Uint8Array): boolean {
  return head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46;
}

/** Where things are in the headers of one class. */
const classes = {
  1: { header: 52, table: 32, entries: 46, entry: 40, offset: 16, size: 20, link: 24, wide: false },
  2: { header: 64, table: 40, entries: 58, entry: 64, offset: 24, size: 32, link: 40, wide: true },
} as const;

/** @throws ToolError when the file is cut or its tables lie elsewhere. */
export function readElf(file: RandomAccess): Elf {
  const ident = file.read(0, 64);
  const kind = ident[4] === 1 || ident[4] === 2 ? classes[ident[4]] : undefined;
  if (kind === undefined || (ident[5] !== 1 && ident[5] !== 2))
    throw new ToolError('damaged: an ELF of no known class');
  const endian = ident[5] === 1 ? 'little' : 'big';
  const isLittle = endian === 'little';
  if (ident.length < kind.header) throw new ToolError(`truncated: an ELF header has ${kind.header} bytes`);
  const number = (view: DataView, at: number): number =>
    kind.wide ? Number(view.getBigUint64(at, isLittle)) : view.getUint32(at, isLittle);
  const head = viewOf(ident);
  const start = number(head, kind.table);
  if (start === 0) return { endian, sections: [] };
  const read = (at: number, size: number, what: string): DataView => {
    if (at + size > file.size) throw new ToolError(`truncated: ${what} end at ${at + size}, the file at ${file.size}`);
    return viewOf(file.read(at, size));
  };
  const first = read(start, kind.entry, 'sections');
  // Numbers that do not fit into the header stand in the first section.
  const count = head.getUint16(kind.entries + 2, isLittle) || number(first, kind.size);
  const stride = head.getUint16(kind.entries, isLittle);
  const shortIndex = head.getUint16(kind.entries + 4, isLittle);
  const namesIndex = shortIndex === 0xffff ? first.getUint32(kind.link, isLittle) : shortIndex;
  if (stride < kind.entry || count > sectionLimit || namesIndex >= count) {
    throw new ToolError(
      `damaged: an ELF with ${count} sections of ${stride} bytes, their names in number ${namesIndex}`,
    );
  }
  const table = read(start, count * stride, 'sections');
  const names = read(
    number(table, namesIndex * stride + kind.offset),
    Math.min(namesLimit, number(table, namesIndex * stride + kind.size)),
    'names of sections',
  );
  const sections = Array.from({ length: count }, (_, i): Section => {
    const at = i * stride;
    return {
      name: nameAt(names, table.getUint32(at, isLittle)),
      offset: number(table, at + kind.offset),
      size: number(table, at + kind.size),
      isElsewhere: table.getUint32(at + 4, isLittle) === noBits,
    };
  });
  return { endian, sections };
}

/** Names of sections that matter are short. */
const longest = 32;

function nameAt(names: DataView, offset: number): string {
  let text = '';
  for (let at = offset; at < names.byteLength && text.length < longest; at++) {
    const byte = names.getUint8(at);
    if (byte === 0) return text;
    text += String.fromCharCode(byte);
  }
  return text;
}
