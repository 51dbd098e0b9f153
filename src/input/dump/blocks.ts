/** Rows to blocks: what follows on, what repeats, what is missing. */
import { ByteBudget } from '../byte-sink.js';
import { type Broken, broken, type InputBlock, isBroken, lineList } from '../text-format.js';
import { isBlank, type TextLine } from '../text-lines.js';
import type { Dialect, MarkEvent, ReadEvent, Row } from './dialect.js';
import { offsetValue } from './offsets.js';
import { OpenBlock, showOffset } from './open-block.js';
import { swapWords } from './words.js';

export interface JoinOptions {
  readonly base: number;
  readonly swap: number;
  /** Bytes of a group: zeros that fill up the last one may stand beyond the end. */
  readonly wordSize: number;
  readonly partial: boolean;
}

const splitAdvice = 'paste the missing lines, or give --partial to read the parts as separate blocks';

/** Puts rows together; a row that does not follow on begins another block only where the text says so. */
export class RowJoiner {
  readonly blocks: InputBlock[] = [];
  readonly notes: string[] = [];
  readonly #dialect: Dialect;
  readonly #options: JoinOptions;
  readonly #budget = new ByteBudget();
  #open: OpenBlock | null = null;
  #texts: TextLine[] = [];
  #inside: number[] = [];

  constructor(dialect: Dialect, options: JoinOptions) {
    this.#dialect = dialect;
    this.#options = options;
  }

  /** Takes every event in the order of the text. */
  join(events: readonly ReadEvent[]): Broken | null {
    for (const event of events) {
      const error = event.kind === 'row' ? this.#row(event) : this.#mark(event);
      if (error !== null) return error;
    }
    if (this.#inside.length > 0) {
      this.notes.push(`text inside a dump that goes on after it, not read: ${lineList(this.#inside)}`);
    }
    return this.#close();
  }

  #row(row: Row): Broken | null {
    const offset = this.#offset(row.line, row.place.at, row.place.offset);
    if (isBroken(offset)) return offset;
    const error = this.#open === null ? null : this.#follow(this.#open, row, offset);
    if (error !== null) return error;
    this.#open ??= this.#begin(row, offset);
    this.#texts = [];
    return this.#open.append(row, swapWords(row.groups.bytes, this.#options.swap));
  }

  /** Closes the open block when the row begins another one. */
  #follow(open: OpenBlock, row: Row, offset: bigint): Broken | null {
    if ((row.place.key ?? '') !== open.key) return this.#close();
    if (open.star !== null && offset > open.end) {
      const error = open.fill(offset, row.line, row.place.at);
      if (error !== null) return error;
    }
    if (offset === open.end && !open.isEnded && open.star === null) {
      for (const line of this.#texts) if (!isBlank(line)) this.#inside.push(line.number);
      return null;
    }
    if (this.#mayBegin(open, row, offset)) return this.#close();
    return this.#missing(open, offset, row.line, row.place.at);
  }

  #mayBegin(open: OpenBlock, { place }: Row, offset: bigint): boolean {
    if (this.#dialect.log === true && offset === 0n) return true;
    const isParted = this.#texts.length > 0 || open.isEnded;
    return isParted && (place.isAddress === true || offset === 0n || offset === open.start);
  }

  #missing(open: OpenBlock, offset: bigint, line: TextLine, at: number): Broken | null {
    const [is, was] = [showOffset(offset), showOffset(open.end)];
    if (offset < open.end) {
      const overlaps = offset > open.end - open.width;
      const how = overlaps ? 'overlaps the line before it' : 'goes backwards';
      const advice = 'two dumps in one text need a blank line or a line of words between them';
      return broken(line, at, `offset ${is} ${how}: ${was} was expected`, ...(overlaps ? [] : [advice]));
    }
    const gap = `gap of ${offset - open.end} bytes: offset ${is} follows where ${was} was expected`;
    if (!this.#options.partial) return broken(line, at, gap, splitAdvice);
    this.notes.push(`line ${line.number}: ${gap}; the parts are separate blocks`);
    return this.#close();
  }

  #begin(row: Row, offset: bigint): OpenBlock {
    if (offset !== 0n && row.place.isAddress !== true) {
      this.notes.push(`line ${row.line.number}: the dump begins at offset ${showOffset(offset)}, not at 0`);
    }
    return new OpenBlock(row, offset, this.#budget);
  }

  #mark({ kind, line }: MarkEvent): Broken | null {
    const open = this.#open;
    if (kind === 'text' || open === null || open.isEnded) return this.#text(line);
    if (kind === 'repeat') return this.#repeat(open, line);
    const at = line.text.search(/\S/);
    const offset = this.#offset(line, at, line.text.trim());
    // After words, a number is just a number.
    if (this.#texts.length > 0 && offset !== open.end) return this.#text(line);
    return isBroken(offset) ? offset : this.#end(open, offset, line, at);
  }

  #repeat(open: OpenBlock, line: TextLine): Broken | null {
    const words = this.#texts.find((text) => !isBlank(text));
    if (words === undefined) {
      open.repeat(line);
      return null;
    }
    const what = `'*' repeats the line before it, but line ${words.number} is not of the dump`;
    return broken(line, line.text.indexOf('*'), what, 'mend that line, or take it out');
  }

  #text(line: TextLine): null {
    this.#texts.push(line);
    return null;
  }

  #end(open: OpenBlock, offset: bigint, line: TextLine, at: number): Broken | null {
    const error = open.star === null ? null : open.fill(offset, line, at);
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
    this.blocks.push(open.block());
    return null;
  }

  #offset(line: TextLine, at: number, text: string): bigint | Broken {
    const { base } = this.#options;
    return offsetValue(text, base) ?? broken(line, at, `offset '${text}' is not of base ${base}`);
  }
}
