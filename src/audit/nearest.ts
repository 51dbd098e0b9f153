/** The names that may have been meant: those that begin so, else the one that a slip of the keyboard is nearest to. */
export function nearestNames(wanted: string, names: readonly string[]): readonly string[] {
  const begun = wanted === '' ? [] : names.filter((name) => name.startsWith(wanted) || wanted.startsWith(name));
  if (begun.length > 0) return begun;
  const [best] = names
    .map((name) => ({ name, distance: editDistance(wanted.toLowerCase(), name) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(2, Math.floor(best.name.length / 3)) ? [best.name] : [];
}

/** Letters to insert, remove or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
