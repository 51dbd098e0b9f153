/** More than this is never made of one text: a repeat count is a few digits and can ask for anything. */
export const byteLimit = 64 * 1024 * 1024;

/** More dumps than this nobody puts into one text; each is an object of its own. */
export const mostBlocks = 100_000;

export const tooMuch = 'more than 64 MiB of bytes, which is the limit for one text';
export const tooManyBlocks = `more than ${mostBlocks} blocks, which is the limit for one text`;

/** What all blocks of one text may still take. */
export class ByteBudget {
  #left = byteLimit;
  #blocks = 0;

  /** False when there is one block more than the limit. */
  addBlock(): boolean {
    return ++this.#blocks <= mostBlocks;
  }

  /** False, and nothing taken, when `count` bytes are too many. */
  take(count: number): boolean {
    if (!(count <= this.#left)) return false;
    this.#left -= count;
    return true;
  }
}

/** Collects the bytes of one block; grows as it is filled, never beyond the budget. */
export class ByteSink {
  readonly #budget: ByteBudget;
  #buffer = new Uint8Array(64);
  #length = 0;

  constructor(budget: ByteBudget) {
    this.#budget = budget;
  }

  get length(): number {
    return this.#length;
  }

  /** Appends `bytes` as often as said; false, and nothing appended, when that is too much. */
  add(bytes: Uint8Array, times = 1): boolean {
    const count = bytes.length * times;
    if (count === 0) return true;
    if (!this.#reserve(count)) return false;
    if (bytes.length === 1) this.#buffer.fill(bytes[0] ?? 0, this.#length, this.#length + count);
    else for (let i = 0; i < times; i++) this.#buffer.set(bytes, this.#length + i * bytes.length);
    this.#length += count;
    return true;
  }

  /** Appends one byte; false when that is too much. */
  push(byte: number): boolean {
    if (!this.#reserve(1)) return false;
    this.#buffer[this.#length++] = byte;
    return true;
  }

  /** Takes bytes away from the end. */
  drop(count: number): void {
    this.#length = Math.max(0, this.#length - count);
  }

  /** The last `count` bytes, not copied. */
  tail(count: number): Uint8Array {
    return this.#buffer.subarray(this.#length - count, this.#length);
  }

  /** A copy of the bytes collected. */
  bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length);
  }

  #reserve(count: number): boolean {
    if (!this.#budget.take(count)) return false;
    const needed = this.#length + count;
    if (needed <= this.#buffer.length) return true;
    const larger = new Uint8Array(Math.min(byteLimit, Math.max(needed, this.#buffer.length * 2)));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
    return true;
  }
}
