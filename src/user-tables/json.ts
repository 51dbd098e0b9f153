/**
 * JSON as people write it by hand, read strictly. The complaint names line and column and is the same in every
 * version of Node; a key that stands twice is found, and no key reaches a prototype.
 */

/** Deepest nesting of a table; real ones have 9 levels. */
export const depthLimit = 32;

export interface JsonText {
  readonly value: unknown;
  /** Paths of keys that stand twice in one object; the last one counts. */
  readonly repeated: readonly string[];
}

/** Why the text is no JSON, with line and column. */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem';
}

/**
 * The one value that the text holds. Objects have no prototype.
 * @throws JsonProblem at the first character that cannot stand where it does.
 */
export function readJson(text: string): JsonText {
  const reader = new Reader(text);
  const value = reader.value('', 0);
  reader.end();
  return { value, repeated: reader.repeated };
}

/** Where a member stands: `layouts[0].fields[3].name`. */
export function memberPath(owner: string, key: string | number): string {
  if (typeof key === 'number') return `${owner}[${key}]`;
  const name = /^[\w$@-]+$/.test(key) ? key : JSON.stringify(key);
  return owner === '' ? name : `${owner}.${name}`;
}

const literals: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const blank = /[ \t\r\n]*/y;
const numberText = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const word = /[\w$.+-]+/y;

class Reader {
  readonly repeated: string[] = [];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(path: string, depth: number): unknown {
    const next = this.#peek();
    if (depth > depthLimit) throw this.#problem(`nested deeper than ${depthLimit} levels`);
    if (next === '{') return this.#object(path, depth);
    if (next === '[') return this.#array(path, depth);
    if (next === '"') return this.#string();
    return this.#scalar();
  }

  /** Nothing but blanks may follow. */
  end(): void {
    if (this.#peek() !== '') throw this.#problem(`the table ends before ${this.#shown()}`);
  }

  #object(path: string, depth: number): unknown {
    const object: Record<string, unknown> = Object.create(null);
    this.#at++;
    if (this.#peek() === '}') return this.#closed(object);
    for (;;) {
      if (this.#peek() !== '"') throw this.#expected('a key in double quotes');
      const key = this.#string();
      const place = memberPath(path, key);
      if (Object.hasOwn(object, key)) this.repeated.push(place);
      if (this.#peek() !== ':') throw this.#expected(`":" after the key ${JSON.stringify(key)}`);
      this.#at++;
      object[key] = this.value(place, depth + 1);
      if (this.#more('}')) continue;
      return this.#closed(object);
    }
  }

  #array(path: string, depth: number): unknown {
    const array: unknown[] = [];
    this.#at++;
    if (this.#peek() === ']') return this.#closed(array);
    for (;;) {
      array.push(this.value(memberPath(path, array.length), depth + 1));
      if (this.#more(']')) continue;
      return this.#closed(array);
    }
  }

  #closed<T>(value: T): T {
    this.#at++;
    return value;
  }

  /** True behind a comma; false before the closing bracket. */
  #more(close: string): boolean {
    const next = this.#peek();
    if (next === close) return false;
    if (next !== ',') throw this.#expected(`"," or "${close}"`);
    this.#at++;
    if (this.#peek() === close) throw this.#problem(`a comma before "${close}"`);
    return true;
  }

  #string(): string {
    const start = this.#at;
    let end = start + 1;
    for (let char = this.#text[end]; char !== '"'; char = this.#text[++end]) {
      if (char === undefined || char === '\n') throw this.#problem('a text without its closing quote');
      if (char === '\\') end++;
    }
    this.#at = end + 1;
    try {
      return String(JSON.parse(this.#text.slice(start, end + 1)));
    } catch {
      this.#at = start;
      throw this.#problem('a control character or an unknown escape in a text');
    }
  }

  #scalar(): unknown {
    const found = match(word, this.#text, this.#at);
    const number = match(numberText, this.#text, this.#at);
    if (found !== '' && found === number) {
      this.#at += number.length;
      return Number(number);
    }
    const literal = literals.get(found);
    if (literal !== undefined) {
      this.#at += found.length;
      return literal;
    }
    if (/^[-+]?0[xX]/.test(found)) throw this.#problem(`write ${found} in double quotes: "${found}"`);
    throw this.#expected('a value');
  }

  /** The next character that is no blank; empty at the end. */
  #peek(): string {
    this.#at += match(blank, this.#text, this.#at).length;
    return this.#text[this.#at] ?? '';
  }

  #expected(what: string): JsonProblem {
    return this.#problem(`${what} is expected, not ${this.#shown()}`);
  }

  /** What stands here, in a few characters. */
  #shown(): string {
    if (this.#at >= this.#text.length) return 'the end of the file';
    if (/^\/[/*]/.test(this.#text.slice(this.#at, this.#at + 2))) return 'a comment';
    return match(word, this.#text, this.#at).slice(0, 20) || JSON.stringify(this.#text[this.#at]);
  }

  #problem(text: string): JsonProblem {
    const before = this.#text.slice(0, this.#at);
    const line = before.split('\n').length;
    return new JsonProblem(`line ${line}, column ${this.#at - before.lastIndexOf('\n')}: ${text}`);
  }
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
