/** Bare hex digits in any grouping: `xxd -p`, `0x01, 0x18`, `01:18`, `\x01\x18`; a paragraph is a block. */
import { ByteBudget } from '../byte-sink.js';
import { resemblesData } from '../dump/damage.js';
import { notHex } from '../dump/groups.js';
import { type HexLine, nextGroup, scanHexLine } from '../hex/line.js';
import { readParagraph } from '../hex/paragraph.js';
import {
  type Broken,
  broken,
  type InputBlock,
  isBroken,
  notThis,
  type ParseOptions,
  type ParseResult,
  quote,
  type TextFormat,
} from '../text-format.js';
import { isBlank, type TextLine } from '../text-lines.js';

/** Among words, fewer bytes are taken for words: `face`, `10`. */
const fewestAmongText = 8;

/** Bytes of a number, as attributes print it. */
const mostOfNumber = 2;

const prefixedDigit = /^[ \t]*(?:0x|\\x)[0-9a-f]/i;

function parse(lines: readonly TextLine[], options: ParseOptions): ParseResult {
  const found = lines.map((line) => scanHexLine(line));
  const text = lines.find((line, index) => found[index] === null && !isBlank(line) && line.text.trim() !== '*');
  const damaged = repeatBetween(lines, found) ?? damagedBeside(lines, found);
  if (damaged !== null) return damaged;
  const read = readParagraphs(found, options, text !== undefined || options.isAmongOthers === true);
  if (isBroken(read)) return read;
  if (read.blocks.length === 0) return rejection(lines, text, found);
  const first = read.blocks[0]?.lines?.first ?? 1;
  const parted = text === undefined && read.blocks.length > 1;
  const notes = parted ? ['a blank line ends a block; remove blank lines inside one dump'] : [];
  return {
    kind: 'parsed',
    why: `nothing but hex digits, from line ${first}`,
    blocks: read.blocks,
    notes: [...read.notes, ...notes],
  };
}

/** `*` needs the offset after it, and there are none. */
function repeatBetween(lines: readonly TextLine[], found: readonly (HexLine | null)[]): Broken | null {
  const at = lines.findIndex((line, index) => line.text.trim() === '*' && (found[index - 1] ?? null) !== null);
  const line = lines[at];
  if (line === undefined) return null;
  const message = "'*' stands for repeated lines, but without offsets nothing says how many";
  return broken(line, line.text.indexOf('*'), message, 'dump again with offsets, or without repeats (-v)');
}

/** A line of words that touches hex digits and looks like them: a digit went wrong. */
function damagedBeside(lines: readonly TextLine[], found: readonly (HexLine | null)[]): Broken | null {
  for (const [at, line] of lines.entries()) {
    const beside = found[at - 1] ?? found[at + 1];
    if (found[at] !== null || !beside || beside.digits < 2 * fewestAmongText) continue;
    if (!resemblesData(line.text) && !(beside.prefixed > 0 && prefixedDigit.test(line.text))) continue;
    const bad = nextBad(line.text);
    const prefix = /^(?:0x|\\x)/i.exec(line.text.slice(bad, bad + 2))?.[0];
    const what = prefix === undefined ? notHex(line.text, bad) : `${quote(prefix)} without digits`;
    return broken(line, bad, what, 'mend it, or part it from the digits with a blank line');
  }
  return null;
}

function nextBad(text: string): number {
  let at = 0;
  for (let group = nextGroup(text, 0); group !== null && group.end > group.start; group = nextGroup(text, at))
    at = group.end;
  return Math.max(at, text.slice(at).search(/[^\s,;]/) + at);
}

function readParagraphs(found: readonly (HexLine | null)[], options: ParseOptions, amongText: boolean) {
  const blocks: InputBlock[] = [];
  const notes = new Set<string>();
  const budget = new ByteBudget();
  for (let start = 0; start < found.length; start++) {
    const paragraph: HexLine[] = [];
    for (let line = found[start]; line && !(amongText && isWord(line)); line = found[++start]) paragraph.push(line);
    const digits = paragraph.reduce((sum, line) => sum + line.digits, 0);
    if (digits < (amongText ? 2 * fewestAmongText : 1)) continue;
    if (options.isAmongOthers === true && isColumn(paragraph)) continue;
    const read = readParagraph(paragraph, options, budget);
    if (isBroken(read)) return read;
    for (const note of read.notes) notes.add(note);
    blocks.push(read.block);
  }
  return { blocks, notes: [...notes] };
}

/** A number in each line: values, one below the other, and no bytes of a block. */
function isColumn(paragraph: readonly HexLine[]): boolean {
  return paragraph.length > 1 && paragraph.every(({ digits }) => digits <= 2 * mostOfNumber);
}

/** Words that happen to be made of the letters a to f. */
function isWord(line: HexLine): boolean {
  return !line.hasDecimal && line.firstOdd >= 0;
}

function rejection(
  lines: readonly TextLine[],
  text: TextLine | undefined,
  found: readonly (HexLine | null)[],
): ParseResult {
  if (text === undefined) return notThis(lines, 'no hex digits');
  const few = found.find((each) => each?.hasDecimal && each.digits >= 4);
  const size = `beside words a dump has at least ${fewestAmongText} bytes`;
  if (few) return notThis(lines, `${few.digits} hex digits here: ${size}`, few.line);
  const at = text.text.search(/[^0-9a-fA-F\s]/);
  return notThis(lines, at < 0 ? size : notHex(text.text, at), text);
}

/** The text format `hex`. */
export const hex = {
  name: 'hex',
  title: 'hex digits in any grouping (also xxd -p)',
  isCommon: true,
  parse,
} as const satisfies TextFormat;
