/**
 * Text as bytes in one buffer that is used again and again: a string for each line costs more than all decoding.
 */
export class LineBuffer {
  #bytes: Buffer<ArrayBuffer>;
  #length = 0;

  constructor(size = 1 << 16) {
    this.#bytes = ownMemory(size);
  }

  get length(): number {
    return this.#length;
  }

  /** Bytes of its memory. */
  get size(): number {
    return this.#bytes.length;
  }

  /** What was added since the last `clear`. Shares memory with the buffer. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Forgets what was added; its memory is written over from now on. */
  clear(): void {
    this.#length = 0;
  }

  /**
   * Gives away the memory with what was added, for another thread; `next` takes its place. The result has `length`
   * bytes of text and may be longer.
   */
  exchange(next: Uint8Array<ArrayBuffer>): { readonly memory: Uint8Array<ArrayBuffer>; readonly length: number } {
    const given = { memory: this.#bytes, length: this.#length };
    this.#bytes = Buffer.from(next.buffer, next.byteOffset, next.byteLength);
    this.#length = 0;
    return given;
  }

  /** Bytes that are text already. */
  add(text: Uint8Array): void {
    this.#reserve(text.length);
    this.#bytes.set(text, this.#length);
    this.#length += text.length;
  }

  addText(text: string): void {
    this.#reserve(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
  }

  /** A few characters below 0x80; quicker than `addText` for so few. */
  addAscii(text: string): void {
    this.#reserve(text.length);
    for (let i = 0; i < text.length; i++) this.#bytes[this.#length++] = text.charCodeAt(i);
  }

  /** The decimal digits of an unsigned integer of at most 53 bits. */
  addNumber(value: number): void {
    this.#reserve(16);
    let digits = 1;
    for (let next = 10; next <= value; next *= 10) digits++;
    const end = this.#length + digits;
    let rest = value;
    for (let at = end; at > this.#length; ) {
      const digit = rest % 10;
      this.#bytes[--at] = 0x30 + digit;
      rest = (rest - digit) / 10;
    }
    this.#length = end;
  }

  /** Lower-case hex of `length` bytes of `source` from `start`, in memory order. */
  addHex(source: Uint8Array, start: number, length: number): void {
    this.#reserve(length * 2);
    let at = this.#length;
    for (let i = start; i < start + length; i++) {
      const byte = source[i] ?? 0;
      this.#bytes[at++] = digits[byte >> 4] ?? 0;
      this.#bytes[at++] = digits[byte & 15] ?? 0;
    }
    this.#length = at;
  }

  /** The same, last byte first. */
  addHexReversed(source: Uint8Array, start: number, length: number): void {
    for (let i = start + length - 1; i >= start; i--) this.addHex(source, i, 1);
  }

  #reserve(more: number): void {
    const wanted = this.#length + more;
    if (wanted <= this.#bytes.length) return;
    const larger = ownMemory(Math.max(wanted, this.#bytes.length * 2));
    larger.set(this.bytes);
    this.#bytes = larger;
  }
}

const digits = Buffer.from('0123456789abcdef');

/** Memory that no other buffer shares, so that it can be given away. */
function ownMemory(size: number): Buffer<ArrayBuffer> {
  return Buffer.from(new ArrayBuffer(size));
}
