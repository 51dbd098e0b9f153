/**
 * The columns that names mean: those of `list`, and fields by their C names.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import { namedPicker } from '../lines/named-values.js';
import { pickableNames } from '../lines/pick-values.js';
import { type Column, columnNamed, columns } from '../list/columns.js';
import { capabilityName, type FunctionOfMachine } from '../list/list-machine.js';
import { ToolError } from '../model/errors.js';
import { suggestion } from '../model/nearest.js';
import type { Named } from './where.js';

/** A column of either kind. */
export interface ShownColumn {
  readonly name: string;
  readonly isCount: boolean;
  /** A field by its C name. */
  readonly isField: boolean;
  /** Empty when nothing says it; a name with `[]` means several. */
  readonly values: (one: FunctionOfMachine) => readonly Named[];
  readonly text: (one: FunctionOfMachine, isShort: boolean) => string | null;
}

/** @throws ToolError when a name is no column; `option` is where it was given. */
export function columnsNamed(names: readonly string[], option: string, catalog: Catalog): ShownColumn[] {
  const capabilities = catalog
    .layouts()
    .flatMap((layout) => (hasRole(layout, 'capability') ? [capabilityName(layout.role.name)] : []));
  let fields: ReadonlySet<string> | undefined;
  return names.map((name) => {
    const own = columnNamed(name, capabilities);
    if (own !== undefined) return ownColumn(own);
    fields ??= pickableNames(catalog);
    const generic = name.replace(/\[\d+\]/g, '[]');
    if (fields.has(generic)) return fieldColumn(name);
    const known = [
      ...columns.map((column) => column.name),
      ...capabilities.map((one) => `capabilities.${one}`),
      ...fields,
    ];
    throw new ToolError(`${option}: no column '${name}'${suggestion(generic, known)}`, [
      `columns: ${columns.map((column) => column.name).join(', ')}`,
      'and every field by its C name, as zpci-inspect fields prints them',
    ]);
  });
}

function ownColumn(column: Column): ShownColumn {
  const { name, value, text, short = text, isCount = false } = column;
  const shown = (listed: FunctionOfMachine['listed'], write: Column['text']): string | null => {
    if (write !== undefined) return write(listed);
    const own = value(listed);
    return own === null ? null : String(own);
  };
  return {
    name,
    isCount,
    isField: false,
    values: ({ listed }) => [value(listed)].flat().map((own) => ({ value: own })),
    text: ({ listed }, isShort) => shown(listed, isShort ? short : text),
  };
}

/** The first block of the function that has the field says it. */
function fieldColumn(name: string): ShownColumn {
  const pick = namedPicker(name);
  const values = ({ blocks }: FunctionOfMachine): readonly Named[] =>
    blocks.map(pick).find((found) => found.length > 0) ?? [];
  return {
    name,
    isCount: false,
    isField: true,
    values,
    text: (one) => {
      const known = values(one).flatMap(({ value }) => value ?? []);
      return known.length === 0 ? null : known.join(' ').replace(/[\s\0]+$/, '');
    },
  };
}
