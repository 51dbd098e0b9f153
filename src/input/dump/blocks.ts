/** Rows to blocks: what follows on, what repeats, what is missing. */
import { ByteBudget, tooManyBlocks } from '../byte-sink.js';
import { type Broken, broken, type InputBlock, isBroken, lineList, quote } from '../text-format.js';
import type { TextLine } from '../text-line.js';
import { beginAdvice, overlapAdvice, sortAdvice, splitAdvice, stampAdvice, twiceAdvice, wrapAdvice } from './advice.js';
import type { Dialect, MarkEvent, ReadEvent, Row } from './dialect.js';
import { offsetValue } from './offsets.js';
import { OpenBlock, showOffset } from './open-block.js';
import { TextsBetween } from './texts-between.js';
import { swapWords } from './words.js';

export interface JoinOptions {
  readonly base: number;
  readonly swap: number;
  /** Bytes of a group: zeros that fill up the last one may stand beyond the end. */
  readonly wordSize: number;
  readonly partial: boolean;
}

/** Puts rows together; a row that does not follow on begins another block only where the text says so. */
export class RowJoiner {
  readonly blocks: InputBlock[] = [];
  readonly notes: string[] = [];
  readonly #dialect: Dialect;
  readonly #options: JoinOptions;
  readonly #budget = new ByteBudget();
  #open: OpenBlock | null = null;
  /** Where the last dump of each prefix ended. */
  readonly #ends = new Map<string, bigint>();
  #texts = new TextsBetween();
  #inside: number[] = [];
  /** Length of the offsets as they are written. */
  #digits = 0;

  constructor(dialect: Dialect, options: JoinOptions) {
    this.#dialect = dialect;
    this.#options = options;
  }

  /** Takes the next event of the text. */
  add(event: ReadEvent): Broken | null {
    return event.kind === 'row' ? this.#row(event) : this.#mark(event);
  }

  /** There are no more. */
  end(): Broken | null {
    if (this.#inside.length > 0) {
      this.notes.push(`text inside a dump that goes on after it, not read: ${lineList(this.#inside)}`);
    }
    return this.#close();
  }

  #row(row: Row): Broken | null {
    const offset = this.#offset(row.line, row.place.at, row.place.offset);
    if (isBroken(offset)) return offset;
    const before = this.#open;
    const error = before === null ? null : this.#follow(before, row, offset);
    if (error !== null) return error;
    if (this.#open === null) {
      const late = this.#late(row, offset, before);
      if (late !== null) return late;
      if (!this.#budget.addBlock()) return broken(row.line, row.place.at, tooManyBlocks);
      this.#open = new OpenBlock(row, offset, this.#budget);
    }
    this.#texts = new TextsBetween();
    this.#digits = row.place.offset.length;
    return this.#open.append(row, swapWords(row.groups.bytes, this.#options.swap));
  }

  /** Closes the open block when the row begins another one. */
  #follow(open: OpenBlock, row: Row, offset: bigint): Broken | null {
    if ((row.place.key ?? '') !== open.key) return this.#close();
    if (open.star !== null && offset >= open.end) {
      const error = open.fill(offset, row.line, row.place.at);
      if (error !== null) return error;
    }
    if (offset === open.end && !open.isEnded && open.star === null) {
      for (const number of this.#texts.numbers) this.#inside.push(number);
      return null;
    }
    if (this.#mayBegin(open, row, offset)) return this.#close();
    return this.#missing(open, row, offset);
  }

  /** A `*` behind words, in front of a gap. */
  #strayRepeat(): Broken | null {
    const { star, numbers } = this.#texts;
    const [words] = numbers;
    if (this.#dialect.repeats !== true || star === null || words === undefined || words === star.number) return null;
    const what = `'*' repeats the line before it, but line ${words} is not of the dump`;
    return broken(star, star.text.indexOf('*'), what, 'mend that line, or take it out');
  }

  #mayBegin(open: OpenBlock, { place }: Row, offset: bigint): boolean {
    if (this.#dialect.log === true && offset === 0n) return true;
    const isParted = this.#texts.count > 0 || open.isEnded;
    return isParted && (place.isAddress === true || offset === 0n || offset === open.start);
  }

  #addressAdvice({ isAddress }: Row['place']): string[] {
    const { addressAdvice } = this.#dialect;
    return isAddress === true && addressAdvice !== undefined ? [addressAdvice] : [];
  }

