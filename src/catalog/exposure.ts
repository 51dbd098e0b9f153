/**
 * Exposure seen from one field: from a firmware field to where it goes, and from a field of the user's
 * side back to the firmware field that it comes from.
 */
import { type ExposureRow, type Interface, ruleText, type Target } from '../model/interface.js';
import { own } from '../model/own.js';
import type { ExposureResult } from '../model/result.js';

export type Exposures = Readonly<Record<string, ExposureResult>>;

interface Lookup {
  of(struct: string, generic: string): Exposures;
  row(interfaceName: string, struct: string, generic: string): ExposureRow | undefined;
}

/** Lookups over the interfaces given; both directions are indexed on first use. */
export function makeExposures(interfaces: readonly Interface[]): Lookup {
  const known = new Map<string, Map<string, Exposures>>();
  const rows = new Map<string, RowIndex>();
  const row = (name: string, struct: string, generic: string): ExposureRow | undefined => {
    const index = rows.get(name) ?? indexOf(interfaces.filter((item) => item.name === name));
    rows.set(name, index);
    const fields = index.get(struct);
    return fields?.get(generic) ?? fields?.get('*');
  };
  const shown = interfaces.filter((item) => item.besideFields);
  const of = (struct: string, generic: string): Exposures => {
    let fields = known.get(struct);
    if (fields === undefined) {
      fields = new Map();
      known.set(struct, fields);
    }
    let found = fields.get(generic);
    if (found === undefined) {
      found = Object.fromEntries(shown.flatMap((item) => entryOf(item, struct, generic)));
      fields.set(generic, found);
    }
    return found;
  };
  const entryOf = (item: Interface, struct: string, generic: string): [string, ExposureResult][] => {
    const found = row(item.name, struct, generic);
    if (found !== undefined) return [[item.name, forward(item, found)]];
    const source = origin(item, `${struct}.${generic}`);
    return source === undefined ? [] : [[item.name, source]];
  };
  return { of, row };
}

/** Rows by struct, then by field. */
type RowIndex = ReadonlyMap<string, ReadonlyMap<string, ExposureRow>>;

/** Where several rows are of one field, the last counts. */
function indexOf(items: readonly Interface[]): RowIndex {
  const index = new Map<string, Map<string, ExposureRow>>();
  for (const row of items.flatMap((item) => item.rows)) {
    const fields = index.get(row.struct);
    if (fields === undefined) index.set(row.struct, new Map([[row.field, row]]));
    else fields.set(row.field, row);
  }
  return index;
}

/** The reason of a row in full. */
export function reasonOf(item: Interface, why: string): string {
  return why.startsWith('@') ? (own(item.reasons, why.slice(1)) ?? why) : why;
}

function forward(item: Interface, row: ExposureRow): ExposureResult {
  const [first, ...others] = row.to ?? [];
  return {
    class: row.class,
    ...(first === undefined ? {} : { to: first.field, rule: ruleText(first.rule) }),
    ...(others.length === 0 ? {} : { also: others.map((one) => ({ to: one.field, rule: ruleText(one.rule) })) }),
    why: reasonOf(item, row.why),
    ...(row.unsure === undefined ? {} : { unsure: row.unsure }),
  };
}

function unsureOf(unsure: string | undefined): Pick<ExposureResult, 'unsure'> {
  return unsure === undefined ? {} : { unsure };
}

/** Where a field of the user's side comes from. */
function origin(item: Interface, field: string): ExposureResult | undefined {
  for (const row of item.rows) {
    const target: Target | undefined = row.to?.find((one) => one.field === field);
    if (target !== undefined) {
      return {
        class: row.class,
        from: `${row.struct}.${row.field}`,
        rule: ruleText(target.rule),
        why: reasonOf(item, row.why),
        ...unsureOf(target.unsure ?? row.unsure),
      };
    }
    if (row.via === field) return { ...forward(item, row), from: `${row.struct}.${row.field}` };
  }
  return undefined;
}
