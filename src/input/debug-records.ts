/**
 * Records of the s390 debug feature in its `hex_ascii` view, and what the kernel announces in a record before them:
 * `error CCDF:`, then the event in pieces as large as a record.
 */

import { NoBlockError } from '../model/errors.js';
import { looksLikeData, readGroups } from './dump/groups.js';
import { type Broken, broken, isBroken } from './text-format.js';
import type { TextLine } from './text-line.js';
import type { TextLines } from './text-lines.js';

export interface DebugRecord {
  readonly line: TextLine;
  /** Index of the first byte in the line. */
  readonly at: number;
  readonly bytes: Uint8Array;
  /** Records of one processor follow one another. */
  readonly processor: string;
  /** In microseconds. */
  readonly time: number;
}

/** Bytes under the words that announce them. */
export interface Announced {
  /** Without the colon. */
  readonly words: string;
  readonly records: readonly DebugRecord[];
}

/** Area, seconds and microseconds, level, `*` for an exception, processor, caller. */
const recordStart = /^[ \t]*\d\d (\d{1,20}):(\d{6}) \d [-* ] (\d{2,4}) (?:0x)?[0-9a-f]{8,16} {1,2}/i;
/** Microseconds that writing what is announced takes at most. */
const longest = 1000;

/** More than the kernel keeps; each is an object of its own. */
const mostRecords = 250_000;

/** Every record in the lines, in order. @throws NoBlockError when they are too many. */
export function readRecords(lines: TextLines): DebugRecord[] | Broken {
  const records: DebugRecord[] = [];
  for (const line of lines) {
    const start = recordStart.exec(line.text.slice(0, 256));
    const at = start?.[0].length ?? -1;
    const bar = line.text.indexOf('|', at);
    if (at < 0 || bar < 0 || !looksLikeData(line.text, at, bar)) continue;
    const groups = readGroups(line, at, bar);
    if (isBroken(groups)) return groups;
    if (groups.size !== 1) return broken(line, at, `groups of ${groups.size} bytes; this view writes single ones`);
    if (records.length === mostRecords)
      throw new NoBlockError(`more than ${mostRecords} records of the debug feature, which is the limit for one text`, [
        "cut out those of interest: sed -n '1,5000p'",
      ]);
    records.push({ line, at, bytes: groups.bytes, ...stampOf(start) });
  }
  return records;
}

function stampOf(start: RegExpExecArray | null): Pick<DebugRecord, 'processor' | 'time'> {
  const [, seconds = '', micros = '', processor = ''] = start ?? [];
  return { processor, time: Number(seconds) * 1e6 + Number(micros) };
}

/** Records that were announced, and in `rest` the others. What is announced follows at once, on the same processor. */
export function announcedIn(records: readonly DebugRecord[]): { announced: Announced[]; rest: DebugRecord[] } {
  const announced: { words: string; time: number; records: DebugRecord[] }[] = [];
  const rest: DebugRecord[] = [];
  /** By processor: what goes on. */
  const open = new Map<string, (typeof announced)[number]>();
  for (const record of records) {
    const words = wordsOf(record.bytes);
    const before = open.get(record.processor);
    if (words !== null) {
      const next = { words, time: record.time, records: [] };
      announced.push(next);
      open.set(record.processor, next);
    } else if (before === undefined || record.time > before.time + longest) rest.push(record);
    else before.records.push(record);
  }
  return { announced, rest };
}

/** The words of a record that is text and ends with a colon and a line feed; null for bytes. */
function wordsOf(bytes: Uint8Array): string | null {
  const text = String.fromCharCode(...bytes.subarray(0, 64)).replace(/\0+$/, '');
  return /^([ -~]+):\n$/.exec(text)?.[1] ?? null;
}

/** The bytes of several records. */
export function joinRecords(records: readonly DebugRecord[]): Uint8Array {
  return Uint8Array.from(records.flatMap(({ bytes }) => [...bytes]));
}