  #missing(open: OpenBlock, { line, place }: Row, offset: bigint): Broken | null {
    const { at } = place;
    const [is, was] = [showOffset(offset), showOffset(open.end)];
    if (offset < open.end) {
      const overlaps = offset > open.end - open.width;
      const how = overlaps ? 'overlaps the line before it' : 'goes backwards';
      const advice = overlaps ? overlapAdvice : twiceAdvice;
      return broken(line, at, `offset ${is} ${how}: ${was} was expected`, ...this.#addressAdvice(place), advice);
    }
    const apart = this.#strayRepeat();
    if (apart !== null) return apart;
    const size = offset - open.end;
    const gap = `gap of ${size} ${size === 1n ? 'byte' : 'bytes'}: offset ${is} follows where ${was} was expected`;
    const wrapped = size < open.width ? [wrapAdvice] : [];
    const apartAdvice = place.isAddress === true ? [twiceAdvice] : [];
    const advice = [...wrapped, ...this.#addressAdvice(place), splitAdvice, ...apartAdvice];
    if (!this.#options.partial) return broken(line, at, gap, ...advice);
    this.notes.push(`line ${line.number}: ${gap}; the parts are separate blocks`);
    return this.#close();
  }

  /** A dump that does not begin at 0: its first lines are missing, or stand among lines of another prefix. */
  #late({ line, place }: Row, offset: bigint, before: OpenBlock | null): Broken | null {
    const key = place.key ?? '';
    if (offset === 0n || before?.key === key) return null;
    const at = Math.max(0, line.text.indexOf(key.trim()));
    const prefix = quote(key.trim(), 40);
    let error: Broken;
    if (before !== null && this.#ends.get(key) === offset) {
      const other = quote(before.key.trim(), 40);
      error = broken(line, at, `the dump of prefix ${prefix} goes on here, after lines of prefix ${other}`, sortAdvice);
    } else if (before?.end === offset) {
      const what = `offset ${showOffset(offset)} goes on from the line before, but its prefix ${prefix} is another one`;
      error = broken(line, at, what, stampAdvice);
    } else if (place.isAddress !== true) {
      error = broken(line, place.at, `the dump begins at offset ${showOffset(offset)}, not at 0`, beginAdvice);
    } else return null;
    if (!this.#options.partial) return error;
    this.notes.push(`line ${line.number}: ${error.message}`);
    return null;
  }

  #mark({ kind, line }: MarkEvent): Broken | null {
    const open = this.#open;
    if (kind === 'text' || open === null || open.isEnded) return this.#text(line);
    if (kind === 'repeat') return this.#repeat(open, line);
    const at = line.text.search(/\S/);
    const text = line.text.trim();
    const offset = this.#offset(line, at, text);
    // After words, a number is just a number, unless it is written as the offsets are.
    const isApart = open.star === null ? this.#texts.count > 0 : this.#texts.numbers.length > 0;
    const isAlike = text.length === this.#digits && text.startsWith('0');
    if (isApart && !isAlike && offset !== open.end) return this.#text(line);
    return isBroken(offset) ? offset : this.#end(open, offset, line, at);
  }

  /** After words a `*` is part of them, as in a list; the gap behind it would show if it were not. */
  #repeat(open: OpenBlock, line: TextLine): null {
    if (this.#texts.numbers.length > 0) return this.#text(line);
    open.repeat(line);
    return null;
  }

  #text(line: TextLine): null {
    this.#texts.add(line);
    return null;
  }

  #end(open: OpenBlock, offset: bigint, line: TextLine, at: number): Broken | null {
    const error = open.star === null ? this.#strayRepeat() : open.fill(offset, line, at);
    if (error !== null || open.finish(offset, line, this.#options.wordSize)) return error;
    const what = `the dump ends at offset ${showOffset(offset)}, but its lines reach ${showOffset(open.end)}`;
    if (offset < open.end || !this.#options.partial) return broken(line, at, what);
    this.notes.push(`line ${line.number}: ${what}`);
    return null;
  }

  #close(): Broken | null {
    const open = this.#open;
    this.#open = null;
    if (open === null) return null;
    if (open.star !== null) {
      const what = "'*' is not followed by an offset: how often the line before it repeats is not in the text";
      if (!this.#options.partial) return broken(open.star, open.star.text.indexOf('*'), what, splitAdvice);
      this.notes.push(`line ${open.star.number}: ${what}; the block ends before it`);
    }
    this.#ends.set(open.key, open.end);
    this.blocks.push(open.block());
    return null;
  }

  #offset(line: TextLine, at: number, text: string): bigint | Broken {
    const { base } = this.#options;
    return offsetValue(text, base) ?? broken(line, at, `offset '${text}' is not of base ${base}`);
  }
}
