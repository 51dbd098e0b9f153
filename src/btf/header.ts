/**
 * The header of BTF: where types, strings and lengths of kinds lie.
 */
import { ToolError } from '../model/errors.js';
import type { Endian } from '../model/layout.js';
import { type KindLength, kindLengths } from './kinds.js';

const magic = 0xeb9f;

/** Length of the header as it always was. */
const shortHeader = 24;

/** With the lengths of kinds: Linux 7.3, include/uapi/linux/btf.h. */
const longHeader = 32;

/** Most bytes of BTF: six times a kernel's. */
export const btfLimit = 32 * 1024 * 1024;

/** A range of bytes, its end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface BtfHeader {
  readonly endian: Endian;
  readonly types: Range;
  readonly strings: Range;
  /** By number of the kind: those of this file, then those that are known. */
  readonly lengths: readonly (KindLength | undefined)[];
}

/** The byte order of BTF that begins here; undefined when none does. */
export function btfOrder(head: Uint8Array): Endian | undefined {
  if (head[0] === magic >> 8 && head[1] === (magic & 0xff)) return 'big';
  return head[0] === (magic & 0xff) && head[1] === magic >> 8 ? 'little' : undefined;
}

/** @throws ToolError when these bytes are no BTF, are cut, or are of another version. */
export function readHeader(bytes: Uint8Array): BtfHeader {
  const endian = btfOrder(bytes);
  if (endian === undefined) throw new ToolError('no BTF: it begins with another number than 0xeb9f');
  if (bytes.length < shortHeader) {
    throw new ToolError(`truncated: a header has ${shortHeader} bytes, the file ${bytes.length}`);
  }
  if (bytes[2] !== 1) throw new ToolError(`BTF version ${bytes[2]}; only 1 is known`);
  const view = viewOf(bytes);
  const word = (at: number): number => view.getUint32(at, endian === 'little');
  const length = word(4);
  if (length < shortHeader) throw new ToolError(`damaged: a header of ${length} bytes; it has at least ${shortHeader}`);
  const range = (what: string, at: number): Range => {
    const start = length + word(at);
    const end = start + word(at + 4);
    if (end > bytes.length) throw new ToolError(`truncated: ${what} end at ${end}, the file at ${bytes.length}`);
    return { start, end };
  };
  const types = range('types', 8);
  const strings = range('strings', 16);
  const own = length >= longHeader ? range('lengths of kinds', 24) : { start: 0, end: 0 };
  return { endian, types, strings, lengths: mergeLengths(bytes, own) };
}

/** A file may bring kinds that came later; those that are known stay as they are. */
function mergeLengths(bytes: Uint8Array, { start, end }: Range): readonly (KindLength | undefined)[] {
  const lengths = [...kindLengths];
  const last = Math.min(0x80, Math.floor((end - start) / 4));
  for (let kind = lengths.length; kind < last; kind++) {
    const at = start + kind * 4;
    lengths[kind] = { once: bytes[at] ?? 0, each: bytes[at + 1] ?? 0 };
  }
  return lengths;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
