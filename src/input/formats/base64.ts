/** base64, wrapped or not; a paragraph is a block. */
import { digitsOf, endsPadded, paddingOf, strangers, valueAt } from '../base64-digits.js';
import { ByteBudget, tooManyBlocks, tooMuch } from '../byte-sink.js';
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

/** All small letters: a word or a path rather than digits. */
const wordOrPath = /^[a-z/]*[a-z][a-z/]*$/;
/** A single word of prose is shorter; a block that means anything is not. */
const fewestDigits = 24;
/** When nothing else is in the text. */
const fewestAlone = 12;
/** Lines that are wrapped are this long at least. */
const narrowest = 40;

/** Lines from index `from` up to `to`, without it. */
interface Paragraph {
  readonly from: number;
  readonly to: number;
}

function parse(lines: TextLines, { isAmongOthers = false }: ParseOptions): ParseResult {
  const blocks: InputBlock[] = [];
  const budget = new ByteBudget();
  const fewest = isSingle(lines) && !isAmongOthers ? fewestAlone : fewestDigits;
  for (let at = 0; at < lines.length; ) {
    const from = at;
    const to = endOfParagraph(lines, from, fewest);
    at = Math.max(from + 1, to);
    const [first, last] = [lines.at(from), lines.at(to - 1)];
    if (to === from || first === undefined || last === undefined || isOther(lines, { from, to })) continue;
    if (isHexLine(lines.at(to)) || isHexLine(lines.at(from - 1))) continue;
    const bytes = widthError(lines, { from, to }) ?? decode(lines, { from, to }, last);
    if (isBroken(bytes)) return bytes;
    if (!budget.take(bytes.length)) return broken(first, 0, tooMuch);
    if (!budget.addBlock()) return broken(first, 0, tooManyBlocks);
    blocks.push({ bytes, lines: { first: first.number, last: last.number } });
  }
  const stray = strayCharacter(lines);
  if (stray !== null) return stray;
  const [block] = blocks;
  if (block === undefined) {
    return notThis(
      lines,
      `no line of ${fewestDigits} or more base64 digits (a multiple of 4, and not all of them hex)`,
    );
  }
  const notes = blocks.length > 1 ? ['a blank line ends a block; remove blank lines inside one dump'] : [];
  return { kind: 'parsed', why: `nothing but base64 digits, from line ${block.lines?.first}`, blocks, notes };
}

/** True when nothing else is in the text than one line. */
function isSingle(lines: TextLines): boolean {
  let count = 0;
  return !lines.some((line) => !isBlank(line) && ++count > 1) && count === 1;
}

/** Behind long lines and a shorter one after them, or a single line; `from` when no base64 begins there. */
function endOfParagraph(lines: TextLines, from: number, fewest: number): number {
  let line = lines.at(from);
  let digits = digitsOf(line);
  if (digits < fewest) return from;
  for (let to = from + 1; ; to++) {
    if (digits < narrowest || endsPadded(line)) return to;
    line = lines.at(to);
    digits = digitsOf(line);
    if (digits === 0) return to;
  }
}

/** All lines but the last are equally long, and nothing follows the last one. */
function widthError(lines: TextLines, { from, to }: Paragraph): Broken | null {
  const width = digitsOf(lines.at(from));
  let at = from;
  for (const line of lines.slice(from, to)) {
    const digits = digitsOf(line);
    const isOdd = at < to - 1 ? digits !== width : digits > width;
    if (isOdd) return broken(line, 0, `${digits} base64 digits in a line, ${width} in the first one`);
    at++;
  }
  const next = lines.at(to);
  if (next === undefined || digitsOf(next) < fewestDigits) return null;
  return broken(
    next,
    0,
    'base64 digits follow at once on a line that is the last one',
    'part two dumps with a blank line',
  );
}

/** A long word that is base64 but for a character or two: in both cases, or beside lines that are base64. */
function strayCharacter(lines: TextLines): Broken | null {
  let at = -1;
  for (const line of lines) {
    at++;
    const text = line.text.trim();
    if (text.length < narrowest || digitsOf(line) > 0) continue;
    const { count, first, areUrl } = strangers(text);
    const isUrl = areUrl && 2 * count < text.length;
    if (count > 2 && !isUrl) continue;
    const beside = [lines.at(at - 1), lines.at(at + 1)].filter((each) => digitsOf(each) >= narrowest);
    const isMixed = /[a-z]/.test(text) && /[A-Z]/.test(text);
    if (!(isMixed || beside.length > 0) || beside.some(isHexLine)) continue;
    const what = `${quote(first)} is not a base64 digit`;
    const advice = isUrl ? ["if this is base64url: tr -- '-_' '+/'"] : [];
    return broken(line, line.text.indexOf(first), what, ...advice);
  }
  return null;
}

/** A paragraph that touches a line of hex digits is one with a wrong digit in it. */
function isHexLine(line: TextLine | undefined): boolean {
  return /^[0-9a-f]{16,}$/i.test(line?.text.trim() ?? '');
}

/** Hex digits, words, paths, or a rule of slashes. */
function isOther(lines: TextLines, { from, to }: Paragraph): boolean {
  const first = lines.at(from)?.text.trim() ?? '';
  if (to - from === 1 && first.length % 4 !== 0) return true;
  if (/^0x/i.test(first)) return true;
  return [/^[0-9a-f]*$/i, wordOrPath, /^[+/=]*$/].some((other) => {
    for (const line of lines.slice(from, to)) if (!other.test(line.text.trim())) return false;
    return true;
  });
}

function decode(lines: TextLines, { from, to }: Paragraph, last: TextLine): Uint8Array | Broken {
  let length = 0;
  for (const line of lines.slice(from, to)) length += line.text.trim().length;
  const end = last.text.trimEnd().length - 1;
  if (length % 4 !== 0) {
    return broken(last, end, `${length} base64 digits, no multiple of 4: the end is missing`, 'paste all of it');
  }
  const padding = paddingOf(last.text.trim());
  const digits = length - padding;
  const bytes = new Uint8Array(Math.floor((digits * 3) / 4));
  let bits = 0;
  let at = 0;
  let written = 0;
  for (const line of lines.slice(from, to)) {
    const text = line.text.trim();
    for (let i = 0; i < text.length && at < digits; i++, at++) {
      bits = ((bits << 6) | valueAt(text, i)) & 0xffff;
      if (at % 4 !== 0) bytes[written++] = bits >> (6 - 2 * (at % 4));
    }
  }
  const surplus = digits % 4 === 2 ? 0xf : digits % 4 === 3 ? 0x3 : 0;
  if ((bits & surplus) === 0) return bytes;
  return broken(last, end - padding, 'the last base64 digit holds bits that belong to no byte');
}

/** The text format `base64`. */
export const base64 = {
  name: 'base64',
  title: 'base64',
  isCommon: true,
  parse,
} as const satisfies TextFormat;
