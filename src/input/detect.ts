/** Which format a text has, and why not another. */
import { NoBlockError, ToolError } from '../model/errors.js';
import { bareFormats, type InputFormat, inputFormats, shapedFormats, textFormats } from './formats.js';
import {
  type Broken,
  type InputBlock,
  lineList,
  lineRange,
  type Parsed,
  type ParseOptions,
  type ParseResult,
  type TextFormat,
} from './text-format.js';
import { isBlank } from './text-line.js';
import type { TextLines } from './text-lines.js';
import { recogniseWithoutBytes } from './without-bytes.js';

export interface Rejection {
  readonly format: InputFormat;
  readonly line: number;
  readonly reason: string;
}

export interface Reading {
  readonly format: InputFormat;
  /** Why this format was taken. */
  readonly why: string;
  readonly blocks: readonly InputBlock[];
  readonly rejected: readonly Rejection[];
  readonly notes: readonly string[];
}

interface Candidate {
  readonly format: TextFormat;
  readonly result: ParseResult;
}

/** A bare-digit block beside a dump is worth an error only when it is large enough to be one. */
const dumpSize = 16;

/** Reads the text in the format named; no other one is tried. */
export function readAs(name: InputFormat, lines: TextLines, options: ParseOptions): Reading {
  const format = textFormats.find((each) => each.name === name);
  if (format === undefined) throw new ToolError(`no input format ${name}`, [`known: ${inputFormats.join(', ')}`]);
  const result = format.parse(lines, options);
  if (result.kind === 'broken') throw damaged(format, result);
  if (result.kind === 'not-this') {
    refuseWithoutBytes(lines);
    throw new ToolError(`not ${name}: line ${result.line}: ${result.reason}`, [
      'leave out --input to have the format found',
    ]);
  }
  return reading(format, { ...result, why: `--input ${name}: ${result.why}` }, lines, []);
}

/** Finds the format. */
export function detect(lines: TextLines, options: ParseOptions): Reading {
  const shaped = shapedFormats.map((format) => ({ format, result: format.parse(lines, options) }));
  const bare = bareFormats.map((format) => ({ format, result: format.parse(lines, options) }));
  const candidates: readonly Candidate[] = [...shaped, ...bare];
  const winner = shaped.find(fits) ?? bare.find((each) => each.result.kind === 'parsed') ?? bare.find(fits);
  const { format, result } = winner ?? { format: null, result: null };
  const rejected = candidates.filter((each) => each !== winner).map((each) => rejection(each, format));
  if (result?.kind !== 'parsed' && !shaped.some(fits)) refuseWithoutBytes(lines);
  if (format === null || result.kind === 'not-this') throw unknown(lines, rejected);
  if (result.kind === 'broken') throw damaged(format, result, otherReadings(candidates, format));
  const other = otherDump(format, result, candidates);
  if (other !== null && !options.partial) throw mixed(format, result, other);
  const found = reading(format, result, lines, rejected);
  if (other === null) return found;
  return { ...found, notes: [...found.notes, `${other.where}: ${other.name}, not read with --partial`] };
}

function fits(candidate: Candidate): boolean {
  return candidate.result.kind !== 'not-this';
}

function refuseWithoutBytes(lines: TextLines): void {
  const found = recogniseWithoutBytes(lines);
  if (found !== null) throw new NoBlockError(`line ${found.line}: ${found.title}: ${found.reason}`, [found.advice]);
}

/** A block or an error of another format outside the lines that were read. */
function otherDump(format: TextFormat, result: Parsed, candidates: readonly Candidate[]) {
  const read = placesOf(result.blocks);
  for (const { format: other, result: rival } of candidates) {
    const isRelated = other.name === format.name || (other.family !== undefined && other.family === format.family);
    if (isRelated || rival.kind === 'not-this') continue;
    const where = placeBeside(rival, read, other.isCommon === true);
    if (where !== null) return { name: other.name, where };
  }
  return null;
}

type Place = NonNullable<InputBlock['lines']>;

/** The lines of blocks, in order and without overlap. */
function placesOf(blocks: readonly InputBlock[]): Place[] {
  const sorted = blocks.flatMap(({ lines }) => (lines === null ? [] : [lines])).sort((a, b) => a.first - b.first);
  const places: { first: number; last: number }[] = [];
  for (const { first, last } of sorted) {
    const open = places.at(-1);
    if (open !== undefined && first <= open.last) open.last = Math.max(open.last, last);
    else places.push({ first, last });
  }
  return places;
}

