import type { DiffSeverity } from '../model/diff.js';

/** From harmless to grave. */
export const ranks: Readonly<Record<DiffSeverity, number>> = { ok: 0, note: 1, warning: 2, error: 3 };

/** The graver of two severities. */
export function worst(a: DiffSeverity, b: DiffSeverity): DiffSeverity {
  return ranks[b] > ranks[a] ? b : a;
}
