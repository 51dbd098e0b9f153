/**
 * Lines that touch a dump and look like one of its lines, but are none: a lost colon or digit would
 * otherwise turn data into words, and nobody would see it.
 */
import { type Broken, broken, quote } from '../text-format.js';
import { isBlank, type TextLine } from '../text-line.js';
import type { Dialect, ReadEvent } from './dialect.js';

const hexWord = /^(?:0x)?[0-9a-f]{2,}[:,]?$/i;

/** Longer lines are not looked at word by word. */
const longest = 16 * 1024;

/** At least two words, and half of all, are hex digits; or one long word is, but for a few characters. */
export function resemblesData(text: string): boolean {
  if (text.length > longest) return false;
  const words = text.trim().split(/[ \t]+/);
  if (words.length === 1) {
    const digits = text.replace(/[^0-9a-f]/gi, '').length;
    return digits >= 16 && digits * 10 >= text.trim().length * 9;
  }
  const good = words.filter((word) => hexWord.test(word)).length;
  return good >= 2 && 2 * good >= words.length;
}

const bareAddress = /^[ \t]*(?:\((?:gdb|qemu)\) *|crash> *)?(?:0x)?[0-9a-f]{3,16}(?: <[^>]*>)?:?[ \t]*$/i;

/** Looks at each line that is no row, with what stands before and behind it. */
export class DamageFinder {
  /** The first line beside a row that is cut to its address: what it held would be missing. */
  cut: Broken | null = null;
  /** The first damaged line beside a row. */
  damaged: Broken | null = null;
  readonly #dialect: Dialect;
  #before: ReadEvent | undefined;
  #held: ReadEvent | undefined;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  add(event: ReadEvent): void {
    this.#judge(event);
    this.#before = this.#held;
    this.#held = event;
  }

  end(): void {
    this.#judge(undefined);
  }

  #judge(behind: ReadEvent | undefined): void {
    if (this.#held?.kind !== 'text') return;
    const { line } = this.#held;
    const besides = [this.#before, behind];
    const beside = besides.find((each) => each?.kind === 'row' || each?.kind === 'repeat');
    if (beside === undefined || isBlank(line)) return;
    if (!bareAddress.test(line.text)) this.damaged ??= this.#damage(line, beside);
    // A bare offset is passed over on purpose.
    else if (besides.some((each) => each?.kind === 'row' && each.place.isAddress)) this.cut ??= cutLine(line);
  }

  #damage(line: TextLine, beside: ReadEvent): Broken | null {
    if (!resemblesData(line.text)) return null;
    const key = beside.kind === 'row' ? (beside.place.key?.trim() ?? '') : '';
    return this.#dialect.log === true && (key === '' || !line.text.includes(key)) ? null : damagedLine(line);
  }
}

function cutLine(line: TextLine): Broken {
  const message = `${quote(line.text.trim())} is an address without its bytes`;
  return broken(line, line.text.search(/\S/), message, 'copy the line again, or give --partial');
}

/** The error for such a line. */
export function damagedLine(line: TextLine): Broken {
  const at = line.text.search(/\S/);
  const message = `${quote(line.text.trim())} looks like a damaged line of the dump beside it`;
  return broken(line, at, message, 'mend it, or part it from the dump with a blank line if it does not belong there');
}

/** The error for a row in whose place a debugger says that it cannot read the memory; null for any other. */
export function noAccess(line: TextLine, at: number): Broken | null {
  if (!line.text.startsWith('Cannot access memory', at)) return null;
  return broken(line, at, 'the memory could not be read from here on', 'dump only as many bytes as can be read');
}
