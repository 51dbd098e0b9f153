/**
 * The bytes of a block as a map: each run of bytes with the same fields is one place, coloured by what an interface
 * does with it. Every struct of the tables has one, because a map is made of nothing but its fields.
 */
import type { BlockResult, FieldResult, StructResult } from '../../model/result.js';
import { valueText } from '../rows.js';
import { h, Markup } from './element.js';

/** What the page knows of a field. */
export interface FieldLook {
  /** Numbers of what is lit together with it. */
  readonly keys: readonly string[];
  /** Id of the row that tells about it; null when there is none. */
  readonly row: string | null;
  readonly classes: readonly string[];
}

export type LookAt = (struct: StructResult, field: FieldResult) => FieldLook;

/** Bytes of a block that are shown: what is larger is no struct that somebody reads byte by byte. */
const mostBytes = 16_384;
const lineBytes = 16;
const lineEnd = new Markup('\n');

interface Place extends FieldLook {
  readonly title: string;
  readonly kind: string;
}

/** A map of the block, lines of 16 bytes; lines of zeros are one. */
export function byteMap(block: BlockResult, lookAt: LookAt): Markup {
  const length = Math.min(block.length, mostBytes);
  const bytes = new Array<string>(length).fill('··');
  const places = Array.from({ length }, (): Place[] => []);
  for (const struct of block.structs) {
    if (struct.raw !== undefined) put(bytes, places, struct.byteOffset, struct.raw, gapPlace(struct));
    for (const field of struct.fields) {
      if (field.raw === null) continue;
      put(bytes, places, struct.byteOffset + field.byteOffset, field.raw, placeOf(struct, field, lookAt));
    }
  }
  const lines: Markup[] = [];
  const width = Math.max(3, (length - 1).toString(16).length);
  for (let start = 0; start < length; ) {
    const end = zerosFrom(bytes, start);
    if (end - start > lineBytes) lines.push(foldedLine(places, start, end, width));
    else lines.push(line(bytes, places, start, width));
    start = Math.max(end, start + lineBytes);
  }
  const rest = block.length - length;
  const more = rest === 0 ? null : h('p', {}, `${rest} more bytes are not shown here; --format hex has them.`);
  return h('div', { class: 'map' }, h('pre', {}, ...lines), more);
}

function gapPlace({ byteOffset, byteLength }: StructResult): Place {
  const title = `no struct covers these bytes: ${hexOf(byteOffset)} to ${hexOf(byteOffset + byteLength - 1)}`;
  return { keys: [], row: null, classes: [], kind: 'gap', title };
}

function placeOf(struct: StructResult, field: FieldResult, lookAt: LookAt): Place {
  const said = [valueText(field), field.label ?? ''].filter((text) => text !== '').join('  ');
  const title = `${struct.struct}.${field.path}: ${said}`;
  return { ...lookAt(struct, field), kind: field.kind, title };
}

/** Bit fields share bytes: what each of them has of a byte is put together. */
function put(bytes: string[], places: Place[][], start: number, raw: string, place: Place): void {
  for (let i = 0; i < raw.length / 2 && start + i < bytes.length; i++) {
    const more = Number.parseInt(raw.slice(2 * i, 2 * i + 2), 16);
    const before = Number.parseInt(bytes[start + i] ?? '', 16) || 0;
    bytes[start + i] = (before | more).toString(16).padStart(2, '0');
    places[start + i]?.push(place);
  }
}

/** The end of the lines of zeros that begin here. */
function zerosFrom(bytes: readonly string[], start: number): number {
  let end = start;
  while (end < bytes.length && bytes[end] === '00') end++;
  return end === bytes.length ? end : end - (end % lineBytes);
}

function foldedLine(places: readonly (readonly Place[])[], start: number, end: number, width: number): Markup {
  const inside = [...new Set(places.slice(start, end).flat())];
  const names = inside.filter(({ kind }) => kind === 'value').map(({ title }) => title);
  const title = [`${end - start} bytes, all zero`, ...names.slice(0, 12), ...(names.length > 12 ? ['…'] : [])].join(
    '\n',
  );
  const keys = keysOf(inside);
  const text = `00 … ${end - start} bytes, all zero`;
  return h(
    'span',
    { class: 'line' },
    address(start, width),
    h('i', { class: 'zeros', 'data-k': keys, title }, text),
    lineEnd,
  );
}

function line(bytes: readonly string[], places: readonly (readonly Place[])[], start: number, width: number): Markup {
  const end = Math.min(start + lineBytes, bytes.length);
  const parts: Markup[] = [];
  for (let at = start; at < end; ) {
    let next = at + 1;
    while (next < end && isSame(places[at], places[next])) next++;
    const isContinued = at === start && isSame(places[at - 1], places[at]);
    parts.push(segment(bytes.slice(at, next).join(' '), places[at] ?? [], at, isContinued));
    at = next;
  }
  return h('span', { class: 'line' }, address(start, width), ...parts, lineEnd);
}

function isSame(a: readonly Place[] | undefined, b: readonly Place[] | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((place, i) => place === b[i]);
}

/** Bytes with the same fields; a field with a row is a link to it. */
function segment(text: string, places: readonly Place[], at: number, isContinued: boolean): Markup {
  const row = places.find((place) => place.row !== null)?.row ?? null;
  const main = places.find(({ kind }) => kind === 'value') ?? places[0];
  const classes = [...new Set([...(main?.classes ?? []), ...places.flatMap(findingClasses)])];
  const kinds = main === undefined || main.kind === 'value' ? [] : [main.kind];
  const attributes = {
    class: [...classes, ...kinds, ...(isContinued ? ['on'] : [])].join(' ') || undefined,
    'data-k': keysOf(places),
    title: [`byte ${hexOf(at)}`, ...places.map(({ title }) => title)].join('\n'),
  };
  return row === null ? h('i', attributes, text) : h('a', { href: `#${row}`, ...attributes }, text);
}

function findingClasses({ classes }: Place): readonly string[] {
  return classes.filter((name) => name === 'error' || name === 'warning');
}

function keysOf(places: readonly Place[]): string | undefined {
  return [...new Set(places.flatMap(({ keys }) => keys))].join(' ') || undefined;
}

function address(at: number, width: number): Markup {
  return h('b', {}, at.toString(16).padStart(width, '0'));
}

export function hexOf(number: number): string {
  return `0x${number.toString(16).padStart(2, '0')}`;
}
