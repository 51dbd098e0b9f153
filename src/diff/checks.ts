/**
 * Cross-checks between blocks, in the order in which they are told.
 */
import type { DiffCheck } from '../model/diff.js';
import { aperturePages, iovaRanges, relaxedGuest } from './checks/aperture.js';
import type { Check } from './checks/check.js';
import {
  defaultGroupId,
  designationTypes,
  emptyText,
  groupAsked,
  handleAsked,
  listEntry,
  mioAgreement,
} from './checks/queries.js';
import { barRegions, handleAgainstMode, hazards, interruptCount } from './checks/resources.js';
import type { Evidence } from './evidence.js';
import type { Side } from './side.js';

const checks: readonly Check[] = [
  listEntry,
  handleAsked,
  groupAsked,
  aperturePages,
  iovaRanges,
  defaultGroupId,
  designationTypes,
  emptyText,
  mioAgreement,
  relaxedGuest,
  handleAgainstMode,
  barRegions,
  interruptCount,
  hazards,
];

/** Everything that the checks have to say. */
export function crossCheck(evidence: Evidence, guest: Side | undefined): DiffCheck[] {
  return checks.flatMap((one) => one(evidence, guest));
}
