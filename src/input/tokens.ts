/** Text as C and gdb write values: words, literals, and single signs. */
import type { TextLine } from './text-line.js';
import type { TextLines } from './text-lines.js';

export interface Token {
  /** `word`: letters, digits, `_` and `$`; `literal`: from a quote on; `sign`: anything else, and `...`. */
  readonly kind: 'word' | 'literal' | 'sign';
  /** Empty for literals, which are read where they are needed. */
  readonly text: string;
  readonly line: TextLine;
  readonly at: number;
}

const pattern = /([-+]?[0-9A-Za-z_$]+)|'(?:[^'\\]|\\.){1,8}'|\.\.\.|\S/y;

/** More than an array of a megabyte has. */
const mostTokens = 2_500_000;
export const tooManyTokens = `more than ${mostTokens} numbers and signs`;

/** The tokens of a text, without comments. Only where they stand is kept: a token is made when it is asked for. */
export class Tokens {
  readonly #lines: TextLines;
  /** Two numbers for each: the index of its line, and where it begins there. */
  #places = new Uint32Array(128);
  length = 0;

  constructor(lines: TextLines) {
    this.#lines = lines;
  }

  /** The token at an index from 0; undefined before the first and behind the last. */
  at(index: number): Token | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const line = this.#lines.at(this.#places[2 * index] ?? 0);
    return line === undefined ? undefined : tokenAt(line, this.#places[2 * index + 1] ?? 0);
  }

  /** Adds the tokens of a line; true when a comment is open at its end. */
  addLine(index: number, { text }: TextLine, inComment: boolean): boolean {
    let at = inComment ? behindComment(text, 0) : 0;
    while (at >= 0 && at < text.length && this.length <= mostTokens) {
      if (text[at] === ' ' || text[at] === '\t') at++;
      else if (text.startsWith('/*', at)) at = behindComment(text, at + 2);
      else {
        if (text.startsWith('//', at)) return false;
        this.#add(index, at);
        at = endOfToken(text, at);
      }
    }
    return at < 0;
  }

  #add(index: number, at: number): void {
    if (2 * this.length === this.#places.length) {
      const larger = new Uint32Array(2 * this.#places.length);
      larger.set(this.#places);
      this.#places = larger;
    }
    this.#places[2 * this.length] = index;
    this.#places[2 * this.length + 1] = at;
    this.length++;
  }
}

/** The tokens of all lines; null when they are too many. */
export function tokensOf(lines: TextLines): Tokens | null {
  const tokens = new Tokens(lines);
  let inComment = false;
  let index = 0;
  for (const line of lines) {
    inComment = tokens.addLine(index++, line, inComment);
    if (tokens.length > mostTokens) return null;
  }
  return tokens;
}

function tokenAt(line: TextLine, at: number): Token {
  if (line.text[at] === '"') return { kind: 'literal', text: '', line, at };
  pattern.lastIndex = at;
  const found = pattern.exec(line.text);
  const text = found?.[0] ?? ' ';
  if (text.startsWith("'") && text.length > 1) return { kind: 'literal', text: '', line, at };
  return { kind: found?.[1] === undefined ? 'sign' : 'word', text, line, at };
}

/** Where the token at `at` ends. A string without an end takes the rest of its line. */
function endOfToken(text: string, at: number): number {
  if (text[at] === '"') return behindString(text, at + 1);
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at + 1;
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
