/** Consecutive lines of bare hex digits: what is known of all of them. */
import type { TextLine } from '../text-line.js';
import type { HexLine } from './line.js';

export class Paragraph {
  /** Index of the first line. */
  readonly from: number;
  count = 0;
  readonly start: TextLine;
  /** Number of the last line. */
  last = 1;
  groups = 0;
  /** Groups led by `0x` or `\x`. */
  prefixed = 0;
  digits = 0;
  /** Digits of the longest group, and of the longest line. */
  longest = 0;
  mostDigits = 0;
  hasPadded = false;
  /** The first line with a group of more than two digits, with one that may be an offset, with a `0x1`. */
  long: HexLine | undefined;
  offsets: HexLine | undefined;
  single: HexLine | undefined;
  #width = 0;
  /** All lines are one group as long as the first; the last may be shorter. */
  #isEven = true;
  #isEvenButLast = true;

  constructor(from: number, start: TextLine) {
    this.from = from;
    this.start = start;
  }

  add(line: HexLine): void {
    if (this.count === 0) this.#width = line.longest;
    this.count++;
    this.last = line.line.number;
    this.groups += line.groups;
    this.prefixed += line.prefixed;
    this.digits += line.digits;
    this.longest = Math.max(this.longest, line.longest);
    this.mostDigits = Math.max(this.mostDigits, line.digits);
    this.hasPadded ||= line.hasPadded;
    if (line.firstLong >= 0) this.long ??= line;
    if (line.hasLongFirst) this.offsets ??= line;
    if (line.firstSingle >= 0) this.single ??= line;
    this.#isEvenButLast = this.#isEven && line.groups === 1 && line.longest <= this.#width;
    this.#isEven &&= line.groups === 1 && line.longest === this.#width;
  }

  /** One long number cut by a mail program after an odd number of digits. */
  get isWrapped(): boolean {
    return this.count > 1 && this.#width % 2 !== 0 && this.#isEvenButLast;
  }
}
