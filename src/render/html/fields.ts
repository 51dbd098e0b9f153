/**
 * The table of a struct's fields: a row for each, which opens to its bytes and to the reasons of the interfaces; arrays
 * of structs have a row for each element.
 */
import type { Severity } from '../../model/issues.js';
import { own } from '../../model/own.js';
import type { FieldResult, StructResult } from '../../model/result.js';
import { exposureText, type Row, rowsOf, valueAndLabel } from '../rows.js';
import { hexOf } from './byte-map.js';
import { type Content, h, type Markup } from './element.js';
import { opener, saidList } from './facts.js';
import { tableHead } from './page.js';

/** What a page says of one struct. */
export interface StructTables {
  readonly content: Content;
  /** The row of each field that has one. */
  readonly rows: ReadonlyMap<FieldResult, string>;
  /** How many rows the tables have. */
  readonly count: number;
}

/** What the tables of a struct need to know beside it. */
export interface FieldContext {
  /** Begins the ids of its rows. */
  readonly id: string;
  readonly interfaces: readonly string[];
  /** The gravest finding about each path of the struct. */
  readonly found: ReadonlyMap<string, Severity>;
}

/** What is lit together: a field of a user's struct, and the field of firmware that it comes from. */
export function originOf(struct: StructResult, { path, exposure }: FieldResult): string {
  const from = Object.values(exposure).find((entry) => entry.from !== undefined)?.from;
  return from ?? `${struct.struct}.${path}`;
}

/** Tables of the fields and of the elements. */
export function structTables(struct: StructResult, context: FieldContext): StructTables {
  const arrays = elementArrays(struct.fields);
  const inArrays = new Set([...arrays.values()].flat());
  const plain = { ...struct, fields: struct.fields.filter((field) => !inArrays.has(field)) };
  const rows = new Map<FieldResult, string>();
  const content = [
    fieldTable(plain, context, rows),
    ...[...arrays].map(([name, fields]) => elementTable(struct, name, fields, context, rows)),
  ];
  const plainRows = new Set(plain.fields.flatMap((field) => rows.get(field) ?? [])).size;
  const elements = [...arrays.values()].map((own) => Math.min(elementsOf(own).size, mostElements));
  return { content, rows, count: elements.reduce((sum, one) => sum + one, plainRows) };
}

const element = /^(.+)\[(\d+)\]\.([^[\]]+)$/;

/** Fields of arrays of structs with more than one element, by the name of the array. */
function elementArrays(fields: readonly FieldResult[]): ReadonlyMap<string, readonly FieldResult[]> {
  const arrays = new Map<string, FieldResult[]>();
  for (const field of fields) {
    const name = element.exec(field.path)?.[1];
    if (name !== undefined && field.status === 'ok') arrays.set(name, [...(arrays.get(name) ?? []), field]);
  }
  return new Map([...arrays].filter(([, own]) => own.some(({ path }) => element.exec(path)?.[2] !== '0')));
}

function fieldTable(struct: StructResult, context: FieldContext, ids: Map<FieldResult, string>): Content {
  const { rows, zeroRuns } = rowsOf(struct, false, undefined);
  const shown = context.interfaces.filter((name) => rows.some(({ field }) => own(field.exposure, name) !== undefined));
  rows.forEach((row, i) => {
    const id = `${context.id}-${i}`;
    const start = struct.fields.indexOf(row.field);
    for (const field of struct.fields.slice(start, start + row.count)) ids.set(field, id);
  });
  const rest =
    zeroRuns === 0
      ? null
      : h('p', { class: 'faint' }, `${zeroRuns} reserved or padding ${zeroRuns === 1 ? 'run' : 'runs'}, all zero`);
  if (rows.length === 0) return rest;
  const bodies = rows.map((row, i) => fieldRow(struct, row, `${context.id}-${i}`, shown, context));
  return [h('table', {}, tableHead(['at', 'field', 'value', 'meaning', ...shown]), ...bodies), rest];
}

function fieldRow(struct: StructResult, row: Row, id: string, shown: readonly string[], context: FieldContext): Markup {
  const { field } = row;
  const severity = context.found.get(field.path);
  const classes = [...exposureClasses(field), ...(severity === undefined ? [] : ['finding', severity])];
  const cells = [
    h('td', { class: 'faint' }, placeText(struct, field)),
    h('th', { scope: 'row', class: field.kind === 'value' ? undefined : 'faint' }, opener(row.name)),
    h('td', {}, row.value),
    h('td', {}, row.label),
    ...shown.map((name) => {
      const entry = own(field.exposure, name);
      return h('td', { class: entry?.class }, exposureText(struct.struct, entry));
    }),
  ];
  const body = h('td', { colspan: cells.length - 1 }, saidList(fieldReasons(struct, field)));
  return h(
    'tbody',
    { id, class: classes.join(' ') || undefined, 'data-k': originOf(struct, field) },
    h('tr', {}, ...cells),
    h('tr', { class: 'why' }, h('td', {}), body),
  );
}

