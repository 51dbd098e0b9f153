/**
 * What a comparison found, as plain data for every format: the gravest first.
 */
import {
  type DiffCheck,
  type DiffReport,
  type DiffRow,
  type DiffSeverity,
  type Verdict,
  verdictKinds,
} from '../model/diff.js';
import { own } from '../model/own.js';
import { shownSides } from './diff-cells.js';

/** A row or a cross-check that is not as it should be. */
export type Found = {
  readonly severity: DiffSeverity;
  /** The behaviour of these versions, which says nothing of this machine. */
  readonly isKnown: boolean;
  /** Whose finding it is. */
  readonly sides: readonly string[];
} & ({ readonly row: DiffRow; readonly index: number } | { readonly check: DiffCheck });

const order = ['error', 'warning', 'note'] as const;

/** All findings: errors, warnings, notes; of each first those about facts. `index` is that of the row. */
export function foundIn(report: DiffReport): readonly Found[] {
  const isKnown = (one: DiffRow | DiffCheck): boolean => report.known?.has(one) === true;
  const all: Found[] = [
    ...report.rows.map((row, index) => ({
      severity: row.severity,
      isKnown: isKnown(row),
      sides: concernedSides(report, row),
      row,
      index,
    })),
    ...report.checks.map((check) => ({
      severity: check.severity,
      isKnown: isKnown(check),
      sides: [check.side],
      check,
    })),
  ];
  return order.flatMap((severity) => all.filter((one) => one.severity === severity));
}

/** The sides that a finding about a row is about; where no verdict says so, all that show something. */
export function concernedSides(report: DiffReport, row: DiffRow): readonly string[] {
  const sides = tellingSides(report, row);
  const concerned = sides.filter((key) => isFinding(own(row.verdicts, key)));
  return concerned.length === 0 ? sides : concerned;
}

/** Sides without those further ones, such as sysfs, that do not show the fact: they add nothing to a finding. */
export function tellingSides(report: DiffReport, row: DiffRow): readonly string[] {
  return shownSides(report).filter((key) => {
    const verdict = own(row.verdicts, key);
    return key === 'vfio' || key === 'guest' || (verdict !== 'hidden' && verdict !== 'redundant');
  });
}

/** A verdict that is a finding, or a constant, which is one where it contradicts firmware. */
function isFinding(verdict: Verdict | undefined): boolean {
  return verdict === 'constant' || (verdict !== undefined && verdictKinds[verdict].severity !== 'ok');
}
