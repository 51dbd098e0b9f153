import { isBlank, type TextLine } from '../text-line.js';

/** Lines behind the last row that are none. */
export class TextsBetween {
  count = 0;
  /** Those that are not blank. */
  readonly numbers: number[] = [];
  /** The first `*` among them. */
  star: TextLine | null = null;

  add(line: TextLine): void {
    this.count++;
    if (!isBlank(line)) this.numbers.push(line.number);
    if (line.text.trim() === '*') this.star ??= line;
  }
}
