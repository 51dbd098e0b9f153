/**
 * Interfaces must speak of every field of the firmware's answers, once, with a reason and a source, and
 * name only fields that exist.
 */
import type { Interface } from '../model/interface.js';
import type { Catalog } from './catalog.js';
import { typeName } from './catalog.js';
import { firmwareLayouts, genericLeaves } from './field-table.js';

/** One line a problem; empty when every interface is total and sound. */
export function lintViews(catalog: Catalog): string[] {
  const known = knownFields(catalog);
  return catalog
    .interfaces()
    .flatMap((item) =>
      [...lintTotality(catalog, item), ...lintRows(item, known), ...lintReasons(item)].map(
        (text) => `${item.name}: ${text}`,
      ),
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

/** `struct.member` (or `struct@interface.member`) of everything that layouts describe, and the structs themselves. */
function knownFields(catalog: Catalog): ReadonlySet<string> {
  const known = new Set<string>();
  for (const layout of catalog.layouts()) {
    known.add(typeName(layout));
    for (const leaf of genericLeaves(catalog, layout)) known.add(`${typeName(layout)}.${leaf.generic}`);
  }
  return known;
}

function lintTotality(catalog: Catalog, item: Interface): string[] {
  return firmwareLayouts(catalog).flatMap((layout) =>
    genericLeaves(catalog, layout)
      .filter((leaf) => catalog.row(item.name, layout.tag, leaf.generic) === undefined)
      .map((leaf) => `says nothing of ${layout.tag}.${leaf.generic}`),
  );
}

function lintRows(item: Interface, known: ReadonlySet<string>): string[] {
  const seen = new Set<string>();
  return item.rows.flatMap((row) => {
    const name = `${row.struct}.${row.field}`;
    const problems: string[] = [];
    if (seen.has(name)) problems.push(`${name} has two rows`);
    seen.add(name);
    if (row.field !== '*' && !known.has(name)) problems.push(`${name} is no field`);
    if (row.why.trim() === '') problems.push(`${name} has no reason`);
    if (row.source.file === '' || row.source.symbol === '' || row.source.version === '')
      problems.push(`${name} has no source`);
    const targets = [row, ...(row.variants ?? [])].flatMap((one) => [
      ...(one.to ?? []).map((target) => target.field),
      ...(one.via === undefined ? [] : [one.via]),
    ]);
    for (const target of targets)
      if (!isKnownTarget(target, known)) problems.push(`${name} names ${target}, which is no field`);
    return problems;
  });
}

/** Attributes of sysfs are files, not fields of a layout. */
function isKnownTarget(target: string, known: ReadonlySet<string>): boolean {
  return known.has(target) || target.startsWith('sysfs.');
}

function lintReasons(item: Interface): string[] {
  const used = new Set(item.rows.flatMap((row) => [row.why, ...(row.variants ?? []).map((one) => one.why)]));
  const missing = [...used].filter((why) => why.startsWith('@') && item.reasons[why.slice(1)] === undefined);
  const idle = Object.keys(item.reasons).filter((id) => !used.has(`@${id}`));
  return [
    ...missing.map((why) => `reason ${why} does not exist`),
    ...idle.map((id) => `reason @${id} is used nowhere`),
  ];
}
