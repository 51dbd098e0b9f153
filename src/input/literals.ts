/** C literals: numbers and escapes, as compilers, gdb and strace write them. */

import { own } from '../model/own.js';
import { ByteBudget, ByteSink } from './byte-sink.js';
import { type Broken, broken, quote } from './text-format.js';
import type { TextLine } from './text-line.js';

const simple: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  e: 27,
  '"': 0x22,
  "'": 0x27,
  '\\': 0x5c,
  '?': 0x3f,
};

const octal = /[0-7]{1,3}/y;
const hex = /x[0-9a-fA-F]{1,2}/y;
const number = /^([+-]?)(0x[0-9a-f]+|0b[01]+|[0-9]+)[ul]*$/i;

export interface Literal {
  readonly bytes: Uint8Array;
  /** Index behind the closing quote. */
  readonly end: number;
}

/** Reads the string or character literal whose opening quote stands at `at`. */
export function readLiteral(line: TextLine, at: number): Literal | Broken {
  const { text } = line;
  const close = text[at] ?? '"';
  const sink = new ByteSink(new ByteBudget());
  for (let i = at + 1; i < text.length; ) {
    const char = text[i] ?? '';
    if (char === close) return { bytes: sink.bytes(), end: i + 1 };
    const code = text.charCodeAt(i);
    if (code > 0x7e) return broken(line, i, `${quote(char)} is no byte: such characters are written as escapes`);
    if (char !== '\\') {
      sink.push(code);
      i++;
      continue;
    }
    const escaped = readEscape(line, i);
    if ('kind' in escaped) return escaped;
    sink.push(escaped.byte);
    i = escaped.end;
  }
  return broken(line, at, `no closing ${close} in this line`);
}

/** `at` is the backslash. Octal escapes have one to three digits, hex ones two at most. */
function readEscape(line: TextLine, at: number): { byte: number; end: number } | Broken {
  const { text } = line;
  const digits = matchAt(octal, text, at + 1) ?? matchAt(hex, text, at + 1);
  if (digits !== null) {
    const isHex = digits.startsWith('x');
    const byte = Number.parseInt(isHex ? digits.slice(1) : digits, isHex ? 16 : 8);
    if (byte > 255) return broken(line, at, `\\${digits} is more than a byte`);
    return { byte, end: at + 1 + digits.length };
  }
  const byte = own(simple, text[at + 1] ?? '');
  return byte === undefined
    ? broken(line, at, `unknown escape ${quote(text.slice(at, at + 2))}`)
    : { byte, end: at + 2 };
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** The value of a C integer, or null; a leading 0 means octal. */
export function integerOf(text: string): bigint | null {
  const [, sign, digits] = number.exec(text) ?? [];
  if (digits === undefined || digits.length > 24) return null;
  const isOctal = /^0[0-9]+$/.test(digits);
  if (isOctal && !/^[0-7]+$/.test(digits)) return null;
  const value = BigInt(isOctal ? `0o${digits.slice(1)}` : digits.toLowerCase());
  return sign === '-' ? -value : value;
}
