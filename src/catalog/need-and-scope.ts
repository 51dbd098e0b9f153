import type { Bears, Field, Layout, Need, Scope } from '../model/layout.js';
import type { Catalog } from './catalog.js';
import { hasRole } from './has-role.js';

export interface NeedAndScope {
  readonly need: Need;
  readonly scope: Scope;
}

/**
 * Why a guest needs a field of an answer of firmware, and whose fact it is; `*` is the answer as a whole. What says
 * nothing is needed by nobody: reserved fields, and fields that a user has added and no interface has a row for.
 * @throws Error when no layout says whose fact it is; the lint finds this first.
 */
export function needAndScope(catalog: Catalog, struct: string, path: string): NeedAndScope {
  const layout = catalog.layout(struct);
  const { need = 'none', scope } = layout === undefined ? {} : saidNeedAndScope(catalog, layout, path);
  if (scope === undefined) throw new Error(`no layout says whose fact ${struct}.${path} is`);
  return { need, scope };
}

/** The same as far as the tables say it: the innermost member on the path, else the answer, else a row of an older file. */
export function saidNeedAndScope(catalog: Catalog, layout: Layout, path: string): Said {
  const members = membersOn(catalog, layout, path);
  const answer = hasRole(layout, 'clp-response') || hasRole(layout, 'info') ? layout.role.scope : undefined;
  const need = members.findLast((field) => field.need !== undefined)?.need;
  const scope = members.findLast((field) => field.scope !== undefined)?.scope ?? answer;
  if (need !== undefined && scope !== undefined) return { need, scope };
  const older = rowThatSays(catalog, layout.tag, path);
  return { need: need ?? older?.need, scope: scope ?? older?.scope };
}

/** What a running guest can bear of another value of a field of an answer, said by the innermost member on the path. */
export function bearsOf(catalog: Catalog, struct: string, path: string): Bears | undefined {
  const layout = catalog.layout(struct);
  return layout && membersOn(catalog, layout, path).findLast(({ bears }) => bears !== undefined)?.bears;
}

interface Said {
  readonly need?: Need | undefined;
  readonly scope?: Scope | undefined;
}

/** A row of the field itself before one for all fields. */
function rowThatSays(catalog: Catalog, struct: string, path: string): Said | undefined {
  const rows = catalog.interfaces().flatMap((item) => catalog.row(item.name, struct, path) ?? []);
  const saying = rows.filter((row) => row.need !== undefined && row.scope !== undefined);
  return saying.find((row) => row.field !== '*') ?? saying[0];
}

/** The members that a path leads through, outermost first: `fh_list` and `fid` for `fh_list[].fid`. */
function membersOn(catalog: Catalog, owner: Layout, path: string): readonly Field[] {
  const rest = path.replace(/\[\d*\]/g, '');
  const field = owner.fields.find(({ name }) => rest === name || rest.startsWith(`${name}.`));
  if (field === undefined) return [];
  if (field.type !== 'struct') return [field];
  const inner = catalog.layout(field.struct, owner.interface) ?? catalog.layout(field.struct);
  if (inner === undefined) return [field];
  return [field, ...membersOn(catalog, inner, rest.slice(field.name.length + 1))];
}
