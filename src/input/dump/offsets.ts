/** Offsets are written in hex, octal or decimal, and only their steps tell which. */
import type { ReadEvent } from './dialect.js';

const digitsOf: Readonly<Record<number, RegExp>> = { 8: /^[0-7]+$/, 10: /^[0-9]+$/, 16: /^[0-9a-f]+$/i };
const prefixOf: Readonly<Record<number, string>> = { 8: '0o', 10: '', 16: '0x' };

/** The value of an offset in `base`, or null when it holds other digits. */
export function offsetValue(offset: string, base: number): bigint | null {
  const digits = offset.replace(/^0x/i, '');
  return digitsOf[base]?.test(digits) ? BigInt((prefixOf[base] ?? '') + digits) : null;
}

/** How well the offsets of rows follow one another in each base. */
export class OffsetBases {
  readonly #steps = [16, 8, 10].map((base) => new Steps(base));

  /** Takes the next row, or what stands between two. */
  add(event: ReadEvent): void {
    if (event.kind === 'text') return;
    for (const steps of this.#steps) steps.add(event);
  }

  /** Of these, the base in which they do it best, each a row's length after the one before; else the first. */
  likeliest(bases: readonly number[]): number {
    const [first, ...others] = bases.map((base) => this.#steps.find((steps) => steps.base === base));
    let best = first;
    for (const steps of others) if ((steps?.good ?? -1) > (best?.good ?? -1)) best = steps;
    return best?.base ?? 16;
  }
}

/** Rows that begin where the one before, or its repeats, ended, by the digits of one base. */
class Steps {
  readonly base: number;
  /** Their number; -1 when an offset is not of this base. */
  good = 0;
  #expected: bigint | null = null;
  #width = 1n;
  #isRepeated = false;

  constructor(base: number) {
    this.base = base;
  }

  add(event: ReadEvent): void {
    if (this.good < 0) return;
    if (event.kind === 'repeat') {
      this.#isRepeated = true;
      return;
    }
    const offset = offsetValue(event.kind === 'row' ? event.place.offset : event.line.text.trim(), this.base);
    if (offset === null && (event.kind === 'row' || this.#isRepeated)) {
      this.good = -1;
      return;
    }
    const distance = offset === null || this.#expected === null ? null : offset - this.#expected;
    if (distance !== null && isStep(distance, this.#isRepeated ? this.#width : 0n)) this.good++;
    this.#isRepeated = false;
    if (event.kind !== 'row' || offset === null) return;
    this.#width = BigInt(event.groups.bytes.length);
    this.#expected = offset + this.#width;
  }
}

/** `width` is that of a repeated row; 0 when none was repeated. */
function isStep(distance: bigint, width: bigint): boolean {
  return width === 0n ? distance === 0n : distance >= 0n && distance % width === 0n;
}
