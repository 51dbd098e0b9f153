/**
 * How a function reaches its guest, as far as bytes tell.
 */
import type { Interface, Mode } from '../model/interface.js';
import { type Facts, seekStruct } from '../rules/facts.js';

/** The stores that the clues of a guest interface are looked up in. */
export interface GuestViews {
  readonly guest: Facts;
  readonly user: Facts | undefined;
  readonly firmware: Facts;
  /** Index of the function's own entry in the guest's list. */
  readonly entry: number | undefined;
}

function integer(facts: Facts | undefined, field: string): bigint | undefined {
  const value = facts?.find(field)?.value;
  return typeof value === 'bigint' ? value : undefined;
}

/** Interpreted with the group and the handle of the host; otherwise the handle says whether it is emulated. */
export function modeOf(item: Interface, { guest, user, firmware, entry }: GuestViews): Mode {
  const clues = item.modeClues;
  if (clues === undefined) return 'intercept';
  const { group, handle } = clues;
  const id = integer(guest, group.guest);
  const hostId = integer(user, group.user) ?? integer(firmware, group.firmware);
  const isHostGroup = id !== undefined && id === hostId && id < BigInt(group.below);
  const own = entry === undefined ? undefined : integer(guest, handle.guest.replace('[]', `[${entry}]`));
  const host = integer(user, handle.user);
  const enable = BigInt(handle.enable);
  const isHostHandle = own !== undefined && host !== undefined && (own | enable) === (host | enable);
  const kind = own === undefined ? undefined : own & BigInt(handle.mask);
  if (isHostGroup && (own === undefined || isHostHandle || host === undefined)) return 'interpret';
  return kind === BigInt(handle.emulated) ? 'emulated' : 'intercept';
}

/** The kind of container, when the buffers of userspace tell. */
export function containerOf(item: Interface, { user }: GuestViews): 'type1' | 'iommufd' | undefined {
  const clue = item.modeClues?.container;
  const value = clue === undefined ? undefined : integer(user, clue.user);
  if (clue === undefined || value === undefined) return undefined;
  return value === BigInt(clue.iommufd) ? 'iommufd' : 'type1';
}

/** The guest is given the default group: the host's is a hypervisor's, no id is left, or userspace is told of none. */
export function isDefaultGroup(item: Interface, { guest, user, firmware }: GuestViews): boolean {
  const clue = item.modeClues?.defaultGroup;
  if (clue === undefined) return false;
  const host = integer(user, clue.host) ?? (user === undefined ? integer(firmware, clue.firmware) : undefined);
  if (host !== undefined && host >= BigInt(clue.from)) return true;
  if (integer(guest, clue.guest) === BigInt(clue.id)) return true;
  return user !== undefined && seekStruct(user, clue.capability).kind === 'none';
}
