/**
 * Names in an interface that its lint does not follow: fields that rules and clues speak of.
 */
import { type Catalog, hasRole } from '../catalog/catalog.js';
import { nearestField } from '../catalog/lint-views.js';
import type { ExposureRow, Interface, Target } from '../model/interface.js';
import { didYouMean } from '../model/nearest.js';

/** One line a problem of one interface; `path` is where it stands. */
export function interfaceProblems(item: Interface, path: string, known: ReadonlySet<string>): string[] {
  const version = item.versions.includes(item.version)
    ? []
    : [`${path}.version: ${item.version} is none of versions: ${item.versions.join(', ')}`];
  const names = [...clueNames(item), ...item.rows.flatMap((row, i) => rowNames(row, `rows[${i}]`))];
  return [
    ...version,
    ...names.flatMap(([key, name]) => {
      const generic = name.replace(/\[\d+\]/g, '[]');
      return known.has(generic) ? [] : [`${path}.${key}: no field ${name}${didYouMean(nearestField(generic, known))}`];
    }),
  ];
}

/** Rows are about answers of firmware; that the struct exists is for the lint to say. */
export function structProblems(catalog: Catalog, item: Interface, path: string): string[] {
  return item.rows.flatMap((row, i) => {
    const layout = catalog.layout(row.struct);
    return layout === undefined || hasRole(layout, 'clp-response') || item.firmware?.includes(row.struct) === true
      ? []
      : [`${path}.rows[${i}].struct: ${row.struct} is no answer of firmware; the user's side goes into "to"`];
  });
}

type Named = readonly [key: string, name: string];

/** Every text in the clues about the mode is the name of a field. */
function clueNames({ modeClues, versionClues = [], hazards = [] }: Interface): Named[] {
  const clues = versionClues.flatMap((clue, i) =>
    clue.when.map(({ field }, j): Named => [`versionClues[${i}].when[${j}].field`, field]),
  );
  const modes = Object.entries(modeClues ?? {}).flatMap(([part, clue]) =>
    Object.entries(clue).flatMap(([key, value]): Named[] =>
      typeof value === 'string' ? [[`modeClues.${part}.${key}`, value]] : [],
    ),
  );
  return [...clues, ...modes, ...hazards.map(({ user }, i): Named => [`hazards[${i}].user.field`, user.field])];
}

function rowNames(row: ExposureRow, path: string): Named[] {
  return [
    ...targetNames(row.to ?? [], `${path}.to`),
    ...(row.variants ?? []).flatMap((one, i) => targetNames(one.to ?? [], `${path}.variants[${i}].to`)),
  ];
}

function targetNames(targets: readonly Target[], path: string): Named[] {
  return targets.flatMap(({ rule, dropped }, i): Named[] => {
    const place = `${path}[${i}]`;
    const names: Named[] = dropped === undefined ? [] : [[`${place}.dropped.field`, dropped.field]];
    if (rule.kind !== 'atMost') return names;
    if (rule.start !== undefined) names.push([`${place}.rule.start`, rule.start]);
    if (rule.limit !== undefined) {
      names.push([`${place}.rule.limit.start`, rule.limit.start], [`${place}.rule.limit.pages`, rule.limit.pages]);
    }
    return names;
  });
}