function exposureClasses({ exposure, kind }: FieldResult): readonly string[] {
  return kind === 'value' ? [...new Set(Object.values(exposure).map((entry) => entry.class))] : [kind];
}

function placeText(struct: StructResult, field: FieldResult): string {
  const isWhole = field.bitLength % 8 === 0 && field.bitOffset === 0;
  return `${hexOf(struct.byteOffset + field.byteOffset)}${isWhole ? '' : `.${field.bitOffset}`}`;
}

/** The bytes, and what each interface does with them and why. */
function fieldReasons(struct: StructResult, field: FieldResult): readonly Content[] {
  const size = field.bitLength % 8 === 0 ? `${field.bitLength / 8} bytes` : `${field.bitLength} bits`;
  const place = `byte ${hexOf(struct.byteOffset + field.byteOffset)}, bit ${field.bitOffset}, ${size}`;
  const bytes = field.raw === null ? field.status : field.raw.length > 256 ? `${field.raw.slice(0, 256)}…` : field.raw;
  const interfaces = Object.entries(field.exposure).map(([name, entry]) => {
    const targets = [entry.from, entry.to, ...(entry.also ?? []).map(({ to }) => to)].filter(
      (one) => one !== undefined,
    );
    return [
      h('b', {}, `${name}: ${entry.class}`),
      targets.length === 0 ? null : [' ', h('code', {}, targets.join(', '))],
      ` ${entry.why}`,
      entry.unsure === undefined ? null : ` Unsure: ${entry.unsure}`,
    ];
  });
  return [[h('code', {}, `${struct.struct}.${field.path}`), ` ${place}: `, h('code', {}, bytes)], ...interfaces];
}

/** Elements of an array that a table shows; json has all of them. */
const mostElements = 2000;

function elementTable(
  struct: StructResult,
  name: string,
  fields: readonly FieldResult[],
  context: FieldContext,
  ids: Map<FieldResult, string>,
): Content {
  const elements = elementsOf(fields);
  const [first = new Map<string, FieldResult>()] = elements.values();
  const members = [...first].filter(([, { kind }]) => kind === 'value').map(([member]) => member);
  const bodies = [...elements].slice(0, mostElements).map(([index, own]) => {
    const cells = members.map((member) =>
      elementCell(struct, own.get(member), `${context.id}-${name}-${index}-${member}`, context, ids),
    );
    const classes = [...new Set([...own.values()].flatMap(exposureClasses))];
    return h('tbody', { class: classes.join(' ') }, h('tr', {}, h('th', { scope: 'row' }, index), ...cells));
  });
  const left = elements.size - bodies.length;
  const seen = [...first.values()]
    .filter(({ kind }) => kind === 'value')
    .map((field) => [
      h('dt', {}, h('code', {}, `${name}[].${element.exec(field.path)?.[3] ?? ''}`)),
      ...fieldReasons(struct, field)
        .slice(1)
        .map((text) => h('dd', {}, text)),
    ]);
  return [
    h('h4', {}, `${name}: ${elements.size} entries`),
    h('table', { class: 'elements' }, tableHead([name, ...members]), ...bodies),
    left === 0 ? null : h('p', {}, `${left} more entries (--format csv or json has all)`),
    h(
      'details',
      { class: 'reasons' },
      h('summary', {}, 'Who gets to see these members, and why'),
      h('dl', {}, ...seen),
    ),
  ];
}

/** The members of each element, by its index. */
function elementsOf(fields: readonly FieldResult[]): ReadonlyMap<string, ReadonlyMap<string, FieldResult>> {
  const elements = new Map<string, Map<string, FieldResult>>();
  for (const field of fields) {
    const [, , index = '', member = ''] = element.exec(field.path) ?? [];
    elements.set(index, (elements.get(index) ?? new Map<string, FieldResult>()).set(member, field));
  }
  return elements;
}

function elementCell(
  struct: StructResult,
  field: FieldResult | undefined,
  id: string,
  { found }: FieldContext,
  ids: Map<FieldResult, string>,
): Markup {
  if (field === undefined) return h('td', {});
  ids.set(field, id);
  const { value, label } = valueAndLabel(field);
  return h(
    'td',
    { id, class: found.get(field.path), 'data-k': originOf(struct, field) },
    value,
    label === '' ? null : [' ', h('span', { class: 'faint' }, label)],
  );
}
