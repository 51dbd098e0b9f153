/**
 * The BTF in a file, whatever kind of file it is: raw, ELF, module, or a kernel image that is not packed.
 */
import { packedAdvice } from '../bytes/sniff.js';
import { ToolError } from '../model/errors.js';
import type { RandomAccess } from '../model/ports.js';
import { isElf, readElf, type Section } from './elf.js';
import { btfLimit, btfOrder, readHeader } from './header.js';

/** How the version of a kernel is known: `vermagic` of a module, text of an `image`. */
export interface KernelVersion {
  readonly version: string;
  readonly from: 'vermagic' | 'image';
}

export type FileKind = 'btf' | 'elf' | 'module' | 'image';

/** BTF and what the file around it says. */
export interface FoundBtf {
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
  readonly version: KernelVersion | null;
}

/** Bytes by which every kind of file is known; the mark of an s390 boot image lies at 0x10008. */
const headSize = 0x1_0010;

/** Most bytes of a kernel image. */
const imageLimit = 128 * 1024 * 1024;

const none = 'neither BTF nor ELF, and no BTF in it';

/** @throws ToolError that says what the file is, and what to give instead. */
export function findBtf(file: RandomAccess): FoundBtf {
  const head = file.read(0, headSize);
  if (btfOrder(head) !== undefined) return { kind: 'btf', bytes: readAll(file, btfLimit), version: null };
  if (isElf(head)) return inElf(file);
  const packed = head.length === 0 ? undefined : packedText(head);
  if (packed !== undefined) throw new ToolError(packed);
  const image = inImage(file);
  if (image !== undefined) return image;
  throw new ToolError(isBootImage(head) ? bootImage : none);
}

function readAll(file: RandomAccess, limit: number): Uint8Array {
  if (file.size > limit) throw new ToolError(`${file.size} bytes, at most ${limit} are read`);
  return file.read(0, file.size);
}

function packedText(head: Uint8Array): string | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'packed: gzip -dk first';
  const advice = packedAdvice(head);
  const tool = /\((\w+) -d\)/.exec(advice ?? '')?.[1];
  return tool === undefined ? undefined : `packed: ${tool} -dk first`;
}

const bootImage =
  'a boot image, packed: give /sys/kernel/btf/vmlinux of the running kernel, or vmlinux of its debug package';

function isBootImage(head: Uint8Array): boolean {
  return hasText(head, 0x202, 'HdrS') || hasText(head, 0x1_0008, 'S390EP') || (head[0] === 0x4d && head[1] === 0x5a);
}

function hasText(bytes: Uint8Array, at: number, text: string): boolean {
  return [...text].every((char, i) => bytes[at + i] === char.charCodeAt(0));
}

function inElf(file: RandomAccess): FoundBtf {
  const { sections } = readElf(file);
  const named = (name: string): Section | undefined => sections.find((one) => one.name === name);
  const section = named('.BTF');
  if (section === undefined) {
    const hasDwarf = named('.debug_info') !== undefined;
    throw new ToolError(`no section .BTF${hasDwarf ? '; it has DWARF: pahole -J makes BTF of it' : ''}`);
  }
  if (section.isElsewhere) throw new ToolError('section .BTF is empty here: another file was made of its bytes');
  if (named('.BTF.base') !== undefined) {
    throw new ToolError('a module for several kernels (.BTF.base): load it and give /sys/kernel/btf/ with its name');
  }
  const bytes = sectionBytes(file, section, btfLimit);
  const info = named('.modinfo');
  if (info === undefined) return { kind: 'elf', bytes, version: null };
  const magic = /(?:^|\0)vermagic=([^ \0]+)/.exec(latin(sectionBytes(file, info, 0x1_0000)))?.[1];
  return { kind: 'module', bytes, version: magic === undefined ? null : { version: magic, from: 'vermagic' } };
}

function sectionBytes(file: RandomAccess, { name, offset, size }: Section, limit: number): Uint8Array {
  const end = offset + size;
  if (end > file.size) throw new ToolError(`truncated: section ${name} ends at ${end}, the file at ${file.size}`);
  if (size > limit) throw new ToolError(`section ${name} has ${size} bytes, at most ${limit} are read`);
  return file.read(offset, size);
}

/** Most headers that are looked at: what looks like one by chance is rare. */
const mostHeaders = 256;

/** A kernel that is not packed has its BTF somewhere: where a whole header stands. */
function inImage(file: RandomAccess): FoundBtf | undefined {
  if (file.size > imageLimit) return undefined;
  const bytes = file.read(0, file.size);
  let left = mostHeaders;
  for (const first of [0xeb, 0x9f]) {
    for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
      if (!isHeader(bytes, at)) continue;
      if (left-- === 0) return undefined;
      const length = btfLength(bytes.subarray(at));
      if (length === undefined) continue;
      return { kind: 'image', bytes: bytes.slice(at, at + length), version: versionIn(bytes) };
    }
  }
  return undefined;
}

/** True where magic, version and length of a header stand. */
function isHeader(bytes: Uint8Array, at: number): boolean {
  const [first, second] = [bytes[at], bytes[at + 1]];
  const isBig = first === 0xeb && second === 0x9f;
  if (!isBig && !(first === 0x9f && second === 0xeb)) return false;
  return bytes[at + 2] === 1 && bytes[at + 3] === 0 && (bytes[at + (isBig ? 7 : 4)] ?? 0) <= 32;
}

/** Bytes of the BTF that begins here; undefined when this is none. */
function btfLength(bytes: Uint8Array): number | undefined {
  try {
    const { types, strings } = readHeader(bytes);
    const isSound = types.end > types.start && strings.start >= types.end && strings.end - strings.start > 1;
    return isSound && bytes[strings.start] === 0 && bytes[strings.end - 1] === 0 ? strings.end : undefined;
  } catch (error) {
    if (error instanceof ToolError) return undefined;
    throw error;
  }
}

const banner = 'Linux version ';

function versionIn(bytes: Uint8Array): KernelVersion | null {
  for (let at = bytes.indexOf(0x4c); at !== -1; at = bytes.indexOf(0x4c, at + 1)) {
    if (bytes[at + 1] !== 0x69 || !hasText(bytes, at, banner)) continue;
    const version = /^\d[\w.+-]*/.exec(latin(bytes.subarray(at + banner.length, at + banner.length + 64)))?.[0];
    if (version !== undefined) return { version, from: 'image' };
  }
  return null;
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
