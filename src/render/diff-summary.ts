import type { DiffReport, DiffSeverity } from '../model/diff.js';
import { comparedCounts } from './diff-cells.js';

/** Heads of the summary of several functions. */
export const summaryHeads = ['function', 'errors', 'warnings', 'notes', 'as it should be', 'compared with'] as const;

/** One line for each function; none when only one was compared. */
export function summaryLines(reports: readonly DiffReport[]): (readonly string[])[] {
  const functions = reports.filter((report) => report.kind === 'function');
  if (functions.length < 2) return [];
  return functions.map((report) => {
    const found = [...report.rows, ...report.checks];
    const count = (severity: DiffSeverity): string => String(found.filter((one) => one.severity === severity).length);
    const sides = report.sides.map((side) => side.key).join(', ');
    const { fine, compared } = comparedCounts(report);
    return [
      report.title.replace(/^function /, ''),
      count('error'),
      count('warning'),
      count('note'),
      compared === 0 ? '-' : `${fine} of ${compared}`,
      sides === '' ? 'nothing' : sides,
    ];
  });
}
