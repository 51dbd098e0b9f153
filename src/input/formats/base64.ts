/** base64, wrapped or not; a paragraph is a block. */
import { ByteBudget, tooMuch } from '../byte-sink.js';
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

/** All small letters: a word or a path rather than digits. */
const wordOrPath = /^[a-z/]*[a-z][a-z/]*$/;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...alphabet].map((char, value) => [char.charCodeAt(0), value]));

/** A single word of prose is shorter; a block that means anything is not. */
const fewestDigits = 24;
/** When nothing else is in the text. */
const fewestAlone = 12;
/** Lines that are wrapped are this long at least. */
const narrowest = 40;

function parse(lines: readonly TextLine[], { isAmongOthers = false }: ParseOptions): ParseResult {
  const blocks: InputBlock[] = [];
  const budget = new ByteBudget();
  const isAlone = lines.filter((line) => !isBlank(line)).length === 1 && !isAmongOthers;
  const fewest = isAlone ? fewestAlone : fewestDigits;
  for (let at = 0; at < lines.length; ) {
    const paragraph = paragraphAt(lines, at, fewest);
    const [first, last] = [paragraph[0], paragraph.at(-1)];
    at += Math.max(1, paragraph.length);
    if (first === undefined || last === undefined || isOther(paragraph)) continue;
    if (isHexLine(lines[at]) || isHexLine(lines[at - paragraph.length - 1])) continue;
    const bytes = widthError(paragraph, lines[at]) ?? decode(paragraph, last);
    if (isBroken(bytes)) return bytes;
    if (!budget.take(bytes.length)) return broken(first, 0, tooMuch);
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

/** Long lines and a shorter one after them, or a single line; empty when line `at` begins no base64. */
function paragraphAt(lines: readonly TextLine[], at: number, fewest: number): readonly TextLine[] {
  if (digitsOf(lines[at]) < fewest) return [];
  let end = at + 1;
  while (digitsOf(lines[end - 1]) >= narrowest && !endsPadded(lines[end - 1]) && digitsOf(lines[end]) > 0) end++;
  return lines.slice(at, end);
}

/** All lines but the last are equally long, and nothing follows the last one. */
function widthError(paragraph: readonly TextLine[], next: TextLine | undefined): Broken | null {
  const width = digitsOf(paragraph[0]);
  const last = paragraph.length - 1;
  const odd = paragraph.find((line, at) => (at < last ? digitsOf(line) !== width : digitsOf(line) > width));
  if (odd !== undefined) {
    return broken(odd, 0, `${digitsOf(odd)} base64 digits in a line, ${width} in the first one`);
  }
  if (next === undefined || digitsOf(next) < fewestDigits) return null;
  return broken(
    next,
    0,
    'base64 digits follow at once on a line that is the last one',
    'part two dumps with a blank line',
  );
}

/** A long word that is base64 but for a character or two: in both cases, or beside lines that are base64. */
function strayCharacter(lines: readonly TextLine[]): Broken | null {
  for (const [at, line] of lines.entries()) {
    const text = line.text.trim();
    if (text.length < narrowest || digitsOf(line) > 0) continue;
    const beside = [lines[at - 1], lines[at + 1]].filter((each) => digitsOf(each) >= narrowest);
    const isMixed = /[a-z]/.test(text) && /[A-Z]/.test(text);
    if (!(isMixed || beside.length > 0) || beside.some(isHexLine)) continue;
    const others = text.replace(/={1,2}$/, '').replace(/[A-Za-z0-9+/]/g, '');
    const isUrl = /^[-_]*$/.test(others) && 2 * others.length < text.length;
    if (others.length > 2 && !isUrl) continue;
    const what = `${quote(others.slice(0, 1))} is not a base64 digit`;
    const advice = isUrl ? ["if this is base64url: tr -- '-_' '+/'"] : [];
    return broken(line, line.text.indexOf(others.slice(0, 1)), what, ...advice);
  }
  return null;
}

/** A paragraph that touches a line of hex digits is one with a wrong digit in it. */
function isHexLine(line: TextLine | undefined): boolean {
  return /^[0-9a-f]{16,}$/i.test(line?.text.trim() ?? '');
}

/** Hex digits, words, paths, or a rule of slashes. */
function isOther(paragraph: readonly TextLine[]): boolean {
  const texts = paragraph.map((line) => line.text.trim());
  if (texts.length === 1 && (texts[0]?.length ?? 0) % 4 !== 0) return true;
  if (texts[0]?.toLowerCase().startsWith('0x')) return true;
  return [/^[0-9a-f]*$/i, wordOrPath, /^[+/=]*$/].some((other) => texts.every((text) => other.test(text)));
}

/** Number of base64 digits, `=` included, of a line that holds nothing else; else 0. */
function digitsOf(line: TextLine | undefined): number {
  const text = line?.text.trim() ?? '';
  const digits = text.replace(/={1,2}$/, '');
  for (let at = 0; at < digits.length; at++) if (!values.has(digits.charCodeAt(at))) return 0;
  return text.length;
}

function endsPadded(line: TextLine | undefined): boolean {
  return line?.text.trimEnd().endsWith('=') === true;
}

function decode(paragraph: readonly TextLine[], last: TextLine): Uint8Array | Broken {
  const text = paragraph.map((line) => line.text.trim()).join('');
  const end = last.text.trimEnd().length - 1;
  if (text.length % 4 !== 0) {
    return broken(last, end, `${text.length} base64 digits, no multiple of 4: the end is missing`, 'paste all of it');
  }
  const digits = text.replace(/={1,2}$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let length = 0;
  for (let at = 0; at < digits.length; at++) {
    bits = ((bits << 6) | (values.get(digits.charCodeAt(at)) ?? 0)) & 0xffff;
    if (at % 4 !== 0) bytes[length++] = bits >> (6 - 2 * (at % 4));
  }
  const surplus = digits.length % 4 === 2 ? 0xf : digits.length % 4 === 3 ? 0x3 : 0;
  const lastDigit = end - (text.length - digits.length);
  if ((bits & surplus) !== 0) return broken(last, lastDigit, 'the last base64 digit holds bits that belong to no byte');
  return bytes;
}

/** The text format `base64`. */
export const base64 = {
  name: 'base64',
  title: 'base64',
  isCommon: true,
  parse,
} as const satisfies TextFormat;
