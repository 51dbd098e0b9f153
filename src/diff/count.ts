import type { DiffReport, DiffSeverity, SeverityCounts, Verdict } from '../model/diff.js';

/** How often each verdict was given, over all sides. */
export function countVerdicts(rows: DiffReport['rows']): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const row of rows)
    for (const verdict of Object.values(row.verdicts)) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return counts;
}

/** How many rows and checks of a report have each severity. */
export function countSeverities({ rows, checks }: DiffReport): SeverityCounts {
  const counts: Record<DiffSeverity, number> = { error: 0, warning: 0, note: 0, ok: 0 };
  for (const { severity } of [...rows, ...checks]) counts[severity]++;
  return counts;
}