/** True when some of the lines are among those in `places`, as `placesOf` gives them. */
function touches({ first, last }: Place, places: readonly Place[]): boolean {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.last ?? 0) < first) low = middle + 1;
    else high = middle;
  }
  return (places[low]?.first ?? Number.POSITIVE_INFINITY) <= last;
}

/** Of a common format only what is large enough to be a dump counts, and no error. */
function placeBeside(rival: Parsed | Broken, read: readonly Place[], isCommon: boolean): string | null {
  if (rival.kind === 'broken') {
    const { line } = rival;
    return isCommon || touches({ first: line, last: line }, read) ? null : `line ${line}`;
  }
  const block = rival.blocks.find(
    ({ bytes, lines }) => lines !== null && !(isCommon && bytes.length < dumpSize) && !touches(lines, read),
  );
  return block?.lines ? lineRange(block.lines.first, block.lines.last) : null;
}

function mixed(format: TextFormat, result: Parsed, other: { name: string; where: string }): ToolError {
  const lines = result.blocks[0]?.lines;
  const where = lines ? lineRange(lines.first, lines.last) : 'line 1';
  return new ToolError(`mixed formats: ${format.name} in ${where}, ${other.name} in ${other.where}`, [
    `give each dump in a file of its own, or name the one to read: --input ${format.name} or --input ${other.name}`,
  ]);
}

function rejection({ format, result }: Candidate, winner: TextFormat | null): Rejection {
  const name = format.name as InputFormat;
  if (result.kind === 'not-this') return { format: name, line: result.line, reason: result.reason };
  if (result.kind === 'broken') return { format: name, line: result.line, reason: result.message };
  const line = result.blocks[0]?.lines?.first ?? 1;
  return { format: name, line, reason: `fits too, but ${winner?.name ?? 'another'} is the narrower reading` };
}

/** `others`: what to know about other formats. */
function damaged(format: TextFormat, result: Broken, others: readonly string[] = []): ToolError {
  const where = `line ${result.line}, column ${result.column}`;
  const advice = result.advice.length > 0 ? result.advice : ['mend that place, or copy the text again'];
  return new ToolError(`${format.name}: ${where}: ${result.message}`, [...advice, ...others]);
}

/** Formats that the text has something of, too, and how to choose; those that do not fit at all say nothing of the damage. */
function otherReadings(candidates: readonly Candidate[], taken: TextFormat): string[] {
  const others = candidates
    .filter((each) => shapedFormats.some((format) => format === each.format) && fits(each))
    .filter(({ format }) => format !== taken && (taken.family === undefined || format.family !== taken.family))
    .map((each) => rejection(each, taken));
  return others.length === 0 ? [] : [...listed(others), `read as ${taken.name}; --input <format> names another one`];
}

function unknown(lines: TextLines, rejected: readonly Rejection[]): NoBlockError {
  const advice = 'name the format with --input <format>; if these are bytes and no text, --input binary';
  return new NoBlockError(`text (${lines.length} ${lines.length === 1 ? 'line' : 'lines'}) that fits no input format`, [
    ...listed(rejected),
    advice,
  ]);
}

function listed(rejected: readonly Rejection[]): string[] {
  return rejected.map((each) => `not ${each.format}: line ${each.line}: ${each.reason}`);
}

function reading(format: TextFormat, result: Parsed, lines: TextLines, rejected: readonly Rejection[]): Reading {
  const { blocks, why, notes } = result;
  return { format: format.name as InputFormat, why, blocks, rejected, notes: [...notes, ...unread(lines, blocks)] };
}

/** Lines outside the blocks, so that nobody takes them for read. */
function unread(lines: TextLines, blocks: readonly InputBlock[]): string[] {
  const places = placesOf(blocks);
  const outside: number[] = [];
  let next = 0;
  for (const line of lines) {
    while (next < places.length && (places[next]?.last ?? 0) < line.number) next++;
    const isOutside = line.number < (places[next]?.first ?? Number.POSITIVE_INFINITY);
    if (isOutside && !isBlank(line)) outside.push(line.number);
  }
  return outside.length === 0 ? [] : [`text around the bytes, not read: ${lineList(outside)}`];
}
