/**
 * Changes of functions, those of the groups that they share said once.
 */
import type { Catalog } from '../catalog/catalog.js';
import type { Change, ComparedFunction, ComparedGroup } from '../model/compare.js';
import type { DiffSeverity } from '../model/diff.js';
import type { CapturedMachine, OneFunction } from './capture.js';
import type { GuestsKnown } from './guest.js';
import type { Pair } from './moves.js';
import { groupScoped } from './places.js';

/** A function that both captures have, and what changed of it. */
export interface ComparedPair extends Pair<OneFunction> {
  /** How the guests were known. Their facts are not kept: there may be thousands of functions. */
  readonly guests: GuestsKnown | undefined;
  readonly changes: readonly Change[];
}

/** Facts of a group are said once, as long as its functions stay in it. */
export function withGroups(
  catalog: Catalog,
  pairs: readonly ComparedPair[],
  before: CapturedMachine,
  after: CapturedMachine,
): { functions: ComparedFunction[]; groups: ComparedGroup[] } {
  const shared = new Map<bigint, Map<string, Change>>();
  const functions = pairs.map((pair) => {
    const { group } = pair.before;
    const stays = group !== undefined && group === pair.after.group;
    const isShared = (change: Change): boolean => stays && groupScoped(catalog, change);
    const own = pair.changes.filter((change) => !isShared(change));
    if (group !== undefined)
      for (const change of pair.changes.filter(isShared)) {
        const known = shared.get(group) ?? new Map<string, Change>();
        const name = `${change.struct}.${change.attribute}`;
        const other = known.get(name);
        if (other === undefined || ranks[other.severity] < ranks[change.severity]) known.set(name, change);
        shared.set(group, known);
      }
    return describe(pair.before, own.length === 0 ? 'same' : 'changed', own);
  });
  const ids = ({ functions: all }: CapturedMachine): bigint[] => [...new Set(all.flatMap(({ group }) => group ?? []))];
  const [old, now] = [ids(before), ids(after)];
  const groups = [...new Set([...old, ...now])].map((id): ComparedGroup => {
    const changes = [...(shared.get(id)?.values() ?? [])];
    const status = !now.includes(id)
      ? 'gone'
      : !old.includes(id)
        ? 'appeared'
        : changes.length > 0
          ? 'changed'
          : 'same';
    return { group: Number(id), status, changes };
  });
  return { functions, groups };
}

const ranks: Readonly<Record<DiffSeverity, number>> = { ok: 0, note: 1, warning: 2, error: 3 };

/** A function as the result has it. */
export function describe(
  one: OneFunction,
  status: ComparedFunction['status'],
  changes: readonly Change[],
): ComparedFunction {
  const number = (value: bigint | undefined): number | null => (value === undefined ? null : Number(value));
  return { fid: number(one.fid), uid: number(one.uid), address: one.address ?? null, status, changes };
}
