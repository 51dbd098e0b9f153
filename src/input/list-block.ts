/** A list of numbers becomes a block: how large an element is, and whether all of them are there. */
import type { ByteBudget } from './byte-sink.js';
import { givenWord, swapWords, unusedWord, wordsRefused } from './dump/words.js';
import { bytesOfList, type List, largestSize, tooLarge } from './lists.js';
import { type Broken, broken, type InputBlock, isBroken, lostDigitNote, type ParseOptions } from './text-format.js';
import type { Token } from './tokens.js';

export interface ListAdvice {
  /** What to do about words. */
  readonly words: string;
  /** What to do about a list that was cut. */
  readonly cut: string;
}

export interface ListBlock {
  readonly block: InputBlock;
  readonly notes: readonly string[];
}

/** `declared` is the size of an element where the text says it, else null: then the largest value decides. */
export function blockOfList(
  start: Token,
  list: List,
  declared: number | null,
  options: ParseOptions,
  budget: ByteBudget,
  advice: ListAdvice,
): ListBlock | Broken {
  const notes = cutNotes(list, options, advice.cut);
  if (isBroken(notes)) return notes;
  const error = tooLarge(list);
  if (error !== null) return error;
  const size = declared ?? Math.max(largestSize(list.runs), options.word ?? 1);
  const words = readingOf(start, size, options, advice.words);
  if (isBroken(words)) return words;
  const bytes = bytesOfList(list, size, budget);
  if (isBroken(bytes)) return bytes;
  const lines = { first: start.line.number, last: list.last.line.number };
  return {
    block: { bytes: swapWords(bytes, words.swap), lines },
    notes: [...notes, ...words.notes, ...lostDigit(list)],
  };
}

function readingOf(start: Token, size: number, options: ParseOptions, instead: string) {
  if (size === 1) return { swap: 1, notes: unusedWord(options) };
  if (options.word === undefined) return wordsRefused(start.line, start.at, size, instead, 'unknown');
  return givenWord(start.line, start.at, size, options);
}

/** Some programs write 0x1, some 0x01, and none both. */
function lostDigit({ tokens, runs }: List): string[] {
  const isLike = (index: number, pattern: RegExp): boolean => pattern.test(tokens.at(index)?.text ?? '');
  const single = runs.find(({ index }) => isLike(index, /^(?:0x[0-9a-f]|0[0-7]+)$/i));
  const token = tokens.at(single?.index ?? -1);
  if (token === undefined || !runs.some(({ index }) => isLike(index, /^0x0[0-9a-f]$/i))) return [];
  return [lostDigitNote(token.line.number, token.text)];
}

function cutNotes({ cut }: List, options: ParseOptions, advice: string): string[] | Broken {
  if (cut === null) return [];
  const what = cut.text === '...' ? "the list is cut: '...'" : "the list does not end: no '}'";
  if (options.partial) return [`line ${cut.line.number}: ${what}; the block holds what is there`];
  return broken(cut.line, cut.at, what, advice, 'or give --partial to read what is there');
}
