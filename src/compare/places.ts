/**
 * Facts of one view by what they are about: members of userspace and attributes of sysfs under the name of the firmware
 * fact that they show.
 */

import { type Catalog, hasRole } from '../catalog/catalog.js';
import { needAndScope } from '../catalog/need-and-scope.js';
import { ruledStructs } from '../catalog/ruled-structs.js';
import type { Interface, View } from '../model/interface.js';
import type { Layout, Scope } from '../model/layout.js';
import { type Fact, type Facts, genericOf, memberOf, structOf } from '../rules/facts.js';

/** Where a view says a fact. */
export interface Place {
  readonly view: View;
  /** `struct.member` of firmware, or of this view where no row leads there. */
  readonly key: string;
  readonly struct: string;
  readonly attribute: string;
  /** The fact that is found there; undefined when only the place is known. */
  readonly fact: Fact;
}

/** Facts of firmware's answers: the function's and its group's, and those of its own entry in the list. */
export function answerPlaces(catalog: Catalog, view: View, facts: Facts, entry: number | undefined): Place[] {
  return facts.structs.flatMap((struct) => {
    const layout = catalog.layout(struct);
    if (layout === undefined || !hasRole(layout, 'clp-response') || !facts.has(struct)) return [];
    if (!hasRows(catalog, struct)) return [];
    const entries = layout.role.entries?.field;
    return facts.factsOf(struct).flatMap((fact): Place[] => {
      const own = memberOf(fact.path);
      if (entries !== undefined && !own.startsWith(`${entries}[${entry}].`)) return [];
      if (isOfCall(catalog, layout, fact)) return [];
      const attribute = entries === undefined ? own : genericOf(fact, struct);
      return [{ view, key: oneName(catalog, `${struct}.${attribute}`), struct, attribute, fact }];
    });
  });
}

/** The list repeats the id of the function: that is one fact. */
function oneName(catalog: Catalog, key: string): string {
  const { functionId, entryId } = catalog.roles().paths;
  return key === entryId?.firmware ? (functionId?.firmware ?? key) : key;
}

/** Facts of the machine: heads of lists, and answers that no interface has rows for. */
export function machinePlaces(catalog: Catalog, facts: Facts): Place[] {
  return facts.structs.flatMap((struct) => {
    const layout = catalog.layout(struct);
    if (layout === undefined || !hasRole(layout, 'clp-response') || !facts.has(struct)) return [];
    const entries = layout.role.entries?.field;
    if (hasRows(catalog, struct) && entries === undefined) return [];
    return facts.factsOf(struct).flatMap((fact): Place[] => {
      const attribute = memberOf(fact.path);
      const isEntry = entries !== undefined && attribute.startsWith(`${entries}[`);
      if (isEntry || isOfCall(catalog, layout, fact)) return [];
      return [{ view: 'firmware', key: fact.path, struct, attribute, fact }];
    });
  });
}

function hasRows(catalog: Catalog, struct: string): boolean {
  return catalog.interfaces().some((item) => ruledStructs(item).has(struct));
}

/** Lengths, codes and tokens are about the call. */
function isOfCall(catalog: Catalog, layout: Layout, fact: Fact): boolean {
  if (hasRole(layout, 'clp-response') && memberOf(fact.path).startsWith(layout.role.header)) return true;
  return hasRows(catalog, layout.tag) && scopeOf(catalog, layout.tag, genericOf(fact, layout.tag)) === 'call';
}

/** Whose fact it is. */
export function scopeOf(catalog: Catalog, struct: string, generic: string): Scope {
  return needAndScope(catalog, struct, generic).scope;
}

/** A change of a fact that all functions of a group share, or of the words by which userspace is told such facts. */
export function groupScoped(catalog: Catalog, { view, struct, attribute }: Named): boolean {
  const items = catalog.interfaces();
  const rows = items.flatMap(({ rows: all }) => all);
  const name = view === 'sysfs' ? `sysfs.${attribute}` : `${struct}.${attribute}`;
  const generic = name.replace(/\[\d+\]/g, '[]');
  const own = rows.find((row) => `${row.struct}.${row.field}` === generic);
  const source = own ?? rows.find((row) => row.to?.some(({ field }) => field === generic));
  if (source === undefined || answerScope(catalog, source.struct) !== 'group') return false;
  return view !== 'vfio' || scopeOf(catalog, source.struct, source.field) === 'group';
}

