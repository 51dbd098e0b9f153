import { editDistance } from '../model/nearest.js';

/** The names that may have been meant: those that begin so, else the one that a slip of the keyboard is nearest to. */
export function nearestNames(wanted: string, names: readonly string[]): readonly string[] {
  const begun = wanted === '' ? [] : names.filter((name) => name.startsWith(wanted) || wanted.startsWith(name));
  if (begun.length > 0) return begun;
  const [best] = names
    .map((name) => ({ name, distance: editDistance(wanted.toLowerCase(), name) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(2, Math.floor(best.name.length / 3)) ? [best.name] : [];
}
