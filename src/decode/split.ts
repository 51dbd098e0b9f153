/**
 * One stream of bytes cut into consecutive blocks: each of the same size, or responses by the length that each says.
 */
import { notRead, readInWay } from '../bytes/integers.js';
import type { Catalog } from '../catalog/catalog.js';
import { clpHeaderSize } from './clp.js';
import { leafAt } from './read-struct.js';

export interface Piece {
  /** From the start of the stream. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** How a stream is cut: into pieces of so many bytes, or by the length of each response. */
export type SplitBy = number | 'response';

/** What is kept of the bytes behind a response whose length leads nowhere. */
const mostKept = 1 << 16;

/**
 * Cuts chunk after chunk. The last piece is what is left at the end, however short.
 *
 * A response length under 16 ends the split: everything from there on is one last piece, of which at most 64 KiB are
 * kept.
 */
export class Splitter {
  readonly #lengthAt: (bytes: Uint8Array, at: number) => number | undefined;
  readonly #smallest: number;
  #held: Uint8Array = new Uint8Array(0);
  #offset = 0;
  #isStuck = false;
  #isOver = false;

  constructor(by: SplitBy, catalog: Catalog) {
    this.#lengthAt = by === 'response' ? responseLength(catalog) : () => by;
    this.#smallest = by === 'response' ? clpHeaderSize : 1;
  }

  /** True when a length led nowhere: the last piece begins with it. */
  get isStuck(): boolean {
    return this.#isStuck;
  }

  /** True when more came after a length that led nowhere than is kept: nothing that follows can become a piece. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Where the last piece begins. */
  get offset(): number {
    return this.#offset;
  }

  /** The pieces that end in this chunk. They share memory with it. */
  push(chunk: Uint8Array): Piece[] {
    if (this.#isStuck) {
      this.#keep(chunk);
      return [];
    }
    const bytes = this.#held.length === 0 ? chunk : joined(this.#held, chunk);
    const pieces: Piece[] = [];
    let at = 0;
    while (at < bytes.length) {
      const length = this.#lengthAt(bytes, at);
      if (length !== undefined && length < this.#smallest) {
        this.#isStuck = true;
        break;
      }
      if (length === undefined || at + length > bytes.length) break;
      pieces.push({ offset: this.#offset + at, bytes: bytes.subarray(at, at + length) });
      at += length;
    }
    this.#offset += at;
    this.#held = new Uint8Array(0);
    if (this.#isStuck) this.#keep(bytes.subarray(at));
    else if (at < bytes.length) this.#held = bytes.slice(at);
    return pieces;
  }

  /** What is left. */
  end(): Piece[] {
    return this.#held.length === 0 ? [] : [{ offset: this.#offset, bytes: this.#held }];
  }

  #keep(chunk: Uint8Array): void {
    const kept = chunk.subarray(0, Math.max(0, mostKept - this.#held.length));
    if (kept.length > 0) this.#held = joined(this.#held, kept);
    this.#isOver ||= chunk.length > kept.length;
  }
}

/** Bytes that are looked at to tell whether they are responses. */
const enoughToTell = 1 << 20;

/** True when nothing but two or more responses stand in the bytes, one behind the other. */
export function areResponses(bytes: Uint8Array, catalog: Catalog): boolean {
  const splitter = new Splitter('response', catalog);
  const pieces = splitter.push(bytes.subarray(0, enoughToTell));
  const isWhole = splitter.end().length === 0 || bytes.length > enoughToTell;
  return pieces.length > 1 && isWhole && !splitter.isStuck;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** Reads the length of the response that begins at a place; undefined when the bytes end before it. */
function responseLength(catalog: Catalog): (bytes: Uint8Array, at: number) => number | undefined {
  const header = catalog.header('response');
  const leaf = leafAt(catalog.newestPlan(header, 'big'), header.role.length);
  if (leaf === undefined || leaf.way === notRead) throw new Error(`${header.tag} has no length`);
  const { byteOffset, byteLength } = leaf;
  let view: DataView = new DataView(new ArrayBuffer(0));
  let viewed: Uint8Array | undefined;
  return (bytes, at) => {
    if (bytes !== viewed) {
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      viewed = bytes;
    }
    const start = at + byteOffset;
    return start + byteLength > bytes.length ? undefined : Number(readInWay(view, start, leaf.way, leaf));
  };
}
