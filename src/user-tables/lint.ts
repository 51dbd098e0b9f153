/**
 * Everything that can be wrong with user tables once their shapes are right, each line with its place.
 */
import { type Catalog, typeName } from '../catalog/catalog.js';
import { lintLayouts } from '../catalog/lint-layouts.js';
import type { LintProblem } from '../catalog/lint-problem.js';
import { fieldNames, lintRoles, lintViews } from '../catalog/lint-views.js';
import { didYouMean } from '../model/nearest.js';
import { codeProblems, fieldProblems } from './check-fields.js';
import { roleProblems } from './check-roles.js';
import { innerSizeProblems } from './check-sizes.js';
import { structureProblems } from './check-structure.js';
import { interfaceProblems, structProblems } from './check-views.js';
import { repeatedNames, type UserTables } from './places.js';

/** Lines for each of the two files. */
export interface TableProblems {
  readonly layouts: readonly string[];
  readonly views: readonly string[];
}

/** What is wrong with the tables of the user in the catalog that they are part of. */
export function lintTables(catalog: Catalog, user: UserTables): TableProblems {
  const layouts = [
    ...repeatedNames('layouts', 'tag', user.layouts.map(typeName)),
    ...repeatedNames(
      'codes',
      'tag',
      user.codes.map((table) => table.tag),
    ),
    ...user.layouts.flatMap((layout, i) => fieldProblems(layout, `layouts[${i}]`)),
    ...user.codes.flatMap((table, i) => codeProblems(table, `codes[${i}]`)),
    ...structureProblems(catalog, user),
  ];
  const names = user.interfaces.map((item) => item.name);
  const views = [
    ...repeatedNames('interfaces', 'name', names),
    ...user.interfaces.flatMap((item, i) => structProblems(catalog, item, `interfaces[${i}]`)),
  ];
  // Layouts are made flat only where all is well so far.
  const sizes = layouts.length === 0 ? innerSizeProblems(catalog, user) : [];
  if (layouts.length + sizes.length + views.length > 0) return { layouts: [...layouts, ...sizes], views };
  const known = fieldNames(catalog);
  const found = [...lintViews(catalog), ...lintRoles(catalog)];
  const isOwn = ({ table }: LintProblem): boolean => user.interfaces.some((item) => item.name === table);
  return {
    layouts: [
      ...lintLayouts(catalog)
        // Files from before fields said it are good; `compare` then knows of a change only that it is one.
        .filter((one) => one.code !== 'no-bears' && (one.code !== 'no-need' || hasOwnRow(catalog, one)))
        .map((one) => layoutLine(one, user)),
      ...roleProblems(catalog, user),
      // A built-in interface cannot speak of a field of firmware that the user has added.
      ...found
        .filter((one) => !isOwn(one) && one.code !== 'no-row')
        .map(({ table, text }) => `${table} (built in): ${text}`),
    ],
    views: [
      ...user.interfaces.flatMap((item, i) => interfaceProblems(item, `interfaces[${i}]`, known)),
      ...found.filter(isOwn).map((one) => viewLine(one, user)),
    ],
  };
}

/** A field that no interface names is needed by nobody, and may leave out that it is. */
function hasOwnRow(catalog: Catalog, { table, path }: LintProblem): boolean {
  return catalog.interfaces().some((item) => {
    const row = catalog.row(item.name, table, path);
    return row !== undefined && row.field !== '*';
  });
}

function layoutLine({ table, text, hint }: LintProblem, user: UserTables): string {
  const index = user.layouts.findIndex((layout) => typeName(layout) === table);
  return `${index === -1 ? `${table} (built in)` : `layouts[${index}] (${table})`}: ${text}${didYouMean(hint)}`;
}

function viewLine({ table, text, hint }: LintProblem, user: UserTables): string {
  return `interfaces[${user.interfaces.findIndex((item) => item.name === table)}] (${table}): ${text}${didYouMean(hint)}`;
}