type Named = { readonly view: View; readonly struct: string; readonly attribute: string };

/** Whose facts an answer holds as a whole. */
function answerScope(catalog: Catalog, struct: string): Scope | undefined {
  const layout = catalog.layout(struct);
  return layout !== undefined && hasRole(layout, 'clp-response') ? layout.role.scope : undefined;
}

/** Members of VFIO and iommufd buffers; `name` is the struct with its index where there are several. */
export function userPlaces(catalog: Catalog, facts: Facts, name?: string): Place[] {
  const items = catalog.interfaces().filter((one) => one.view === 'vfio');
  return facts.structs.flatMap((struct) =>
    facts.factsOf(struct).flatMap((fact): Place[] => {
      if (isStructural(catalog, struct, fact)) return [];
      const attribute = memberOf(fact.path);
      const key = name === undefined ? firmwareKey(items, fact.path, genericOf(fact, struct)) : undefined;
      // Links of a chain have the index of the answer that they are in.
      const shown = `${struct}${/\[\d+\]$/.exec(name ?? '')?.[0] ?? ''}`;
      return [{ view: 'vfio', key: key ?? `${shown}.${attribute}`, struct: shown, attribute, fact }];
    }),
  );
}

/** Attributes of sysfs that the tables know. */
export function sysfsPlaces(catalog: Catalog, facts: Facts): Place[] {
  const items = catalog.interfaces().filter((one) => one.view === 'sysfs');
  const news = items.flatMap(({ arrivals = [] }) => arrivals.map(({ field }) => field));
  return facts.factsOf('sysfs').flatMap((fact): Place[] => {
    if (typeof fact.value === 'string' && isRegister(items, fact.path)) return [];
    const key = firmwareKey(items, fact.path, memberOf(fact.path));
    const name = key === undefined ? fact.path : oneName(catalog, key);
    if (key === undefined && !news.includes(fact.path)) return [];
    return [{ view: 'sysfs', key: name, struct: 'sysfs', attribute: memberOf(fact.path), fact }];
  });
}

/** Configuration space as a whole changes whenever a driver does something. */
function isRegister(items: readonly Interface[], path: string): boolean {
  return items.some(({ rows }) =>
    rows.some((row) => row.to?.some(({ field, rule }) => field === path && rule.kind === 'configSpace')),
  );
}

/** The firmware fact that a member or attribute shows, with the index that it has. */
function firmwareKey(items: readonly Interface[], path: string, generic: string): string | undefined {
  const name = `${structOf(path)}.${generic}`;
  const index = /\[\d+\]/.exec(path)?.[0] ?? '[]';
  for (const { rows } of items) {
    const row = rows.find((one) => one.to?.some(({ field, rule }) => field === name && isValue(rule.kind)));
    // The name of an element of the list stays generic: there is one entry for a function.
    if (row !== undefined)
      return `${row.struct}.${row.field.includes('[].') ? row.field : row.field.replace('[]', index)}`;
  }
  return undefined;
}

/** The firmware bit that says that the user has a struct. */
export function presenceKey(catalog: Catalog, struct: string): string | undefined {
  const rows = catalog.interfaces().flatMap((item) => (item.view === 'vfio' ? item.rows : []));
  const row = rows.find((one) => one.to?.some(({ field, rule }) => field === struct && rule.kind === 'present'));
  return row && `${row.struct}.${row.field}`;
}

/** A bit of a word, or a value of the interface's own, is not the fact itself. */
function isValue(kind: string): boolean {
  return !['constant', 'bits', 'madeUp', 'regionLog2'].includes(kind);
}

/** What only says where the rest of the buffer lies: the lengths of buffers and links, and the names of the links. */
function isStructural(catalog: Catalog, struct: string, fact: Fact): boolean {
  const [tag = '', name] = struct.split('@');
  const layout = catalog.layout(tag, name);
  const member = genericOf(fact, struct);
  if (layout === undefined) return false;
  if (hasRole(layout, 'info')) return layout.role.size === member;
  if (!hasRole(layout, 'capability')) return false;
  const owner = catalog.layout(layout.role.of);
  const chain = owner !== undefined && hasRole(owner, 'info') ? owner.role.chain : undefined;
  const header = layout.fields.find((field) => field.type === 'struct' && field.struct === chain?.header)?.name;
  return [chain?.next, chain?.id].some((one) => member === `${header}.${one}`);
}
