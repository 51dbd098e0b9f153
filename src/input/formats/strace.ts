/** The strings that strace prints of what was read and written; one call is one block. */
import { ByteBudget, ByteSink, tooManyBlocks, tooMuch } from '../byte-sink.js';
import { readLiteral } from '../literals.js';
import {
  type Broken,
  broken,
  type InputBlock,
  isBroken,
  notThis,
  type ParseOptions,
  type ParseResult,
  type TextFormat,
} from '../text-format.js';
import type { TextLine } from '../text-line.js';
import type { TextLines } from '../text-lines.js';

const call =
  /(?:^|[\s\]])(p?read(?:64)?|p?write(?:64)?|recv|send)\((?:0x)?\d+(?:<[^>]*>)?, "|<\.\.\. p?read(?:64)? resumed> ?"/;
const truncateAdvice = 'trace again with -s 4096';

interface Call {
  readonly bytes: Uint8Array;
  readonly note: string | null;
}

function parse(lines: TextLines, options: ParseOptions): ParseResult {
  const blocks: InputBlock[] = [];
  const notes: string[] = [];
  const budget = new ByteBudget();
  for (const line of lines) {
    const found = call.exec(line.text.slice(0, 1024));
    if (found === null) continue;
    const read = readCall(line, found.index + found[0].length - 1, found[1] ?? 'read', options);
    if (isBroken(read)) return read;
    if (read.note !== null) notes.push(read.note);
    const sink = new ByteSink(budget);
    if (!sink.add(read.bytes)) return broken(line, 0, tooMuch);
    if (read.bytes.length === 0) continue;
    if (!budget.addBlock()) return broken(line, 0, tooManyBlocks);
    blocks.push({ bytes: read.bytes, lines: { first: line.number, last: line.number } });
  }
  if (blocks.length === 0) return notThis(lines, 'no read(), pread64(), write() or pwrite64() with a string');
  const why = `strings of read and write calls, from line ${blocks[0]?.lines?.first ?? 1}`;
  return { kind: 'parsed', why, blocks, notes };
}

/** `at` is the opening quote. */
function readCall(line: TextLine, at: number, name: string, options: ParseOptions): Call | Broken {
  const literal = readLiteral(line, at);
  if (isBroken(literal)) return literal;
  const { bytes, end } = literal;
  const rest = line.text.slice(end);
  if (rest.startsWith('...')) {
    const what = `the string is cut after ${bytes.length} bytes: '...'`;
    if (!options.partial) return broken(line, end, what, truncateAdvice, 'or give --partial to read what is there');
    return { bytes, note: `line ${line.number}: ${what}; the block holds what is there` };
  }
  const said = name.includes('write') || name === 'send' ? /^, (\d+)/.exec(rest) : / = (\d+)/.exec(rest);
  if (said !== null && Number(said[1]) !== bytes.length) {
    return broken(line, at, `the string has ${bytes.length} bytes, but the call says ${said[1]}`);
  }
  return { bytes, note: null };
}

/** The text format `strace`. */
export const strace = {
  name: 'strace',
  title: 'strace (strings of read and write calls)',
  family: 'strace',
  parse,
} as const satisfies TextFormat;
