/** `b'\x00\x18'`: bytes as Python prints them and Rust writes them. */
import { ByteBudget, tooManyBlocks, tooMuch } from '../byte-sink.js';
import { readLiteral } from '../literals.js';
import {
  type Broken,
  broken,
  type InputBlock,
  isBroken,
  notThis,
  type ParseResult,
  type TextFormat,
} from '../text-format.js';
import type { TextLine } from '../text-line.js';
import type { TextLines } from '../text-lines.js';

const start = /(?:^|[^\w\\'"])b(?=['"])/g;
/** In a text a shorter one is a word in quotes. */
const fewest = 8;

function parse(lines: TextLines): ParseResult {
  const blocks: InputBlock[] = [];
  const budget = new ByteBudget();
  for (const line of lines) {
    const found = readLine(line);
    if (isBroken(found)) return found;
    for (const bytes of found) {
      if (!budget.take(bytes.length)) return broken(line, 0, tooMuch);
      if (!budget.addBlock()) return broken(line, 0, tooManyBlocks);
      blocks.push({ bytes, lines: { first: line.number, last: line.number } });
    }
  }
  const [first] = blocks;
  if (first === undefined) return notThis(lines, `no b'...' of ${fewest} or more bytes`);
  return { kind: 'parsed', why: `bytes in quotes, from line ${first.lines?.first ?? 1}`, blocks, notes: [] };
}

function readLine(line: TextLine): Uint8Array[] | Broken {
  const found: Uint8Array[] = [];
  start.lastIndex = 0;
  for (let match = start.exec(line.text); match !== null; match = start.exec(line.text)) {
    const at = start.lastIndex;
    const literal = readLiteral(line, at);
    if (isBroken(literal)) {
      // Of a text in quotes only one with escapes of bytes is a damaged literal.
      if (/^.[^\\]{0,40}\\x/.test(line.text.slice(at))) return literal;
      continue;
    }
    start.lastIndex = literal.end;
    if (literal.bytes.length >= fewest) found.push(literal.bytes);
  }
  return found;
}

/** The text format `bytes-literal`. */
export const bytesLiteral = {
  name: 'bytes-literal',
  title: 'bytes and bytearray of Python, b"..." of Rust',
  isCommon: true,
  parse,
} as const satisfies TextFormat;
