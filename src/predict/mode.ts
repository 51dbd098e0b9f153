/**
 * How a function reaches its guest when nobody says: what the bytes allow, and what the guest's interface does by
 * itself.
 */
import { hexNumber } from '../bytes/hex.js';
import type { Interface, Mode, ModeClues } from '../model/interface.js';
import { hasInterpretation } from '../rules/effective-row.js';
import { type Facts, seekInteger, seekStruct } from '../rules/facts.js';

/** The modes that the buffers of a vfio function allow, the one that is taken by itself first. */
export interface ModeChoice {
  readonly allowed: readonly [Mode, ...Mode[]];
  /** Why the function cannot be interpreted. */
  readonly against?: string | undefined;
  /** Why nobody can tell whether it can. */
  readonly doubt?: string | undefined;
}

/** Interpretation is what an interface that has it does by itself, as far as the bytes allow. */
export function chooseMode(item: Interface, clues: ModeClues, version: string, user: Facts): ModeChoice {
  if (!hasInterpretation(item, version)) return { allowed: ['intercept'] };
  const against = obstacle(clues, user);
  if (against !== undefined) return { allowed: ['intercept'], against };
  return { allowed: ['interpret', 'intercept'], doubt: doubtOf(clues, user) };
}

/** What surely keeps the function from being interpreted. */
function obstacle({ handle, group, defaultGroup }: ModeClues, user: Facts): string | undefined {
  const own = seekInteger(user, handle.user);
  if (own.kind === 'none')
    return `no ${handle.user}: with interpret=on, its default, QEMU refuses the function where the machine could interpret it`;
  if (own.kind === 'value' && (own.value & BigInt(handle.mask)) !== 0n)
    return `${handle.user} ${hexNumber(own.value, 8)} is the handle of a function that a hypervisor made`;
  const id = seekInteger(user, group.user);
  if (id.kind === 'value' && id.value >= BigInt(group.below))
    return `${group.user} ${hexNumber(id.value, 2)} is a group that a hypervisor made`;
  return seekStruct(user, defaultGroup.capability).kind === 'none' ? `no ${defaultGroup.capability}` : undefined;
}

function doubtOf({ handle, group, defaultGroup }: ModeClues, user: Facts): string | undefined {
  const parts = [
    seekInteger(user, handle.user),
    seekInteger(user, group.user),
    seekStruct(user, defaultGroup.capability),
  ];
  return parts.flatMap((part) => (part.kind === 'unknown' ? [part.why] : []))[0];
}
