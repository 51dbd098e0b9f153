/**
 * Everything that can be wrong with user tables once their shapes are right, each line with its place.
 */
import { type Catalog, typeName } from '../catalog/catalog.js';
import { genericLeaves } from '../catalog/field-table.js';
import { lintLayouts } from '../catalog/lint-layouts.js';
import { lintViews } from '../catalog/lint-views.js';
import { codeProblems, fieldProblems } from './check-fields.js';
import { roleProblems } from './check-roles.js';
import { structureProblems } from './check-structure.js';
import { fieldHint, fieldNames, interfaceProblems, structProblems } from './check-views.js';
import { suggestion } from './nearest.js';
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
  const views = repeatedNames(
    'interfaces',
    'name',
    user.interfaces.map((item) => item.name),
  );
  views.push(...user.interfaces.flatMap((item, i) => structProblems(catalog, item, `interfaces[${i}]`)));
  if (layouts.length + views.length > 0) return { layouts, views };
  const known = fieldNames(catalog);
  const lines = lintViews(catalog).map((line) => viewLine(line, user, known));
  return {
    layouts: [
      ...lintLayouts(catalog).map((line) => layoutLine(line, catalog, user)),
      ...roleProblems(catalog, user),
      ...lines.flatMap(({ isBuiltIn, line }) => (isBuiltIn && !isSilence(line) ? [line] : [])),
    ],
    views: [
      ...user.interfaces.flatMap((item, i) => interfaceProblems(item, `interfaces[${i}]`, known)),
      ...lines.flatMap(({ isBuiltIn, line }) => (isBuiltIn ? [] : [line])),
    ],
  };
}

/** A built-in interface cannot speak of a field of firmware that the user has added. */
function isSilence(line: string): boolean {
  return line.includes(': says nothing of ');
}

/** Name of the table, and the rest, of a line of the catalog's lint. */
function split(line: string): { readonly name: string; readonly text: string } {
  const colon = line.indexOf(': ');
  return { name: line.slice(0, colon), text: line.slice(colon + 2) };
}

function layoutLine(line: string, catalog: Catalog, user: UserTables): string {
  const { name, text } = split(line);
  const index = user.layouts.findIndex((layout) => typeName(layout) === name);
  const layout = catalog.layouts().find((one) => typeName(one) === name);
  const members = layout === undefined ? [] : genericLeaves(catalog, layout).map((leaf) => leaf.generic);
  const tables = catalog.codes().map((table) => table.tag);
  const hint = hintOf(text, /^no member (\S+)$/, members) || hintOf(text, /names the table (\S+),/, tables);
  return `${index === -1 ? `${name} (built in)` : `layouts[${index}] (${name})`}: ${text}${hint}`;
}

function viewLine(
  line: string,
  user: UserTables,
  known: ReadonlySet<string>,
): { readonly isBuiltIn: boolean; readonly line: string } {
  const { name, text } = split(line);
  const index = user.interfaces.findIndex((item) => item.name === name);
  if (index === -1) return { isBuiltIn: true, line: `${name} (built in): ${text}` };
  const unknown = /(?:^|names )(\S+?),? (?:which )?is no field$/.exec(text)?.[1];
  const hint = unknown === undefined ? '' : fieldHint(unknown, known);
  return { isBuiltIn: false, line: `interfaces[${index}] (${name}): ${text}${hint}` };
}

function hintOf(text: string, pattern: RegExp, words: readonly string[]): string {
  const name = pattern.exec(text)?.[1];
  return name === undefined ? '' : suggestion(name, words);
}
