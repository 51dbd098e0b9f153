/**
 * How every interface treats the fields of some blocks: class, targets and rules with all their parameters,
 * without the prose.
 */
import type { Catalog } from '../catalog/catalog.js';
import { typeName } from '../catalog/catalog.js';
import type { DecodedBlock } from '../decode/decode-block.js';
import type { DecodedStruct } from '../decode/read-struct.js';
import type { ExposureRow, Interface } from '../model/interface.js';
import { fullRule, rowText } from './treatment-text.js';

/** What interfaces do with one field, by their names; those that only hide it are not named. */
export type Treatments = Readonly<Record<string, string>>;

/** By struct, and field with `[]` for indices; `*` stands for every field of which nothing else is said. */
export type ExposureTable = Readonly<Record<string, Readonly<Record<string, Treatments>>>>;

/** The part of the tables that is about fields of these blocks. */
export function exposureTable(catalog: Catalog, blocks: readonly DecodedBlock[]): ExposureTable {
  const known = knownOf.get(catalog) ?? { treatments: new Map(), origins: originsIn(catalog) };
  knownOf.set(catalog, known);
  const found = new Map<string, Map<string, Treatments>>();
  for (const struct of blocks.flatMap((block) => block.structs)) {
    const name = nameOf(struct);
    const fields = found.get(name) ?? new Map([['*', treatmentsOf(catalog, known, struct, '*')]]);
    for (const leaf of struct.plan.leaves) {
      if (leaf.kind === 'padding' || fields.has(leaf.generic) || !struct.visible(leaf)) continue;
      fields.set(leaf.generic, treatmentsOf(catalog, known, struct, leaf.generic));
    }
    found.set(name, fields);
  }
  const tables = [...found].map(([name, fields]) => [name, withSides(fields)] as const);
  return Object.fromEntries(tables.filter(([, fields]) => Object.keys(fields).length > 0));
}

function withSides(fields: ReadonlyMap<string, Treatments>): Record<string, Treatments> {
  return Object.fromEntries([...fields].filter(([, sides]) => Object.keys(sides).length > 0));
}

function nameOf(struct: DecodedStruct): string {
  return typeName({ tag: struct.tag, ...(struct.interfaceName === null ? {} : { interface: struct.interfaceName }) });
}

interface Known {
  readonly treatments: Map<string, Treatments>;
  readonly origins: ReadonlyMap<string, readonly Origin[]>;
}

/** A row that names a field of the user's side. */
interface Origin {
  readonly item: Interface;
  readonly text: string;
}

const knownOf = new WeakMap<Catalog, Known>();

function treatmentsOf(catalog: Catalog, known: Known, struct: DecodedStruct, generic: string): Treatments {
  const path = `${nameOf(struct)}.${generic}`;
  const found = known.treatments.get(path);
  if (found !== undefined) return found;
  const origins = known.origins.get(path) ?? [];
  const sides = catalog.interfaces().flatMap((item) => {
    const row = ownRow(catalog, item, struct.tag, generic);
    const text = row === undefined ? origins.find((one) => one.item === item)?.text : rowText(item, row);
    return text === undefined || text === 'hidden' ? [] : [[item.name, text] as const];
  });
  const made = Object.fromEntries(sides);
  known.treatments.set(path, made);
  return made;
}

/** The row of this field; the row for all others stands under `*`. */
function ownRow(catalog: Catalog, item: Interface, struct: string, generic: string): ExposureRow | undefined {
  const row = catalog.row(item.name, struct, generic);
  return row?.field === '*' && generic !== '*' ? undefined : row;
}

/** For every field of the user's side the rows that it comes from; the first of an interface counts. */
function originsIn(catalog: Catalog): ReadonlyMap<string, readonly Origin[]> {
  const found = new Map<string, Origin[]>();
  const add = (field: string, item: Interface, text: string): void => {
    const list = found.get(field) ?? [];
    if (!list.some((one) => one.item === item)) list.push({ item, text });
    found.set(field, list);
  };
  for (const item of catalog.interfaces()) {
    for (const row of item.rows) {
      const from = `${row.class}, from ${row.struct}.${row.field}`;
      for (const target of row.to ?? []) add(target.field, item, `${from} ${fullRule(target.rule)}`);
      if (row.via !== undefined) add(row.via, item, `${from} via this`);
    }
  }
  return found;
}
