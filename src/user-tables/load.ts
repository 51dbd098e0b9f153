/**
 * Tables that a user brings along: read, checked, and put over the built-in ones.
 */
import * as v from 'valibot';
import { type Catalog, makeCatalog, typeName } from '../catalog/catalog.js';
import { ToolError } from '../model/errors.js';
import type { Field, Layout } from '../model/layout.js';
import type { Files } from '../model/ports.js';
import { JsonProblem, readJson } from './json.js';
import { layoutsFile } from './layout-schema.js';
import { lintTables, type TableProblems } from './lint.js';
import type { UserTables } from './places.js';
import { problemLines } from './problems.js';
import { viewsFile } from './view-schema.js';

/** Most bytes of one file of tables; all built-in tables together have a fifth of it. */
const sizeLimit = 4 * 1024 * 1024;

/** Most bytes that are read before the file is refused in the words for tables. */
const readLimit = 16 * sizeLimit;

/** Most problems that are listed. */
const listLimit = 100;

/** Names of the files, as the command line has them. */
export interface TableFiles {
  readonly layouts?: string | undefined;
  readonly views?: string | undefined;
}

/**
 * The built-in tables with those of the files: what has the same name replaces, the rest is added.
 * @throws ToolError with every problem of both files, each with its JSON path.
 */
export async function loadTables(names: TableFiles, files: Files, builtIn: Catalog): Promise<Catalog> {
  const layouts = names.layouts === undefined ? empty : await readTables(names.layouts, files, layoutsFile);
  const views = names.views === undefined ? empty : await readTables(names.views, files, viewsFile);
  refuse(names, { layouts: layouts.problems, views: views.problems });
  const user: UserTables = {
    layouts: (layouts.value?.layouts ?? []).map((layout) => withNeeds(layout, builtIn)),
    codes: layouts.value?.codes ?? [],
    interfaces: views.value?.interfaces ?? [],
  };
  const catalog = makeCatalog({
    layouts: over(builtIn.layouts(), user.layouts, typeName),
    codes: over(builtIn.codes(), user.codes, (table) => table.tag),
    interfaces: over(builtIn.interfaces(), user.interfaces, (item) => item.name),
    roles: [builtIn.roles()],
  });
  refuse(names, lintTables(catalog, user));
  return catalog;
}

/** What takes the place of a built-in layout and does not say who needs a member, as older files do not, leaves it as it is. */
function withNeeds(layout: Layout, builtIn: Catalog): Layout {
  const replaced = builtIn.layout(layout.tag, layout.interface);
  if (replaced === undefined) return layout;
  const fields = layout.fields.map((field) => ({
    ...needs(replaced.fields.find(({ name }) => name === field.name)),
    ...field,
  }));
  const { role } = layout;
  if (role.kind !== 'clp-response' || replaced.role.kind !== 'clp-response') return { ...layout, fields };
  return { ...layout, fields, role: { ...needs(replaced.role), ...role } };
}

function needs({ need, scope }: Pick<Field, 'need' | 'scope'> = {}): Pick<Field, 'need' | 'scope'> {
  return { ...(need === undefined ? {} : { need }), ...(scope === undefined ? {} : { scope }) };
}

interface Read<T> {
  readonly value: T | undefined;
  readonly problems: readonly string[];
}

const empty: Read<never> = { value: undefined, problems: [] };

async function readTables<S extends v.GenericSchema>(
  path: string,
  files: Files,
  schema: S,
): Promise<Read<v.InferOutput<S>>> {
  const bytes = await files.read(path, readLimit);
  try {
    const { value, repeated } = readJson(textOf(bytes));
    const result = v.safeParse(schema, value);
    const twice = repeated.map((place) => `${place}: the key stands there twice`);
    const problems = [...twice, ...(result.success ? [] : problemLines(result.issues))];
    return { value: problems.length === 0 && result.success ? result.output : undefined, problems };
  } catch (error) {
    if (error instanceof JsonProblem) return { value: undefined, problems: [error.message] };
    throw error;
  }
}

/** @throws JsonProblem for what cannot be a table, whatever stands in it. */
function textOf(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new JsonProblem('the file is empty');
  if (bytes.length > sizeLimit) {
    throw new JsonProblem(`${bytes.length} bytes; a file of tables has at most ${sizeLimit}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new JsonProblem('the file is no text in UTF-8');
  }
}

/** The built-in tables in their order, those of the same name replaced, then the new ones. */
function over<T>(builtIn: readonly T[], own: readonly T[], nameOf: (one: T) => string): T[] {
  const names = new Set(builtIn.map(nameOf));
  const byName = new Map(own.map((one) => [nameOf(one), one]));
  return [...builtIn.map((one) => byName.get(nameOf(one)) ?? one), ...own.filter((one) => !names.has(nameOf(one)))];
}

function refuse(names: TableFiles, problems: TableProblems): void {
  const parts = [
    { file: names.layouts, what: 'layouts', lines: problems.layouts },
    { file: names.views, what: 'views', lines: problems.views },
  ].flatMap(({ file, what, lines }) =>
    lines.length === 0 ? [] : [{ file: file ?? names.layouts ?? names.views ?? '', what, lines }],
  );
  const [first, second] = parts;
  if (first === undefined) return;
  if (second === undefined) throw new ToolError(`${first.file}: no valid file of ${first.what}`, listed(first.lines));
  const lines = parts.flatMap((part) => part.lines.map((line) => `${part.file}: ${line}`));
  throw new ToolError('no valid files of tables', listed(lines));
}

function listed(lines: readonly string[]): string[] {
  const rest = lines.length - listLimit;
  return rest > 0 ? [...lines.slice(0, listLimit), `… and ${rest} more`] : [...lines];
}
