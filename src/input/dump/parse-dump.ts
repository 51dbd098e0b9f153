/** The one parser of dumps with offsets; a format gives its dialect. */
import { type Broken, broken, isBroken, notThis, type ParseOptions, type ParseResult } from '../text-format.js';
import type { TextLine } from '../text-lines.js';
import { RowJoiner } from './blocks.js';
import { cutBeside, damagedBeside } from './damage.js';
import type { Dialect, DumpEvent, ReadEvent, Row, RowPlace } from './dialect.js';
import { readGroups } from './groups.js';
import { likeliestBase } from './offsets.js';
import { readingOfWords } from './words.js';

/** Longer lines hold no row: no tool writes them, and looking closely at them costs time. */
const longestRow = 16 * 1024;
const bareOffset = /^[ \t]*[0-9a-f]{6,16}[ \t]*$/i;

/** Reads all dumps of one dialect in the text. */
export function parseDump(lines: readonly TextLine[], dialect: Dialect, options: ParseOptions): ParseResult {
  const found = findRows(lines, dialect);
  if (found.length === 0) return notThis(lines, dialect.absent);
  const events = readRows(found, dialect);
  if (isBroken(events)) return events;
  const rows = events.filter((event) => event.kind === 'row');
  const wordSize = rows[0]?.groups.size ?? 1;
  const rivals = dialect.rivalBases?.(wordSize) ?? [];
  const base = likeliestBase(events, [...dialect.bases, ...rivals]);
  if (!dialect.bases.includes(base)) return notThis(lines, `offsets count in base ${base}`, rows[0]?.line);
  const words = readingOfWords(rows, dialect, options);
  if (isBroken(words)) return words;
  const joiner = new RowJoiner(dialect, { base, swap: words.swap, wordSize, partial: options.partial });
  const cut = options.partial ? null : cutBeside(events);
  const error = cut ?? damagedBeside(events, dialect) ?? joiner.join(events);
  if (error !== null) return error;
  const why = `${rows.length} ${rows.length === 1 ? 'line' : 'lines'} as ${dialect.title} writes them, the first in line ${rows[0]?.line.number ?? 1}`;
  return { kind: 'parsed', why, blocks: joiner.blocks, notes: [...words.notes, ...joiner.notes] };
}

/** Looks for sound rows first; only where there are some, a line that resembles a row is a damaged one. */
function findRows(lines: readonly TextLine[], dialect: Dialect): DumpEvent[] {
  if (!lines.some((line) => placeOf(line, dialect, false) !== null)) return [];
  return lines.flatMap((line): DumpEvent[] => {
    if (dialect.skips?.(line.text) === true) return [];
    const place = placeOf(line, dialect, true);
    return [place === null ? { kind: markOf(line.text, dialect), line } : { kind: 'row', line, place }];
  });
}

function placeOf(line: TextLine, dialect: Dialect, inside: boolean): RowPlace | null {
  return line.text.length > longestRow ? null : dialect.place(line, inside);
}

function markOf(text: string, dialect: Dialect): 'repeat' | 'end' | 'text' {
  if (dialect.repeats === true && text.trim() === '*') return 'repeat';
  return dialect.ends === true && bareOffset.test(text) ? 'end' : 'text';
}

function readRows(events: readonly DumpEvent[], dialect: Dialect): ReadEvent[] | Broken {
  const read: ReadEvent[] = [];
  let size = 0;
  for (const event of events) {
    if (event.kind !== 'row') {
      read.push(event);
      continue;
    }
    const { line, place } = event;
    const groups = dialect.groups?.(line, place) ?? readGroups(line, place.from, place.to);
    if (isBroken(groups)) return groups;
    const row: Row = { kind: 'row', line, place, groups };
    const error = checkRow(row, size);
    if (error !== null) return error;
    if (size === 0) size = groups.size;
    read.push(row);
  }
  return read;
}

/** Columns that do not agree mean a damaged line. */
function checkRow(row: Row, size: number): Broken | null {
  const { groups, place, line } = row;
  if (groups.count === 0) return broken(line, place.from, 'an offset without bytes');
  const differs = size !== 0 && (groups.count === 1 ? groups.size > size : groups.size !== size);
  if (differs) return broken(line, place.from, `groups of ${groups.size} bytes, in the lines before of ${size}`);
  const shown = place.tail.trim().length;
  if (shown <= groups.bytes.length) return null;
  return broken(line, place.from, `${groups.bytes.length} bytes, but the text column shows ${shown} characters`);
}
