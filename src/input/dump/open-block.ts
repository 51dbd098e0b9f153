/** One block while its rows come in. */
import { type ByteBudget, ByteSink, tooMuch } from '../byte-sink.js';
import { type Broken, broken, type InputBlock } from '../text-format.js';
import type { TextLine } from '../text-line.js';
import type { Row } from './dialect.js';

/** An offset as messages show it. */
export function showOffset(offset: bigint): string {
  return `0x${offset.toString(16)}`;
}

export class OpenBlock {
  readonly key: string;
  readonly start: bigint;
  /** Where the next row has to begin. */
  end: bigint;
  /** A `*` whose length is not known yet. */
  star: TextLine | null = null;
  /** A bare offset has closed it. */
  isEnded = false;
  readonly #first: number;
  readonly #sink: ByteSink;
  #last: number;
  #row: Uint8Array = new Uint8Array();

  constructor(row: Row, offset: bigint, budget: ByteBudget) {
    this.key = row.place.key ?? '';
    this.start = offset;
    this.end = offset;
    this.#first = row.line.number;
    this.#last = row.line.number;
    this.#sink = new ByteSink(budget);
  }

  /** Bytes of the last row. */
  get width(): bigint {
    return BigInt(this.#row.length);
  }

  append(row: Row, bytes: Uint8Array): Broken | null {
    if (!this.#sink.add(bytes)) return broken(row.line, row.place.from, tooMuch);
    this.#row = bytes;
    this.end += this.width;
    this.#last = row.line.number;
    return null;
  }

  /** A `*`: its length comes with the next offset. */
  repeat(line: TextLine): void {
    this.star = line;
    this.#last = line.number;
  }

  /** Repeats the last row up to `offset`. */
  fill(offset: bigint, line: TextLine, at: number): Broken | null {
    const count = offset - this.end;
    const star = this.star?.number ?? line.number;
    this.star = null;
    if (count < 0n || count % this.width !== 0n) {
      const what = `'*' in line ${star} would stand for ${count} bytes, no whole number of lines of ${this.width}`;
      return broken(line, at, `${what}: offset ${showOffset(offset)} after ${showOffset(this.end)}`);
    }
    if (!this.#sink.add(this.#row, Number(count / this.width))) {
      return broken(line, at, `'*' in line ${star} would stand for ${count} bytes: ${tooMuch}`);
    }
    this.end = offset;
    return null;
  }

  /** Ends at `offset`, which may cut zeros that only fill the last word; false when the rows end elsewhere. */
  finish(offset: bigint, line: TextLine, wordSize: number): boolean {
    this.isEnded = true;
    this.#last = line.number;
    const surplus = Number(this.end - offset);
    if (surplus > 0 && surplus < wordSize && this.#sink.tail(surplus).every((byte) => byte === 0)) {
      this.#sink.drop(surplus);
      this.end = offset;
    }
    return offset === this.end;
  }

  block(): InputBlock {
    return { bytes: this.#sink.bytes(), lines: { first: this.#first, last: this.#last } };
  }
}
