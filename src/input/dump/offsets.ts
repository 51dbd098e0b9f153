/** Offsets are written in hex, octal or decimal, and only their steps tell which. */
import type { ReadEvent } from './dialect.js';

const digitsOf: Readonly<Record<number, RegExp>> = { 8: /^[0-7]+$/, 10: /^[0-9]+$/, 16: /^[0-9a-f]+$/i };
const prefixOf: Readonly<Record<number, string>> = { 8: '0o', 10: '', 16: '0x' };

/** The value of an offset in `base`, or null when it holds other digits. */
export function offsetValue(offset: string, base: number): bigint | null {
  const digits = offset.replace(/^0x/i, '');
  return digitsOf[base]?.test(digits) ? BigInt((prefixOf[base] ?? '') + digits) : null;
}

/** The base in which the offsets follow one another best, each a row's length after the one before; else the first. */
export function likeliestBase(events: readonly ReadEvent[], bases: readonly number[]): number {
  let best = bases[0] ?? 16;
  let most = -1;
  for (const base of bases) {
    const steps = goodSteps(events, base);
    if (steps > most) [best, most] = [base, steps];
  }
  return best;
}

/** Number of rows that begin where the one before, or its repeats, ended; -1 when an offset is not of this base. */
function goodSteps(events: readonly ReadEvent[], base: number): number {
  let good = 0;
  let expected: bigint | null = null;
  let width = 1n;
  let isRepeated = false;
  for (const event of events) {
    if (event.kind === 'text') continue;
    if (event.kind === 'repeat') {
      isRepeated = true;
      continue;
    }
    const offset = offsetValue(event.kind === 'row' ? event.place.offset : event.line.text.trim(), base);
    if (offset === null && (event.kind === 'row' || isRepeated)) return -1;
    if (offset !== null && expected !== null && isStep(offset - expected, isRepeated ? width : 0n)) good++;
    isRepeated = false;
    if (event.kind !== 'row' || offset === null) continue;
    width = BigInt(event.groups.bytes.length);
    expected = offset + width;
  }
  return good;
}

/** `width` is that of a repeated row; 0 when none was repeated. */
function isStep(distance: bigint, width: bigint): boolean {
  return width === 0n ? distance === 0n : distance >= 0n && distance % width === 0n;
}
