/**
 * Numbers that look random and follow from a seed alone (sfc32 by Chris Doty-Humphrey).
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  /** Two numbers make a stream: the seed of the run and the number of the input. */
  constructor(seed: number, stream: number) {
    this.#a = seed | 0;
    this.#b = stream | 0;
    this.#c = Math.floor(stream / 2 ** 32) | 0;
    for (let i = 0; i < 15; i++) this.next();
  }

  /** 0 to 2^32 - 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 to `limit` - 1; 0 for a limit below 1. */
  below(limit: number): number {
    return limit < 1 ? 0 : this.next() % limit;
  }

  /** True once in `times` on the average. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  /** One of the items. @throws RangeError when there is none. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** Small numbers often, large ones seldom. */
  small(limit: number): number {
    return this.below(1 + this.below(1 + this.below(limit)));
  }
}
