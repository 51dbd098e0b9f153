import { expect } from 'vitest';

/** Compares blocks at once: member by member, as objects are compared, takes longer than what is tested. */
function areSameBytes(one: unknown, other: unknown): boolean | undefined {
  if (!(one instanceof Uint8Array && other instanceof Uint8Array)) return undefined;
  return one.constructor === other.constructor ? Buffer.compare(one, other) === 0 : undefined;
}

expect.addEqualityTesters([areSameBytes]);
