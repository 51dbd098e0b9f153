/**
 * Interfaces must speak of every field of the firmware's answers, once, with a reason and a source, and
 * name only fields that exist.
 */
import type { ExposureRow, Interface } from '../model/interface.js';
import { nearest } from '../model/nearest.js';
import { own } from '../model/own.js';
import type { Catalog } from './catalog.js';
import { typeName } from './catalog.js';
import { firmwareOf, genericLeaves } from './field-table.js';
import type { Found, LintProblem } from './lint-problem.js';

/** Empty when every interface is total and sound. */
export function lintViews(catalog: Catalog): LintProblem[] {
  const known = fieldNames(catalog);
  return catalog.interfaces().flatMap((item) =>
    [...lintTotality(catalog, item), ...lintRows(item, known), ...lintArrivals(item, known), ...lintReasons(item)].map(
      (one) => ({
        table: item.name,
        ...one,
      }),
    ),
  );
}

/** Where facts of cross-checks are shown must exist, too. */
export function lintRoles(catalog: Catalog): LintProblem[] {
  const known = fieldNames(catalog);
  return Object.entries(catalog.roles().paths).flatMap(([role, views]) =>
    Object.values(views).flatMap((path): LintProblem[] => {
      if (known.has(path)) return [];
      return [{ table: 'cross-checks', code: 'unknown-field', path, text: `${role} names ${path}, which is no field` }];
    }),
  );
}

/** Fields about which an interface says that it is not sure. */
export function unsureRows(catalog: Catalog): string[] {
  return catalog
    .interfaces()
    .flatMap((item) =>
      item.rows.filter((row) => row.unsure !== undefined).map((row) => `${item.name} ${row.struct}.${row.field}`),
    );
}

/** Every struct and every `struct.member` (`struct@interface.member`); elements of arrays have `[]`. */
export function fieldNames(catalog: Catalog): ReadonlySet<string> {
  return new Set(
    catalog.layouts().flatMap((layout) => {
      const name = typeName(layout);
      return [name, ...genericLeaves(catalog, layout).map((leaf) => `${name}.${leaf.generic}`)];
    }),
  );
}

/** The member of the same struct that was meant, or the struct that has this member. */
export function nearestField(name: string, known: ReadonlySet<string>): string | undefined {
  const [struct = '', ...path] = name.split('.');
  const member = path.join('.');
  const owned = [...known].filter((one) => one.startsWith(`${struct}.`)).map((one) => one.slice(struct.length + 1));
  const inStruct = nearest(member, owned);
  if (inStruct !== undefined) return `${struct}.${inStruct}`;
  const owner = nearest(
    struct,
    [...known].filter((one) => !one.includes('.') && known.has(`${one}.${member}`)),
  );
  return owner === undefined ? undefined : `${owner}.${member}`;
}

function lintTotality(catalog: Catalog, item: Interface): Found[] {
  return firmwareOf(catalog, item).flatMap((layout) =>
    genericLeaves(catalog, layout).flatMap(({ generic }): Found[] => {
      if (catalog.row(item.name, layout.tag, generic) !== undefined) return [];
      const path = `${layout.tag}.${generic}`;
      return [{ code: 'no-row', path, text: `says nothing of ${path}` }];
    }),
  );
}

function lintRows(item: Interface, known: ReadonlySet<string>): Found[] {
  const seen = new Set<string>();
  return item.rows.flatMap((row) => {
    const path = `${row.struct}.${row.field}`;
    const problems: Found[] = [];
    if (seen.has(path)) problems.push({ code: 'two-rows', path, text: `${path} has two rows` });
    seen.add(path);
    if (row.field !== '*' && !known.has(path))
      problems.push({ code: 'unknown-field', path, text: `${path} is no field`, hint: nearestField(path, known) });
    if (row.why.trim() === '') problems.push({ code: 'no-reason', path, text: `${path} has no reason` });
    if (row.source.file === '' || row.source.symbol === '' || row.source.version === '')
      problems.push({ code: 'no-source', path, text: `${path} has no source` });
    for (const target of targetsOf(row)) {
      if (isKnownTarget(target, known)) continue;
      const text = `${path} names ${target}, which is no field`;
      problems.push({ code: 'unknown-field', path: target, text, hint: nearestField(target, known) });
    }
    return problems;
  });
}

function targetsOf(row: ExposureRow): string[] {
  return [row, ...(row.variants ?? [])].flatMap((one) => [
    ...(one.to ?? []).map((target) => target.field),
    ...(one.via === undefined ? [] : [one.via]),
  ]);
}

function lintArrivals({ arrivals = [] }: Interface, known: ReadonlySet<string>): Found[] {
  return arrivals.flatMap(({ field }): Found[] => {
    if (isKnownTarget(field, known)) return [];
    const text = `arrivals name ${field}, which is no field`;
    return [{ code: 'unknown-field', path: field, text, hint: nearestField(field, known) }];
  });
}

/** Attributes of sysfs are files, not fields of a layout. */
function isKnownTarget(target: string, known: ReadonlySet<string>): boolean {
  return known.has(target) || target.startsWith('sysfs.');
}

function lintReasons(item: Interface): Found[] {
  const used = new Set(item.rows.flatMap((row) => [row.why, ...(row.variants ?? []).map((one) => one.why)]));
  const missing = [...used].filter((why) => why.startsWith('@') && own(item.reasons, why.slice(1)) === undefined);
  const idle = Object.keys(item.reasons).filter((id) => !used.has(`@${id}`));
  return [
    ...missing.map((path): Found => ({ code: 'unknown-reason', path, text: `reason ${path} does not exist` })),
    ...idle.map((id): Found => ({ code: 'unused-reason', path: `@${id}`, text: `reason @${id} is used nowhere` })),
  ];
}
