/** Bytes of a stream by the number wanted, one chunk in memory. */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array(0);
  #offset = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#source = chunks[Symbol.asyncIterator]();
  }

  /** Bytes taken so far. */
  get offset(): number {
    return this.#offset;
  }

  /** The next `count` bytes, fewer at the end; they are given again. */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#held.length < count && (await this.#more())) {}
    return this.#held.subarray(0, count);
  }

  /** The next `count` bytes, fewer at the end. */
  async exactly(count: number): Promise<Uint8Array> {
    const bytes = await this.peek(count);
    this.#drop(bytes.length);
    return bytes;
  }

  /** A whole number of units of `unit` bytes, as many as are at hand and at most `most` bytes; the rest at the end. */
  async some(most: number, unit = 1): Promise<Uint8Array> {
    const atHand = (await this.peek(Math.min(unit, most))).length;
    const bytes = this.#held.subarray(
      0,
      Math.min(most, Math.max(atHand, this.#held.length - (this.#held.length % unit))),
    );
    this.#drop(bytes.length);
    return bytes;
  }

  /** All that is left, as it comes. */
  async *rest(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const bytes = await this.some(Number.POSITIVE_INFINITY);
        if (bytes.length === 0) return;
        yield bytes;
      }
    } finally {
      await this.close();
    }
  }

  /** Reads no further. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  #drop(count: number): void {
    this.#held = this.#held.subarray(count);
    this.#offset += count;
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    this.#held = this.#held.length === 0 ? next.value : new Uint8Array(Buffer.concat([this.#held, next.value]));
    return true;
  }
}
