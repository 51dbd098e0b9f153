/**
 * Are these two captures of one machine?
 */
import type { CapturedMachine, OneFunction } from './capture.js';
import type { Pair } from './moves.js';
import type { Pairing } from './pairs.js';

/** One line where the captures look like two machines; they are compared all the same. */
export function strangersNote({ pairs }: Pairing, before: CapturedMachine, after: CapturedMachine): readonly string[] {
  const lead = 'these look like captures of two machines';
  const isOther =
    before.endians.length > 0 && after.endians.length > 0 && !before.endians.some((one) => after.endians.includes(one));
  if (isOther)
    return [
      `${lead}: the VFIO buffers of one are ${before.endians[0]}-endian, of the other ${after.endians[0]}-endian`,
    ];
  if (before.functions.length === 0 || after.functions.length === 0) return [];
  if (pairs.length === 0)
    return [`${lead}: no function is in both; --match pairs them by something else than the function id`];
  const known = pairs.filter((pair) => [pair.before, pair.after].every((one) => one.place !== undefined));
  if (known.length === 0 || known.some(isAtItsPlace)) return [];
  const what = known.length === 1 ? 'the function that both have' : `all ${known.length} functions that both have`;
  return [`${lead}: ${what} sits in another physical channel or is another virtual function`];
}

function isAtItsPlace({ before, after }: Pair<OneFunction>): boolean {
  return before.place === after.place;
}
