/**
 * A table that ships with the tool as a file of the user: a starting point that loads unchanged.
 */

import type { Catalog } from '../catalog/catalog.js';
import { tablesOf } from '../catalog/tables-of.js';
import type { Interface } from '../model/interface.js';
import { jsonText } from '../model/json-text.js';
import type { Codes, Layout } from '../model/layout.js';
import { layoutsSchema, viewsSchema } from './documents.js';

/** Keys whose numbers people read in hex, in layouts and in interfaces. */
const layoutHex = new Set('mask value onlyBits anyBits noBits plausible ok command commands request'.split(' '));
const viewHex = new Set('mask enable emulated intercept iommufd below from id'.split(' '));

/** Columns of a line. */
const lineWidth = 118;

/** Smaller numbers are the same to everybody. */
const smallest = 10;

/** The layouts and the tables of named values that their members speak of. */
export function exportLayout(catalog: Catalog, ...layouts: readonly Layout[]): string {
  const tables = [...new Set(layouts.flatMap((layout) => codesOf(catalog, layout)))];
  return toText({ schema: layoutsSchema, layouts, ...(tables.length === 0 ? {} : { codes: tables }) }, layoutHex);
}

/** One interface with all its rows. */
export function exportInterface(item: Interface): string {
  return toText({ schema: viewsSchema, interfaces: [item] }, viewHex);
}

function codesOf(catalog: Catalog, layout: Layout): Codes[] {
  return [...new Set(layout.fields.flatMap(tablesOf))].flatMap((tag) => catalog.codeTable(tag) ?? []);
}

/** JSON; numbers of more than 32 bits, and those of keys that are read in hex, as `"0x…"`. */
function toText(value: object, inHex: ReadonlySet<string>): string {
  return `${laidOut(shownIn('', value, inHex), '', '')}\n`;
}

/** What fits stands on one line, as in a table; `before` is the key in front of it. */
function laidOut(value: unknown, indent: string, before: string): string {
  const line = onOneLine(value);
  if (typeof value !== 'object' || value === null) return line;
  if (indent.length + before.length + line.length < lineWidth && indent !== '') return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((one) => `${inner}${laidOut(one, inner, '')}`).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(([name, one]) => {
    const key = `${jsonText(name)}: `;
    return `${inner}${key}${laidOut(one, inner, key)}`;
  });
  return `{\n${members.join(',\n')}\n${indent}}`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return jsonText(value);
  const members = Object.entries(value).map(([name, one]) => `${jsonText(name)}: ${onOneLine(one)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function shownIn(key: string, value: unknown, inHex: ReadonlySet<string>): unknown {
  if (typeof value === 'bigint') return `0x${value.toString(16)}`;
  if (typeof value === 'number') {
    const isLong = value > 0xffff_ffff || (inHex.has(key) && value >= smallest);
    return isLong ? `0x${value.toString(16)}` : value;
  }
  if (Array.isArray(value)) return value.map((one) => shownIn(key, one, inHex));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shownIn(name, one, inHex)]));
}
