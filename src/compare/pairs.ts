/**
 * Functions of two captures, paired.
 */
import { hexNumber } from '../bytes/hex.js';
import { groupBy } from '../diff/pair/group-by.js';
import type { MatchKey } from '../model/compare.js';
import type { OneFunction } from './capture.js';
import type { Pair } from './moves.js';

export interface Pairing {
  readonly pairs: readonly Pair<OneFunction>[];
  readonly gone: readonly OneFunction[];
  readonly appeared: readonly OneFunction[];
  readonly problems: readonly string[];
}

const keys: Readonly<Record<MatchKey, (one: OneFunction) => bigint | string | undefined>> = {
  fid: (one) => one.fid,
  uid: (one) => (one.uid === 0n ? undefined : one.uid),
  pchid: (one) => one.place,
  address: (one) => one.address,
};

/** Pairs by one key. A key that several functions of one capture have pairs none of them. */
export function pairFunctions(before: readonly OneFunction[], after: readonly OneFunction[], by: MatchKey): Pairing {
  const keyOf = keys[by];
  const problems = [
    ...repeated(before, by, 'before'),
    ...repeated(after, by, 'after'),
    ...unknown(before, by, 'before'),
    ...unknown(after, by, 'after'),
  ];
  const known = { before: groupBy(before, keyOf), after: groupBy(after, keyOf) };
  const pairs = before.flatMap((one) => {
    const key = keyOf(one);
    const [other, ...more] = known.after.get(key) ?? [];
    const isUnique = key !== undefined && known.before.get(key)?.length === 1 && more.length === 0;
    return isUnique && other !== undefined ? [{ before: one, after: other }] : [];
  });
  // Where several have one key, nobody knows which of them are gone.
  const left = before.filter((one) => keyOf(one) === undefined || !known.after.has(keyOf(one)));
  const right = after.filter((one) => keyOf(one) === undefined || !known.before.has(keyOf(one)));
  const [one, ...others] = left;
  const [other, ...more] = right;
  // Buffers of one function on each side that say no key.
  const isOnly = one !== undefined && other !== undefined && others.length + more.length === 0;
  if (isOnly && (keyOf(one) === undefined || keyOf(other) === undefined))
    return { pairs: [...pairs, { before: one, after: other }], gone: [], appeared: [], problems };
  return { pairs, gone: left, appeared: right, problems };
}

/** Of functions that are known, none by this key. */
function unknown(all: readonly OneFunction[], by: MatchKey, side: string): string[] {
  if (by === 'fid' || all.length === 0 || all.some((one) => keys[by](one) !== undefined)) return [];
  const where = by === 'address' ? ', which sysfs tells' : '';
  return [`--match ${by}: no function ${side} has one${where}; --match fid pairs them by id`];
}

function repeated(all: readonly OneFunction[], by: MatchKey, side: string): string[] {
  const groups = [...groupBy(all, keys[by])].filter(([key, same]) => key !== undefined && same.length > 1);
  return groups.map(([, same]) => {
    const fids = same.map((one) => (one.fid === undefined ? 'one without an id' : hexNumber(one.fid, 8))).join(', ');
    return `--match ${by}: ${same.length} functions ${side} have the same (${fids}), so they are not paired; --match fid tells them apart`;
  });
}
