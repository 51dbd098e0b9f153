/** Lists of numbers in braces: C initialisers, and what gdb prints of an array. */
import { type ByteBudget, ByteSink, tooMuch } from './byte-sink.js';
import { integerOf, readLiteral } from './literals.js';
import { type Broken, broken, isBroken, quote } from './text-format.js';
import type { Token, Tokens } from './tokens.js';

/** One value, as often as said. */
export interface Run {
  readonly value: bigint;
  readonly times: number;
  /** Index of its token. */
  readonly index: number;
}

export interface List {
  readonly tokens: Tokens;
  readonly runs: readonly Run[];
  /** Index of the token behind the list. */
  readonly end: number;
  readonly last: Token;
  /** Where the list was cut: a `...`, or the end of the text. */
  readonly cut: Token | null;
}

/** Reads the values from token `start`, the one behind `{`, up to `}`. */
export function readList(tokens: Tokens, start: number): List | Broken {
  const runs: Run[] = [];
  let at = start;
  for (let token = tokens.at(at); token !== undefined; token = tokens.at(at)) {
    if (token.text === '...') return { tokens, runs, end: at + 1, last: token, cut: token };
    if (token.text === '}') return { tokens, runs, end: at + 1, last: token, cut: null };
    const value = readValue(token);
    if (isBroken(value)) return value;
    const index = at;
    // `1 '\001'` is how gdb prints a char.
    at += tokens.at(at + 1)?.kind === 'literal' && token.kind === 'word' ? 2 : 1;
    const times = repeatsAt(tokens, at);
    if (times === 0) return notRepeats(tokens, at);
    if (times !== 1) at += 5;
    runs.push({ value, times, index });
    const error = separatorError(tokens, at);
    if (error !== null) return error;
    if (tokens.at(at)?.text === ',') at++;
  }
  const last = tokens.at(tokens.length - 1) ?? tokens.at(start - 1);
  if (last === undefined) throw new Error('a list begins with a brace');
  return { tokens, runs, end: at, last, cut: last };
}

/** How many numbers stand in a row from token `start` on. */
export function countNumbers(tokens: Tokens, start: number): number {
  let count = 0;
  for (let at = start; integerOf(tokens.at(at)?.text ?? '') !== null; at += 2) {
    count++;
    if (tokens.at(at + 1)?.text !== ',') break;
  }
  return count;
}

/** The count in `<repeats 14 times>`, else 1. */
export function repeatsAt(tokens: Tokens, at: number): number {
  if (tokens.at(at)?.text !== '<') return 1;
  const texts = [0, 1, 2, 3, 4].map((next) => tokens.at(at + next)?.text ?? '');
  const isRepeats = texts[1] === 'repeats' && texts[3] === 'times' && texts[4] === '>';
  return isRepeats && /^[0-9]+$/.test(texts[2] ?? '') ? Number(texts[2]) : 1;
}

function readValue(token: Token): bigint | Broken {
  if (token.kind === 'literal' && token.line.text[token.at] === "'") {
    const literal = readLiteral(token.line, token.at);
    if (isBroken(literal)) return literal;
    return BigInt(literal.bytes[0] ?? 0);
  }
  return integerOf(token.text) ?? broken(token.line, token.at, `${shown(token)} where a number was expected`);
}

function separatorError(tokens: Tokens, at: number): Broken | null {
  const token = tokens.at(at);
  if (token === undefined || [',', '}', '...'].includes(token.text)) return null;
  if (token.text === '<' && tokens.at(at + 1)?.text === 'repeats') return notRepeats(tokens, at);
  return broken(token.line, token.at, `${shown(token)} where ',' or '}' was expected`);
}

function notRepeats(tokens: Tokens, at: number): Broken {
  const { line, at: from } = tokens.at(at) ?? { line: { number: 0, text: '', cuts: [] }, at: 0 };
  const text = /^<[^>]*>?/.exec(line.text.slice(from))?.[0] ?? '<';
  return broken(line, from, `${quote(text, 40)} is not '<repeats N times>' of two or more`);
}

function shown(token: Token): string {
  return quote(token.kind === 'literal' ? token.line.text.slice(token.at) : token.text);
}

/** Bytes that the largest value needs: 1, 2, 4 or 8. */
export function largestSize(runs: readonly Run[]): number {
  let size = 1;
  for (const { value } of runs) while (size < 8 && !fits(value, size)) size *= 2;
  return size;
}

/** The first value that no word of 8 bytes holds. */
export function tooLarge({ tokens, runs }: List): Broken | null {
  const token = tokens.at(runs.find(({ value }) => !fits(value, 8))?.index ?? -1);
  return token === undefined ? null : notIn(token, '8 bytes');
}

function notIn(token: Token, size: string): Broken {
  return broken(token.line, token.at, `${quote(token.text)} does not fit in ${size}`);
}

/** The values as bytes, `size` each, the most significant first. */
export function bytesOfList({ tokens, runs, last }: List, size: number, budget: ByteBudget): Uint8Array | Broken {
  const sink = new ByteSink(budget);
  const bytes = new Uint8Array(size);
  for (const { value, times, index } of runs) {
    if (!fits(value, size)) return notIn(tokens.at(index) ?? last, size === 1 ? '1 byte' : `${size} bytes`);
    let rest = BigInt.asUintN(8 * size, value);
    for (let i = size - 1; i >= 0; i--, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
    if (sink.add(bytes, times)) continue;
    const { line, at } = tokens.at(index) ?? last;
    return broken(line, at, times === 1 ? tooMuch : `<repeats ${times} times>: ${tooMuch}`);
  }
  return sink.bytes();
}

function fits(value: bigint, size: number): boolean {
  return value < 1n << BigInt(8 * size) && value >= -(1n << BigInt(8 * size - 1));
}
