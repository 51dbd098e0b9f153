/** `[0, 24, 255]` and `[0 24 255]`: decimal bytes in brackets, as Rust, Go, Python and JavaScript print them. */
import { ByteBudget, ByteSink, tooManyBlocks, tooMuch } from '../byte-sink.js';
import {
  type Broken,
  broken,
  type InputBlock,
  notThis,
  type ParseResult,
  quote,
  type TextFormat,
} from '../text-format.js';
import { isBlank, type TextLine } from '../text-line.js';
import type { TextLines } from '../text-lines.js';

/** A list of fewer numbers is one of anything. */
const fewest = 16;
/** A number, a bracket, what parts numbers, or anything else. */
const piece = /(0x[0-9a-f]{1,2}|\d{1,20})(?![\w.])|([[\]])|[ \t,]+|(.)/giy;

interface Open {
  readonly line: TextLine;
  readonly at: number;
  readonly sink: ByteSink;
  /** The first number that is no byte, or whose digits could be hex. */
  bad: Broken | null;
}

function parse(lines: TextLines): ParseResult {
  const absent = `no '[' with ${fewest} or more numbers up to ']'`;
  const first = lines.find((line) => !isBlank(line));
  if (first?.text.trimStart().startsWith('{')) return notThis(lines, 'JSON, whose lists may be of anything');
  const reader = new Reader();
  for (const line of lines) {
    const error = line.text.includes('[') || reader.isOpen ? reader.read(line) : null;
    if (error !== null) return error;
  }
  const cut = reader.end();
  if (cut !== null) return cut;
  if (reader.blocks.length === 0) return notThis(lines, absent);
  const why = `numbers in brackets, from line ${reader.blocks[0]?.lines?.first ?? 1}`;
  return { kind: 'parsed', why, blocks: reader.blocks, notes: [] };
}

class Reader {
  readonly blocks: InputBlock[] = [];
  readonly #budget = new ByteBudget();
  #open: Open | null = null;

  get isOpen(): boolean {
    return this.#open !== null;
  }

  read(line: TextLine): Broken | null {
    piece.lastIndex = 0;
    for (let found = this.#next(line.text); found !== null; found = this.#next(line.text)) {
      const [, digits, bracket, other] = found;
      const error =
        digits !== undefined
          ? this.#number(line, found.index, digits)
          : bracket === ']'
            ? this.#close(line)
            : this.#interrupt(line, found.index, other);
      if (error !== null) return error;
      if (bracket === '[') this.#open = { line, at: found.index, sink: new ByteSink(this.#budget), bad: null };
    }
    return null;
  }

  /** Between lists nothing is of interest but the next bracket. */
  #next(text: string): RegExpExecArray | null {
    const at = this.isOpen ? piece.lastIndex : text.indexOf('[', piece.lastIndex);
    if (at < 0) return null;
    piece.lastIndex = at;
    return piece.exec(text);
  }

  /** A list that is long and has no end lost something. */
  end(): Broken | null {
    const open = this.#open;
    if (open === null || open.sink.length < fewest) return null;
    return broken(open.line, open.at, `a list of ${open.sink.length} numbers without ']'`, 'paste the whole list');
  }

  #number(line: TextLine, at: number, digits: string): Broken | null {
    const open = this.#open;
    if (open === null) return null;
    const value = Number(digits);
    if (value > 255) open.bad ??= broken(line, at, `${quote(digits)} is no byte`, 'print bytes, not words');
    else if (/^0\d/.test(digits))
      open.bad ??= broken(line, at, `${quote(digits)} may be decimal or hex`, 'hex digits are read without brackets');
    return open.sink.push(value & 0xff) ? null : broken(line, at, tooMuch);
  }

  #close(line: TextLine): Broken | null {
    const open = this.#open;
    this.#open = null;
    if (open === null || open.sink.length < fewest) return null;
    if (open.bad !== null) return open.bad;
    if (!this.#budget.addBlock()) return broken(line, 0, tooManyBlocks);
    this.blocks.push({ bytes: open.sink.bytes(), lines: { first: open.line.number, last: line.number } });
    return null;
  }

  /** Anything else ends a list; dots in a long one stand for numbers that are missing. */
  #interrupt(line: TextLine, at: number, sign: string | undefined): Broken | null {
    const open = this.#open;
    if (open === null || sign === undefined) return null;
    this.#open = null;
    if (open.sink.length < fewest) return null;
    return broken(line, at, `${quote(line.text.slice(at), 20)} in a list of numbers`, 'print the whole list');
  }
}

/** The text format `byte-list`. */
export const byteList = {
  name: 'byte-list',
  title: 'lists of bytes in brackets: {:?} of Rust, %v of Go, list() of Python',
  isCommon: true,
  parse,
} as const satisfies TextFormat;
