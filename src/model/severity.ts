import type { Severity } from './issues.js';

/** Values of `--fail-on`. */
export const failOnLevels = ['error', 'warning', 'never'] as const;
export type FailOn = (typeof failOnLevels)[number];

const ranks: Readonly<Record<Severity | 'ok', number>> = { ok: 0, note: 1, warning: 2, error: 3 };

/** True when a severity is at or above the limit of `--fail-on`. */
export function isAtLeast(severity: Severity | 'ok', limit: FailOn): boolean {
  return limit !== 'never' && ranks[severity] >= ranks[limit];
}
