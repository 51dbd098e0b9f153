/**
 * What two versions do to each other though every value between them is right.
 */
import { compareVersions } from '../bytes/version.js';
import type { Hazard, Interface } from '../model/interface.js';
import { type Facts, seekInteger } from './facts.js';

/**
 * Hazards between the user's buffers and this version of the guest's interface; without a version every known one
 * could be meant.
 */
export function hazardsOf(
  { hazards = [] }: Interface,
  version: string | undefined,
  user: Facts | undefined,
): readonly Hazard[] {
  if (user === undefined) return [];
  return hazards.filter(({ user: { field, atLeast }, upTo }) => {
    const value = seekInteger(user, field);
    return value.kind === 'value' && value.value >= BigInt(atLeast) && isUpTo(version, upTo);
  });
}

/** 11.1.3 is a stable release of 11.1. */
function isUpTo(version: string | undefined, last: string): boolean {
  return version === undefined || compareVersions(version, last) <= 0 || version.startsWith(`${last}.`);
}
