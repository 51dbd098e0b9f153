import type { Severity } from './issues.js';

const ranks: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

/** True when a severity is at or above the limit of `--fail-on`. */
export function isAtLeast(severity: Severity, limit: 'error' | 'warning' | 'never'): boolean {
  return limit !== 'never' && ranks[severity] >= ranks[limit];
}
