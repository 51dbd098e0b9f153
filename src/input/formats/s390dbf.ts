/** The `hex_ascii` view of the s390 debug feature; a record is a block, and so is what a record announces. */
import { ByteBudget, tooManyBlocks, tooMuch } from '../byte-sink.js';
import { isClpResult } from '../clp-results.js';
import { announcedIn, type DebugRecord, joinRecords, readRecords } from '../debug-records.js';
import { unusedWord } from '../dump/words.js';
import {
  broken,
  type InputBlock,
  isBroken,
  notThis,
  type ParseOptions,
  type ParseResult,
  type TextFormat,
} from '../text-format.js';
import type { TextLines } from '../text-lines.js';

function parse(lines: TextLines, options: ParseOptions): ParseResult {
  const records = readRecords(lines);
  if (isBroken(records)) return records;
  const [first] = records;
  if (first === undefined) return notThis(lines, 'no debug feature header followed by bytes and a bar');
  const { announced, rest } = announcedIn(records);
  const results = announced.filter(isClpResult);
  const blocks: InputBlock[] = [];
  const budget = new ByteBudget();
  for (const { words, group } of [
    ...rest.map((record) => ({ words: undefined, group: [record] })),
    ...announced.filter((one) => !results.includes(one)).map(({ words, records: group }) => ({ words, group })),
  ]) {
    const [from, to] = [group[0], group.at(-1)];
    if (from === undefined || to === undefined) continue;
    const bytes = joinRecords(group);
    if (!budget.take(bytes.length)) return broken(from.line, from.at, tooMuch);
    if (!budget.addBlock()) return broken(from.line, from.at, tooManyBlocks);
    blocks.push({ bytes, lines: { first: from.line.number, last: to.line.number }, announced: words });
  }
  if (blocks.length === 0) return notThis(lines, 'its records announce no bytes of a block', first.line);
  blocks.sort((a, b) => (a.lines?.first ?? 0) - (b.lines?.first ?? 0));
  return {
    kind: 'parsed',
    why: `records of the debug feature, from line ${first.line.number}`,
    blocks,
    notes: notesOn(rest, options),
  };
}

function notesOn(rest: readonly DebugRecord[], options: ParseOptions): string[] {
  const small = 'a record of this log holds a few bytes (a tag, or a result code), never a whole response';
  return [...(rest.length === 0 ? [] : [small]), ...unusedWord(options)];
}

/** The text format `s390dbf`. */
export const s390dbf = {
  name: 's390dbf',
  title: 's390dbf hex_ascii (time, level, processor, caller, bytes, bar, text)',
  parse,
} as const satisfies TextFormat;
