/**
 * What VFIO would tell of a function that nobody opened.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { Interface } from '../model/interface.js';
import { derive } from '../rules/derive.js';
import { effectiveRow, nearestVersion } from '../rules/effective-row.js';
import { type Fact, type Facts, factWith, structOf } from '../rules/facts.js';
import type { OneFunction } from './capture.js';

const notTold = 'no VFIO buffer was given, and firmware alone does not tell it';

/** What VFIO would tell of the function, as far as firmware's answers decide it. */
export function toldFacts(catalog: Catalog, one: OneFunction, linux: string | undefined): Facts | undefined {
  const item = catalog.interfaces().find((each) => each.view === 'vfio' && each.besideFields);
  const { firmware } = one.facts;
  if (item === undefined || firmware === undefined) return undefined;
  const version = linux === undefined ? item.version : nearestVersion(item.versions, linux);
  const told = new Map<string, Fact>();
  const present = new Set<string>();
  const absent = new Set<string>();
  for (const row of item.rows) {
    const path = `${row.struct}.${row.field.replace('[]', `[${one.entries.firmware}]`)}`;
    const fact = firmware.find(path);
    for (const { field, rule } of effectiveRow(item, row, { version, defaultGroup: false }).targets) {
      if (rule.kind === 'present') {
        if (fact?.value != null) (fact.value === 1n ? present : absent).add(field);
        continue;
      }
      const isWhole = rule.kind !== 'same' || (rule.ignore === undefined && rule.roundUpBits === undefined);
      const value = fact?.value == null || !isWhole ? undefined : derive(rule, fact.value);
      if (fact !== undefined) told.set(field, factOf(fact, field, value));
      if (!isOptional(item, structOf(field))) present.add(structOf(field));
    }
  }
  for (const struct of absent) present.delete(struct);
  return {
    find: (path) => (present.has(structOf(path)) ? (told.get(path) ?? unread(path)) : undefined),
    findAll: (path) => [told.get(path)].filter((fact) => fact !== undefined),
    factsOf: () => [],
    has: (struct) => present.has(struct),
    doubt: (struct) => (absent.has(struct) ? undefined : notTold),
    structs: [...present],
  };
}

/** A struct that is there only when a bit of firmware says so. */
function isOptional({ rows }: Interface, struct: string): boolean {
  return rows.some((row) => row.to?.some(({ field, rule }) => field === struct && rule.kind === 'present'));
}

function unread(path: string): Fact {
  return {
    path,
    value: null,
    status: 'truncated',
    swapped: null,
    bits: 0,
    source: '',
    byteOffset: 0,
    raw: null,
    leaf: null,
  };
}

function factOf(like: Fact, path: string, value: Fact['value'] | undefined): Fact {
  return factWith(like, {
    path,
    value: value ?? null,
    status: value === undefined ? 'truncated' : 'ok',
    swapped: null,
  });
}
