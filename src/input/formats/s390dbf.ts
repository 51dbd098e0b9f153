/** The `hex_ascii` view of the s390 debug feature; every record is a block. */
import { ByteBudget, tooMuch } from '../byte-sink.js';
import { looksLikeData, readGroups } from '../dump/groups.js';
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
import type { TextLine } from '../text-lines.js';

/** Area, seconds and microseconds, level, `*` for an exception, processor, caller. */
const recordStart = /^[ \t]*\d\d \d{1,20}:\d{6} \d [-* ] \d{2,4} (?:0x)?[0-9a-f]{8,16} {1,2}/i;

function parse(lines: readonly TextLine[], options: ParseOptions): ParseResult {
  const blocks: InputBlock[] = [];
  const budget = new ByteBudget();
  for (const line of lines) {
    const from = recordStart.exec(line.text.slice(0, 256))?.[0].length ?? -1;
    const bar = line.text.indexOf('|', from);
    if (from < 0 || bar < 0 || !looksLikeData(line.text, from, bar)) continue;
    const groups = readGroups(line, from, bar);
    if (isBroken(groups)) return groups;
    if (groups.size !== 1) return broken(line, from, `groups of ${groups.size} bytes; this view writes single ones`);
    if (!budget.take(groups.bytes.length)) return broken(line, from, tooMuch);
    blocks.push({ bytes: groups.bytes, lines: { first: line.number, last: line.number } });
  }
  if (blocks.length === 0) return notThis(lines, 'no debug feature header followed by bytes and a bar');
  const notes = ['a record of this log holds a few bytes (a tag, or a result code), never a whole response'];
  const why = `records of the debug feature, from line ${blocks[0]?.lines?.first ?? 1}`;
  return { kind: 'parsed', why, blocks, notes: [...notes, ...unusedWord(options)] };
}

/** The text format `s390dbf`. */
export const s390dbf = {
  name: 's390dbf',
  title: 's390dbf hex_ascii (time, level, processor, caller, bytes, bar, text)',
  parse,
} as const satisfies TextFormat;
