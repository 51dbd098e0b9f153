/**
 * The shape of one text format. Adding a format is a file in `formats/` and its line in `formats.ts`.
 */
import { columnOf, isBlank, type TextLine } from './text-line.js';
import type { TextLines } from './text-lines.js';

export interface WordOptions {
  /** Bytes of one word of a word-grouped dump. */
  readonly word?: 2 | 4 | 8 | undefined;
  readonly wordEndian?: 'big' | 'little' | undefined;
}

export interface ParseOptions extends WordOptions {
  /** Go on where it is safe: gaps part blocks, cut strings end early. Never changes a byte. */
  readonly partial: boolean;
  /** One of many files, of which nobody said that it is a dump: a few digits are none. */
  readonly isAmongOthers?: boolean | undefined;
}

export interface InputBlock {
  readonly bytes: Uint8Array;
  /** First and last line (1-based) in the text; null for binary. */
  readonly lines: { readonly first: number; readonly last: number } | null;
  /** What the text says that the bytes are, in its own words. */
  readonly announced?: string | undefined;
}

export interface TextFormat {
  /** Its name for `--input`. */
  readonly name: string;
  /** What makes such text. */
  readonly title: string;
  /** Two formats of one family may stand in one text: the other one's lines are then just text. */
  readonly family?: string;
  /** Prose and code hold such text by accident: beside a dump of another format it counts only when it is long. */
  readonly isCommon?: boolean;
  parse(lines: TextLines, options: ParseOptions): ParseResult;
}

export type ParseResult = Parsed | NotThis | Broken;

export interface Parsed {
  readonly kind: 'parsed';
  readonly why: string;
  readonly blocks: readonly InputBlock[];
  readonly notes: readonly string[];
}

/** The text is not of this format. */
export interface NotThis {
  readonly kind: 'not-this';
  readonly line: number;
  readonly reason: string;
}

/** The text is of this format, but it cannot be read: damaged, or ambiguous, or without the bytes. */
export interface Broken {
  readonly kind: 'broken';
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** What to do. */
  readonly advice: readonly string[];
}

/** A rejection at the first line that is not blank, or at `line`. */
export function notThis(lines: TextLines, reason: string, line?: TextLine): NotThis {
  const first = line ?? lines.find((each) => !isBlank(each));
  return { kind: 'not-this', line: first?.number ?? 1, reason };
}

/** An error at index `at` of the cleaned line. */
export function broken(line: TextLine, at: number, message: string, ...advice: string[]): Broken {
  return { kind: 'broken', line: line.number, column: columnOf(line, at), message, advice };
}

/** Narrows what a reader returned to its error. */
export function isBroken(value: unknown): value is Broken {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'broken';
}

/** Text from the input, safe to print: short, and everything but printable ASCII escaped. */
export function quote(text: string, limit = 24): string {
  const short = text.length > limit ? `${text.slice(0, limit)}...` : text;
  return `'${short.replace(/[^ -~]/gu, (each) => `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`)}'`;
}

/** For a dump that writes `0x1` in one place and `0x01` in another. */
export function lostDigitNote(line: number, text: string): string {
  return `line ${line}: ${quote(text)} has one digit where others have two: one may be lost`;
}

/** `line 3` or `lines 3-9`. */
export function lineRange(first: number, last: number): string {
  return first === last ? `line ${first}` : `lines ${first}-${last}`;
}

/** `line 3` or `lines 1-2, 7`, of ascending numbers; a long list is cut. */
export function lineList(numbers: readonly number[]): string {
  const most = 8;
  const shown: string[] = [];
  let runs = 0;
  for (let at = 0; at < numbers.length; runs++) {
    const first = numbers[at++] ?? 0;
    let last = first;
    while (numbers[at] === last + 1) last = numbers[at++] ?? 0;
    if (runs < most) shown.push(first === last ? `${first}` : `${first}-${last}`);
  }
  const more = runs > most ? `, and ${runs - most} more places` : '';
  return `${numbers.length === 1 ? 'line' : 'lines'} ${shown.join(', ')}${more}`;
}
