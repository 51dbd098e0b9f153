/** Consecutive lines of bare hex digits: one block. */
import { type ByteBudget, ByteSink, tooMuch } from '../byte-sink.js';
import { hexDigit } from '../dump/groups.js';
import { givenWord, swapWords, unusedWord, wordsRefused } from '../dump/words.js';
import {
  type Broken,
  broken,
  type InputBlock,
  isBroken,
  lostDigitNote,
  type ParseOptions,
  quote,
} from '../text-format.js';
import { type HexGroup, type HexLine, nextGroup } from './line.js';

interface Shape {
  /** Digits of a word when the groups are words, else 0. */
  readonly wordDigits: number;
  readonly swap: number;
  readonly notes: readonly string[];
}

/** Reads the block of these lines. */
export function readParagraph(
  paragraph: readonly HexLine[],
  options: ParseOptions,
  budget: ByteBudget,
): { block: InputBlock; notes: readonly string[] } | Broken {
  const offsets = paragraph.find((line) => line.hasLongFirst);
  if (offsets !== undefined) return looksLikeOffset(offsets);
  const shape = shapeOf(paragraph, options);
  if (isBroken(shape)) return shape;
  const sink = new ByteSink(budget);
  const error = isWrapped(paragraph) ? readWrapped(paragraph, sink) : readLines(paragraph, shape.wordDigits, sink);
  if (error !== null) return error;
  const [first, last] = [paragraph[0]?.line.number ?? 1, paragraph.at(-1)?.line.number ?? 1];
  const bytes = swapWords(sink.bytes(), shape.swap);
  return { block: { bytes, lines: { first, last } }, notes: [...shape.notes, ...lostDigit(paragraph)] };
}

/** Some programs write 0x1, some 0x01, and none both. */
function lostDigit(paragraph: readonly HexLine[]): string[] {
  const single = paragraph.find((line) => line.firstSingle >= 0);
  if (single === undefined || !paragraph.some((line) => line.hasPadded)) return [];
  const { line, firstSingle } = single;
  return [lostDigitNote(line.number, line.text.slice(firstSingle, firstSingle + 3))];
}

/** An offset read as data shifts everything after it, and nothing would show it. */
function looksLikeOffset({ line, firstLong }: HexLine): Broken {
  const message = 'one longer group and then single bytes: the longer one looks like an offset';
  return broken(line, firstLong, message, 'cut the offsets off, or write all digits in groups of one length');
}

/** Words are `0x` and more than two digits each; other groups are words only when the caller says so. */
function shapeOf(paragraph: readonly HexLine[], options: ParseOptions): Shape | Broken {
  const first = paragraph.find((line) => line.firstLong >= 0);
  const groups = sum(paragraph, (line) => line.groups);
  const longest = paragraph.reduce((most, line) => Math.max(most, line.longest), 0);
  if (first === undefined || groups === 1 || longest <= 2) {
    return { wordDigits: 0, swap: 1, notes: longest <= 2 ? unusedWord(options) : [] };
  }
  const size = [2, 4, 8].find((each) => 2 * each >= longest) ?? 0;
  if (groups === sum(paragraph, (line) => line.prefixed) && size !== 0) {
    if (options.word === undefined)
      return wordsRefused(first.line, first.firstLong, size, 'xxd -g1, or x/<count>xb in gdb', 'unknown');
    const given = givenWord(first.line, first.firstLong, size, options);
    return isBroken(given) ? given : { wordDigits: 2 * size, ...given };
  }
  if (options.word === undefined) return { wordDigits: 0, swap: 1, notes: [] };
  const given = givenWord(first.line, first.firstLong, longest / 2, options);
  return isBroken(given) ? given : { wordDigits: 0, ...given };
}

function sum(paragraph: readonly HexLine[], count: (line: HexLine) => number): number {
  return paragraph.reduce((total, line) => total + count(line), 0);
}

/** One long number cut by a mail program after an odd number of digits: all lines but the last are equally long. */
function isWrapped(paragraph: readonly HexLine[]): boolean {
  const width = paragraph[0]?.longest ?? 0;
  if (paragraph.length < 2 || width % 2 === 0) return false;
  const last = paragraph.length - 1;
  return paragraph.every(
    (each, at) => each.groups === 1 && (at < last ? each.longest === width : each.longest <= width),
  );
}

function readWrapped(paragraph: readonly HexLine[], sink: ByteSink): Broken | null {
  let high = -1;
  for (const { line } of paragraph) {
    const group = nextGroup(line.text, 0) ?? { start: 0, end: 0, prefixed: false };
    for (let at = group.start; at < group.end; at++) {
      const digit = hexDigit(line.text.charCodeAt(at));
      if (high >= 0 && !sink.push(high * 16 + digit)) return broken(line, at, tooMuch);
      high = high < 0 ? digit : -1;
    }
  }
  const last = paragraph.at(-1)?.line;
  if (high < 0 || last === undefined) return null;
  return broken(last, last.text.trimEnd().length - 1, 'odd number of hex digits: the last one has no partner');
}

function readLines(paragraph: readonly HexLine[], wordDigits: number, sink: ByteSink): Broken | null {
  for (const { line } of paragraph) {
    for (let group = nextGroup(line.text, 0); group !== null; group = nextGroup(line.text, group.end)) {
      const digits = group.end - group.start;
      const lead = wordDigits > 0 ? wordDigits - digits : group.prefixed && digits === 1 ? 1 : 0;
      if ((lead + digits) % 2 !== 0) {
        const text = quote(line.text.slice(group.start, group.end));
        return broken(line, group.start, `odd number of hex digits: ${digits} in ${text}`);
      }
      if (!readGroup(line.text, group, lead, sink)) return broken(line, group.start, tooMuch);
    }
  }
  return null;
}

/** `lead` zeros and the digits of the group. */
function readGroup(text: string, group: HexGroup, lead: number, sink: ByteSink): boolean {
  for (let at = group.start - lead; at < group.end; at += 2) {
    const high = at < group.start ? 0 : hexDigit(text.charCodeAt(at));
    const low = at + 1 < group.start ? 0 : hexDigit(text.charCodeAt(at + 1));
    if (!sink.push(high * 16 + low)) return false;
  }
  return true;
}
