/** `p/x array` of gdb: values in braces with `<repeats N times>`, or, without `/x`, a string. */
import { ByteBudget, ByteSink, tooMuch } from '../byte-sink.js';
import { blockOfList, type ListBlock } from '../list-block.js';
import { readList, repeatsAt } from '../lists.js';
import { integerOf, readLiteral } from '../literals.js';
import {
  type Broken,
  broken,
  isBroken,
  notThis,
  type ParseOptions,
  type ParseResult,
  type TextFormat,
} from '../text-format.js';
import type { TextLines } from '../text-lines.js';
import { type Token, type Tokens, tokensOf, tooManyTokens } from '../tokens.js';

const signs = /\$\d+ = [{"']|<repeats \d+ times>/;
const examine = 'x/<count>xb <address>';
const bytesAdvice = `print bytes: ${examine}`;
const advice = { words: examine, cut: 'in gdb: set print elements 0, then print again' };

type Found = (ListBlock & { readonly end: number }) | Broken;

function parse(lines: TextLines, options: ParseOptions): ParseResult {
  const absent = "no '$1 = {' or '<repeats N times>'";
  if (!lines.some((line) => signs.test(line.text))) return notThis(lines, absent);
  const tokens = tokensOf(lines);
  if (tokens === null) return notThis(lines, tooManyTokens);
  const budget = new ByteBudget();
  const found: ListBlock[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const value = valueAt(tokens, at, options, budget);
    if (value === null) continue;
    if (isBroken(value)) return value;
    found.push(value);
    at = value.end - 1;
  }
  if (found.length === 0) return notThis(lines, absent);
  const why = `values as gdb prints them, from line ${found[0]?.block.lines?.first ?? 1}`;
  return { kind: 'parsed', why, blocks: found.map((each) => each.block), notes: found.flatMap((each) => each.notes) };
}

/** The value that begins at token `at`: `{` after `$1 =`, or in front of a number. */
function valueAt(tokens: Tokens, at: number, options: ParseOptions, budget: ByteBudget): Found | null {
  const [token, next] = [tokens.at(at), tokens.at(at + 1)];
  if (token === undefined) return null;
  const isResult = tokens.at(at - 1)?.text === '=' && /^\$\d+$/.test(tokens.at(at - 2)?.text ?? '');
  if (isResult && token.kind === 'literal') return stringAt(tokens, at, options, budget);
  if (token.text !== '{' || next === undefined) return null;
  if (integerOf(next.text) === null) {
    if (!isResult || tokens.at(at + 2)?.text !== '=') return null;
    return broken(next.line, next.at, 'a struct: gdb prints the values of its members, not its bytes', bytesAdvice);
  }
  const list = readList(tokens, at + 1);
  if (isBroken(list)) return list;
  const block = blockOfList(token, list, null, options, budget, advice);
  return isBroken(block) ? block : { ...block, end: list.end };
}

/** `"\001\030", '\000' <repeats 14 times>, "..."`: a NUL at the very end is left out by gdb. */
function stringAt(tokens: Tokens, start: number, options: ParseOptions, budget: ByteBudget): Found {
  const sink = new ByteSink(budget);
  let at = start;
  let last = tokens.at(start);
  for (let token = tokens.at(at); token?.kind === 'literal'; token = tokens.at(at)) {
    const error = addPiece(tokens, at, token, sink);
    if (error !== null) return error;
    last = token;
    at += repeatsAt(tokens, at + 1) === 1 ? 1 : 6;
    if (tokens.at(at)?.text !== ',') break;
    at++;
  }
  const first = tokens.at(start);
  if (first === undefined || last === undefined) throw new Error('a string begins with a token');
  const cut = tokens.at(at)?.text === '...';
  const what = cut
    ? "the string is cut: '...'"
    : 'gdb leaves out a NUL at the end of a string: the length is not in the text';
  if (!options.partial) return broken(first.line, first.at, what, 'print numbers: p/x', bytesAdvice);
  const block = { bytes: sink.bytes(), lines: { first: first.line.number, last: last.line.number } };
  return { block, end: cut ? at + 1 : at, notes: [`line ${first.line.number}: ${what}`] };
}

function addPiece(tokens: Tokens, at: number, token: Token, sink: ByteSink): Broken | null {
  const literal = readLiteral(token.line, token.at);
  if (isBroken(literal)) return literal;
  const times = repeatsAt(tokens, at + 1);
  if (sink.add(literal.bytes, times)) return null;
  return broken(token.line, token.at, times === 1 ? tooMuch : `<repeats ${times} times>: ${tooMuch}`);
}

/** The text format `gdb-print`. */
export const gdbPrint = {
  name: 'gdb-print',
  title: 'gdb p/x (values in braces, <repeats N times>)',
  parse,
} as const satisfies TextFormat;
