/** Offsets are written in hex, octal or decimal, and only their steps tell which. */
import type { ReadEvent } from './dialect.js';
import { hexDigit } from './groups.js';

const prefixOf: Readonly<Record<number, string>> = { 8: '0o', 10: '', 16: '0x' };
/** So many digits a number holds exactly in every base; to read them as one is much cheaper. */
const exactDigits = 12;

/** The value of an offset in `base`, or null when it holds other digits. */
export function offsetValue(offset: string, base: number): bigint | null {
  const from = /^0x/i.test(offset) ? 2 : 0;
  if (offset.length === from) return null;
  let value = 0;
  for (let at = from; at < offset.length; at++) {
    const digit = hexDigit(offset.charCodeAt(at));
    if (digit < 0 || digit >= base) return null;
    value = value * base + digit;
  }
  return BigInt(offset.length - from <= exactDigits ? value : `${prefixOf[base] ?? ''}${offset.slice(from)}`);
}

/** How well the offsets of rows follow one another in each base. */
export class OffsetBases {
  #steps = [16, 8, 10].map((base) => new Steps(base));
  #bases: readonly number[] = [];

  /** Only these bases are of interest, the likeliest first; where there is one, nothing has to be found out. */
  narrow(bases: readonly number[]): void {
    this.#bases = bases;
    this.#steps = bases.length === 1 ? [] : this.#steps.filter(({ base }) => bases.includes(base));
  }

  /** Takes the next row, or what stands between two. */
  add(event: ReadEvent): void {
    if (event.kind === 'text') return;
    for (const steps of this.#steps) steps.add(event);
  }

  /** The base in which they do it best, each a row's length after the one before; else the first. */
  likeliest(): number {
    let [best = 16] = this.#bases;
    const goodOf = (base: number): number => this.#steps.find((steps) => steps.base === base)?.good ?? -1;
    for (const base of this.#bases) if (goodOf(base) > goodOf(best)) best = base;
    return best;
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
