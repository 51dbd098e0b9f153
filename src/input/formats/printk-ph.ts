/** `%*ph` of the kernel's printk: up to 64 bytes at the end of one line of a log. */
import { ByteBudget, tooManyBlocks } from '../byte-sink.js';
import { stampLength } from '../log-prefix.js';
import { broken, type InputBlock, notThis, type ParseResult, type TextFormat } from '../text-format.js';
import type { TextLine } from '../text-line.js';
import type { TextLines } from '../text-lines.js';

/** More than 64 bytes `%*ph` does not print. */
const most = 64;
/** Fewer bytes at the end of a line are words and numbers. */
const fewest = 8;

/** A row of a dump beside the line: the line is one that was damaged. */
const bare = /^[ \t]*(?:[0-9a-f]{2}[ \t]+){4}/i;

/** Most lines are told by these two. */
const endsWithByte = /[ \t][0-9a-f]{2}[ \t]*$/i;
const hasWord = /[^0-9a-fx: \t]/i;

interface Found {
  readonly line: TextLine;
  readonly words: string;
  readonly digits: readonly string[];
}

function parse(lines: TextLines): ParseResult {
  const blocks: InputBlock[] = [];
  const notes: string[] = [];
  const budget = new ByteBudget();
  let above: string | undefined;
  let below = foundAt(lines, 0);
  for (let at = 0; at < lines.length; at++) {
    const here = below;
    below = foundAt(lines, at + 1);
    const isRow = here !== null && [above, below?.words].includes(here.words);
    above = here?.words;
    // Rows of the same words one below the other are one dump, and nothing in it shows a row that is missing.
    if (isRow) return notThis(lines, 'rows with the same words and no offsets', here.line);
    if (here === null || isBare(lines.at(at - 1)) || isBare(lines.at(at + 1))) continue;
    const bytes = Uint8Array.from(here.digits, (digits) => Number.parseInt(digits, 16));
    const { number } = here.line;
    if (!budget.addBlock()) return broken(here.line, 0, tooManyBlocks);
    blocks.push({ bytes, lines: { first: number, last: number } });
    if (bytes.length === most) notes.push(`line ${number}: ${most} bytes, and more %*ph does not print`);
  }
  const [first] = blocks;
  if (first === undefined) return notThis(lines, 'no line of a log that ends with 8 to 64 bytes behind words');
  return { kind: 'parsed', why: `bytes at the end of line ${first.lines?.first ?? 1}`, blocks, notes };
}

function foundAt(lines: TextLines, at: number): Found | null {
  const line = lines.at(at);
  return line === undefined ? null : read(line);
}

function isBare(line: TextLine | undefined): boolean {
  return bare.test(line?.text.slice(0, 64) ?? '');
}

function read(line: TextLine): Found | null {
  if (line.text.length > 1024 || !endsWithByte.test(line.text.slice(-64)) || !hasWord.test(line.text)) return null;
  const words = line.text
    .slice(stampLength(line.text))
    .trim()
    .split(/[ \t]+/);
  const from = words.findLastIndex((word) => !/^[0-9a-f]{2}$/i.test(word)) + 1;
  const count = words.length - from;
  // In front of the bytes stands a word; hex digits there are an offset, or a byte that is damaged.
  const word = words[from - 1] ?? '';
  const isBehindWord = /[^0-9a-fx:]/i.test(word) && word.length > 2;
  if (!isBehindWord || count < fewest || count > most) return null;
  return { line, words: words.slice(0, from).join(' '), digits: words.slice(from) };
}

/** The text format `printk-ph`. */
export const printkPh = {
  name: 'printk-ph',
  title: '%*ph of the kernel log (words, then up to 64 bytes)',
  isCommon: true,
  parse,
} as const satisfies TextFormat;
