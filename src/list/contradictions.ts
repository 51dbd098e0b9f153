/**
 * What several sources say of one function, where it is not the same.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Catalog } from '../catalog/catalog.js';
import { enabled } from '../diff/pair/functions.js';
import type { Contradiction, ListedFunction } from '../model/list.js';
import type { FactRole } from '../model/roles.js';
import type { Value } from '../rules/facts.js';
import type { Claim } from './claims.js';
import type { JoinedFunction } from './join.js';
import { codeText } from './role-leaf.js';

/** What is compared where sources of different sides say it, too. */
const identity = {
  uid: 'userId',
  pchid: 'physicalChannel',
  vfn: 'virtualFunction',
  group: 'groupId',
  type: 'functionType',
  handle: 'handle',
  vendor: 'entryVendor',
  device: 'entryDevice',
  state: 'entryState',
} as const satisfies Partial<Record<keyof ListedFunction, FactRole>>;

const rest = { noi: 'interrupts', start: 'apertureStart', end: 'apertureEnd' } as const;

/** Where `diff` compared the sides, only sources of one side are held against each other. */
export function contradictionsOf(catalog: Catalog, one: JoinedFunction, isCompared: boolean): Contradiction[] {
  const kinds = isCompared ? (['firmware', 'vfio', 'sysfs'] as const) : [null];
  const between = kinds.flatMap((view) => differing(catalog, identity, one, view));
  const inOne = (['firmware', 'vfio'] as const).flatMap((view) => differing(catalog, rest, one, view));
  return [...between, ...inOne];
}

function differing(
  catalog: Catalog,
  attributes: Readonly<Record<string, FactRole>>,
  { claims }: JoinedFunction,
  view: Claim['view'] | null,
): Contradiction[] {
  const asked = claims.filter((claim) => view === null || claim.view === view);
  return Object.entries(attributes).flatMap(([attribute, role]) => {
    // diff itself holds the handle that was asked for against the list.
    if (role === 'handle' && view !== null) return [];
    const values = new Map<Value, Contradiction['values'][number]>();
    for (const { values: said, source } of asked) {
      const value = said.get(role);
      if (value === undefined) continue;
      // A function is enabled and disabled without becoming another.
      const key = role === 'handle' && typeof value === 'bigint' ? enabled(catalog, value) : value;
      if (!values.has(key)) values.set(key, { value: shownValue(catalog, role, value), source });
    }
    return values.size > 1 ? [{ attribute, values: [...values.values()] }] : [];
  });
}

/** As the function has it. */
function shownValue(catalog: Catalog, role: FactRole, value: Value): number | string {
  if (typeof value !== 'bigint') return value;
  if (role === 'functionType' || role === 'entryState') return codeText(catalog, role, value)?.replace(/:.*/, '') ?? '';
  return role === 'apertureStart' || role === 'apertureEnd' ? hexNumber(value, 16) : Number(value);
}
