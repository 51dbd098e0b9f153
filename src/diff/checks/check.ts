import type { CheckId } from '../../model/check-kinds.js';
import type { DiffCheck } from '../../model/diff.js';
import type { Evidence } from '../evidence.js';
import type { Side } from '../side.js';

/** A cross-check: a function of the evidence; facts that are missing make it silent. */
export type Check = (evidence: Evidence, guest: Side | undefined) => DiffCheck[];

/** One finding of a cross-check; what depends on more than the bytes is at most a warning. */
export function found(
  side: string,
  id: CheckId,
  severity: DiffCheck['severity'],
  message: string,
  help: string,
): DiffCheck {
  return { id, side, severity, message, help };
}
