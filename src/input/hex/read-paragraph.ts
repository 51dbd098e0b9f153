/** The block of a paragraph of bare hex digits. */
import { type ByteBudget, ByteSink, tooManyBlocks, tooMuch } from '../byte-sink.js';
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
import type { TextLine } from '../text-line.js';
import type { TextLines } from '../text-lines.js';
import { HexGroups, type HexLine } from './line.js';
import type { Paragraph } from './paragraph.js';

interface Shape {
  /** Digits of a word when the groups are words, else 0. */
  readonly wordDigits: number;
  readonly swap: number;
  readonly notes: readonly string[];
}

/** Reads the block of a paragraph of these lines. */
export function readParagraph(
  lines: TextLines,
  paragraph: Paragraph,
  options: ParseOptions,
  budget: ByteBudget,
): { block: InputBlock; notes: readonly string[] } | Broken {
  const { offsets, last } = paragraph;
  if (offsets !== undefined) return looksLikeOffset(offsets);
  const shape = shapeOf(paragraph, options);
  if (isBroken(shape)) return shape;
  const sink = new ByteSink(budget);
  const digits = lines.slice(paragraph.from, paragraph.from + paragraph.count);
  const error = paragraph.isWrapped ? readWrapped(digits, sink) : readLines(digits, shape.wordDigits, sink);
  if (error !== null) return error;
  if (!budget.addBlock()) return broken(paragraph.start, 0, tooManyBlocks);
  const bytes = swapWords(sink.bytes(), shape.swap);
  return {
    block: { bytes, lines: { first: paragraph.start.number, last } },
    notes: [...shape.notes, ...lostDigit(paragraph)],
  };
}

/** Some programs write 0x1, some 0x01, and none both. */
function lostDigit({ single, hasPadded }: Paragraph): string[] {
  if (single === undefined || !hasPadded) return [];
  const { line, firstSingle } = single;
  return [lostDigitNote(line.number, line.text.slice(firstSingle, firstSingle + 3))];
}

/** An offset read as data shifts everything after it, and nothing would show it. */
function looksLikeOffset({ line, firstLong }: HexLine): Broken {
  const message = 'one longer group and then single bytes: the longer one looks like an offset';
  return broken(line, firstLong, message, 'cut the offsets off, or write all digits in groups of one length');
}

/** Words are `0x` and more than two digits each; other groups are words only when the caller says so. */
function shapeOf(paragraph: Paragraph, options: ParseOptions): Shape | Broken {
  const { long: first, groups, prefixed, longest } = paragraph;
  if (first === undefined || groups === 1 || longest <= 2) {
    return { wordDigits: 0, swap: 1, notes: longest <= 2 ? unusedWord(options) : [] };
  }
  const size = [2, 4, 8].find((each) => 2 * each >= longest) ?? 0;
  if (groups === prefixed && size !== 0) {
    if (options.word === undefined)
      return wordsRefused(first.line, first.firstLong, size, 'xxd -g1, or x/<count>xb in gdb', 'unknown');
    const given = givenWord(first.line, first.firstLong, size, options);
    return isBroken(given) ? given : { wordDigits: 2 * size, ...given };
  }
  if (options.word === undefined) return { wordDigits: 0, swap: 1, notes: [] };
  const given = givenWord(first.line, first.firstLong, longest / 2, options);
  return isBroken(given) ? given : { wordDigits: 0, ...given };
}

function readWrapped(lines: Iterable<TextLine>, sink: ByteSink): Broken | null {
  let high = -1;
  let last: TextLine | undefined;
  for (const line of lines) {
    last = line;
    const group = new HexGroups(line.text);
    group.next();
    for (let at = group.start; at < group.end; at++) {
      const digit = hexDigit(line.text.charCodeAt(at));
      if (high >= 0 && !sink.push(high * 16 + digit)) return broken(line, at, tooMuch);
      high = high < 0 ? digit : -1;
    }
  }
  if (high < 0 || last === undefined) return null;
  return broken(last, last.text.trimEnd().length - 1, 'odd number of hex digits: the last one has no partner');
}

function readLines(lines: Iterable<TextLine>, wordDigits: number, sink: ByteSink): Broken | null {
  for (const line of lines) {
    const group = new HexGroups(line.text);
    while (group.next()) {
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
function readGroup(text: string, group: HexGroups, lead: number, sink: ByteSink): boolean {
  for (let at = group.start - lead; at < group.end; at += 2) {
    const high = at < group.start ? 0 : hexDigit(text.charCodeAt(at));
    const low = at + 1 < group.start ? 0 : hexDigit(text.charCodeAt(at + 1));
    if (!sink.push(high * 16 + low)) return false;
  }
  return true;
}
