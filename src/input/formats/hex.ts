/** Bare hex digits in any grouping: `xxd -p`, `0x01, 0x18`, `01:18`, `\x01\x18`; a paragraph is a block. */
import { ByteBudget } from '../byte-sink.js';
import { resemblesData } from '../dump/damage.js';
import { notHex } from '../dump/groups.js';
import { HexGroups, type HexLine, scanHexLine } from '../hex/line.js';
import { Paragraph } from '../hex/paragraph.js';
import { readParagraph } from '../hex/read-paragraph.js';
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
import { isBlank, type TextLine } from '../text-line.js';
import type { TextLines } from '../text-lines.js';

/** Among words, fewer bytes are taken for words: `face`, `10`. */
const fewestAmongText = 8;

/** Bytes of a number, as attributes print it. */
const mostOfNumber = 2;

const prefixedDigit = /^[ \t]*(?:0x|\\x)[0-9a-f]/i;

function parse(lines: TextLines, options: ParseOptions): ParseResult {
  const survey = surveyLines(lines);
  const damaged = survey.repeat ?? survey.damaged;
  if (damaged !== null) return damaged;
  const read = readParagraphs(lines, options, survey.text !== undefined || options.isAmongOthers === true);
  if (isBroken(read)) return read;
  if (read.blocks.length === 0) return rejection(lines, survey);
  const first = read.blocks[0]?.lines?.first ?? 1;
  const parted = survey.text === undefined && read.blocks.length > 1;
  const notes = parted ? ['a blank line ends a block; remove blank lines inside one dump'] : [];
  return {
    kind: 'parsed',
    why: `nothing but hex digits, from line ${first}`,
    blocks: read.blocks,
    notes: [...read.notes, ...notes],
  };
}

interface Survey {
  /** The first line of words. */
  text: TextLine | undefined;
  /** The first line with digits, but too few. */
  few: HexLine | undefined;
  repeat: Broken | null;
  damaged: Broken | null;
}

/** Looks at each line with the ones beside it. */
function surveyLines(lines: TextLines): Survey {
  const survey: Survey = { text: undefined, few: undefined, repeat: null, damaged: null };
  let before: HexLine | null = null;
  /** A line of words whose next line is not known yet. */
  let held: { readonly line: TextLine; readonly before: HexLine | null } | undefined;
  for (const line of lines) {
    const found = scanHexLine(line);
    if (held !== undefined) survey.damaged ??= damageOf(held.line, held.before ?? found);
    held = found === null ? { line, before } : undefined;
    if (found === null && line.text.trim() === '*') survey.repeat ??= before === null ? null : repeatError(line);
    else if (found === null && !isBlank(line)) survey.text ??= line;
    if (found?.hasDecimal === true && found.digits >= 4) survey.few ??= found;
    before = found;
  }
  if (held !== undefined) survey.damaged ??= damageOf(held.line, held.before);
  return survey;
}

/** `*` needs the offset after it, and there are none. */
function repeatError(line: TextLine): Broken {
  const message = "'*' stands for repeated lines, but without offsets nothing says how many";
  return broken(line, line.text.indexOf('*'), message, 'dump again with offsets, or without repeats (-v)');
}

/** A line of words that touches hex digits and looks like them: a digit went wrong. */
function damageOf(line: TextLine, beside: HexLine | null): Broken | null {
  if (beside === null || beside.digits < 2 * fewestAmongText) return null;
  if (!resemblesData(line.text) && !(beside.prefixed > 0 && prefixedDigit.test(line.text))) return null;
  const bad = nextBad(line.text);
  const prefix = /^(?:0x|\\x)/i.exec(line.text.slice(bad, bad + 2))?.[0];
  const what = prefix === undefined ? notHex(line.text, bad) : `${quote(prefix)} without digits`;
  return broken(line, bad, what, 'mend it, or part it from the digits with a blank line');
}

function nextBad(text: string): number {
  let at = 0;
  const group = new HexGroups(text);
  while (group.next() && group.end > group.start) at = group.end;
  return Math.max(at, text.slice(at).search(/[^\s,;]/) + at);
}

function readParagraphs(lines: TextLines, options: ParseOptions, amongText: boolean) {
  const blocks: InputBlock[] = [];
  const notes = new Set<string>();
  const budget = new ByteBudget();
  let paragraph: Paragraph | null = null;
  const close = (): Broken | null => {
    const read = paragraph === null ? null : readOne(lines, paragraph, options, amongText, budget);
    paragraph = null;
    if (read === null || isBroken(read)) return read;
    for (const note of read.notes) notes.add(note);
    blocks.push(read.block);
    return null;
  };
  let index = 0;
  for (const line of lines) {
    const found = scanHexLine(line);
    if (found === null || (amongText && isWord(found))) {
      const error = close();
      if (error !== null) return error;
    } else {
      paragraph ??= new Paragraph(index, line);
      paragraph.add(found);
    }
    index++;
  }
  return close() ?? { blocks, notes: [...notes] };
}

/** Null for digits that are no block. */
function readOne(
  lines: TextLines,
  paragraph: Paragraph,
  options: ParseOptions,
  amongText: boolean,
  budget: ByteBudget,
) {
  if (paragraph.digits < (amongText ? 2 * fewestAmongText : 1)) return null;
  // A number in each line: values, one below the other, and no bytes of a block.
  const isColumn = paragraph.count > 1 && paragraph.mostDigits <= 2 * mostOfNumber;
  return options.isAmongOthers === true && isColumn ? null : readParagraph(lines, paragraph, options, budget);
}

/** Words that happen to be made of the letters a to f. */
function isWord(line: HexLine): boolean {
  return !line.hasDecimal && line.firstOdd >= 0;
}

function rejection(lines: TextLines, { text, few }: Survey): ParseResult {
  if (text === undefined) return notThis(lines, 'no hex digits');
  const size = `beside words a dump has at least ${fewestAmongText} bytes`;
  if (few !== undefined) return notThis(lines, `${few.digits} hex digits here: ${size}`, few.line);
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
