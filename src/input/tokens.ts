/** Text as C and gdb write values: words, literals, and single signs. */
import type { TextLine } from './text-lines.js';

export interface Token {
  /** `word`: letters, digits, `_` and `$`; `literal`: from a quote on; `sign`: anything else, and `...`. */
  readonly kind: 'word' | 'literal' | 'sign';
  /** Empty for literals, which are read where they are needed. */
  readonly text: string;
  readonly line: TextLine;
  readonly at: number;
}

const pattern = /([-+]?[0-9A-Za-z_$]+)|'(?:[^'\\]|\\.){1,8}'|\/\/.*|\/\*|\.\.\.|\S/y;

/** More than an array of a megabyte has; each takes memory. */
const mostTokens = 2_500_000;
export const tooManyTokens = `more than ${mostTokens} numbers and signs`;

/** The tokens of all lines, without comments; null when they are too many. */
export function tokensOf(lines: readonly TextLine[]): Token[] | null {
  const tokens: Token[] = [];
  let inComment = false;
  for (const line of lines) {
    inComment = addTokens(line, tokens, inComment);
    if (tokens.length > mostTokens) return null;
  }
  return tokens;
}

/** Adds the tokens of one line; true when a comment is open at its end. */
function addTokens(line: TextLine, tokens: Token[], inComment: boolean): boolean {
  const { text } = line;
  let at = inComment ? behindComment(text, 0) : 0;
  while (at >= 0 && at < text.length && tokens.length <= mostTokens) {
    if (text[at] === ' ' || text[at] === '\t') at++;
    else if (text.startsWith('/*', at)) at = behindComment(text, at + 2);
    else at = addToken(line, at, tokens);
  }
  return at < 0;
}

/** Adds the token at `at` and returns where it ends. A string without an end takes the rest of its line. */
function addToken(line: TextLine, at: number, tokens: Token[]): number {
  const { text } = line;
  if (text[at] === '"') {
    tokens.push({ kind: 'literal', text: '', line, at });
    return behindString(text, at + 1);
  }
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  const token = found?.[0] ?? ' ';
  if (token.startsWith('//')) return text.length;
  if (token.startsWith("'") && token.length > 1) tokens.push({ kind: 'literal', text: '', line, at });
  else tokens.push({ kind: found?.[1] === undefined ? 'sign' : 'word', text: token, line, at });
  return at + token.length;
}

function behindComment(text: string, at: number): number {
  const end = text.indexOf('*/', at);
  return end < 0 ? -1 : end + 2;
}

function behindString(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '"') return at + 1;
    if (text[at] === '\\') at++;
  }
  return text.length;
}
