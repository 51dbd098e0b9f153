/** Small copies share memory of this size. */
const slabSize = 1 << 16;

/** Larger copies have memory of their own, so that at most a part of a slab stays unused. */
const largestShared = 1 << 13;

let slab: DataView = new DataView(new ArrayBuffer(0));
let free: Uint8Array = new Uint8Array(0);
let used = 0;

/**
 * A copy of some bytes that nobody else writes to.
 *
 * Small copies lie in one slab of 64 KiB, behind one view: to give each memory and a view of its own would take longer
 * than to decode it. A slab stays in memory as long as any of its copies does.
 */
export class OwnBytes {
  /** Shows these bytes and, where they share memory, others. */
  readonly view: DataView;
  /** Where they begin in `view`. */
  readonly start: number;
  readonly length: number;
  #bytes: Uint8Array | undefined;

  constructor(bytes: Uint8Array) {
    this.length = bytes.length;
    if (bytes.length > largestShared) {
      this.#bytes = new Uint8Array(bytes);
      this.view = new DataView(this.#bytes.buffer);
      this.start = 0;
      return;
    }
    if (used + bytes.length > slab.byteLength) newSlab();
    free.set(bytes, used);
    this.view = slab;
    this.start = used;
    used += bytes.length;
  }

  /** The bytes alone. */
  get bytes(): Uint8Array {
    this.#bytes ??= new Uint8Array(this.view.buffer, this.view.byteOffset + this.start, this.length);
    return this.#bytes;
  }
}

function newSlab(): void {
  free = Buffer.allocUnsafeSlow(slabSize);
  slab = new DataView(free.buffer, free.byteOffset, slabSize);
  used = 0;
}
