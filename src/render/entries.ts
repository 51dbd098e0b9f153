/**
 * Arrays of structs as people read a list: a row for each entry, a column for each member.
 */
import type { FieldResult, StructResult } from '../model/result.js';
import type { Column } from './grid.js';
import type { RenderOptions } from './options.js';
import { type Row, rowsOf, valueAndLabel } from './rows.js';
import { safe } from './safe.js';

/** The entries of one array. */
export interface EntryTable {
  /** The member that is the array. */
  readonly name: string;
  /** Members of an entry, and of each one field: the first. */
  readonly members: readonly (readonly [name: string, first: FieldResult])[];
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly index: number;
  readonly fields: ReadonlyMap<string, FieldResult>;
}

/** A struct without its lists, and these. */
export interface WithoutEntries {
  readonly struct: StructResult;
  readonly tables: readonly EntryTable[];
}

/** Takes lists out of a struct where entries are fewer than the rows that their members would be. */
export function takeEntries(struct: StructResult, options: Pick<RenderOptions, 'verbose' | 'only'>): WithoutEntries {
  if (options.verbose) return { struct, tables: [] };
  const arrays = new Map<string, FieldResult[]>();
  for (const field of struct.fields) {
    const name = placeIn(field)?.name;
    if (name === undefined) continue;
    const known = arrays.get(name);
    if (known === undefined) arrays.set(name, [field]);
    else known.push(field);
  }
  const tables = [...arrays].flatMap(([name, fields]) => {
    const shown = fields.filter((field) => field.kind === 'value' || /[^0]/.test(field.raw ?? ''));
    const table = tableOf(name, shown);
    const { rows } = rowsOf({ ...struct, fields }, false, options.only);
    const isList = table.entries.length > 1 && table.members.length > 1 && rows.length > table.entries.length;
    return isList ? [table] : [];
  });
  const taken = new Set(tables.flatMap(({ name }) => arrays.get(name) ?? []));
  return { struct: { ...struct, fields: struct.fields.filter((field) => !taken.has(field)) }, tables };
}

/** Array, index and member of `fh_list[3].fid`. */
function placeIn({ path }: FieldResult): { name: string; index: number; member: string } | undefined {
  const [, name = '', index = '', member = ''] = /^([^[]+)\[(\d+)\]\.(.+)$/.exec(path) ?? [];
  return member === '' ? undefined : { name, index: Number(index), member };
}

function tableOf(name: string, fields: readonly FieldResult[]): EntryTable {
  const members = new Map<string, FieldResult>();
  const entries = new Map<number, Map<string, FieldResult>>();
  for (const field of fields) {
    const place = placeIn(field);
    if (place === undefined) continue;
    const known = entries.get(place.index) ?? new Map<string, FieldResult>();
    entries.set(place.index, known.set(place.member, field));
    if (!members.has(place.member)) members.set(place.member, field);
  }
  return {
    name,
    members: [...members],
    entries: [...entries].map(([index, own]) => ({ index, fields: own })),
  };
}

/** What interfaces do with each member, once for all entries. */
export function memberRows({ name, members, entries }: EntryTable): readonly Row[] {
  return members.flatMap(([member, field]) =>
    Object.keys(field.exposure).length === 0
      ? []
      : [
          {
            field,
            name: safe(`${name}[].${member}`),
            value: `${entries.length} entries`,
            label: '',
            count: entries.length,
          },
        ],
  );
}

/** Columns of the entries: place, index, members. */
export function entryColumns({ name, members }: EntryTable): readonly Column[] {
  return [
    { head: 'at', align: 'right' },
    { head: safe(name) },
    ...members.map(([member]) => ({ head: safe(member), flexible: true })),
  ];
}

/** A row for each entry, in one line where it fits: what the widest members say in words goes first. */
export function entryRows(table: EntryTable, struct: StructResult, width = Infinity): readonly (readonly string[])[] {
  const { name, members, entries } = table;
  const places = entries.map(({ index, fields }) => {
    const [first] = fields.values();
    return [(struct.byteOffset + (first?.byteOffset ?? 0)).toString(16), `[${index}]`];
  });
  const columns = members.map(([member]) => {
    const cells = entries.map(({ fields }) => cellTexts(fields.get(member)));
    const [full, short] = cells.reduce(([a, b], [c, d]) => [Math.max(a, c.length), Math.max(b, d.length)], [0, 0]);
    return { cells, full: Math.max(full, member.length), short: Math.max(short, member.length) };
  });
  let total = columns.reduce((sum, { full }) => sum + full + 2, 2 + longest(places) + name.length);
  const shortened = new Set<(typeof columns)[number]>();
  for (const column of [...columns].sort((a, b) => b.full - a.full)) {
    if (total <= width || column.short === column.full) continue;
    shortened.add(column);
    total -= column.full - column.short;
  }
  return places.map((place, i) => [
    ...place,
    ...columns.map((column) => column.cells[i]?.[shortened.has(column) ? 1 : 0] ?? ''),
  ]);
}

function longest(places: readonly (readonly string[])[]): number {
  return places.reduce((most, place) => Math.max(most, place.join('').length), 0);
}

/** The whole value, and without words. */
function cellTexts(field: FieldResult | undefined): readonly [string, string] {
  if (field === undefined) return ['', ''];
  if (field.status !== 'ok') return [field.status, field.status];
  const { value, label } = valueAndLabel(field);
  return [safe([value, label].filter(Boolean).join(' ')), value];
}
