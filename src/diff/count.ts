import type { DiffReport, Verdict } from '../model/diff.js';

/** How often each verdict was given, over all sides. */
export function countVerdicts(rows: DiffReport['rows']): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const row of rows)
    for (const verdict of Object.values(row.verdicts)) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}
