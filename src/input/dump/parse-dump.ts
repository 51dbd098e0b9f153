/** The one parser of dumps with offsets; a format gives its dialect. */
import { type Broken, broken, isBroken, notThis, type ParseOptions, type ParseResult } from '../text-format.js';
import type { TextLine } from '../text-line.js';
import type { TextLines } from '../text-lines.js';
import { RowJoiner } from './blocks.js';
import { DamageFinder } from './damage.js';
import type { Dialect, MarkEvent, ReadEvent, Row, RowPlace } from './dialect.js';
import { readGroups } from './groups.js';
import { OffsetBases } from './offsets.js';
import { AsciiColumn, readingOfWords } from './words.js';

/** Longer lines hold no row: no tool writes them, and looking closely at them costs time. */
const longestRow = 16 * 1024;
const bareOffset = /^[ \t]*[0-9a-f]{6,16}[ \t]*$/i;

/**
 * Reads all dumps of one dialect in the text. The rows are gone through twice, once to learn what holds for all of them,
 * once to join them: to keep them would take ten times as much memory as the text.
 */
export function parseDump(lines: TextLines, dialect: Dialect, options: ParseOptions): ParseResult {
  // Sound rows first; only where there are some, a line that resembles a row is a damaged one.
  if (!lines.some((line) => placeOf(line, dialect, false) !== null)) return notThis(lines, dialect.absent);
  const survey = surveyRows(lines, dialect);
  if (isBroken(survey)) return survey;
  const { first, count, bases, column, damage } = survey;
  const wordSize = first?.groups.size ?? 1;
  const base = bases.likeliest();
  if (!dialect.bases.includes(base)) return notThis(lines, `offsets count in base ${base}`, first?.line);
  const words = readingOfWords(first, column?.order() ?? 'unknown', dialect, options);
  if (isBroken(words)) return words;
  const joiner = new RowJoiner(dialect, { base, swap: words.swap, wordSize, partial: options.partial });
  const cut = options.partial ? null : damage.cut;
  const error = cut ?? damage.damaged ?? forEachEvent(lines, dialect, (event) => joiner.add(event)) ?? joiner.end();
  if (error !== null) return error;
  const why = `${count} ${count === 1 ? 'line' : 'lines'} as ${dialect.title} writes them, the first in line ${first?.line.number ?? 1}`;
  return { kind: 'parsed', why, blocks: joiner.blocks, notes: [...words.notes, ...joiner.notes] };
}

/** What holds for all rows, or the first that is damaged. */
function surveyRows(lines: TextLines, dialect: Dialect) {
  const damage = new DamageFinder(dialect);
  const bases = new OffsetBases();
  let first: Row | undefined;
  let column: AsciiColumn | undefined;
  let count = 0;
  const error = forEachEvent(lines, dialect, (event) => {
    if (event.kind === 'row' && first === undefined) {
      first = event;
      column = new AsciiColumn(event.groups.size);
      bases.narrow([...dialect.bases, ...(dialect.rivalBases?.(event.groups.size) ?? [])]);
    }
    if (event.kind === 'row') {
      count++;
      column?.add(event);
    }
    bases.add(event);
    damage.add(event);
    return null;
  });
  damage.end();
  return error ?? { first, count, bases, column, damage };
}

/** Calls `visit` with each row and what stands between them, in order; ends with the first error. */
function forEachEvent(lines: TextLines, dialect: Dialect, visit: (event: ReadEvent) => Broken | null): Broken | null {
  let size = 0;
  for (const line of lines) {
    if (dialect.skips?.(line.text) === true) continue;
    const event = readEvent(line, dialect, size);
    if (isBroken(event)) return event;
    if (event.kind === 'row' && size === 0) size = event.groups.size;
    const error = visit(event);
    if (error !== null) return error;
  }
  return null;
}

/** `size`: bytes of a group of the rows before, 0 when there are none. */
function readEvent(line: TextLine, dialect: Dialect, size: number): ReadEvent | Broken {
  const place = placeOf(line, dialect, true);
  if (place === null) return { kind: markOf(line.text, dialect), line };
  const groups = dialect.groups?.(line, place) ?? readGroups(line, place.from, place.to);
  if (isBroken(groups)) return groups;
  const row: Row = { kind: 'row', line, place, groups };
  return checkRow(row, size) ?? row;
}

function placeOf(line: TextLine, dialect: Dialect, inside: boolean): RowPlace | null {
  return line.text.length > longestRow ? null : dialect.place(line, inside);
}

function markOf(text: string, dialect: Dialect): MarkEvent['kind'] {
  if (dialect.repeats === true && text.trim() === '*') return 'repeat';
  return dialect.ends === true && bareOffset.test(text) ? 'end' : 'text';
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
