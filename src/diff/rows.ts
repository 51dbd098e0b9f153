/**
 * A row for every firmware fact: what each side makes of it.
 */
import type { Catalog } from '../catalog/catalog.js';
import { needAndScope } from '../catalog/need-and-scope.js';
import type { DiffRow, DiffSeverity, FactValue, Verdict } from '../model/diff.js';
import { type Fact, type Facts, genericOf } from '../rules/facts.js';
import { type Comparison, compareFact } from './compare.js';
import type { ComparisonContext } from './comparison-context.js';
import type { Evidence } from './evidence.js';
import { factValue } from './fact-value.js';
import { worst } from './severity.js';
import { type Side, usualInterface } from './side.js';

/** Everything that is compared. */
export interface Comparands {
  readonly catalog: Catalog;
  readonly firmware: Facts;
  readonly sides: readonly Side[];
  readonly evidence: Evidence;
}

/** A row, and whether all that it found is the behaviour of the versions at hand. */
export interface MadeRow {
  readonly row: DiffRow;
  readonly isKnown: boolean;
}

/** Rows in the order of the firmware's structs and fields; headers and reserved fields have none. */
export function makeRows(comparands: Comparands): MadeRow[] {
  const { catalog, firmware } = comparands;
  const context: ComparisonContext = {
    catalog,
    user: comparands.sides.find((side) => side.key === 'vfio'),
    userInterface: usualInterface(catalog, 'vfio'),
    firmware: (path) => firmware.find(path),
    firmwareStart: (struct) =>
      firmware
        .factsOf(struct)
        .slice(0, 2)
        .map((fact) => fact.raw ?? '')
        .join(''),
    path: entryPath(comparands),
  };
  const isForeign = foreignTest(comparands);
  return firmware.structs.flatMap((struct) => {
    const layout = catalog.layout(struct);
    const header = layout?.role.kind === 'clp-response' ? layout.role.header : undefined;
    if (header === undefined) return [];
    return firmware
      .factsOf(struct)
      .filter((fact) => fact.leaf?.kind === 'value' && !fact.leaf.path.startsWith(header))
      .flatMap((fact) => rowOf(comparands, context, isForeign(fact), struct, fact));
  });
}

/** Entries of a list are those of one function: its own entry on every side, none for the others. */
function entryPath({ catalog, evidence }: Comparands): ComparisonContext['path'] {
  const prefix = catalog.roles().paths.entryId?.firmware?.replace(/\[\].*$/, '[') ?? 'none';
  const own = evidence.ownEntry('firmware');
  const guest = evidence.ownEntry('guest');
  return (side, path) => {
    const index = /\[(\d+)\]/.exec(path)?.[1];
    if (!path.startsWith(prefix) || side.key !== 'guest') return path;
    if (own === undefined || Number(index) !== own || guest === undefined) return undefined;
    return path.replace(`[${own}]`, `[${guest}]`);
  };
}

/** VFIO speaks of the function that was opened, not of the other entries of the list. */
function foreignTest({ catalog, evidence }: Comparands): (fact: Fact) => boolean {
  const prefix = catalog.roles().paths.entryId?.firmware?.replace(/\[\].*$/, '[') ?? 'none';
  const own = evidence.ownEntry('firmware');
  const isAsked = evidence.number('firmware', 'functionId') !== undefined;
  return ({ path }) => path.startsWith(prefix) && (own === undefined ? isAsked : !path.startsWith(`${prefix}${own}]`));
}

function rowOf(
  comparands: Comparands,
  context: ComparisonContext,
  isForeign: boolean,
  struct: string,
  fact: Fact,
): MadeRow[] {
  const { catalog } = comparands;
  const compared = comparands.sides.flatMap((side): [Side, Comparison][] => {
    const comparison = compareFact(context, side, struct, fact);
    if (comparison === undefined) return [];
    const said = { verdict: 'hidden', severity: 'ok', why: 'the entry of another function' } as const;
    return [[side, isForeign ? { ...comparison, fact: undefined, judgement: said } : comparison]];
  });
  if (compared.length === 0) return [];
  const value = (key: string): FactValue | null =>
    factValue(compared.find(([side]) => side.key === key)?.[1].fact, fact);
  const others = compared.filter(([side]) => side.key !== 'vfio' && side.key !== 'guest');
  const severity = compared.reduce<DiffSeverity>((all, [, one]) => worst(all, one.judgement.severity), 'ok');
  const row: DiffRow = {
    struct,
    attribute: fact.path.slice(struct.length + 1),
    firmware: factValue(fact),
    vfio: value('vfio'),
    guest: value('guest'),
    ...(others.length === 0
      ? {}
      : { others: Object.fromEntries(others.map(([side, one]) => [side.key, factValue(one.fact, fact)])) }),
    verdicts: Object.fromEntries(compared.map(([side, one]) => [side.key, one.judgement.verdict])) as Record<
      string,
      Verdict
    >,
    severity,
    why: compared.map(([side, one]) => `${side.key}: ${one.judgement.why}`).join('; '),
    reasons: Object.fromEntries(compared.map(([side, one]) => [side.key, one.judgement.why])),
    ...needAndScope(catalog, struct, genericOf(fact, struct)),
  };
  return [{ row, isKnown: isKnown(compared) }];
}

/** Every finding of the row is the behaviour of a version. */
function isKnown(compared: readonly (readonly [Side, Comparison])[]): boolean {
  const found = compared.filter(([, { judgement }]) => judgement.severity !== 'ok');
  return found.length > 0 && found.every(([, { judgement }]) => judgement.isKnown === true);
}
