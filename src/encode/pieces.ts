/**
 * Pieces of a block put together: each bit must come from exactly one of them.
 */
import { maskOf, touchedBytes } from '../bytes/pack.js';
import { at, bad } from './json.js';

/** The bits of one field or gap. */
export interface Piece {
  /** JSON path. */
  readonly path: string;
  /** Offset from the start of the block. */
  readonly byteOffset: number;
  readonly bitOffset: number;
  readonly bitLength: number;
  /** Bytes touched, in memory order, bits of neighbours 0. */
  readonly bytes: Uint8Array;
}

/**
 * The block of `length` bytes that the pieces make; `path` is the JSON path of the block.
 * @throws ToolError when two pieces overlap, one reaches behind the end, or a bit is in none.
 */
export function assemble(pieces: readonly Piece[], length: number, path: string): Uint8Array {
  for (const piece of pieces) requireInside(piece, length, path);
  const bytes = new Uint8Array(length);
  const covered = new Uint8Array(length);
  for (const piece of pieces) {
    for (const [i, byte] of piece.bytes.entries()) {
      const to = piece.byteOffset + i;
      const mask = maskOf(piece, i);
      if (((covered[to] ?? 0) & mask) !== 0) throw overlap(pieces, piece, to, mask);
      covered[to] = (covered[to] ?? 0) | mask;
      bytes[to] = (bytes[to] ?? 0) | byte;
    }
  }
  const missing = covered.findIndex((mask) => mask !== 0xff);
  if (missing >= 0) throw uncovered(missing, covered, path);
  return bytes;
}

function requireInside(piece: Piece, length: number, path: string): void {
  const end = piece.byteOffset + touchedBytes(piece);
  if (end <= length) return;
  const what = `it ends at byte ${end}, but ${at(path, 'length')} is ${length}`;
  throw bad(piece.path, what, 'put back the offsets and lengths that decode wrote');
}

function overlap(pieces: readonly Piece[], piece: Piece, byte: number, mask: number): Error {
  const other = pieces.find((one) => {
    const i = byte - one.byteOffset;
    return i >= 0 && i < one.bytes.length && (maskOf(one, i) & mask) !== 0;
  });
  const what = `its bits of byte ${byte} belong to ${other?.path ?? 'another field'} too`;
  return bad(piece.path, what, 'each bit may stand in one field or gap only: take one of the two away');
}

function uncovered(first: number, covered: Uint8Array, path: string): Error {
  const next = covered.findIndex((mask, i) => i > first && mask === 0xff);
  const last = (next < 0 ? covered.length : next) - 1;
  const range = first === last ? `byte ${first}` : `bytes ${first} to ${last}`;
  const mask = covered[first] ?? 0;
  const bits = mask === 0 ? '' : `, beginning with bit ${7 - Math.floor(Math.log2(~mask & 0xff))}`;
  const what = `no field and no gap has ${range}${bits}`;
  return bad(at(path, 'structs'), what, 'put the missing field or gap back (decode --only leaves fields out)');
}
