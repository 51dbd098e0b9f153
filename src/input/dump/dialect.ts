/**
 * What a dump with offsets is made of. Each format says how it finds a row; everything else (bases of
 * offsets, words, repeats, gaps, blocks) is the same for all of them.
 */
import type { Broken } from '../text-format.js';
import type { TextLine } from '../text-line.js';
import type { Groups } from './groups.js';

/** Where the parts of one row stand in its line. */
export interface RowPlace {
  readonly offset: string;
  /** Index of the offset. */
  readonly at: number;
  /** The data column: from, and up to but without. */
  readonly from: number;
  readonly to: number;
  /** What follows the data column: blanks, then the same bytes as text; empty when there is no such column. */
  readonly tail: string;
  /** What stands before the offset and tells one dump from another. */
  readonly key?: string;
  /** An address: where a dump begins says nothing, and after text another may begin anywhere. */
  readonly isAddress?: boolean;
}

export interface Dialect {
  readonly title: string;
  /** Why a text without any row is not of this format. */
  readonly absent: string;
  /** Bases that offsets may be written in, the likeliest first. */
  readonly bases: readonly number[];
  /** Bases that other formats with the same rows use: when one of them fits better, this is not the format. */
  rivalBases?(size: number): readonly number[];
  /** Lines of a log: offset 0 begins another dump even without a line between. */
  readonly log?: boolean;
  /** `*` stands for lines like the one before it. */
  readonly repeats?: boolean;
  /** A bare offset ends the dump and gives its length. */
  readonly ends?: boolean;
  /** The row in a line, or null for text; `inside` when the text has rows: then a damaged row is one, too. */
  place(line: TextLine, inside: boolean): RowPlace | null;
  /** Lines that show the bytes of the row before once more, in another way. */
  skips?(text: string): boolean;
  /** The groups of the data column; hex digits unless said otherwise. */
  groups?(line: TextLine, place: RowPlace): Groups | Broken;
  /** Reads groups of 2, 4 or 8 bytes without being told a byte order; else they are refused. */
  memoryOrder?(size: number, asciiOrder: AsciiOrder): boolean;
  /** What else may be wrong when addresses do not count up. */
  readonly addressAdvice?: string;
  /** What to run instead when words are refused. */
  readonly wordAdvice: string;
}

/** The byte order inside words that the text column proves. */
export type AsciiOrder = 'as written' | 'swapped' | 'unknown';

export interface RowEvent {
  readonly kind: 'row';
  readonly line: TextLine;
  readonly place: RowPlace;
}

export interface MarkEvent {
  /** `repeat`: a `*`; `end`: a bare offset; `text`: anything else. */
  readonly kind: 'repeat' | 'end' | 'text';
  readonly line: TextLine;
}

export type DumpEvent = RowEvent | MarkEvent;

/** A row with its bytes as they stand in the text. */
export interface Row extends RowEvent {
  readonly groups: Groups;
}

export type ReadEvent = Row | MarkEvent;
