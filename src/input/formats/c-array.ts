/** `xxd -i`, and any C array of numbers. */
import { ByteBudget } from '../byte-sink.js';
import { blockOfList } from '../list-block.js';
import { countNumbers, type List, readList } from '../lists.js';
import { integerOf } from '../literals.js';
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
import type { TextLines } from '../text-lines.js';
import { type Token, type Tokens, tokensOf, tooManyTokens } from '../tokens.js';

/** Element sizes by the words of a declaration; the first that is found counts. */
const typeSizes: readonly (readonly [RegExp, number])[] = [
  [/^(?:char|u8|__u8|uint8_t|int8_t|guint8|uchar|byte)$/i, 1],
  [/^(?:short|u16|__u16|__[bl]e16|uint16_t|int16_t|guint16|word)$/i, 2],
  [/^(?:u64|__u64|__[bl]e64|uint64_t|int64_t|guint64|long)$/i, 8],
  [/^(?:int|unsigned|u32|__u32|__[bl]e32|uint32_t|int32_t|guint32|dword)$/i, 4],
];

const advice = {
  words: 'xxd -i',
  cut: 'paste the whole array',
};

const cutAdvice = [advice.cut, 'or give --partial to read what is there'];

const fewestNumbers = 8;

interface CArray {
  readonly name: string | null;
  /** Number of elements by the declaration, and by the list. */
  readonly elements: { readonly declared: bigint | null; readonly listed: number };
  readonly block: InputBlock;
  readonly start: Token;
  readonly notes: readonly string[];
}

function parse(lines: TextLines, options: ParseOptions): ParseResult {
  const absent = `no array declared with numbers in braces, and no '{' with ${fewestNumbers} or more numbers`;
  if (!lines.some((line) => line.text.includes('{'))) return notThis(lines, absent);
  const tokens = tokensOf(lines);
  if (tokens === null) return notThis(lines, tooManyTokens);
  const budget = new ByteBudget();
  const arrays: CArray[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (!beginsList(tokens, at)) continue;
    const list = readList(tokens, at + 1);
    if (!isArray(tokens, at, list)) continue;
    const array = isBroken(list) ? list : readArray(tokens, at, list, options, budget);
    if (isBroken(array)) return array;
    arrays.push(array);
    at = isBroken(list) ? at : list.end - 1;
  }
  if (arrays.length === 0) return notThis(lines, absent);
  const error = lengthError(tokens, arrays) ?? sizeError(arrays);
  if (error !== null && !options.partial) return error;
  const missing = error === null ? [] : [`line ${error.line}: ${error.message}`];
  const why = `numbers in braces, from line ${arrays[0]?.start.line.number ?? 1}`;
  return {
    kind: 'parsed',
    why,
    blocks: arrays.map((each) => each.block),
    notes: [...missing, ...arrays.flatMap((each) => each.notes)],
  };
}

/** Braces around a few numbers stand in many texts: an array is declared, or long, or all there is. */
function isArray(tokens: Tokens, brace: number, list: List | Broken): boolean {
  if (declaration(tokens, brace).name !== null || countNumbers(tokens, brace + 1) >= fewestNumbers) return true;
  return !isBroken(list) && brace === 0 && tokens.length - list.end <= 1;
}

function beginsList(tokens: Tokens, at: number): boolean {
  const next = tokens.at(at + 1);
  if (tokens.at(at)?.text !== '{' || next === undefined) return false;
  return integerOf(next.text) !== null || (next.kind === 'literal' && next.line.text[next.at] === "'");
}

function readArray(tokens: Tokens, at: number, list: List, options: ParseOptions, budget: ByteBudget) {
  const start = tokens.at(at) ?? list.last;
  const declared = declaration(tokens, at);
  const read = blockOfList(start, list, declared.size, options, budget, advice);
  if (isBroken(read)) return read;
  const listed = list.runs.reduce((sum, { times }) => sum + times, 0);
  return { ...read, name: declared.name, elements: { declared: declared.length, listed }, start };
}

interface Declaration {
  readonly name: string | null;
  readonly size: number | null;
  readonly length: bigint | null;
}

/** Name, element size and number of elements, from the words between the end of the statement before and the brace. */
function declaration(tokens: Tokens, brace: number): Declaration {
  const words: string[] = [];
  let name: string | null = null;
  if (tokens.at(brace - 1)?.text !== '=' || tokens.at(brace - 2)?.text !== ']')
    return { name, size: null, length: null };
  for (let at = brace - 1; at >= 0 && brace - at < 24; at--) {
    const { kind, text } = tokens.at(at) ?? { kind: 'sign', text: ';' };
    if ([';', '{', '}'].includes(text)) break;
    if (kind === 'word') words.push(text);
    if (text === '[') name ??= tokens.at(at - 1)?.text ?? null;
  }
  const known = typeSizes.find(([pattern]) => words.some((word) => pattern.test(word)));
  const isOne = tokens.at(brace - 4)?.text === '[' && tokens.at(brace - 5)?.text === name;
  return { name, size: known?.[1] ?? null, length: isOne ? integerOf(tokens.at(brace - 3)?.text ?? '') : null };
}

/** C fills up with zeros what a list does not say; in a dump a line was lost. */
function sizeError(arrays: readonly CArray[]): Broken | null {
  for (const { name, elements, start } of arrays) {
    const { declared, listed } = elements;
    if (declared === null || declared === BigInt(listed)) continue;
    const what = `${quote(`${name}[${declared}]`)} has ${listed} elements here`;
    return broken(start.line, start.at, what, ...cutAdvice);
  }
  return null;
}

/** xxd writes `unsigned int name_len = 146;` below the array: a lost line shows there. */
function lengthError(tokens: Tokens, arrays: readonly CArray[]): Broken | null {
  const byName = new Map(arrays.map((array) => [`${array.name}_len`, array]));
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens.at(at);
    const array = token === undefined || tokens.at(at + 1)?.text !== '=' ? undefined : byName.get(token.text);
    const said = integerOf(tokens.at(at + 2)?.text ?? '');
    const length = array?.block.bytes.length;
    if (token === undefined || length === undefined || said === null || said === BigInt(length)) continue;
    const what = `${quote(token.text)} is ${said}, but the array has ${length} bytes`;
    return broken(token.line, token.at, what, ...cutAdvice);
  }
  return null;
}

/** The text format `c-array`. */
export const cArray = {
  name: 'c-array',
  title: 'xxd -i, C array of numbers',
  isCommon: true,
  parse,
} as const satisfies TextFormat;
